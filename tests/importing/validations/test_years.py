"""The fiscal year of a file."""

from dataclasses import replace
from datetime import date

import pytest

from closing.importing.case import Case, KnownYear
from closing.importing.catalogue import finding
from closing.importing.validations.years import is_possible, validate_year
from sie.records import FiscalYear, Head
from tests.importing.readings import CASE, FIGURES, HEAD, YEAR, context

BROKEN = KnownYear(date(2024, 7, 1), date(2025, 6, 30))
WITHOUT_YEAR = replace(HEAD, years=())


def _of(start: date, end: date) -> Head:
    return replace(HEAD, years=(FiscalYear(0, start, end), FiscalYear(-1, date(2020, 1, 1), date(2020, 12, 31))))


def test_year_of_the_engagement_passes() -> None:
    assert validate_year(context()) == []


def test_year_that_is_not_there_yet_is_created_and_told() -> None:
    found = validate_year(context(_of(date(2024, 1, 1), date(2024, 12, 31))))

    assert found == [finding("year-created", start="2024-01-01", end="2024-12-31")]


def test_year_that_overlaps_is_an_error_with_both() -> None:
    found = validate_year(context(_of(date(2025, 7, 1), date(2026, 6, 30))))

    assert found == [
        finding(
            "year-overlaps",
            start="2025-07-01",
            end="2026-06-30",
            other_start="2025-01-01",
            other_end="2025-12-31",
        )
    ]


def test_year_that_shares_one_day_overlaps_and_the_day_after_does_not() -> None:
    sharing = validate_year(context(_of(date(2025, 12, 31), date(2026, 12, 30))))
    after = validate_year(context(_of(date(2026, 1, 1), date(2026, 12, 31))))

    assert [one.code for one in sharing] == ["year-overlaps"]
    assert [one.code for one in after] == ["year-created"]


@pytest.mark.parametrize(
    ("start", "end", "possible"),
    [
        (date(2025, 1, 1), date(2026, 6, 30), True),
        (date(2025, 1, 1), date(2026, 7, 1), False),
        (date(2025, 1, 15), date(2026, 7, 14), True),
        (date(2025, 1, 15), date(2026, 7, 15), False),
        (date(2025, 1, 1), date(2025, 1, 1), False),
        (date(2025, 1, 1), date(2024, 12, 31), False),
        (date(2025, 1, 1), date(2025, 1, 2), True),
    ],
)
def test_year_is_at_most_eighteen_months(start: date, end: date, *, possible: bool) -> None:
    assert is_possible(start, end) is possible


def test_year_that_cannot_be_one_is_an_error() -> None:
    found = validate_year(context(_of(date(2025, 1, 1), date(2026, 12, 31))))

    assert found == [finding("year-impossible", start="2025-01-01", end="2026-12-31")]


def test_year_that_the_file_does_not_say_is_the_one_chosen() -> None:
    found = validate_year(context(WITHOUT_YEAR, case=replace(CASE, years=(YEAR, BROKEN), chosen=YEAR)))

    assert found == [finding("year-assumed", start="2025-01-01", end="2025-12-31")]


def test_year_that_nobody_says_is_the_one_its_vouchers_lie_in() -> None:
    figures = replace(FIGURES, dates={date(2025, 1, 1): 1, date(2025, 12, 31): 1})
    outside = replace(FIGURES, dates={date(2025, 12, 31): 1, date(2026, 1, 1): 1})

    assert validate_year(context(WITHOUT_YEAR, figures)) == [
        finding("year-assumed", start="2025-01-01", end="2025-12-31")
    ]
    assert validate_year(context(WITHOUT_YEAR, outside)) == [finding("year-missing")]


def test_year_that_cannot_be_told_is_an_error() -> None:
    assert validate_year(context(WITHOUT_YEAR, replace(FIGURES, dates={}))) == [finding("year-missing")]


def test_year_without_an_engagement_is_neither_new_nor_overlapping() -> None:
    assert validate_year(context(case=Case())) == []
