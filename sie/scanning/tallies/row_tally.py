"""Adds up the rows of a file: how many, and what was booked on each account in each month."""

import numpy as np

from sie.errors import SieTooManyRecordsError
from sie.scanning.columns import RowColumns
from sie.scanning.figures import MonthFigures
from sie.scanning.strict.lines import LineKind
from sie.scanning.strict.words import Places
from sie.scanning.tables import NO_LIST, Tables
from sie.scanning.tallies.sums import sums_by

MOST_CELLS = 250_000
"""How many pairs of account and month are kept: twenty thousand accounts in every month of a year."""

_SPARSE = 65_536


class RowTally:
    """Gathers what the rows say."""

    def __init__(self) -> None:
        """Begin with no row."""
        self.kinds = np.zeros(len(LineKind), np.int64)
        self.object_lists = 0
        self.first_lines: list[int] = []
        self._cells: dict[tuple[int, int], list[int]] = {}

    def add(self, rows: RowColumns, months: Places) -> None:
        """Take the rows of a block.

        Args:
            rows: the rows.
            months: the month of the voucher of each row, as YYYYMM.

        Raises:
            SieTooManyRecordsError: more accounts in more months than any books have.
        """
        self.kinds += np.bincount(rows.kinds, minlength=len(LineKind))
        self._note_first_lines(rows)
        counted = np.flatnonzero(rows.kinds == LineKind.COUNTED)
        self.object_lists += int(np.count_nonzero(rows.lists[counted] != NO_LIST))
        self._add_cells(rows.accounts[counted], months[counted], rows.amounts[counted])

    def debit(self) -> int:
        """Sum the positive amounts."""
        return sum(debit for debit, _, _ in self._cells.values())

    def movements(self, tables: Tables) -> dict[str, int]:
        """Sum the amounts of each account."""
        sums: dict[str, int] = {}
        for (account, _), (debit, credit, _) in sorted(self._cells.items()):
            name = tables.accounts.texts[account]
            sums[name] = sums.get(name, 0) + debit - credit
        return sums

    def months(self, tables: Tables) -> dict[tuple[str, str], MonthFigures]:
        """Tell what was booked on each account in each month."""
        return {
            (tables.accounts.texts[account], f"{month:06d}"): MonthFigures(*cell)
            for (account, month), cell in sorted(self._cells.items())
        }

    def _note_first_lines(self, rows: RowColumns) -> None:
        """Keep the line where each account is first used."""
        new = np.flatnonzero(rows.accounts >= len(self.first_lines))
        if new.size:
            accounts, first = np.unique(rows.accounts[new], return_index=True)
            self.first_lines += [0] * (int(accounts[-1]) + 1 - len(self.first_lines))
            for account, line in zip(accounts.tolist(), rows.lines[new[first]].tolist(), strict=True):
                self.first_lines[account] = line

    def _add_cells(self, accounts: Places, months: Places, amounts: Places) -> None:
        """Add amounts to the cells of their account and month."""
        if not accounts.size:
            return
        month_names, month = np.unique(months, return_inverse=True)
        cells = accounts * len(month_names) + month
        names = np.arange(int(cells.max()) + 1)
        if len(names) > _SPARSE + len(cells):
            names, cells = np.unique(cells, return_inverse=True)
        debited = sums_by(cells, np.maximum(amounts, 0), len(names))
        credited = sums_by(cells, np.maximum(-amounts, 0), len(names))
        counts = np.bincount(cells, minlength=len(names))
        for index in np.flatnonzero(counts).tolist():
            account, local = divmod(int(names[index]), len(month_names))
            cell = self._cells.setdefault((account, int(month_names[local])), [0, 0, 0])
            cell[0] += int(debited[index])
            cell[1] += int(credited[index])
            cell[2] += int(counts[index])
        if len(self._cells) > MOST_CELLS:
            raise SieTooManyRecordsError(most=MOST_CELLS)
