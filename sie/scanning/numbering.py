"""The voucher numbers of each series: first and last, gaps, repetitions, numbers out of order.

Numbers are kept as runs of consecutive ones, so a file without gaps needs a single run for each series. Gaps and
repetitions do not depend on the order in which numbers come; vouchers out of order are counted as they pass.
"""

from dataclasses import dataclass

import numpy as np

from sie.scanning.strict.headers import NO_NUMBER
from sie.scanning.strict.words import Places

_LONGEST_NUMBER = 18
"""Digits of the longest voucher number that counts as one."""

MOST_GAPS_LISTED = 1_000
MOST_REPEATED_LISTED = 100

_LOOSE_RUNS = 65_536
"""How many runs are gathered before they are merged with those already known."""


def whole_number(text: str) -> int:
    """Read a voucher number; NO_NUMBER when it is empty or not a whole number."""
    is_whole = text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER
    return int(text) if is_whole else NO_NUMBER


@dataclass(frozen=True, slots=True)
class SeriesFigures:
    """The vouchers of a series (verifikationsserie).

    Attributes:
        count: all its vouchers.
        first: the lowest number; 0 when no voucher has one.
        last: the highest number.
        gaps: the numbers missing between them, as (from, to); at most MOST_GAPS_LISTED.
        gap_count: how many gaps there are.
        missing: how many numbers are missing.
        duplicates: how many vouchers have a number that an earlier one of the series has.
        repeated: numbers that occur more than once, ascending; at most MOST_REPEATED_LISTED.
        out_of_order: how many vouchers have a lower number than the one before them in the series.
        unnumbered: how many vouchers have no number, or one that is not a whole number.
    """

    count: int = 0
    first: int = 0
    last: int = 0
    gaps: tuple[tuple[int, int], ...] = ()
    gap_count: int = 0
    missing: int = 0
    duplicates: int = 0
    repeated: tuple[int, ...] = ()
    out_of_order: int = 0
    unnumbered: int = 0


class Numbering:
    """Gathers the numbers of one series."""

    def __init__(self) -> None:
        """Begin with no voucher."""
        self._count = 0
        self._numbered = 0
        self._out_of_order = 0
        self._latest = NO_NUMBER
        self._starts = np.zeros(0, np.int64)
        self._stops = np.zeros(0, np.int64)
        self._loose: list[tuple[Places, Places]] = []
        self._loose_count = 0
        self._repeated: set[int] = set()

    def add(self, numbers: Places) -> None:
        """Take the numbers of vouchers in the order of the file; NO_NUMBER for those without."""
        self._count += len(numbers)
        numbers = numbers[numbers != NO_NUMBER]
        if not numbers.size:
            return
        self._numbered += len(numbers)
        steps = np.diff(numbers)
        self._out_of_order += int(np.count_nonzero(steps < 0)) + int(numbers[0] < self._latest)
        self._latest = int(numbers[-1])
        breaks = np.flatnonzero(steps != 1)
        starts = numbers[np.concatenate(([0], breaks + 1))]
        stops = numbers[np.concatenate((breaks, [len(numbers) - 1]))]
        self._loose.append((starts, stops))
        self._loose_count += len(starts)
        if self._loose_count > _LOOSE_RUNS:
            self._merge()

    def figures(self) -> SeriesFigures:
        """Tell what was gathered."""
        self._merge()
        if not self._numbered:
            return SeriesFigures(count=self._count, unnumbered=self._count)
        before, after = self._stops[:-1][:MOST_GAPS_LISTED] + 1, self._starts[1:][:MOST_GAPS_LISTED] - 1
        distinct = int(np.sum(self._stops - self._starts)) + len(self._starts)
        return SeriesFigures(
            count=self._count,
            first=int(self._starts[0]),
            last=int(self._stops[-1]),
            gaps=tuple(zip(before.tolist(), after.tolist(), strict=True)),
            gap_count=len(self._starts) - 1,
            missing=int(self._stops[-1]) - int(self._starts[0]) + 1 - distinct,
            duplicates=self._numbered - distinct,
            repeated=tuple(sorted(self._repeated)[:MOST_REPEATED_LISTED]),
            out_of_order=self._out_of_order,
            unnumbered=self._count - self._numbered,
        )

    def _merge(self) -> None:
        """Join the gathered runs with one another and with the known ones near them."""
        if not self._loose:
            return
        starts = np.concatenate([run[0] for run in self._loose])
        stops = np.concatenate([run[1] for run in self._loose])
        self._loose, self._loose_count = [], 0
        low = int(np.searchsorted(self._stops, starts.min() - 1))
        high = int(np.searchsorted(self._starts, stops.max() + 1, side="right"))
        starts = np.concatenate((self._starts[low:high], starts))
        stops = np.concatenate((self._stops[low:high], stops))
        order = np.argsort(starts, kind="stable")
        starts, stops = starts[order], stops[order]
        reach = np.maximum.accumulate(stops)
        self._remember_repeated(starts, stops, reach)
        begins = np.append(True, starts[1:] > reach[:-1] + 1)
        self._starts = np.concatenate((self._starts[:low], starts[begins], self._starts[high:]))
        self._stops = np.concatenate((self._stops[:low], reach[np.append(begins[1:], True)], self._stops[high:]))

    def _remember_repeated(self, starts: Places, stops: Places, reach: Places) -> None:
        """Keep the numbers of runs that lie within an earlier run."""
        for index in np.flatnonzero(starts[1:] <= reach[:-1]) + 1:
            room = MOST_REPEATED_LISTED - len(self._repeated)
            if room <= 0:
                return
            first, last = int(starts[index]), int(min(stops[index], reach[index - 1]))
            self._repeated.update(range(first, min(last, first + room - 1) + 1))
