"""Adds up the figures of a file, block by block.

Sums are exact: within a block they are computed on arrays when they cannot overflow and on Python's whole numbers
when they could; from block to block they are Python's whole numbers.
"""

import re
from collections.abc import Iterator

import numpy as np

from sie.records import FiscalYear, Head
from sie.scanning.columns import CARRIED, Columns
from sie.scanning.figures import Figures
from sie.scanning.strict.lines import LineKind
from sie.scanning.strict.words import Places
from sie.scanning.tables import Tables
from sie.scanning.tallies.row_tally import RowTally
from sie.scanning.tallies.voucher_tally import VoucherTally

_PLAIN_ACCOUNT = re.compile(r"[1-9][0-9]{3,5}", re.ASCII)
_NO_MONTH = 0


class Tally:
    """Gathers the figures of a file."""

    def __init__(self, tables: Tables) -> None:
        """Begin with nothing."""
        self._tables = tables
        self._rows = RowTally()
        self._vouchers = VoucherTally(tables)
        self._month_of_day = np.zeros(0, np.int64)
        self._carried_month = _NO_MONTH

    def add(self, columns: Columns, year: FiscalYear | None) -> None:
        """Take a block; `year` is the file's own as far as it is known."""
        months = np.concatenate(([self._carried_month], self._months(columns.vouchers.days)))
        self._carried_month = int(months[-1])
        self._rows.add(columns.rows, months[columns.rows.vouchers - CARRIED])
        self._vouchers.add(columns, year)

    def figures(self, head: Head) -> Figures:
        """Tell what was gathered, when the last block has been taken."""
        rows, vouchers = self._rows, self._vouchers
        year = next((year for year in head.years if year.index == 0), None)
        vouchers.finish()
        first_lines = dict(zip(self._tables.accounts.texts, rows.first_lines, strict=True))
        declared = {account.number: account.line for account in head.accounts}
        return Figures(
            vouchers=vouchers.count,
            postings=int(rows.kinds[LineKind.COUNTED]),
            added=int(rows.kinds[LineKind.ADDED]),
            struck=int(rows.kinds[LineKind.STRUCK]),
            object_lists=rows.object_lists,
            debit_ore=rows.debit(),
            movements=rows.movements(self._tables),
            months=rows.months(self._tables),
            dates=vouchers.dates(),
            series=vouchers.series(),
            without_series=vouchers.without_series.marked(),
            without_number=vouchers.without_number.marked(),
            unbalanced=vouchers.unbalanced.marked(),
            empty=vouchers.empty.marked(),
            outside_year=vouchers.outside_year(year),
            added_without_twin=vouchers.added_without_twin.marked(),
            objects_used=frozenset(self._tables.lists.used),
            undeclared={account: line for account, line in first_lines.items() if account not in declared},
            odd_accounts=dict(_odd(first_lines | declared)),
        )

    def _months(self, days: Places) -> Places:
        """Give the month of each day as YYYYMM."""
        texts = self._tables.days.texts
        new = [int(text[:4] + text[5:7] or _NO_MONTH) for text in texts[len(self._month_of_day) :]]
        self._month_of_day = np.append(self._month_of_day, np.array(new, np.int64))
        return self._month_of_day[days]


def _odd(accounts: dict[str, int]) -> Iterator[tuple[str, int]]:
    """Give the accounts that are not written as accounts are, in the order of their lines."""
    for account, line in sorted(accounts.items(), key=lambda item: item[1]):
        if not _PLAIN_ACCOUNT.fullmatch(account):
            yield account, line
