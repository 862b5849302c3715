"""The balances of one year of a SIE file, and what they say about its accounts. Amounts are öre, debit positive."""

from collections import Counter
from datetime import date

import sie
from integrations.fortnox.simulator.books.accounts import is_balance_number

_BALANCE_KINDS = {"T", "S"}
_RESULT_KINDS = {"K", "I"}


class YearBalances:
    """What a file says of one year; a balance that stands there twice is summed."""

    def __init__(self, head: sie.Head, *, index: int, end: date) -> None:
        """Gather the balances.

        Args:
            head: of the file.
            index: 0 for the year of the file, -1 for the year before.
            end: the last day of the year.
        """
        self.sums: dict[sie.BalanceKind, Counter[str]] = {kind: Counter() for kind in sie.BalanceKind}
        self.months: dict[str, Counter[str]] = {}
        self._last_month = f"{end.year:04d}{end.month:02d}"
        self._kinds = {account.number: account.kind for account in head.accounts}
        for balance in head.balances:
            if balance.year == index:
                self.sums[balance.kind][balance.account] += balance.amount_ore
        for month in head.period_balances:
            if month.year == index and month.kind is sie.PeriodBalanceKind.BOOKED and not month.objects:
                self.months.setdefault(month.account, Counter())[month.period] += month.amount_ore

    def accounts(self) -> set[str]:
        """Name the accounts that have a balance of any kind."""
        return {account for sums in self.sums.values() for account in sums}

    def is_balance(self, account: str) -> bool:
        """Say whether an account has balances or results: as the balances have it, else as the chart or BAS says."""
        has_result = account in self.sums[sie.BalanceKind.RESULT]
        has_balance = account in self.sums[sie.BalanceKind.OPENING] or account in self.sums[sie.BalanceKind.CLOSING]
        if has_result != has_balance:
            return has_balance
        kind = self._kinds.get(account, "")
        if kind in _BALANCE_KINDS | _RESULT_KINDS:
            return kind in _BALANCE_KINDS
        return is_balance_number(account)

    def movements(self, account: str, *, opening_ore: int) -> dict[str, int]:
        """Give what moved on an account, by month as "202512".

        Where the months of the file do not make up its balances, all of it is in the last month.
        """
        kind = sie.BalanceKind.CLOSING if self.is_balance(account) else sie.BalanceKind.RESULT
        moved = self.sums[kind][account] - opening_ore
        months = self.months.get(account, Counter())
        if sum(months.values()) != moved:
            return {self._last_month: moved}
        return {period: ore for period, ore in months.items() if ore}
