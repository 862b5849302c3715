"""The days on which entries of a period may be booked, and the first day of the next period."""

from dataclasses import dataclass
from datetime import date, timedelta

from closing.engagements.models import FiscalYear, Period
from closing.entries.draft import Days


def days_of(period: Period) -> Days:
    """Give all days of a period, and of the year-end period those of its last month."""
    if period.kind == Period.Kind.YEAR_END:
        return Days.of_year_end(period.end)
    return Days(period.start, period.end)


@dataclass(frozen=True, slots=True)
class NextDay:
    """The first day of a next period, and the fiscal year it lies in.

    Attributes:
        year: None when the engagement has no such year.
    """

    day: date
    year: FiscalYear | None


@dataclass(frozen=True, slots=True)
class Calendar:
    """How a fiscal year is divided, and the year that comes after it.

    Attributes:
        ends: the last days of its months or quarters, in their order; none when it is not divided.
        following: the year that the day after it lies in; None when the engagement has none.
    """

    year: FiscalYear
    ends: tuple[date, ...]
    following: FiscalYear | None

    @classmethod
    def of(cls, year: FiscalYear) -> "Calendar":
        """Read the calendar of a fiscal year."""
        ends = year.periods.filter(kind=Period.Kind.PART).order_by("end").values_list("end", flat=True)
        after = year.end + timedelta(days=1)
        following = FiscalYear.objects.filter(engagement=year.engagement_id, start__lte=after, end__gte=after)
        return cls(year, tuple(ends), following.first())

    def next_day(self, day: date) -> NextDay:
        """Give the first day of the period after the one a day lies in; after the last it is one of the next year."""
        end = next((end for end in self.ends if end >= day), self.year.end)
        return NextDay(end + timedelta(days=1), self.year if end < self.year.end else self.following)
