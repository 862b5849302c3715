"""Attaching files to a closing entry, and removing them; each with its line in the activity log."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from django.db import transaction
from django.utils import timezone

from closing.activity.events import Code
from closing.entries.attachments import files
from closing.entries.attachments.errors import (
    AttachmentError,
    DeletedEntryError,
    DoubledFileError,
    KeptFileError,
    TooManyFilesError,
)
from closing.entries.attachments.examination import MOST_FILES
from closing.entries.attachments.kinds import Kind
from closing.entries.attachments.models import Attachment
from closing.entries.models import ClosingEntry
from closing.entries.transfers import log_entry
from closing.users.models import User


class Content(Protocol):
    """What a file holds, given in pieces."""

    def chunks(self) -> Iterable[bytes]:
        """Give the pieces from the first on."""


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file that was examined and may be attached: the name it came under, its kind, and what it holds."""

    name: str
    kind: Kind
    content: Content


def attach(entry: ClosingEntry, new: Sequence[NewFile], *, actor: User) -> list[Attachment]:
    """Attach files to an entry: all of them or none. They are on the disk before any row speaks of them.

    Raises:
        DeletedEntryError: the entry is deleted.
        TooManyFilesError: it would have more files than it may.
        DoubledFileError: it has one of them already, or one was sent twice.
    """
    written = [_written(entry, file, actor) for file in new]
    try:
        _add(entry, written, actor)
    except AttachmentError:
        # After any other error the rows may stand: then the sweep alone can tell which files have none.
        files.drop(entry.fiscal_year.engagement_id, (one.place for one in written))
        raise
    return written


@transaction.atomic
def remove(attachment: Attachment, *, actor: User) -> None:
    """Remove a file from an entry that is still open; one that was removed already stays so. The file itself is kept.

    Raises:
        KeptFileError: the entry is no longer open: what shows that a booked voucher is right must be kept.
            Source: bokföringslagen (1999:1078) 7 kap. 1–2 §§.
    """
    entry = _held(attachment.entry)
    if not entry.is_open:
        raise KeptFileError
    standing = Attachment.objects.filter(pk=attachment.pk, removed_at__isnull=True)
    if standing.update(removed_at=timezone.now(), removed_by=actor):
        log_entry(entry, Code.ENTRY_FILE_REMOVED, actor, file=attachment.name)


def _written(entry: ClosingEntry, file: NewFile, actor: User) -> Attachment:
    """Write a file to the disk, and give the row that is to speak of it."""
    engagement_id = entry.fiscal_year.engagement_id
    place, size, sha256 = files.keep(engagement_id, file.content.chunks())
    kept = {"engagement_id": engagement_id, "place": place, "size": size, "sha256": sha256}
    return Attachment(entry=entry, name=file.name, kind=file.kind, added_by=actor, **kept)


@transaction.atomic
def _add(entry: ClosingEntry, written: Sequence[Attachment], actor: User) -> None:
    if _held(entry).status == ClosingEntry.Status.DELETED:
        raise DeletedEntryError
    there = {one.sha256: one.name for one in entry.attachments.filter(removed_at__isnull=True)}
    if len(there) + len(written) > MOST_FILES:
        raise TooManyFilesError(MOST_FILES - len(there))
    for one in written:
        if one.sha256 in there:
            raise DoubledFileError(one.name, there[one.sha256])
        there[one.sha256] = one.name
    Attachment.objects.bulk_create(written)
    for one in written:
        log_entry(entry, Code.ENTRY_FILE_ADDED, actor, file=one.name)


def _held(entry: ClosingEntry) -> ClosingEntry:
    """Hold the entry until the transaction ends, so that its files are counted, and its state asked, one at a time."""
    held = ClosingEntry.objects.select_for_update(of=("self",)).select_related("fiscal_year__engagement__agency")
    return held.get(pk=entry.pk)
