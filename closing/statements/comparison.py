"""What a statement is compared with: the same time a year ago, the period before, or nothing."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from closing.books.balances import Span
from closing.engagements.models import FiscalYear, Period
from closing.statements.year_books import YearBooks, books_of


class Comparison(TextChoices):
    """What the amounts stand beside."""

    YEAR = "year", _("Previous year")
    PERIOD = "period", _("Previous period")
    NONE = "none", _("Nothing")


@dataclass(frozen=True, slots=True)
class LastYear:
    """The year before, as far as it is here.

    Attributes:
        books: its own books; None when it was never imported, and this year's file alone tells how it ended.
        part: the months a year before the period; None when they are not known.
        so_far: the months from its beginning to the end of that part.
    """

    books: YearBooks | None
    part: Span | None
    so_far: Span


def last_year(year: FiscalYear, period: Period) -> LastYear | None:
    """Find the year before; None when nothing is known of it at that time of the year."""
    is_year_end = period.kind == Period.Kind.YEAR_END
    before = year.engagement.fiscal_years.filter(end=year.start - timedelta(days=1)).first()
    books = books_of(before) if before else None
    if before is None or books is None:
        last = year.start - timedelta(days=1)
        return LastYear(None, None, Span(a_year_before(year.start), last)) if period.end == year.end else None
    if is_year_end or not books.has_periods:
        return LastYear(books, books.whole, books.whole)
    first, last = max(a_year_before(period.start), before.start), min(a_year_before(period.end), before.end)
    return LastYear(books, Span(first, last) if first <= last else None, Span(before.start, last))


def period_before(year: FiscalYear, period: Period) -> Period | None:
    """Give the part of the year before the period; None for the first, and for the year-end period."""
    if period.kind == Period.Kind.YEAR_END:
        return None
    return next((one for one in year.periods.all() if one.number == period.number - 1), None)


def a_year_before(day: date) -> date:
    """Give the same day a year earlier; the last day of a month stays the last."""
    last = monthrange(day.year - 1, day.month)[1]
    is_last = day.day == monthrange(day.year, day.month)[1]
    return date(day.year - 1, day.month, last if is_last else min(day.day, last))
