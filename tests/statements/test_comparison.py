"""What a statement is compared with."""

from datetime import date

import pytest

from closing.books.balances import Span
from closing.engagements.models import FiscalYear
from closing.statements.comparison import a_year_before, last_year, period_before
from tests.factories import make_engagement, make_fiscal_year
from tests.statements.ledger_factory import Jotted, make_books

SALE = Jotted("A 1", date(2024, 2, 15), [("1930", "1000"), ("3010", "-1000")])


@pytest.fixture
def years(db: None) -> tuple[FiscalYear, FiscalYear]:
    """Give two calendar years of a company, 2024 and 2025."""
    engagement = make_engagement()
    before = make_fiscal_year(engagement, date(2024, 1, 1), date(2024, 12, 31))
    return before, make_fiscal_year(engagement, date(2025, 1, 1), date(2025, 12, 31))


@pytest.mark.parametrize(
    ("day", "before"),
    [
        (date(2025, 12, 31), date(2024, 12, 31)),
        (date(2025, 2, 28), date(2024, 2, 29)),
        (date(2024, 2, 29), date(2023, 2, 28)),
        (date(2025, 3, 15), date(2024, 3, 15)),
    ],
)
def test_a_year_before_keeps_the_last_day_of_a_month(day: date, before: date) -> None:
    assert a_year_before(day) == before


def test_last_year_is_the_same_months_of_its_own_books(years: tuple[FiscalYear, FiscalYear]) -> None:
    make_books(years[0], [SALE])

    found = last_year(years[1], years[1].periods.get(number=2))

    assert found is not None
    assert found.books is not None
    assert found.part == Span(date(2024, 2, 1), date(2024, 2, 29))
    assert found.books.result(found.so_far) == 100000


def test_last_year_of_the_year_end_is_the_whole_year(years: tuple[FiscalYear, FiscalYear]) -> None:
    make_books(years[0], [SALE])

    found = last_year(years[1], years[1].periods.get(number=13))

    assert found is not None
    assert (found.part, found.so_far) == (Span(date(2024, 1, 1), date(2024, 12, 31)),) * 2


def test_last_year_not_imported_is_known_at_its_end_alone(years: tuple[FiscalYear, FiscalYear]) -> None:
    december, june = (last_year(years[1], years[1].periods.get(number=number)) for number in (12, 6))

    assert june is None
    assert december is not None
    assert (december.books, december.part) == (None, None)


@pytest.mark.django_db
def test_months_a_year_ago_that_lie_in_this_year_are_no_last_year() -> None:
    engagement = make_engagement()
    before = make_fiscal_year(engagement, date(2023, 7, 1), date(2024, 8, 31))
    year = make_fiscal_year(engagement, date(2024, 9, 1), date(2025, 12, 31))
    make_books(before, [SALE])

    found = last_year(year, year.periods.get(number=16))

    assert found is not None
    assert (found.part, found.so_far) == (None, Span(date(2023, 7, 1), date(2024, 8, 31)))


def test_period_before_is_none_for_the_first_and_the_year_end(years: tuple[FiscalYear, FiscalYear]) -> None:
    numbers = [
        before.number if before else None
        for before in (period_before(years[1], years[1].periods.get(number=number)) for number in (1, 2, 13))
    ]

    assert numbers == [None, 1, None]
