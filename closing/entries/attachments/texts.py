"""The sentences of files that were not attached or not removed."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from closing.entries.attachments.errors import (
    AttachmentError,
    DeletedEntryError,
    DoubledFileError,
    Fault,
    KeptFileError,
    TooManyFilesError,
    UnfitFileError,
)
from closing.entries.attachments.examination import MOST_FILE_BYTES, MOST_FILES, MOST_PDF_PAGES
from closing.entries.attachments.kinds import kind_of
from closing.entries.models import ClosingEntry
from closing.formatting import storlek

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

FAULTS: dict[Fault, "StrPromise"] = {
    Fault.EMPTY: gettext_lazy("%(name)s is empty."),
    Fault.TOO_LARGE: gettext_lazy("%(name)s is too large: it has %(size)s, and a file may have %(most)s."),
    Fault.UNKNOWN_KIND: gettext_lazy(
        "%(name)s is of a kind that cannot be attached. Attach PDF, Word, Excel, CSV or a picture (PNG, JPEG, GIF, "
        "WebP)."
    ),
    Fault.OTHER_CONTENT: gettext_lazy(
        "%(name)s does not hold what its name says: the content is not that of a %(kind)s file. Save it anew from the "
        "program it was made in."
    ),
    Fault.LOCKED: gettext_lazy("%(name)s is locked with a password. Save it without one, and attach it again."),
    Fault.UNREADABLE: gettext_lazy(
        "%(name)s cannot be read: the PDF is damaged or far too complicated. Open it and print it as a new PDF."
    ),
    Fault.TOO_MANY_PAGES: gettext_lazy(
        "%(name)s has %(pages)s pages, and a PDF may have %(most_pages)s. Split it into several files."
    ),
}


def fault_sentence(error: UnfitFileError, *, name: str, size: int) -> str:
    """Say what is wrong with a file and what to do.

    Args:
        error: what is wrong.
        name: the name it came under.
        size: how large it is, in bytes.
    """
    kind = kind_of(name)
    return str(FAULTS[error.fault]) % {
        "name": name,
        "size": storlek(size),
        "most": storlek(MOST_FILE_BYTES),
        "kind": kind.label if kind else "",
        "pages": error.pages,
        "most_pages": MOST_PDF_PAGES,
    }


def attached_sentence(entry: ClosingEntry, count: int) -> str:
    """Say how many files were attached."""
    sentence = ngettext("%(count)s file is attached to %(entry)s.", "%(count)s files are attached to %(entry)s.", count)
    return sentence % {"count": count, "entry": entry}


def at_most_files() -> str:
    """Say how many files an entry has at most."""
    return _("An entry has at most %(most)s files.") % {"most": MOST_FILES}


def refusal(error: AttachmentError) -> str:
    """Say why files were not attached, or one was not removed."""
    if isinstance(error, TooManyFilesError):
        return _room_left(error.room)
    if isinstance(error, DoubledFileError):
        return _already_there(error)
    return str(REFUSALS[type(error)])


REFUSALS: dict[type[AttachmentError], "StrPromise"] = {
    DeletedEntryError: gettext_lazy("The entry is deleted, so no files can be attached to it."),
    KeptFileError: gettext_lazy(
        "The entry is transferred, so its files are kept: what shows that a booked voucher is right may not be removed."
    ),
}


def _room_left(room: int) -> str:
    if not room:
        return _("The entry has %(most)s files already, and cannot have more.") % {"most": MOST_FILES}
    return ngettext(
        "An entry has at most %(most)s files: there is room for %(room)s more.",
        "An entry has at most %(most)s files: there is room for %(room)s more.",
        room,
    ) % {"most": MOST_FILES, "room": room}


def _already_there(error: DoubledFileError) -> str:
    if error.name == error.other:
        return _("%(name)s is attached already.") % {"name": error.name}
    return _("%(name)s is the same file as %(other)s.") % {"name": error.name, "other": error.other}
