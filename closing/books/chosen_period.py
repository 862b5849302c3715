"""Which period a person looks at: the one asked for, else the one last looked at, else the one being worked on."""

import re
from datetime import date

from django.db.models import Max
from django.http import HttpRequest
from django.utils import formats
from django.utils.translation import gettext as _

from closing.books.models import Books, PeriodTotal, Snapshot
from closing.engagements.models import FiscalYear, Period

REMEMBERED_PERIODS = "periods"
MOST_REMEMBERED_PERIODS = 50
FOUND = "_found_period"


def chosen_period(request: HttpRequest, year: FiscalYear) -> Period | None:
    """Give the period of the year that the page shall show; None for a year without periods.

    Found once a request: the page and the frame around it ask for the same.
    """
    found: tuple[object, Period | None] | None = getattr(request, FOUND, None)
    if found is None or found[0] != year.pk:
        found = (year.pk, _find(request, year))
        setattr(request, FOUND, found)
    return found[1]


def _find(request: HttpRequest, year: FiscalYear) -> Period | None:
    periods = list(year.periods.all())
    asked = _number(request.GET.get("period"))
    if asked is not None and (period := _numbered(periods, asked)):
        _remember(request, period)
        return period
    remembered = _number(request.session.get(REMEMBERED_PERIODS, {}).get(str(year.pk)))
    return (_numbered(periods, remembered) if remembered is not None else None) or current_period(year, periods)


def current_period(year: FiscalYear, periods: list[Period]) -> Period | None:
    """Give the period being worked on: the ongoing one, else the last with postings, else the last part of the year."""
    parts = [period for period in periods if period.kind == Period.Kind.PART]
    ongoing = next((period for period in periods if period.state == Period.State.ONGOING), None)
    if ongoing or not parts:
        return ongoing or (periods[-1] if periods else None)
    books = Books.objects.select_related("current").filter(fiscal_year=year).first()
    last_month = _last_month(books.current) if books else None
    with_postings = [period for period in parts if last_month and period.start.replace(day=1) <= last_month]
    return with_postings[-1] if with_postings else parts[-1]


def _last_month(snapshot: Snapshot) -> date | None:
    lowest, highest = snapshot.keys
    totals = PeriodTotal.objects.filter(account_id__gte=lowest, account_id__lte=highest)
    last: date | None = totals.aggregate(last=Max("month"))["last"]
    return last


def period_label(period: Period) -> str:
    """Name a period as accountants do: `P3 mars`, `P2 kvartal`, `P13 årsavslut`."""
    if period.kind == Period.Kind.YEAR_END:
        name = _("year-end")
        return f"{period} {name}"
    if (period.start.year, period.start.month) == (period.end.year, period.end.month):
        return f"{period} {formats.date_format(period.start, 'F')}"
    first, last = (formats.date_format(day, "F") for day in (period.start, period.end))
    return f"{period} {first}–{last}"


def month_labels(first: date) -> tuple[str, str]:
    """Name a month by its letter and in full: `m`, `mars 2025`."""
    return formats.date_format(first, "M")[:1].lower(), formats.date_format(first, "F Y")


def _numbered(periods: list[Period], number: int) -> Period | None:
    return next((period for period in periods if period.number == number), None)


def _number(text: object) -> int | None:
    return int(text) if isinstance(text, str) and re.fullmatch(r"[0-9]{1,3}", text) else None


def _remember(request: HttpRequest, period: Period) -> None:
    """Keep the choice for the next page, for no more years than a session can carry lightly."""
    remembered: dict[str, str] = request.session.get(REMEMBERED_PERIODS, {})
    key, number = str(period.fiscal_year_id), str(period.number)
    if remembered.get(key) == number:
        return
    others = [pair for pair in remembered.items() if pair[0] != key]
    request.session[REMEMBERED_PERIODS] = dict([*others, (key, number)][-MOST_REMEMBERED_PERIODS:])
