"""Adds up the vouchers of a file: which do not balance, which are empty, which lie outside the year."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from sie.records import FiscalYear
from sie.scanning.columns import CARRIED, Columns, VoucherColumns
from sie.scanning.figures import Marked, VoucherMark
from sie.scanning.numbering import Numbering, SeriesFigures
from sie.scanning.strict.headers import NO_NUMBER
from sie.scanning.strict.lines import LineKind
from sie.scanning.tables import Tables
from sie.scanning.tallies.marks import Marks, mark_of
from sie.scanning.tallies.sums import sums_by
from sie.scanning.tallies.twins import Waiting, find_twins

MOST_UNBALANCED_LISTED = 1_000
MOST_OUTSIDE_LISTED = 1_000
MOST_LISTED = 100


@dataclass(slots=True)
class _OpenVoucher:
    """The last voucher of the blocks so far, which may go on in the next one."""

    mark: VoucherMark
    total_ore: int
    counted: int


class VoucherTally:
    """Gathers what the vouchers say."""

    def __init__(self, tables: Tables) -> None:
        """Begin with no voucher."""
        self.count = 0
        self.unbalanced = Marks(MOST_UNBALANCED_LISTED)
        self.empty = Marks(MOST_LISTED)
        self.without_series = Marks(MOST_LISTED)
        self.without_number = Marks(MOST_LISTED)
        self.added_without_twin = Marks(MOST_LISTED)
        self._outside = Marks(MOST_OUTSIDE_LISTED)
        self._before_year: list[VoucherMark] = []
        self._tables = tables
        self._open: _OpenVoucher | None = None
        self._waiting: Waiting = Counter()
        self._days = np.zeros(0, np.int64)
        self._series: dict[int, Numbering] = {}

    def add(self, columns: Columns, year: FiscalYear | None) -> None:
        """Take a block; `year` is the file's own as far as it is known."""
        vouchers = columns.vouchers
        self.count += len(vouchers)
        self._add_totals(columns)
        self._add_days(vouchers, year)
        self._add_series(vouchers)
        empty_series = self._tables.series.find("")
        self.without_series.add_all(vouchers, np.flatnonzero(vouchers.series == empty_series), self._tables)
        odd = np.flatnonzero(vouchers.numbers == NO_NUMBER).tolist()
        unnumbered = [index for index in odd if not vouchers.number_texts.at(index)]
        self.without_number.add_all(vouchers, np.array(unnumbered, np.int64), self._tables)

    def finish(self) -> None:
        """Close the last voucher."""
        if self._open is not None:
            if self._waiting:
                self.added_without_twin.add(self._open.mark, self._waiting.total())
            self._close(self._open)
            self._open = None

    def dates(self) -> dict[date, int]:
        """Count the vouchers of each date."""
        texts = self._tables.days.texts
        return {
            date.fromisoformat(texts[day]): int(self._days[day])
            for day in sorted(np.flatnonzero(self._days).tolist(), key=texts.__getitem__)
        }

    def outside_year(self, year: FiscalYear | None) -> Marked:
        """Tell which vouchers lie outside the file's own year, also those that came before its #RAR."""
        if year is None:
            return Marked()
        early = [mark for mark in self._before_year if not year.start <= mark.date <= year.end]
        count = sum(number for day, number in self.dates().items() if not year.start <= day <= year.end)
        return Marked(count, (*early, *self._outside.marked().first)[:MOST_OUTSIDE_LISTED])

    def series(self) -> dict[str, SeriesFigures]:
        """Tell what the numbers of each series are like, by its name."""
        named = {self._tables.series.texts[series]: numbers for series, numbers in self._series.items()}
        return {series: named[series].figures() for series in sorted(named)}

    def _add_totals(self, columns: Columns) -> None:
        """Sum the counted rows of each voucher, and look at those that are over."""
        vouchers, rows = columns.vouchers, columns.rows
        counted = rows.kinds == LineKind.COUNTED
        places = rows.vouchers[counted] - CARRIED
        totals = sums_by(places, rows.amounts[counted], len(vouchers) + 1)
        counts = np.bincount(places, minlength=len(vouchers) + 1)
        if self._open is not None:
            self._open.total_ore += int(totals[0])
            self._open.counted += int(counts[0])
        twins = find_twins(rows, self._waiting, len(vouchers) - 1)
        self._waiting = twins.waiting
        for voucher, count in twins.unpaired:
            self._add_unpaired(vouchers, voucher, count)
        if not len(vouchers):
            return
        if self._open is not None:
            self._close(self._open)
        self.empty.add_all(vouchers, np.flatnonzero(counts[1:-1] == 0), self._tables)
        self.unbalanced.add_all(vouchers, np.flatnonzero(totals[1:-1] != 0), self._tables, differences=totals[1:])
        last = len(vouchers) - 1
        self._open = _OpenVoucher(mark_of(vouchers, last, self._tables), int(totals[-1]), int(counts[-1]))

    def _add_unpaired(self, vouchers: VoucherColumns, voucher: int, count: int) -> None:
        """Take a voucher that ended with added rows which nothing repeats."""
        if voucher != CARRIED:
            self.added_without_twin.add(mark_of(vouchers, voucher, self._tables), count)
        elif self._open is not None:
            self.added_without_twin.add(self._open.mark, count)

    def _close(self, voucher: _OpenVoucher) -> None:
        """Look at a voucher whose last row has been read."""
        if not voucher.counted:
            self.empty.add(voucher.mark)
        elif voucher.total_ore:
            self.unbalanced.add(replace(voucher.mark, difference_ore=voucher.total_ore))

    def _add_days(self, vouchers: VoucherColumns, year: FiscalYear | None) -> None:
        """Count the vouchers of each day, and look for those outside the year."""
        texts = self._tables.days.texts
        counts = np.bincount(vouchers.days, minlength=len(texts))
        counts[: len(self._days)] += self._days
        self._days = counts
        if year is None:
            room = max(0, MOST_OUTSIDE_LISTED - len(self._before_year))
            self._before_year += [mark_of(vouchers, index, self._tables) for index in range(len(vouchers))[:room]]
            return
        start, end = year.start.isoformat(), year.end.isoformat()
        outside = np.array([not start <= text <= end for text in texts])
        self._outside.add_all(vouchers, np.flatnonzero(outside[vouchers.days]), self._tables)

    def _add_series(self, vouchers: VoucherColumns) -> None:
        """Take the numbers of each series in their order."""
        if not len(vouchers):
            return
        order = np.argsort(vouchers.series, kind="stable")
        bounds = np.flatnonzero(np.diff(vouchers.series[order])) + 1
        for places in np.split(order, bounds):
            series = self._series.setdefault(int(vouchers.series[places[0]]), Numbering())
            series.add(vouchers.numbers[places])
