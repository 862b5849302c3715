"""Dates and periods: the text of a SIE field to a date or a month.

The standard knows YYYYMMDD and YYYYMM alone (SIE 4B/4C).
"""

import re
from datetime import date

from sie.errors import SieFieldError
from sie.notices import NoticeCode

_PLAIN = re.compile(r"[0-9]{8}", re.ASCII)
_SEPARATED = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})(?:[T ][0-9:.,Z+-]{0,30})?", re.ASCII)
_PERIOD = re.compile(r"([0-9]{4})([-/.]?)([0-9]{2})", re.ASCII)
_PERIOD_OF_DATE = re.compile(r"([0-9]{4})([-/.]?)([0-9]{2})\2[0-9]{2}", re.ASCII)
_MONTHS = range(1, 13)


def date_from_text(text: str) -> tuple[date, NoticeCode | None]:
    """Read a date.

    Returns:
        The date, and DATE_FORM when it was written in another way than YYYYMMDD, such as 2025-01-31.

    Raises:
        SieFieldError: not a date, or one that is not in the calendar.
    """
    if _PLAIN.fullmatch(text):
        return _in_calendar(text, int(text[:4]), int(text[4:6]), day=int(text[6:])), None
    parts = _SEPARATED.fullmatch(text.strip())
    if parts is None:
        if _PLAIN.fullmatch(text.strip()):
            return date_from_text(text.strip())[0], NoticeCode.DATE_FORM
        raise SieFieldError(NoticeCode.DATE_UNREADABLE, text)
    return _in_calendar(text, int(parts[1]), int(parts[3]), day=int(parts[4])), NoticeCode.DATE_FORM


def text_from_date(day: date | None) -> str:
    """Write a date as YYYYMMDD; none at all as nothing."""
    return f"{day.year:04d}{day.month:02d}{day.day:02d}" if day else ""


def period_from_text(text: str) -> tuple[str, NoticeCode | None]:
    """Read a month.

    Returns:
        YYYYMM, and PERIOD_FORM when it was written in another way.

    Raises:
        SieFieldError: not a month.
    """
    parts = _PERIOD.fullmatch(text.strip()) or _PERIOD_OF_DATE.fullmatch(text.strip())
    if parts is None or int(parts[3]) not in _MONTHS:
        raise SieFieldError(NoticeCode.PERIOD_UNREADABLE, text)
    period = parts[1] + parts[3]
    return period, None if period == text else NoticeCode.PERIOD_FORM


def is_empty_date(text: str) -> bool:
    """Tell whether a date field says that there is no date: nothing, blanks or only zeros."""
    return not text.strip().strip("0")


def _in_calendar(text: str, year: int, month: int, *, day: int) -> date:
    """Make the date, or say that the field cannot be read."""
    try:
        return date(year, month, day)
    except ValueError as error:
        raise SieFieldError(NoticeCode.DATE_UNREADABLE, text) from error
