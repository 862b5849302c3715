"""The figures a plan begins with: the accounts of a year as they stand without the plan's own entries. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

RESULT_MOVED = ("899",)
INCOME_TAX = ("891", "892", "893", "894", "895", "896", "897", "898")
APPROPRIATIONS = ("88",)
EQUIPMENT = ("12",)
NOT_DEPRECIATED = ("128", "1291")
"""Under construction, prepaid, and art: nothing is depreciated on them. Source: BAS; IL 18 kap. 1 §."""
WRITTEN_DOWN = ("8", "9")
"""Last digits of BAS accounts that gather depreciation and write-downs, such as 1219 and 1228."""
EXCESS = ("2150", "2153")
"""Excess depreciation in all, and of machinery and equipment; 2151 and 2152 are of other assets. Source: BAS."""
EXCESS_CHANGE = ("885",)
RESERVE_CHANGE = ("881",)


@dataclass(frozen=True, slots=True)
class AccountFigure:
    """An account in a year, in öre, debit positive.

    Attributes:
        meaning: the BAS account it is read as; usually its own number.
        debit_ore: all that was booked in debit, of accounts of equipment alone.
    """

    number: str
    meaning: str
    is_balance: bool
    opening_ore: int
    closing_ore: int
    debit_ore: int = 0


@dataclass(frozen=True, slots=True)
class Figures:
    """The accounts of a fiscal year with the entries of persons, and without what the plan itself has made."""

    start: date
    end: date
    accounts: tuple[AccountFigure, ...]

    @property
    def months(self) -> int:
        """Count the months of the year; one that is begun counts as whole."""
        return (self.end.year - self.start.year) * 12 + self.end.month - self.start.month + 1

    def on(self, *starts: str) -> Iterator[AccountFigure]:
        """Give the accounts that are read as BAS accounts beginning so."""
        return (one for one in self.accounts if one.meaning.startswith(starts))

    def closing(self, *starts: str) -> int:
        """Add up closing balances, in öre, debit positive."""
        return sum(one.closing_ore for one in self.on(*starts))

    def opening(self, *starts: str) -> int:
        """Add up opening balances, in öre, debit positive."""
        return sum(one.opening_ore for one in self.on(*starts))

    @property
    def equipment(self) -> tuple[AccountFigure, ...]:
        """Give the accounts of equipment that is depreciated for tax."""
        return tuple(one for one in self.on(*EQUIPMENT) if not one.meaning.startswith(NOT_DEPRECIATED))

    @property
    def purchases_ore(self) -> int:
        """Give what was booked in debit on the accounts of acquisition values."""
        return sum(one.debit_ore for one in self.equipment if not one.meaning.endswith(WRITTEN_DOWN))

    @property
    def before_tax_ore(self) -> int:
        """Give the result before tax, profit positive."""
        kept_out = sum(one.closing_ore for one in self._result() if one.meaning.startswith(INCOME_TAX))
        return kept_out - sum(one.closing_ore for one in self._result())

    @property
    def tax_ore(self) -> int:
        """Give the tax that is booked, cost positive."""
        return self.closing(*INCOME_TAX)

    @property
    def moved_ore(self) -> int:
        """Give how much of the result has been moved to equity already, profit positive."""
        return sum(one.closing_ore for one in self.accounts if one.number.startswith(RESULT_MOVED))

    def _result(self) -> Iterator[AccountFigure]:
        return (one for one in self.accounts if not one.is_balance and not one.number.startswith(RESULT_MOVED))
