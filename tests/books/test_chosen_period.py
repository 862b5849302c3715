"""Which period a page shows, and how it is named."""

from datetime import date

import pytest
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.http import HttpRequest
from django.test import RequestFactory
from django.utils import translation

from closing.books.chosen_period import chosen_period, month_labels, period_label
from closing.engagements.models import FiscalYear, Period, PeriodLength
from tests.factories import make_engagement, make_fiscal_year
from tests.statements.ledger_factory import Jotted, make_books

MARCH = Jotted("A 1", date(2025, 3, 15), [("1930", "1"), ("3010", "-1")])


@pytest.fixture
def year(db: None) -> FiscalYear:
    """Give a calendar year divided into months."""
    return make_fiscal_year(make_engagement())


def _request(query: str = "", session: SessionStore | None = None) -> HttpRequest:
    request = RequestFactory().get(f"/{query}")
    request.session = session or SessionStore()
    return request


def _number(request: HttpRequest, year: FiscalYear) -> int | None:
    period = chosen_period(request, year)
    return period.number if period else None


def test_period_asked_for_is_remembered_for_its_year(year: FiscalYear) -> None:
    session = SessionStore()

    asked = _number(_request("?period=5", session), year)
    later = _number(_request("", session), year)

    assert (asked, later) == (5, 5)


@pytest.mark.parametrize("text", ["0", "99", "-1", "x", "²", "9" * 5000])
def test_period_that_is_not_there_is_not_taken(year: FiscalYear, text: str) -> None:
    make_books(year, [MARCH])

    assert _number(_request(f"?period={text}"), year) == 3


def test_ongoing_period_comes_first(year: FiscalYear) -> None:
    make_books(year, [MARCH])
    year.periods.filter(number=2).update(state=Period.State.ONGOING)

    assert _number(_request(), year) == 2


def test_otherwise_the_last_period_with_postings(year: FiscalYear) -> None:
    assert _number(_request(), year) == 12

    make_books(year, [MARCH])

    assert _number(_request(), year) == 3


def test_year_without_parts_shows_its_only_period(db: None) -> None:
    year = make_fiscal_year(make_engagement(period_length=PeriodLength.YEAR))

    assert _number(_request(), year) == 1


def test_periods_are_named_as_accountants_do(year: FiscalYear) -> None:
    quarter = Period(number=2, start=date(2025, 4, 1), end=date(2025, 6, 30))
    march, year_end = year.periods.get(number=3), year.periods.get(number=13)

    with translation.override("sv"):
        names = [period_label(period) for period in (march, quarter)]
    with translation.override("en"):
        names.append(period_label(year_end))

    assert names == ["P3 mars", "P2 april–juni", "P13 year-end"]


def test_months_are_named_by_letter_and_in_full() -> None:
    with translation.override("sv"):
        assert month_labels(date(2025, 5, 1)) == ("m", "maj 2025")
