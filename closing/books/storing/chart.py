"""The chart of accounts of a snapshot with the balances that are stored with it.

Pure: made of a file's head and of the figures of its first reading; no database, no clock.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Protocol

from closing.books.limits import LONGEST_NUMBER
from sie.records import Account, BalanceKind, Head, PeriodBalanceKind
from sie.scanning.figures import Figures, MonthFigures

BALANCE_KINDS, INCOME_KINDS = ("T", "S"), ("K", "I")
BALANCE_STARTS = ("1", "2")
"""First digits of balance accounts in every chart of the BAS family; the rest is income and cost."""

Months = dict[date, MonthFigures]


class Reading(Protocol):
    """A file read once; `sie.Scan` is one."""

    @property
    def sha256(self) -> str:
        """The fingerprint of its bytes."""

    @property
    def head(self) -> Head:
        """Everything but the vouchers."""

    @property
    def figures(self) -> Figures:
        """What its vouchers come to."""


@dataclass(frozen=True, slots=True)
class Year:
    """A fiscal year's first and last day."""

    start: date
    end: date


@dataclass(frozen=True, slots=True)
class StoredAccount:
    """An account with its balances for the year, in öre, debit positive.

    Attributes:
        months: first day of the month to what was booked in it; their sum is the movement.
        file_closing_ore: the closing balance or result that the file itself states.
        previous_closing_ore: the same of the year before.
    """

    number: str
    name: str = ""
    kind: str = ""
    unit: str = ""
    sru: str = ""
    is_declared: bool = True
    is_balance: bool = True
    opening_ore: int = 0
    movement_ore: int = 0
    previous_closing_ore: int | None = None
    file_closing_ore: int | None = None
    months: Months = field(default_factory=dict)

    @property
    def closing_ore(self) -> int:
        """Give the closing balance."""
        return self.opening_ore + self.movement_ore

    @property
    def posting_count(self) -> int:
        """Count its postings."""
        return sum(month.count for month in self.months.values())


@dataclass(frozen=True, slots=True)
class Chart:
    """All accounts of a file, in the order of their numbers.

    Attributes:
        has_months: the file tells what was booked in which month.
    """

    accounts: tuple[StoredAccount, ...]
    has_months: bool


def is_balance_account(number: str, kind: str) -> bool:
    """Say whether an account is one of the balance sheet: as #KTYP says, else as the chart of BAS does."""
    if kind in BALANCE_KINDS or kind in INCOME_KINDS:
        return kind in BALANCE_KINDS
    return number.startswith(BALANCE_STARTS)


def chart_of(reading: Reading, year: Year, *, openings: Mapping[str, int]) -> Chart:
    """Make the chart of a file.

    Args:
        reading: the file.
        year: the fiscal year it is stored under.
        openings: opening balances that the file leaves out and the import gives.
    """
    declared = {_stored(account.number): account for account in reading.head.accounts}
    balances = _Balances(reading.head, openings)
    has_vouchers = reading.figures.vouchers > 0
    months = _booked_months(reading.figures) if has_vouchers else _stated_months(reading.head)
    numbers = sorted({*declared, *balances.numbers(), *months})
    accounts = [
        _account(number, declared.get(number), balances=balances, months=months.get(number, {})) for number in numbers
    ]
    if not has_vouchers:
        last_month = _last_month(reading.head, year)
        accounts = [_as_stated(account, last_month) for account in accounts]
    return Chart(tuple(accounts), has_vouchers or bool(months))


class _Balances:
    """The balances of a head by account: what stands twice is added up."""

    def __init__(self, head: Head, openings: Mapping[str, int]) -> None:
        """Sort them."""
        tables: defaultdict[tuple[BalanceKind, int], defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
        for balance in head.balances:
            tables[balance.kind, balance.year][_stored(balance.account)] += balance.amount_ore
        self.openings: dict[str, int] = {**tables[BalanceKind.OPENING, 0]}
        self.openings |= {_stored(number): ore for number, ore in openings.items()}
        self._closings = {year: tables[BalanceKind.CLOSING, year] for year in (0, -1)}
        self._results = {year: tables[BalanceKind.RESULT, year] for year in (0, -1)}

    def numbers(self) -> set[str]:
        """Give every account that has a balance."""
        return {*self.openings}.union(*self._closings.values(), *self._results.values())

    def closing(self, number: str, year: int, *, is_balance: bool) -> int | None:
        """Give what the file states as the closing balance, or for an account of income and cost as the result."""
        first, second = self._closings[year], self._results[year]
        if not is_balance:
            first, second = second, first
        return first.get(number, second.get(number))


def _account(number: str, declared: Account | None, *, balances: _Balances, months: Months) -> StoredAccount:
    kind = declared.kind if declared else ""
    is_balance = is_balance_account(number, kind)
    return StoredAccount(
        number=number,
        name=declared.name if declared else "",
        kind=kind,
        unit=declared.unit if declared else "",
        sru=" ".join(declared.sru) if declared else "",
        is_declared=declared is not None,
        is_balance=is_balance,
        opening_ore=balances.openings.get(number, 0),
        movement_ore=sum(month.debit_ore - month.credit_ore for month in months.values()),
        previous_closing_ore=balances.closing(number, -1, is_balance=is_balance),
        file_closing_ore=balances.closing(number, 0, is_balance=is_balance),
        months=months,
    )


def _as_stated(account: StoredAccount, last_month: date) -> StoredAccount:
    """Give an account of a file without vouchers the movement that its balances tell.

    What the monthly figures of the file leave out, or all of it when there are none, is put into the last month.
    """
    if account.file_closing_ore is None:
        return account
    movement = account.file_closing_ore - account.opening_ore
    rest = movement - account.movement_ore
    if not rest:
        return account
    before = account.months.get(last_month, MonthFigures())
    months = {**account.months, last_month: _with(before, rest)}
    return replace(account, movement_ore=movement, months=months)


def _booked_months(figures: Figures) -> dict[str, Months]:
    """Give what the vouchers booked, account by account and month by month."""
    months: defaultdict[str, Months] = defaultdict(dict)
    for (account, month), booked in figures.months.items():
        table, key = months[_stored(account)], _first_day(month)
        before = table.get(key, MonthFigures())
        table[key] = MonthFigures(
            before.debit_ore + booked.debit_ore, before.credit_ore + booked.credit_ore, before.count + booked.count
        )
    return months


def _stated_months(head: Head) -> dict[str, Months]:
    """Give the monthly movements that the head states (#PSALDO) for whole accounts."""
    months: defaultdict[str, Months] = defaultdict(dict)
    for stated in head.period_balances:
        if stated.kind is PeriodBalanceKind.BOOKED and stated.year == 0 and not stated.objects:
            table, key = months[_stored(stated.account)], _first_day(stated.period)
            table[key] = _with(table.get(key, MonthFigures()), stated.amount_ore)
    return months


def _with(month: MonthFigures, ore: int) -> MonthFigures:
    """Add a net movement to a month."""
    return MonthFigures(month.debit_ore + max(ore, 0), month.credit_ore + max(-ore, 0), month.count)


def _last_month(head: Head, year: Year) -> date:
    """Give the month that the balances are of: the one they are said to reach (#OMFATTN), else the year's last."""
    until = head.balances_until
    return (until if until and year.start <= until <= year.end else year.end).replace(day=1)


def _first_day(month: str) -> date:
    return date(int(month[:4]), int(month[4:6]), 1)


def _stored(number: str) -> str:
    return number[:LONGEST_NUMBER]
