"""A voucher is found by its series and number."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from closing.books.models import Snapshot
from closing.engagements.models import Agency, FiscalYear
from closing.statements.voucher_search import search
from closing.users.models import User
from tests.factories import client_of, make_engagement, make_fiscal_year
from tests.statements.ledger_factory import Jotted, make_books

pytestmark = pytest.mark.django_db
DAY = date(2025, 1, 15)
VOUCHERS = [
    Jotted(name, DAY, [("1930", "1"), ("3010", "-1")])
    for name in ("A 1", "A 17", "B 17", "B 2", "B 2", "lev 3", "LEV1 4")
]


@pytest.fixture
def year(agency: Agency) -> FiscalYear:
    return make_fiscal_year(make_engagement(agency))


@pytest.fixture
def snapshot(year: FiscalYear) -> Snapshot:
    return make_books(year, VOUCHERS)


def _find(year: FiscalYear) -> str:
    return reverse("statements:find_voucher", args=[year.engagement_id, year.pk])


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("A 17", ["A 17"]),
        ("a17", ["A 17"]),
        (" B-17 ", ["B 17"]),
        ("17", ["A 17", "B 17"]),
        ("017", ["A 17", "B 17"]),
        ("B 2", ["B 2", "B 2"]),
        ("LEV 3", ["lev 3"]),
        ("LEV1 4", ["LEV1 4"]),
        ("4", ["LEV1 4"]),
        ("A 2", []),
        ("A", []),
        ("", []),
        ("9" * 19, []),
    ],
)
def test_voucher_is_found_by_series_and_number(snapshot: Snapshot, words: str, found: list[str]) -> None:
    assert [str(voucher) for voucher in search(snapshot, words)] == found


def test_one_voucher_is_gone_to(snapshot: Snapshot, year: FiscalYear, alice: User) -> None:
    response = client_of(alice).get(_find(year), {"q": "A17"})

    (found,) = search(snapshot, "A17")
    voucher = reverse("statements:voucher", args=[year.engagement_id, year.pk, found.ordinal])
    assert (response.status_code, response.headers["Location"]) == (302, voucher)


def test_several_vouchers_are_listed_each_with_its_address(snapshot: Snapshot, year: FiscalYear, alice: User) -> None:
    response = client_of(alice).get(_find(year), {"q": "17"})

    for voucher in search(snapshot, "17"):
        address = reverse("statements:voucher", args=[year.engagement_id, year.pk, voucher.ordinal])
        assert f'href="{address}"' in response.text


@pytest.mark.parametrize("words", ["", "A 99", "x" * 100])
def test_voucher_that_is_not_there_is_told_on_a_page(
    snapshot: Snapshot, year: FiscalYear, alice: User, *, words: str
) -> None:
    response = client_of(alice).get(_find(year), {"q": words})

    assert (response.status_code, response.context["found"]) == (200, [])
    assert search(snapshot, words) == []


def test_year_without_books_has_no_vouchers_to_find(year: FiscalYear, alice: User) -> None:
    assert client_of(alice).get(_find(year), {"q": "A 1"}).status_code == 404


def test_reader_finds_a_voucher_and_a_stranger_none(
    snapshot: Snapshot, year: FiscalYear, *, rita: User, charlie: User
) -> None:
    statuses = [client_of(user).get(_find(year), {"q": "A 1"}).status_code for user in (rita, charlie)]

    assert (statuses, snapshot.voucher_count) == ([302, 404], len(VOUCHERS))


@pytest.mark.parametrize("page", ["account", "voucher"])
def test_account_and_voucher_lead_to_a_voucher(snapshot: Snapshot, year: FiscalYear, alice: User, *, page: str) -> None:
    more = {"account": "1930", "voucher": 1}[page]

    response = client_of(alice).get(reverse(f"statements:{page}", args=[year.engagement_id, year.pk, more]))

    assert (f'action="{_find(year)}"' in response.text, snapshot.voucher_count) == (True, len(VOUCHERS))


@pytest.mark.parametrize("count", [2, 4])
def test_finding_takes_the_same_queries_however_many_are_found(year: FiscalYear, alice: User, count: int) -> None:
    make_books(year, [Jotted("A 1", DAY, [("1930", "1"), ("3010", "-1")])] * count)
    client = client_of(alice)
    client.get(_find(year), {"q": "A 1"})

    with CaptureQueriesContext(connection) as queries:
        client.get(_find(year), {"q": "A 1"})

    assert len(queries) == 16
