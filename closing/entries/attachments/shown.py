"""The files of an entry as a page shows them, and what can be done with them there."""

from dataclasses import dataclass

from closing.entries.attachments.examination import MOST_FILE_BYTES, MOST_FILES
from closing.entries.attachments.forms import AttachForm
from closing.entries.attachments.models import Attachment
from closing.entries.models import ClosingEntry


@dataclass(frozen=True, slots=True)
class AttachedFiles:
    """The files of an entry.

    Attributes:
        entry: whose they are.
        files: those attached and not removed, the oldest first.
        form: the form to attach more, empty or as it was refused; None where nobody may.
        may_remove: whether they may be removed here.
        keeps: whether they are kept because the entry is transferred or on its way.
        max_bytes: how large one may be.
    """

    entry: ClosingEntry
    files: tuple[Attachment, ...]
    form: AttachForm | None
    may_remove: bool
    keeps: bool
    max_bytes: int = MOST_FILE_BYTES

    @property
    def is_full(self) -> bool:
        """Say whether the entry has as many files as it may have."""
        return len(self.files) >= MOST_FILES


def files_of(entry: ClosingEntry, *, may_work: bool, form: AttachForm | None = None) -> AttachedFiles:
    """Give the files of an entry as a person may use them.

    Args:
        entry: whose.
        may_work: whether the person may work on the closing.
        form: a form that was refused.
    """
    is_deleted = entry.status == ClosingEntry.Status.DELETED
    found = tuple(entry.attachments.filter(removed_at__isnull=True).select_related("added_by"))
    return AttachedFiles(
        entry=entry,
        files=found,
        form=form or (AttachForm() if may_work and not is_deleted else None),
        may_remove=may_work and entry.is_open,
        keeps=not entry.is_open and not is_deleted,
    )
