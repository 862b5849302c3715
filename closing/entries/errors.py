"""What keeps a closing entry from being written.

EntryError
├── FaultyEntryError    it is not a voucher that can be booked; `faults` says why
├── SettledEntryError   transferred, excluded or deleted: corrected by a reversing entry, never altered
├── ReversedEntryError  another entry takes it back already
├── ChangedEntryError   somebody else has written it since it was read
└── VoucherTakenError   another entry is that voucher of the bookkeeping
"""

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


class VoucherTakenError(EntryError):
    """Another entry of the fiscal year is that voucher of the bookkeeping."""
