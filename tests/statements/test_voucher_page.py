"""One voucher, whole."""

from datetime import date

import pytest

from closing.books.models import Snapshot
from closing.statements.voucher_page import VoucherPage, find_voucher, voucher_page
from tests.factories import make_engagement, make_fiscal_year
from tests.statements.ledger_factory import Jotted, make_books

pytestmark = pytest.mark.django_db
FIRST = Jotted("A 1", date(2025, 1, 1), [("1930", "100"), ("3010", "-80"), ("2610", "-20")], objects=(("1", "10"),))
SECOND = Jotted("A 2", date(2025, 1, 2), [("5010", "10"), ("1930", "-10")], struck=[("5010", "12")])
EMPTY = Jotted("B 1", date(2025, 1, 3), [])


def _page(snapshot: Snapshot, ordinal: int, first: int = 0) -> VoucherPage:
    voucher = find_voucher(snapshot, ordinal)
    assert voucher is not None
    return voucher_page(voucher, first=first)


def test_voucher_has_its_rows_and_sums() -> None:
    snapshot = make_books(make_fiscal_year(make_engagement()), [FIRST, SECOND, EMPTY])

    page = _page(snapshot, 1)

    postings = [shown.row.posting for shown in page.rows]
    assert [(one.account.number, one.amount_ore) for one in postings if one] == [
        ("1930", 10000),
        ("3010", -8000),
        ("2610", -2000),
    ]
    assert (page.debit_ore, page.credit_ore) == (10000, 10000)
    assert [[one.code for one in shown.objects] for shown in page.rows] == [["10"]] * 3


def test_struck_rows_stand_in_their_place_and_count_for_nothing() -> None:
    snapshot = make_books(make_fiscal_year(make_engagement()), [FIRST, SECOND, EMPTY])

    page = _page(snapshot, 2)

    assert [shown.row.struck.amount_ore if shown.row.struck else None for shown in page.rows] == [None, None, 1200]
    assert (page.debit_ore, page.credit_ore) == (1000, 1000)


def test_long_voucher_is_shown_from_a_place_on() -> None:
    snapshot = make_books(make_fiscal_year(make_engagement()), [FIRST])

    page = _page(snapshot, 1, first=1)

    assert (len(page.rows), page.debit_ore, page.credit_ore) == (2, 0, 10000)


def test_vouchers_lead_to_those_beside_them_in_their_series() -> None:
    snapshot = make_books(make_fiscal_year(make_engagement()), [FIRST, EMPTY, SECOND])

    beside = [_page(snapshot, ordinal).beside for ordinal in (1, 2, 3)]

    assert [(str(one.previous or ""), str(one.following or "")) for one in beside] == [
        ("", "A 2"),
        ("", ""),
        ("A 1", ""),
    ]


def test_voucher_without_rows_is_shown_empty() -> None:
    snapshot = make_books(make_fiscal_year(make_engagement()), [FIRST, EMPTY])

    page = _page(snapshot, 2)

    assert (page.rows, page.debit_ore) == ((), 0)


def test_voucher_of_other_books_is_not_found() -> None:
    year = make_fiscal_year(make_engagement())
    make_books(year, [FIRST, SECOND])
    newer = make_books(year, [FIRST])

    assert [find_voucher(newer, ordinal) for ordinal in (0, 2, 10**12)] == [None, None, None]
