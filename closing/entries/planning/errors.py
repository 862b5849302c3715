"""What keeps a plan from being saved or its entries from being made.

PlanError
├── PlanChangedError    somebody has saved it, or made its entries, since it was read
├── FiguresChangedError what would be booked is no longer what was looked at
├── FaultyPlanError     a choice is not permitted
├── NoBooksError        nothing is imported for the year
└── TransferringError   one of its entries is on its way to the bookkeeping
"""


class PlanError(Exception):
    """Keeps a plan from being saved or its entries from being made."""


class PlanChangedError(PlanError):
    """Somebody else has saved it, or made its entries, since it was read."""


class FiguresChangedError(PlanError):
    """What would be booked is no longer what was looked at."""


class FaultyPlanError(PlanError):
    """A choice is not permitted."""


class NoBooksError(PlanError):
    """Nothing is imported for the year."""


class TransferringError(PlanError):
    """One of its entries is on its way to the bookkeeping.

    Attributes:
        entries: their names.
    """

    def __init__(self, entries: tuple[str, ...]) -> None:
        super().__init__(", ".join(entries))
        self.entries = entries
