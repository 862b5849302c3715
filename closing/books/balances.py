"""Questions to the stored balances of a snapshot; postings are never added up for a page.

Periods are made of whole months. What is dated before the fiscal year counts in its first month, and what is dated
after it in its last: so the closing balances of the year are those of the books.
"""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from closing.books import ledger
from closing.books.models import Account, PeriodTotal, Snapshot
from closing.engagements.organisation import parts

RESULT_TRANSFER_STARTS = ("899",)
"""Accounts 8990–8999 of the BAS chart move the result of the year to equity: they are no part of it."""


@dataclass(frozen=True, slots=True)
class Span:
    """A run of whole months of a fiscal year, given by its first and last day."""

    start: date
    end: date


@dataclass(frozen=True, slots=True)
class AccountRow:
    """An account in a span of time, in öre, debit positive; `debit_ore` and `credit_ore` are both positive."""

    number: str
    name: str
    is_balance: bool
    opening_ore: int
    debit_ore: int
    credit_ore: int
    posting_count: int

    @property
    def change_ore(self) -> int:
        """Give what the span changed."""
        return self.debit_ore - self.credit_ore

    @property
    def closing_ore(self) -> int:
        """Give the balance at its end."""
        return self.opening_ore + self.change_ore


@dataclass(frozen=True, slots=True)
class TrialBalance:
    """All accounts in a span of time with their sums (råbalans); the sums of sound books are zero."""

    rows: tuple[AccountRow, ...]

    @property
    def opening_ore(self) -> int:
        """Give the sum of the opening balances."""
        return sum(row.opening_ore for row in self.rows)

    @property
    def debit_ore(self) -> int:
        """Give the sum of the debits."""
        return sum(row.debit_ore for row in self.rows)

    @property
    def credit_ore(self) -> int:
        """Give the sum of the credits."""
        return sum(row.credit_ore for row in self.rows)

    @property
    def closing_ore(self) -> int:
        """Give the sum of the closing balances."""
        return sum(row.closing_ore for row in self.rows)


@dataclass(frozen=True, slots=True)
class Result:
    """The result of a span of time, in öre, profit positive.

    Attributes:
        calculated_ore: income less costs.
        moved_ore: what of it has been moved to equity.
    """

    calculated_ore: int
    moved_ore: int

    @property
    def left_ore(self) -> int:
        """Give what has not been moved (beräknat resultat, ej bokfört)."""
        return self.calculated_ore - self.moved_ore


class _Month(NamedTuple):
    """What was booked on an account in a month."""

    first_day: date
    debit_ore: int
    credit_ore: int
    posting_count: int


def trial_balance(snapshot: Snapshot, span: Span | None = None) -> TrialBalance:
    """Give all accounts of a snapshot in a span of its year, or in the whole year, in the order of their numbers."""
    months = _months(snapshot)
    accounts = Account.objects.filter(snapshot=snapshot).order_by("number")
    return TrialBalance(tuple(_row(account, months.get(account.pk, []), span) for account in accounts))


def result(snapshot: Snapshot, span: Span | None = None) -> Result:
    """Give the result of a span of the year, or of the whole year."""
    rows = [row for row in trial_balance(snapshot, span).rows if not row.is_balance]
    moved = sum(row.change_ore for row in rows if row.number.startswith(RESULT_TRANSFER_STARTS))
    return Result(calculated_ore=moved - sum(row.change_ore for row in rows), moved_ore=moved)


def month_series(snapshot: Snapshot) -> dict[str, list[int]]:
    """Give by account number what was booked in each calendar month of the year, in öre."""
    year = [start.replace(day=1) for start, _end in parts(snapshot.fiscal_year.start, snapshot.fiscal_year.end, 1)]
    months = _months(snapshot)
    series: dict[str, list[int]] = {}
    for key, number in Account.objects.filter(snapshot=snapshot).order_by("number").values_list("pk", "number"):
        amounts = dict.fromkeys(year, 0)
        for month in months.get(key, []):
            amounts[month.first_day] += month.debit_ore - month.credit_ore
        series[number] = list(amounts.values())
    return series


def balance_at(snapshot: Snapshot, number: str, day: date) -> int | None:
    """Give the balance of an account at the end of a day, in öre; None when the books have no such account.

    In the middle of a month a limited number of postings is read beside the stored balances. Books without vouchers
    know the ends of their months alone.
    """
    account = Account.objects.filter(snapshot=snapshot, number=number).first()
    if account is None:
        return None
    if snapshot.has_vouchers:
        return ledger.balance_at(account, day)
    totals = PeriodTotal.objects.filter(account=account, month__lte=day)
    return account.opening_ore + sum(total.debit_ore - total.credit_ore for total in totals)


def _row(account: Account, months: list[_Month], span: Span | None) -> AccountRow:
    before = [month for month in months if span and month.first_day < span.start.replace(day=1)]
    within = [month for month in months[len(before) :] if not span or month.first_day <= span.end]
    return AccountRow(
        number=account.number,
        name=account.name,
        is_balance=account.is_balance,
        opening_ore=account.opening_ore + sum(month.debit_ore - month.credit_ore for month in before),
        debit_ore=sum(month.debit_ore for month in within),
        credit_ore=sum(month.credit_ore for month in within),
        posting_count=sum(month.posting_count for month in within),
    )


def _months(snapshot: Snapshot) -> dict[int, list[_Month]]:
    """Read what was booked month by month, by account and in order; what lies outside the year is put at its ends."""
    year = snapshot.fiscal_year
    first, last = year.start.replace(day=1), year.end.replace(day=1)
    lowest, highest = snapshot.keys
    totals = PeriodTotal.objects.filter(account_id__gte=lowest, account_id__lte=highest).order_by("account_id", "month")
    months: dict[int, list[_Month]] = {}
    for account, month, *booked in totals.values_list(
        "account_id", "month", "debit_ore", "credit_ore", "posting_count"
    ):
        months.setdefault(account, []).append(_Month(min(max(month, first), last), *booked))
    return months
