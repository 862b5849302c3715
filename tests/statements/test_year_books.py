"""A year's books, month by month."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from closing.books.models import AccountMapping, PeriodTotal
from closing.engagements.models import FiscalYear, Period
from closing.statements.layout import NET_SALES
from closing.statements.year_books import books_of, result_of_year
from tests.factories import make_engagement, make_fiscal_year
from tests.statements.ledger_factory import Jotted, make_books

SALE = Jotted("A 1", date(2025, 1, 15), [("1930", "1000"), ("3010", "-1000")])
RENT = Jotted("A 2", date(2025, 3, 31), [("5010", "400"), ("1930", "-400")])
AFTERWARDS = Jotted("A 3", date(2026, 1, 2), [("5010", "50"), ("1930", "-50")])


@pytest.fixture
def year(db: None) -> FiscalYear:
    """Give a calendar year divided into months."""
    return make_fiscal_year(make_engagement())


def _period(year: FiscalYear, number: int) -> Period:
    return year.periods.get(number=number)


def test_books_of_a_year_never_imported_is_none(year: FiscalYear) -> None:
    assert books_of(year) is None
    assert result_of_year(year) is None


def test_result_is_that_of_the_months_of_the_span(year: FiscalYear) -> None:
    make_books(year, [SALE, RENT])

    books = books_of(year)

    assert books is not None
    assert books.result(books.part(_period(year, 1))) == 100000
    assert books.result(books.part(_period(year, 2))) == 0
    assert books.result(books.until(_period(year, 2))) == 100000
    assert books.result(books.until(_period(year, 3))) == 60000


def test_last_month_holds_what_is_dated_after_the_year(year: FiscalYear) -> None:
    make_books(year, [SALE, RENT, AFTERWARDS])

    books = books_of(year)

    assert books is not None
    assert books.result(books.part(_period(year, 12))) == -5000
    assert books.result(books.until(_period(year, 12))) == 55000
    assert books.result(books.part(_period(year, 13))) == 55000


def test_result_leaves_out_its_own_transfer_to_equity(year: FiscalYear) -> None:
    transfer = Jotted("A 4", date(2025, 12, 31), [("8999", "600"), ("2099", "-600")])
    make_books(year, [SALE, RENT, transfer])

    books = books_of(year)

    assert books is not None
    assert books.result(books.part(_period(year, 13))) == 60000
    assert result_of_year(year) == 60000


def test_books_without_months_show_the_whole_year_in_every_period(year: FiscalYear) -> None:
    snapshot = make_books(year, opening={"1930": "500", "2081": "-500"})
    account = snapshot.accounts.get(number="1930")
    PeriodTotal.objects.create(account=account, month=date(2025, 12, 1), debit_ore=20000)

    books = books_of(year)

    assert books is not None
    january = _period(year, 1)
    assert [one.booked(books.until(january)) for one in books.standings] == [20000, 0]
    assert [one.booked(books.part(january)) for one in books.standings] == [20000, 0]


def test_account_stands_where_its_reference_account_does(year: FiscalYear) -> None:
    make_books(year, [Jotted("A 1", date(2025, 1, 15), [("1930", "10"), ("3910", "-10")])])
    AccountMapping.objects.create(engagement=year.engagement, account_number="3910", reference_account="3001")

    books = books_of(year)

    assert books is not None
    assert [one.line.code for one in books.standings] == ["cash", "net_sales"]


def test_months_of_the_year_are_all_there(year: FiscalYear) -> None:
    make_books(year, [SALE, RENT, AFTERWARDS])

    books = books_of(year)

    assert books is not None
    results = books.month_results()
    assert list(results) == [date(2025, month, 1) for month in range(1, 13)]
    assert [ore for ore in results.values() if ore] == [100000, -40000, -5000]
    assert sum(books.month_sums(NET_SALES).values()) == 100000


def test_difference_of_sound_books_is_zero(year: FiscalYear) -> None:
    make_books(year, [SALE, RENT], opening={"1930": "500", "2081": "-500"})

    books = books_of(year)

    assert books is not None
    assert books.difference() == 0


def test_used_accounts_are_those_with_something_to_see(year: FiscalYear) -> None:
    make_books(year, [SALE], opening={"2081": "0"}, unused=["1510"])

    books = books_of(year)

    assert books is not None
    assert [(one.number, one.is_used) for one in books.standings] == [
        ("1510", False),
        ("1930", True),
        ("2081", False),
        ("3010", True),
    ]


@pytest.mark.parametrize("vouchers", [1, 3])
def test_books_of_takes_five_queries(year: FiscalYear, vouchers: int) -> None:
    make_books(
        year, [Jotted(f"A {n}", date(2025, n, 1), [("1930", "1"), (f"301{n}", "-1")]) for n in range(1, vouchers + 1)]
    )

    with CaptureQueriesContext(connection) as queries:
        books_of(year)

    assert len(queries) == 5
