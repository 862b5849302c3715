"""Puts the counted rows of a file in the order in which an account is read: by date, and on a day as they stand."""

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from sie.scanning.strict.words import Places

_DAY_BITS = 22
"""Two to this is more than the days of the calendar."""

_PLACE_BITS = 24
"""Two to this is more than the rows of a file."""

LEAVES_AT_A_TIME = 500
"""With two hundred rows in each they take 0.8 MB."""


@dataclass(frozen=True, slots=True)
class LedgerLeaves:
    """Leaves of ledgers, account by account and in order, as lists of equal length.

    Attributes:
        account: the account.
        start: the first row of the leaf: its day, as `date.toordinal` counts, times 2^24, plus its place in the file.
        before_ore: what the account's rows before the leaf sum to.
        rows: the places of its rows, eight hexadecimal digits each.
    """

    account: list[int]
    start: list[int]
    before_ore: list[int]
    rows: list[str]


class LedgerOrder:
    """Gathers rows in the order of the file; twenty bytes for each."""

    def __init__(self) -> None:
        """Begin a file; arrays grow in one piece, where lists of pieces would leave holes in the memory."""
        self._day_numbers = _Days()
        self._places, self._accounts, self._days, self._amounts = array("I"), array("i"), array("i"), array("q")

    def add(
        self, places: Sequence[int], *, accounts: Sequence[int], days: Sequence[str], amounts: Sequence[int]
    ) -> None:
        """Take the next rows.

        Args:
            places: their places in the file, below 2^24.
            accounts: indexes into a list of accounts.
            days: YYYY-MM-DD.
            amounts: öre.
        """
        self._places.extend(array("I", places))
        self._accounts.extend(array("i", accounts))
        self._days.extend(array("i", map(self._day_numbers.__getitem__, days)))
        self._amounts.extend(array("q", amounts))

    def leaves(self, rows: int, *, accounts: Sequence[int]) -> Iterator[LedgerLeaves]:
        """Cut the ledger of each account into leaves of so many rows, and forget all of it.

        Args:
            rows: how many rows a leaf has, but for the last of an account.
            accounts: the list that the rows' accounts are indexes into, as numbers below 2^24.
        """
        if not self._places:
            return
        keys = np.array(accounts, np.int64)[np.frombuffer(self._accounts, np.int32)]
        keys <<= _DAY_BITS
        keys += np.frombuffer(self._days, np.int32)
        order = np.argsort(keys, kind="stable")
        keys = keys[order]
        places = np.frombuffer(self._places, np.uint32)[order]
        sums = np.frombuffer(self._amounts, np.int64)[order]
        self._places, self._accounts, self._days, self._amounts = array("I"), array("i"), array("i"), array("q")
        del order
        np.cumsum(sums, out=sums)
        starts, before = _cut(keys >> _DAY_BITS, sums, rows)
        del sums
        ends = np.append(starts[1:], len(keys))
        for first in range(0, len(starts), LEAVES_AT_A_TIME):
            some = slice(first, first + LEAVES_AT_A_TIME)
            days = keys[starts[some]] & ((1 << _DAY_BITS) - 1)
            yield LedgerLeaves(
                account=(keys[starts[some]] >> _DAY_BITS).tolist(),
                start=((days << _PLACE_BITS) + places[starts[some]]).tolist(),
                before_ore=before[some].tolist(),
                rows=[
                    places[start:end].astype(">u4").tobytes().hex()
                    for start, end in zip(starts[some].tolist(), ends[some].tolist(), strict=True)
                ],
            )


def _cut(accounts: Places, sums: Places, rows: int) -> tuple[Places, Places]:
    """Find where leaves start, and what the rows of the account before each of them sum to.

    Args:
        accounts: for each row its account, in order.
        sums: for each row what all rows up to it sum to.
        rows: how many rows a leaf has.
    """
    firsts = np.flatnonzero(np.append(True, accounts[1:] != accounts[:-1]))
    lengths = np.diff(np.append(firsts, len(accounts)))
    counts = -(-lengths // rows)
    own_firsts = np.repeat(firsts, counts)
    nth = np.arange(len(own_firsts)) - np.repeat(np.cumsum(counts) - counts, counts)
    starts = own_firsts + nth * rows
    return starts, _before(sums, starts) - _before(sums, own_firsts)


def _before(sums: Places, places: Places) -> Places:
    """Give the running sum just before each place."""
    return np.where(places, sums[places - 1], 0)


class _Days(dict[str, int]):
    """Days as whole numbers, each worked out once."""

    def __missing__(self, day: str) -> int:
        """Work out a day that is new."""
        self[day] = number = date.fromisoformat(day).toordinal()
        return number
