"""Objects and details of the postings of a page."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from closing.books.models import Posting, PostingDetail
from closing.statements.objects import Carried, belongings
from tests.factories import make_engagement, make_fiscal_year
from tests.statements.ledger_factory import Jotted, make_books

ROWS = [("1930", "1"), ("3010", "-1")]
pytestmark = pytest.mark.django_db


def test_at_most_four_dimensions_are_shown_with_their_names() -> None:
    objects = tuple((str(number), f"K{number}") for number in range(1, 7))
    snapshot = make_books(make_fiscal_year(make_engagement()), [Jotted("A 1", date(2025, 1, 1), ROWS, objects=objects)])

    found = belongings(snapshot, [0, 1], [])

    assert found.objects == {1: tuple(Carried(f"Dimension {n}", f"K{n}", f"Objekt K{n}") for n in range(1, 5))}


def test_details_are_found_by_posting() -> None:
    snapshot = make_books(make_fiscal_year(make_engagement()), [Jotted("A 1", date(2025, 1, 1), ROWS)])
    posting = Posting.objects.order_by("pk").first()
    assert posting is not None
    PostingDetail.objects.create(posting=posting, is_added=True)

    found = belongings(snapshot, [], [posting.pk, posting.pk + 1])

    assert {key: detail.is_added for key, detail in found.details.items()} == {posting.pk: True}


@pytest.mark.parametrize("vouchers", [1, 3])
def test_queries_do_not_grow_with_the_rows(vouchers: int) -> None:
    jotted = [Jotted(f"A {n}", date(2025, 1, n), ROWS, objects=(("1", str(n)),)) for n in range(1, vouchers + 1)]
    snapshot = make_books(make_fiscal_year(make_engagement()), jotted)

    with CaptureQueriesContext(connection) as queries:
        belongings(snapshot, range(1, vouchers + 1), range(snapshot.first_key, snapshot.first_key + 10))

    assert len(queries) == 4
