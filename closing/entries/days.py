"""The days on which entries of a period may be booked."""

from closing.engagements.models import Period
from closing.entries.draft import Days


def days_of(period: Period) -> Days:
    """Give all days of a period, and of the year-end period those of its last month."""
    if period.kind == Period.Kind.YEAR_END:
        return Days.of_year_end(period.end)
    return Days(period.start, period.end)
