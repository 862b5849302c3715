"""Entries with those that take them back: reversed in the next period, altered and deleted together.

A reversal says the opposite of its entry. As long as both are open and nobody has given the reversal other rows, it
follows what is done with the entry; where it does not, whoever did that is told.

**Source:** decision 87.
"""

from dataclasses import dataclass, replace

from django.db import transaction

from closing.engagements.models import FiscalYear
from closing.entries import writing
from closing.entries.days import Calendar
from closing.entries.draft import LONGEST_TEXT, Days, EntryDraft
from closing.entries.errors import MissingYearError
from closing.entries.models import ClosingEntry
from closing.entries.texts import reversal_text
from closing.users.models import User


@dataclass(frozen=True, slots=True)
class Written:
    """What became of an entry and of those that take it back.

    Attributes:
        made: the reversal that was made with it.
        followed: the reversals that were altered or deleted with it.
        left: the reversals that stand as they were.
    """

    entry: ClosingEntry
    made: ClosingEntry | None = None
    followed: tuple[ClosingEntry, ...] = ()
    left: tuple[ClosingEntry, ...] = ()


@transaction.atomic
def make(year: FiscalYear, draft: EntryDraft, *, days: Days, actor: User, is_reversed: bool) -> Written:
    """Write a new entry, and on request the one that takes it back in the next period.

    Raises:
        FaultyEntryError: it cannot be booked.
        MissingYearError: the next period lies in a fiscal year that is not there.
    """
    entry = writing.make(year, draft, days=days, actor=actor)
    return Written(entry, reverse_in_next_period(entry, version=entry.version, actor=actor) if is_reversed else None)


@transaction.atomic
def alter(
    entry: ClosingEntry, draft: EntryDraft, *, days: Days, version: int, actor: User, is_reversed: bool = False
) -> Written:
    """Write an entry anew with those that take it back; on request make the one of the next period.

    Raises:
        FaultyEntryError: it cannot be booked so.
        SettledEntryError: it has been transferred, excluded or deleted.
        ReversedEntryError: the reversal asked for is there already.
        ChangedEntryError: somebody else has written it, or one that takes it back, since.
        MissingYearError: the next period lies in a fiscal year that is not there.
    """
    before = entry.as_draft()
    writing.alter(entry, draft, days=days, version=version, actor=actor)
    backs, calendar = standing(entry), Calendar.of(entry.fiscal_year)
    followed = {back: new for back in backs if (new := _following(back, before, draft, calendar=calendar))}
    for back, new in followed.items():
        alter(back, new, days=Days(new.day, new.day), version=back.version, actor=actor)
    made = reverse_in_next_period(entry, version=entry.version, actor=actor) if is_reversed else None
    return Written(entry, made, tuple(followed), tuple(back for back in backs if back not in followed))


@transaction.atomic
def delete(entry: ClosingEntry, *, version: int, actor: User) -> Written:
    """Delete an entry with those that take it back.

    Raises:
        SettledEntryError: it has been transferred, excluded or deleted.
        ChangedEntryError: somebody else has written it, or one that takes it back, since.
    """
    before = entry.as_draft()
    writing.delete(entry, version=version, actor=actor)
    backs = standing(entry)
    followed = tuple(back for back in backs if _is_opposite(back, before))
    for back in followed:
        delete(back, version=back.version, actor=actor)
    return Written(entry, followed=followed, left=tuple(back for back in backs if back not in followed))


@transaction.atomic
def reverse_in_next_period(entry: ClosingEntry, *, version: int, actor: User) -> ClosingEntry:
    """Take an entry back by a new one on the first day of the period after its own; after the year, of the next year.

    Raises:
        SettledEntryError: it is deleted.
        ReversedEntryError: another entry takes it back already.
        ChangedEntryError: somebody else has written it since it was read.
        MissingYearError: the day lies in a fiscal year that is not there.
    """
    there = Calendar.of(entry.fiscal_year).next_day(entry.day)
    if there.year is None:
        raise MissingYearError(there.day)
    days, text = Days(there.day, there.day), reversal_text(entry)
    return writing.reverse(entry, days=days, version=version, actor=actor, text=text, year=there.year)


def standing(entry: ClosingEntry) -> list[ClosingEntry]:
    """List the entries that take an entry back and are not deleted."""
    backs = entry.reversals.exclude(status=ClosingEntry.Status.DELETED).select_related("fiscal_year__engagement")
    return list(backs.prefetch_related("rows").order_by("created_at"))


def _is_opposite(back: ClosingEntry, entry: EntryDraft) -> bool:
    """Say whether a reversal is open, and still says the opposite of its entry."""
    return back.is_open and back.as_draft().rows == entry.reversed_rows


def _following(back: ClosingEntry, before: EntryDraft, after: EntryDraft, *, calendar: Calendar) -> EntryDraft | None:
    """Say what a reversal is to say after its entry was altered; None when it stays as it is.

    One on the first day of the next period stays on such a day; others keep theirs.
    """
    if not _is_opposite(back, before):
        return None
    stood = back.as_draft()
    is_next = stood.day == calendar.next_day(before.day).day
    day = calendar.next_day(after.day).day if is_next else stood.day
    if not back.fiscal_year.start <= day <= back.fiscal_year.end:
        return None  # An entry never moves to another fiscal year: it would need another number.
    text = stood.text
    if text.endswith(before.text):
        text = (text.removesuffix(before.text) + after.text)[:LONGEST_TEXT]
    return replace(stood, day=day, text=text, rows=after.reversed_rows)
