"""Fiscal years of an engagement: added, moved, removed, and divided anew, as long as nothing rests on them."""

from datetime import date, timedelta

from django.db import transaction
from django_scopes import scope

from closing.activity.events import Code
from closing.engagements.models import Engagement, FiscalYear, Period
from closing.engagements.organisation import check_dates, create_fiscal_year, divide, months_later
from closing.entries.models import ClosingEntry
from closing.maintenance import settings_log
from closing.maintenance.errors import YearBetweenError, YearHasBooksError, YearHasEntriesError, YearInUseError
from closing.users.models import User

MONTHS_IN_A_YEAR = 12


def add(engagement: Engagement, *, start: date, end: date, actor: User) -> FiscalYear:
    """Add a fiscal year with its periods.

    Raises:
        FiscalYearError: the dates cannot be a fiscal year, or share days with another.
    """
    with transaction.atomic():
        year = create_fiscal_year(engagement, start=start, end=end)
        settings_log.year(Code.FISCAL_YEAR_CREATED, year, actor)
    return year


def move(year: FiscalYear, *, start: date, end: date, actor: User) -> None:
    """Give a fiscal year other dates, and its periods with them.

    Raises:
        YearHasBooksError, YearHasEntriesError, YearInUseError: something rests on the year as it is.
        YearBetweenError: the date moved lies between two years.
        FiscalYearError: the dates cannot be a fiscal year.
    """
    check_dates(start, end)
    with transaction.atomic():
        _take(year.engagement)
        _refuse_used(year)
        first, last = _ends(year.engagement)
        if (start != year.start and year != first) or (end != year.end and year != last):
            raise YearBetweenError
        year.start, year.end = start, end
        year.save(update_fields=["start", "end"])
        year.periods.all().delete()
        divide(year)
        settings_log.year(Code.FISCAL_YEAR_CHANGED, year, actor)


def remove(year: FiscalYear, *, actor: User) -> None:
    """Remove the first or the last fiscal year, when it holds nothing.

    Raises:
        YearHasBooksError, YearHasEntriesError, YearInUseError: something rests on it.
        YearBetweenError: it has a year before it and one after it.
    """
    with transaction.atomic():
        _take(year.engagement)
        _refuse_used(year)
        if year not in _ends(year.engagement):
            raise YearBetweenError
        settings_log.year(Code.FISCAL_YEAR_REMOVED, year, actor)
        year.delete()


def divide_anew(engagement: Engagement, period_length: str, *, actor: User) -> bool:
    """Divide all fiscal years into months, quarters or nothing but the year-end.

    Returns:
        Whether they were divided otherwise before.

    Raises:
        YearInUseError: work on a period has begun.
    """
    if engagement.period_length == period_length:
        return False
    with transaction.atomic():
        _take(engagement)
        years = list(engagement.fiscal_years.all())
        if any(is_begun(year) for year in years):
            raise YearInUseError
        engagement.period_length = period_length
        engagement.save(update_fields=["period_length"])
        for year in years:
            year.periods.all().delete()
            year.engagement = engagement
            divide(year)
        settings_log.changed(engagement, actor, ["period_length"])
    return True


def has_books(year: FiscalYear) -> bool:
    """Say whether bookkeeping has been imported for the year, and is not yet all removed again."""
    return year.snapshots.exists()


def is_begun(year: FiscalYear) -> bool:
    """Say whether work on one of its periods has begun."""
    return year.periods.exclude(state=Period.State.NOT_STARTED).exists()


def following(engagement: Engagement) -> tuple[date, date] | None:
    """Suggest the year after the last one, twelve months long; None when there is no year to follow."""
    last = engagement.fiscal_years.first()
    if last is None:
        return None
    start = last.end + timedelta(days=1)
    return start, months_later(start, MONTHS_IN_A_YEAR) - timedelta(days=1)


def _ends(engagement: Engagement) -> tuple[FiscalYear | None, FiscalYear | None]:
    """Give the first and the last year."""
    return engagement.fiscal_years.last(), engagement.fiscal_years.first()


def _take(engagement: Engagement) -> None:
    """Lock the engagement's row, so that changes are made one after the other."""
    with scope(agency=engagement.agency_id):
        Engagement.objects.select_for_update().get(pk=engagement.pk)


def _refuse_used(year: FiscalYear) -> None:
    if has_books(year):
        raise YearHasBooksError
    if ClosingEntry.objects.filter(fiscal_year=year).exists():
        raise YearHasEntriesError
    if is_begun(year):
        raise YearInUseError
