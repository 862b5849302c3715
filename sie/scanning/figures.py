"""What one pass over a file finds: every figure that the validations of an import need."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sie.scanning.numbering import SeriesFigures


@dataclass(frozen=True, slots=True)
class VoucherMark:
    """A voucher that a figure points at; `difference_ore` is what its counted rows sum to."""

    line: int
    series: str
    number: str
    date: date
    difference_ore: int = 0


@dataclass(frozen=True, slots=True)
class Marked:
    """How many vouchers there are of a sort, and the first of them in the order of the file."""

    count: int = 0
    first: tuple[VoucherMark, ...] = ()


@dataclass(frozen=True, slots=True)
class MonthFigures:
    """What was booked on an account in a month: debit and credit (both positive, in öre) and how many rows."""

    debit_ore: int = 0
    credit_ore: int = 0
    count: int = 0


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a file. Only counted rows (#TRANS) are in sums; months are those of the vouchers' dates.

    Attributes:
        vouchers: vouchers (#VER).
        postings: counted rows (#TRANS).
        added: rows added afterwards (#RTRANS); each has a counted twin.
        struck: rows struck (#BTRANS).
        object_lists: counted rows with objects.
        debit_ore: the positive amounts of the counted rows.
        movements: account to the sum of its counted rows, in öre.
        months: account and month (YYYYMM) to what was booked; months without rows are left out.
        dates: date to how many vouchers it has.
        series: the numbers of each voucher series; the empty series is among them.
        without_series: vouchers without a series.
        without_number: vouchers without a number.
        unbalanced: vouchers whose counted rows do not sum to nothing.
        empty: vouchers without counted rows.
        outside_year: vouchers dated outside the file's own year (#RAR 0); none when the file does not state it.
        added_without_twin: vouchers with an added row that no counted row repeats; the count is of the rows.
        objects_used: dimension and code of the objects of all rows.
        undeclared: accounts of rows that no #KONTO declares, to the line where each is first used.
        odd_accounts: accounts, declared or used, that are not four to six digits without a leading zero, to the line
            where each first stands.
    """

    vouchers: int = 0
    postings: int = 0
    added: int = 0
    struck: int = 0
    object_lists: int = 0
    debit_ore: int = 0
    movements: Mapping[str, int] = field(default_factory=dict)
    months: Mapping[tuple[str, str], MonthFigures] = field(default_factory=dict)
    dates: Mapping[date, int] = field(default_factory=dict)
    series: Mapping[str, SeriesFigures] = field(default_factory=dict)
    without_series: Marked = Marked()
    without_number: Marked = Marked()
    unbalanced: Marked = Marked()
    empty: Marked = Marked()
    outside_year: Marked = Marked()
    added_without_twin: Marked = Marked()
    objects_used: frozenset[tuple[str, str]] = frozenset()
    undeclared: Mapping[str, int] = field(default_factory=dict)
    odd_accounts: Mapping[str, int] = field(default_factory=dict)

    @property
    def first_date(self) -> date | None:
        """Give the earliest date of a voucher."""
        return min(self.dates, default=None)

    @property
    def last_date(self) -> date | None:
        """Give the latest date of a voucher."""
        return max(self.dates, default=None)

    def outside(self, start: date, end: date) -> int:
        """Count the vouchers dated before or after a year."""
        return sum(count for day, count in self.dates.items() if not start <= day <= end)
