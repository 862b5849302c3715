"""Closing entries for tests."""

from datetime import date

from closing.engagements.models import FiscalYear
from closing.entries.draft import Days, DraftRow, EntryDraft
from closing.entries.models import ClosingEntry
from closing.entries.writing import make
from tests.factories import make_engagement, make_fiscal_year

DECEMBER = Days.of_year_end(date(2025, 12, 31))


def a_year() -> FiscalYear:
    """Make the fiscal year 2025 of a company."""
    return make_fiscal_year(make_engagement())


def draft(*rows: tuple[str, int], text: str = "Periodisering hyra", day: date = DECEMBER.last) -> EntryDraft:
    """Write an entry of rows of account and öre."""
    return EntryDraft(day, text, tuple(DraftRow(*row) for row in rows or (("1710", 100_000), ("5010", -100_000))))


def make_entry(
    year: FiscalYear, *rows: tuple[str, int], kind: ClosingEntry.Kind = ClosingEntry.Kind.PERSON
) -> ClosingEntry:
    """Make an entry of rows of account and öre."""
    return make(year, draft(*rows), days=DECEMBER, actor=None, kind=kind)
