"""Making an SI file, and saying afterwards that it was read in; each with its line in the activity log."""

import hashlib
import json
import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

import sie
from closing.activity import log
from closing.activity.events import Code
from closing.engagements.models import FiscalYear
from closing.entries.draft import EntryDraft
from closing.entries.models import ClosingEntry, Transfer
from closing.entries.sie_files.errors import FiledMeanwhileError, NothingToFileError
from closing.entries.sie_files.heads import import_head
from closing.entries.sie_files.models import EntryFile, FiledEntry
from closing.entries.sie_files.vouchers import Numbered, voucher_of
from closing.entries.transfers import BookedAs, book
from closing.users.models import User

Status = ClosingEntry.Status
Outcome = FiledEntry.Outcome

STANDINGS: dict[str, Outcome] = {
    Status.DELETED: Outcome.DELETED,
    Status.NOT_APPLICABLE: Outcome.ASIDE,
    Status.TRANSFERRING: Outcome.SENDING,
    Status.TRANSFERRED: Outcome.SETTLED,
    Status.EXCLUDED: Outcome.SETTLED,
}
"""What the state of an entry makes of it when its file is confirmed; one not transferred is marked."""


@dataclass(frozen=True, slots=True)
class Order:
    """An SI file as it is asked for.

    Attributes:
        entries: the keys of the entries in it.
        series: the voucher series of each kind, V and S.
        seen: how many files the year had when the entries were chosen.
    """

    entries: Collection[uuid.UUID]
    series: Mapping[str, str]
    seen: int


@transaction.atomic
def make(year: FiscalYear, order: Order, *, actor: User, now: datetime) -> EntryFile:
    """Make an SI file of entries and keep it; asked for twice, the file that was made is given.

    Raises:
        NothingToFileError: no entry was chosen, or one can no longer be exported.
        FiledMeanwhileError: one came into another file after the entries were chosen.
    """
    FiscalYear.objects.select_for_update().get(pk=year.pk)
    waiting = ClosingEntry.objects.filter(fiscal_year=year, status=Status.NOT_TRANSFERRED, pk__in=order.entries)
    entries = _locked(waiting)
    if not entries or len(entries) != len(set(order.entries)):
        raise NothingToFileError
    drafts = {entry.pk: entry.as_draft() for entry in entries}
    prints = {key: fingerprint(draft) for key, draft in drafts.items()}
    series = {kind: order.series[kind] for kind in ClosingEntry.Kind.values}
    files = list(EntryFile.objects.filter(fiscal_year=year).defer("content").prefetch_related("lines"))
    unsettled = [file for file in files if file.state == EntryFile.State.MADE]
    same = next((file for file in unsettled if _holds(file, prints, series)), None)
    if same:
        return same
    if len(files) > order.seen and any(line.entry_id in prints for file in unsettled for line in file.lines.all()):
        raise FiledMeanwhileError
    content = content_of(year, entries, series=series, made=timezone.localtime(now), made_by=str(actor))
    file = EntryFile.objects.create(
        fiscal_year=year,
        series_by_kind=series,
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        created_by=actor,
        created_at=now,
    )
    FiledEntry.objects.bulk_create(
        FiledEntry(file=file, entry=entry, ordinal=place, version=entry.version, sha256=prints[entry.pk])
        for place, entry in enumerate(entries, start=1)
    )
    _log(file, Code.EXPORT_FILE_MADE, actor, entries=_named(entries), series=_series_of(file, entries))
    return file


