"""Fiscal years move only while nothing rests on them."""

from datetime import date
from pathlib import Path

import pytest

from closing.activity.models import Event
from closing.engagements.errors import FiscalYearTooLongError
from closing.engagements.models import Engagement, FiscalYear, Period
from closing.entries.models import ClosingEntry
from closing.maintenance.errors import YearBetweenError, YearHasBooksError, YearHasEntriesError, YearInUseError
from closing.maintenance.fiscal_years import add, divide_anew, following, move, remove
from closing.users.models import User
from tests.entries.made_entries import make_entry
from tests.factories import make_fiscal_year
from tests.maintenance.conftest import import_from


def spans(engagement: Engagement) -> list[tuple[str, str, int]]:
    return [(str(one.start), str(one.end), one.periods.count()) for one in engagement.fiscal_years.all()]


def begin(year: FiscalYear) -> None:
    Period.objects.filter(fiscal_year=year, number=1).update(state=Period.State.ONGOING)


def test_add_makes_year_and_periods_and_logs_it(engagement: Engagement, bob: User) -> None:
    add(engagement, start=date(2025, 5, 1), end=date(2026, 4, 30), actor=bob)

    event = Event.objects.get(code="fiscal_year:created")
    assert spans(engagement) == [("2025-05-01", "2026-04-30", 13)]
    assert (event.actor, event.facts) == (bob, {"start": "2025-05-01", "end": "2026-04-30"})


def test_move_gives_new_dates_and_periods(engagement: Engagement, year: FiscalYear, bob: User) -> None:
    move(year, start=date(2025, 7, 1), end=date(2026, 12, 31), actor=bob)

    assert spans(engagement) == [("2025-07-01", "2026-12-31", 19)]
    assert Event.objects.get().code == "fiscal_year:changed"


def test_move_refuses_a_year_with_books(year: FiscalYear, bob: User, tmp_path: Path) -> None:
    import_from("sie_file", tmp_path, year=year)

    with pytest.raises(YearHasBooksError):
        move(year, start=date(2025, 2, 1), end=year.end, actor=bob)


def test_year_with_entries_is_neither_moved_nor_removed(year: FiscalYear, bob: User) -> None:
    ClosingEntry.objects.filter(pk=make_entry(year).pk).update(status=ClosingEntry.Status.DELETED)

    with pytest.raises(YearHasEntriesError):
        move(year, start=date(2025, 2, 1), end=year.end, actor=bob)
    with pytest.raises(YearHasEntriesError):
        remove(year, actor=bob)


def test_move_refuses_a_year_whose_work_has_begun(year: FiscalYear, bob: User) -> None:
    begin(year)

    with pytest.raises(YearInUseError):
        move(year, start=date(2025, 2, 1), end=year.end, actor=bob)


def test_move_refuses_dates_the_law_does(year: FiscalYear, bob: User) -> None:
    with pytest.raises(FiscalYearTooLongError):
        move(year, start=year.start, end=date(2026, 7, 1), actor=bob)


def test_move_refuses_days_of_another_year(engagement: Engagement, year: FiscalYear, bob: User) -> None:
    earlier = make_fiscal_year(engagement, date(2024, 1, 1), date(2024, 12, 31))

    with pytest.raises(YearBetweenError):
        move(earlier, start=earlier.start, end=date(2025, 1, 31), actor=bob)
    assert spans(engagement)[1] == ("2024-01-01", "2024-12-31", 13)


def test_move_lets_only_the_ends_move(engagement: Engagement, year: FiscalYear, bob: User) -> None:
    make_fiscal_year(engagement, date(2026, 1, 1), date(2026, 12, 31))

    with pytest.raises(YearBetweenError):
        move(year, start=year.start, end=date(2025, 11, 30), actor=bob)


def test_remove_takes_the_last_year_with_its_periods(engagement: Engagement, year: FiscalYear, bob: User) -> None:
    remove(year, actor=bob)

    assert spans(engagement) == []
    assert Event.objects.get().code == "fiscal_year:removed"


def test_remove_refuses_a_year_between_two(engagement: Engagement, year: FiscalYear, bob: User) -> None:
    make_fiscal_year(engagement, date(2024, 1, 1), date(2024, 12, 31))
    make_fiscal_year(engagement, date(2026, 1, 1), date(2026, 12, 31))

    with pytest.raises(YearBetweenError):
        remove(year, actor=bob)


def test_remove_refuses_a_year_with_books(year: FiscalYear, bob: User, tmp_path: Path) -> None:
    import_from("sie_file", tmp_path, year=year)

    with pytest.raises(YearHasBooksError):
        remove(year, actor=bob)


def test_divide_anew_divides_every_year(engagement: Engagement, year: FiscalYear, bob: User) -> None:
    make_fiscal_year(engagement, date(2024, 1, 1), date(2024, 12, 31))

    is_changed = divide_anew(engagement, "quarter", actor=bob)

    engagement.refresh_from_db()
    assert is_changed
    assert engagement.period_length == "quarter"
    assert [count for _start, _end, count in spans(engagement)] == [5, 5]


def test_divide_anew_does_nothing_when_nothing_differs(engagement: Engagement, year: FiscalYear, bob: User) -> None:
    is_changed = divide_anew(engagement, "month", actor=bob)

    assert not is_changed
    assert Event.objects.count() == 0


def test_divide_anew_refuses_when_work_has_begun(engagement: Engagement, year: FiscalYear, bob: User) -> None:
    begin(year)

    with pytest.raises(YearInUseError):
        divide_anew(engagement, "year", actor=bob)
    assert spans(engagement) == [("2025-01-01", "2025-12-31", 13)]


def test_following_is_the_year_after_the_last(engagement: Engagement, year: FiscalYear) -> None:
    assert following(engagement) == (date(2026, 1, 1), date(2026, 12, 31))


def test_following_a_broken_year_is_broken_too(engagement: Engagement) -> None:
    make_fiscal_year(engagement, date(2024, 9, 1), date(2025, 8, 31))

    assert following(engagement) == (date(2025, 9, 1), date(2026, 8, 31))


def test_following_is_nothing_without_a_year(engagement: Engagement) -> None:
    assert following(engagement) is None
