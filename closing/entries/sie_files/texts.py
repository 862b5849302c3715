"""What the pages of the files say about an entry, in the reader's language."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from closing.entries.models import ClosingEntry
from closing.entries.sie_files.errors import BooksGoneError, EntryFileError, FiledMeanwhileError, NothingToFileError
from closing.entries.sie_files.models import EntryFile, FiledEntry
from closing.formatting import tid

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

Outcome = FiledEntry.Outcome

LEFT: dict[str, "StrPromise"] = {
    Outcome.CHANGED: gettext_lazy(
        "%(entry)s was changed after the file was made, so it is not marked. The bookkeeping holds the earlier "
        "version: take that voucher back there before %(entry)s is exported again."
    ),
    Outcome.DELETED: gettext_lazy(
        "%(entry)s was deleted after the file was made, so it is not marked. The bookkeeping holds its voucher: take "
        "it back there."
    ),
    Outcome.ASIDE: gettext_lazy(
        "%(entry)s is left out of transfers, so it is not marked. The bookkeeping holds its voucher: take the entry "
        "into transfers again and mark once more, or take the voucher back there."
    ),
    Outcome.SENDING: gettext_lazy(
        "%(entry)s is being sent over the connection, so it is not marked. See how that ends: it may be booked twice."
    ),
    Outcome.SETTLED: gettext_lazy(
        "%(entry)s was marked as transferred already, before this file was confirmed. Check that it is booked once."
    ),
}
"""Why an entry of a file that was read in is not marked, and what to do."""

BOOKS_GONE = gettext_lazy("The books were imported anew or removed while the file was being made. Make it again.")

REFUSALS: dict[type[EntryFileError], "StrPromise"] = {
    NothingToFileError: gettext_lazy(
        "No file was made: an entry that was chosen can no longer be exported. Look at the choice, and try again."
    ),
    FiledMeanwhileError: gettext_lazy(
        "No file was made: meanwhile an entry that was chosen came into another file, as the list now tells. "
        "Choose again."
    ),
    BooksGoneError: BOOKS_GONE,
}

STEPS = {"writing": gettext_lazy("Writing vouchers: %(done)s of %(all)s"), "books_gone": BOOKS_GONE}
"""What the making of a large file says while it runs, and when it cannot be made."""

CHIPS: dict[str, str] = {
    EntryFile.State.MADE: "warn",
    EntryFile.State.CONFIRMED: "good",
    EntryFile.State.WITHDRAWN: "mute",
}
"""How each state of a file is shown."""


def left_over(line: FiledEntry) -> str:
    """Say why an entry was not marked when its file was confirmed; nothing when it was, or has not been tried."""
    words = LEFT.get(line.outcome)
    return str(words) % {"entry": line.entry} if words else ""


def already_in(entry: ClosingEntry, file: EntryFile) -> str:
    """Say that an entry that can be exported is in a file already."""
    facts = {"entry": entry, "at": tid(file.created_at)}
    if file.state == EntryFile.State.MADE:
        return _("%(entry)s is already in a file of %(at)s that has not been confirmed.") % facts
    return _("%(entry)s is in the file of %(at)s that was read in, and was not marked as transferred.") % facts
