"""Validation of the fiscal year a file holds."""

from datetime import date

from closing.importing.case import Context, FileYear
from closing.importing.catalogue import Code, finding
from closing.importing.findings import Finding

LONGEST_YEAR_MONTHS = 18
"""Bokföringslagen (1999:1078) 3 kap. 3 §: a fiscal year may be extended to at most eighteen months."""

_MONTHS_OF_A_YEAR = 12


def validate_year(context: Context) -> list[Finding]:
    """The file's year must be one; it is the engagement's, or new to it, but never half of each."""
    year = context.year
    if year is None:
        return [finding(Code.YEAR_MISSING)]
    dates = {"start": str(year.start), "end": str(year.end)}
    if not is_possible(year.start, year.end):
        return [finding(Code.YEAR_IMPOSSIBLE, **dates)]
    assumed = [finding(Code.YEAR_ASSUMED, **dates)] if year.is_assumed else []
    if context.case.identity is None or context.known_year:
        return assumed
    overlaps = _overlaps(context, year)
    return overlaps or [*assumed, finding(Code.YEAR_CREATED, **dates)]


def validate_stated_year(context: Context) -> list[Finding]:
    """As `validate_year`, for a year that the file itself states."""
    year = context.year
    return validate_year(context) if year and not year.is_assumed else []


def is_possible(start: date, end: date) -> bool:
    """Say whether these days can begin and end a fiscal year."""
    months = (end.year - start.year) * _MONTHS_OF_A_YEAR + end.month - start.month
    # The day before the same day eighteen months later is the last one that a year may have.
    return start < end and (months, end.day) < (LONGEST_YEAR_MONTHS, start.day)


def _overlaps(context: Context, year: FileYear) -> list[Finding]:
    return [
        finding(
            Code.YEAR_OVERLAPS,
            start=str(year.start),
            end=str(year.end),
            other_start=str(known.start),
            other_end=str(known.end),
        )
        for known in context.case.years
        if year.overlaps(known)
    ]
