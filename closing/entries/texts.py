"""The sentences of what is wrong with an entry, and of what it stands as."""

from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from closing.entries.draft import LONGEST_TEXT, Days, Fault
from closing.entries.errors import (
    ChangedEntryError,
    EntryError,
    FaultyEntryError,
    MissingYearError,
    NotYearEndError,
    ResultEntryError,
    ReversedEntryError,
    SettledEntryError,
    VoucherTakenError,
)
from closing.entries.models import ClosingEntry
from closing.formatting import kr

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

Status = ClosingEntry.Status

FAULTS: dict[Fault, "StrPromise"] = {
    Fault.TEXT_MISSING: gettext_lazy("Write what the entry is about."),
    Fault.TEXT_TOO_LONG: gettext_lazy("Write at most %(count)s characters."),
    Fault.TOO_FEW_ROWS: gettext_lazy("An entry has at least two rows: one in debit and one in credit."),
    Fault.ACCOUNT_MISSING: gettext_lazy("Write the number or the name of the account."),
    Fault.AMOUNT_MISSING: gettext_lazy("Write an amount in debit or in credit."),
    Fault.UNBALANCED: gettext_lazy(
        "Debit and credit differ by %(difference)s. They must be equal before the entry can be saved."
    ),
    Fault.OUTSIDE_PERIOD: gettext_lazy(
        "Entries of %(period)s are dated from %(first)s to %(last)s. Choose another period at the top for other days."
    ),
}

REFUSALS: dict[type[EntryError], "StrPromise"] = {
    SettledEntryError: gettext_lazy(
        "%(entry)s is transferred or deleted and stays as it is. Correct it by a new entry: reverse it or copy it."
    ),
    ReversedEntryError: gettext_lazy("%(entry)s was reversed already. The entry that reverses it stands in the list."),
    ChangedEntryError: gettext_lazy("%(entry)s was changed by somebody else meanwhile. Look at it, and try again."),
    VoucherTakenError: gettext_lazy(
        "Another entry is that voucher already. Look up in the bookkeeping which voucher %(entry)s became."
    ),
    NotYearEndError: gettext_lazy(
        "%(entry)s can be left out of transfers in the year-end period alone. Choose that period at the top."
    ),
    ResultEntryError: gettext_lazy(
        "%(entry)s books the result of the year, which is always transferred. It cannot be left out."
    ),
    FaultyEntryError: gettext_lazy("%(entry)s cannot be booked in this period. Choose another period at the top."),
}


CHIPS: dict[str, str] = {
    Status.NOT_TRANSFERRED: "warn",
    Status.TRANSFERRING: "info",
    Status.TRANSFERRED: "good",
    Status.EXCLUDED: "mute",
    Status.NOT_APPLICABLE: "info",
    Status.DELETED: "mute",
}
"""How each state is shown."""


def sentence(fault: Fault, *, days: Days, period: str, difference_ore: int) -> str:
    """Say what is wrong with a draft and what to do.

    Args:
        fault: what is wrong.
        days: the days it may have.
        period: the name of the period they belong to.
        difference_ore: debit less credit, in öre.
    """
    return str(FAULTS[fault]) % {
        "count": LONGEST_TEXT,
        "difference": kr(abs(difference_ore)),
        "period": period,
        "first": days.first,
        "last": days.last,
    }


def refusal(error: EntryError, entry: ClosingEntry) -> str:
    """Say why something was not done with an entry, and what to do."""
    if isinstance(error, MissingYearError):
        return missing_year(error.day)
    return str(REFUSALS[type(error)]) % {"entry": entry}


def missing_year(day: date) -> str:
    """Say that an entry cannot be reversed on a day, and what to do."""
    what = _("There is no fiscal year that begins %(day)s, so nothing can be reversed there. Import that year first.")
    return what % {"day": day}


def reversed_on(entry: ClosingEntry, back: ClosingEntry) -> str:
    """Say which entry takes another back, and when."""
    return _("%(entry)s is reversed by %(back)s on %(day)s.") % {"entry": entry, "back": back, "day": back.day}


def reversal_text(entry: ClosingEntry) -> str:
    """Give the text of the entry that takes another back; it is kept as it is written here."""
    text = _("Reversal of %(entry)s: %(text)s") % {"entry": entry, "text": entry.text}
    return text[:LONGEST_TEXT]
