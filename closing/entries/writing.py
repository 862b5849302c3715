"""Writing closing entries: made, altered, deleted, reversed, set aside; each with its line in the activity log."""

from dataclasses import replace

from django.db import transaction
from django.db.models import F

from closing.activity.events import Code
from closing.engagements.models import Engagement, FiscalYear
from closing.entries.draft import Days, EntryDraft, faults
from closing.entries.errors import ChangedEntryError, FaultyEntryError, ReversedEntryError, SettledEntryError
from closing.entries.models import ClosingEntry, EntryNumber, EntryRow
from closing.entries.transfers import log_entry
from closing.users.models import User


@transaction.atomic
def make(
    year: FiscalYear,
    draft: EntryDraft,
    *,
    days: Days,
    actor: User | None,
    kind: ClosingEntry.Kind = ClosingEntry.Kind.PERSON,
    reverses: ClosingEntry | None = None,
) -> ClosingEntry:
    """Write a new entry under the next number of its kind and year.

    Args:
        year: the fiscal year it is numbered in.
        draft: what it says.
        days: the days it may have.
        actor: who makes it; None for the system.
        kind: V or S.
        reverses: the entry it takes back, if any.

    Raises:
        FaultyEntryError: it cannot be booked.
    """
    _require_sound(draft, days)
    entry = ClosingEntry.objects.create(
        fiscal_year=year,
        kind=kind,
        number=_next_number(year, kind),
        day=draft.day,
        text=draft.text.strip(),
        reverses=reverses,
        created_by=actor,
    )
    _write_rows(entry, draft)
    log_entry(entry, Code.ENTRY_REVERSED if reverses else Code.ENTRY_MADE, actor)
    return entry


@transaction.atomic
def alter(entry: ClosingEntry, draft: EntryDraft, *, days: Days, version: int, actor: User) -> None:
    """Write an entry anew, under the number it has.

    Args:
        entry: which one.
        draft: what it is to say.
        days: the days it may have.
        version: the version that was read before it was altered.
        actor: who does it.

    Raises:
        FaultyEntryError: it cannot be booked so.
        SettledEntryError: it has been transferred, excluded or deleted.
        ChangedEntryError: somebody else has written it since.
    """
    _require_sound(draft, days)
    _claim(entry, version, day=draft.day, text=draft.text.strip())
    entry.rows.all().delete()
    _write_rows(entry, draft)
    log_entry(entry, Code.ENTRY_CHANGED, actor)


@transaction.atomic
def delete(entry: ClosingEntry, *, version: int, actor: User) -> None:
    """Delete an entry that was not transferred; its number and its rows are kept.

    Raises:
        SettledEntryError: it has been transferred, excluded or deleted.
        ChangedEntryError: somebody else has written it since.
    """
    _claim(entry, version, status=ClosingEntry.Status.DELETED)
    log_entry(entry, Code.ENTRY_DELETED, actor)


def delete_open(engagement: Engagement) -> int:
    """Delete every entry of an engagement that was not transferred, as part of what removes its books.

    Whoever does that writes the log, and holds the transaction. Numbers and rows are kept.

    Returns:
        How many were deleted.
    """
    of_engagement = ClosingEntry.objects.filter(fiscal_year__engagement=engagement)
    still_open = of_engagement.filter(status__in=ClosingEntry.OPEN)
    return still_open.update(status=ClosingEntry.Status.DELETED, version=F("version") + 1)


@transaction.atomic
def set_aside(entry: ClosingEntry, *, version: int, actor: User) -> None:
    """Leave an entry out of every transfer (ej aktuell), or take it in again.

    Raises:
        SettledEntryError: it has been transferred, excluded or deleted.
        ChangedEntryError: somebody else has written it since.
    """
    is_aside = entry.status == ClosingEntry.Status.NOT_APPLICABLE
    status = ClosingEntry.Status.NOT_TRANSFERRED if is_aside else ClosingEntry.Status.NOT_APPLICABLE
    _claim(entry, version, status=status)
    log_entry(entry, Code.ENTRY_TAKEN_IN if is_aside else Code.ENTRY_SET_ASIDE, actor)


@transaction.atomic
def reverse(
    entry: ClosingEntry,
    *,
    days: Days,
    version: int,
    actor: User | None,
    text: str,
    year: FiscalYear | None = None,
) -> ClosingEntry:
    """Take an entry back by a new one with debit and credit exchanged, on the last of the days it may have.

    The entry itself stands, in its new version: of two who reverse it at once, one is told that the other did.

    Args:
        entry: which one.
        days: the days the new one may have.
        version: the version of the entry that was read.
        actor: who does it; None for the system.
        text: what the new one says.
        year: the fiscal year the new one is numbered in, when it is another than the entry's own.

    Raises:
        FaultyEntryError: it cannot be booked.
        SettledEntryError: it is deleted.
        ReversedEntryError: another entry takes it back already.
        ChangedEntryError: somebody else has written it since it was read.
    """
    deleted = ClosingEntry.Status.DELETED
    standing = ClosingEntry.objects.filter(pk=entry.pk).exclude(status=deleted)
    if not standing.filter(version=version).update(version=F("version") + 1):
        raise ChangedEntryError if standing.exists() else SettledEntryError
    if entry.reversals.exclude(status=deleted).exists():
        raise ReversedEntryError
    before = entry.as_draft()
    draft = replace(before, day=days.last, text=text, rows=before.reversed_rows)
    kind = ClosingEntry.Kind(entry.kind)
    return make(year or entry.fiscal_year, draft, days=days, actor=actor, kind=kind, reverses=entry)


def _require_sound(draft: EntryDraft, days: Days) -> None:
    found = faults(draft, days)
    if found:
        raise FaultyEntryError(found)


def _next_number(year: FiscalYear, kind: ClosingEntry.Kind) -> int:
    """Give out the next number; who comes second waits for the row, and a number rolled back was never given out."""
    EntryNumber.objects.bulk_create([EntryNumber(fiscal_year=year, kind=kind)], ignore_conflicts=True)
    mine = EntryNumber.objects.filter(fiscal_year=year, kind=kind)
    mine.update(last=F("last") + 1)
    return mine.get().last


def _claim(entry: ClosingEntry, version: int, **fields: object) -> None:
    """Alter the entry if it is open and still the version that was read."""
    open_still = ClosingEntry.objects.filter(pk=entry.pk, status__in=ClosingEntry.OPEN)
    if not open_still.filter(version=version).update(version=F("version") + 1, **fields):
        raise ChangedEntryError if open_still.exists() else SettledEntryError
    entry.refresh_from_db()


def _write_rows(entry: ClosingEntry, draft: EntryDraft) -> None:
    EntryRow.objects.bulk_create(
        EntryRow(
            entry=entry,
            ordinal=ordinal,
            account_number=row.account,
            amount_ore=row.amount_ore,
            text=row.text.strip(),
            objects_by_dimension=row.objects,
        )
        for ordinal, row in enumerate(draft.rows, start=1)
    )