@transaction.atomic
def confirm(file: EntryFile, *, actor: User) -> list[FiledEntry]:
    """Mark the entries of a file that was read in as transferred, where they still are as in the file.

    What was not marked stays with its reason, and is tried anew when the file is confirmed again.

    Returns:
        The entries that were not marked, with the reason in `outcome`; nothing when all are.
    """
    standing = EntryFile.objects.select_for_update().defer("content").get(pk=file.pk).state
    is_first = standing == EntryFile.State.MADE
    if standing == EntryFile.State.WITHDRAWN:
        return []
    if is_first:
        settled = {"settled_by": actor, "settled_at": timezone.now()}
        EntryFile.objects.filter(pk=file.pk).update(state=EntryFile.State.CONFIRMED, **settled)
    lines = {line.entry_id: line for line in file.lines.exclude(outcome=Outcome.MARKED)}
    entries = _locked(ClosingEntry.objects.filter(pk__in=lines))
    for entry in entries:
        line = lines[entry.pk]
        line.outcome = _outcome(entry, line)
        if line.outcome == Outcome.MARKED:
            series = file.series_by_kind[entry.kind]
            book(entry, BookedAs(Transfer.Way.FILE, series=series), actor=actor)
        line.save(update_fields=["outcome"])
    marked = [entry for entry in entries if lines[entry.pk].outcome == Outcome.MARKED]
    left = [entry for entry in entries if lines[entry.pk].outcome != Outcome.MARKED]
    if is_first or marked:
        _log(file, Code.EXPORT_FILE_CONFIRMED, actor, entries=_named(marked) or "–", left=_named(left) or "–")
    file.refresh_from_db(fields=["state", "settled_by", "settled_at"])
    return [lines[entry.pk] for entry in left]


@transaction.atomic
def withdraw(file: EntryFile, *, actor: User) -> bool:
    """Say that a file was not read in and will not be; say whether it was still open to that."""
    unsettled = EntryFile.objects.filter(pk=file.pk, state=EntryFile.State.MADE)
    settled = {"settled_by": actor, "settled_at": timezone.now()}
    if not unsettled.update(state=EntryFile.State.WITHDRAWN, **settled):
        return False
    lines = file.lines.select_related("entry").order_by("ordinal")
    _log(file, Code.EXPORT_FILE_WITHDRAWN, actor, entries=_named(line.entry for line in lines))
    file.refresh_from_db(fields=["state", "settled_by", "settled_at"])
    return True


def content_of(
    year: FiscalYear, entries: Iterable[ClosingEntry], *, series: Mapping[str, str], made: datetime, made_by: str
) -> bytes:
    """Write entries as an SI file (SIE 4I); their vouchers are numbered by the program that reads it."""
    numbered = [Numbered(entry.as_draft(), entry.marker, series[entry.kind]) for entry in entries]
    head = import_head(year, [one.draft for one in numbered], made=made.date(), made_by=made_by)
    return sie.dumps(sie.SieFile(head, tuple(map(voucher_of, numbered))), kind="4I")


def fingerprint(draft: EntryDraft) -> str:
    """Give the SHA-256 of all that an entry says."""
    rows = [(row.account, row.amount_ore, row.text, sorted(row.objects.items())) for row in draft.rows]
    written = json.dumps([draft.day.isoformat(), draft.text, rows], ensure_ascii=False)
    return hashlib.sha256(written.encode()).hexdigest()


def _locked(entries: QuerySet[ClosingEntry]) -> list[ClosingEntry]:
    """Read entries with their rows so that nobody alters them in this transaction; V before S."""
    ordered = entries.select_for_update().order_by("-kind", "number")
    return list(ordered.prefetch_related("rows"))


def _holds(file: EntryFile, prints: Mapping[uuid.UUID, str], series: Mapping[str, str]) -> bool:
    """Say whether a file holds just these entries as they are now, in these series."""
    held = {line.entry_id: line.sha256 for line in file.lines.all()}
    return held == prints and file.series_by_kind == series


def _outcome(entry: ClosingEntry, line: FiledEntry) -> Outcome:
    if entry.status in STANDINGS:
        return STANDINGS[entry.status]
    return Outcome.MARKED if fingerprint(entry.as_draft()) == line.sha256 else Outcome.CHANGED


def _named(entries: Iterable[ClosingEntry]) -> str:
    return ", ".join(map(str, entries))


def _series_of(file: EntryFile, entries: Iterable[ClosingEntry]) -> str:
    """Name the series that the file uses."""
    return ", ".join(dict.fromkeys(file.series_by_kind[entry.kind] for entry in entries))


def _log(file: EntryFile, code: Code, actor: User, **facts: str) -> None:
    engagement = file.fiscal_year.engagement
    log.record(
        code,
        agency=engagement.agency,
        engagement=engagement,
        actor=actor,
        facts={"year": str(file.fiscal_year), "sha256": file.sha256, **facts},
        object_type="entry_file",
        object_id=str(file.pk),
    )
