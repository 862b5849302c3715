"""What keeps a closing entry from being written.

EntryError
├── FaultyEntryError    it is not a voucher that can be booked; `faults` says why
├── SettledEntryError   transferred, excluded or deleted: corrected by a reversing entry, never altered
├── ReversedEntryError  another entry takes it back already
├── ChangedEntryError   somebody else has written it since it was read
├── MissingYearError    the fiscal year it is to be reversed in is not there; `day` says which
├── NotYearEndError     it can be left out of transfers in the year-end period alone
├── ResultEntryError    it books the result of the year, which is always transferred
└── VoucherTakenError   another entry is that voucher of the bookkeeping
"""

from datetime import date

from closing.entries.draft import Fault


class EntryError(Exception):
    """Keeps a closing entry from being written."""


class FaultyEntryError(EntryError):
    """It is not a voucher that can be booked."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__(", ".join(faults))
        self.faults = faults


class SettledEntryError(EntryError):
    """It can no longer be altered."""


class ReversedEntryError(EntryError):
    """Another entry takes it back already."""


class ChangedEntryError(EntryError):
    """Somebody else has written it since it was read."""


class MissingYearError(EntryError):
    """The fiscal year in which it is to be reversed is not there."""

    def __init__(self, day: date) -> None:
        super().__init__(str(day))
        self.day = day


class NotYearEndError(EntryError):
    """Entries are left out of transfers in the year-end period alone."""


class ResultEntryError(EntryError):
    """It books the result of the year, which is always transferred."""


class VoucherTakenError(EntryError):
    """Another entry of the fiscal year is that voucher of the bookkeeping."""
