"""Finds the counted twin of each row that was added afterwards.

A program that adds a row to a voucher writes it twice: as #RTRANS and as #TRANS (SIE 4B/4C, chapter 11, #RTRANS).
Programs differ in the other fields of the two, so they are paired by account, objects and amount: each #RTRANS with
the next #TRANS that repeats these and is not yet paired.
"""

from collections import Counter
from dataclasses import dataclass

import numpy as np

from sie.scanning.columns import RowColumns
from sie.scanning.strict.lines import LineKind
from sie.scanning.strict.words import Flags, Places

Waiting = Counter[tuple[int, int, int]]
"""Added rows (account, list, amount) whose twin has not come yet."""


@dataclass(frozen=True, slots=True)
class Twins:
    """Which rows are twins, and what still waits for one.

    `unpaired` holds (voucher, how many) of the vouchers of a block that have ended with added rows unpaired;
    `waiting` is what its last voucher, which may go on in the next block, waits for.
    """

    are_twins: Flags
    unpaired: tuple[tuple[int, int], ...]
    waiting: Waiting


def find_twins(rows: RowColumns, waiting: Waiting, last: int) -> Twins:
    """Pair the added rows of a block.

    Args:
        rows: the rows, voucher by voucher.
        waiting: what the voucher carried into the block waits for.
        last: the place of the last voucher; CARRIED when none begins in the block.
    """
    twins = np.zeros(len(rows), np.bool_)
    added = np.flatnonzero(rows.kinds == LineKind.ADDED)
    if not added.size and not waiting:
        return Twins(twins, (), waiting)
    plain = _followed_by_twin(rows, added)
    twins[added[plain] + 1] = True
    vouchers = np.unique(rows.vouchers[added[~plain]]).tolist()
    if waiting and -1 not in vouchers:
        vouchers.insert(0, -1)
    unpaired = []
    left: Waiting = Counter()
    for voucher in vouchers:
        left = waiting if voucher == -1 else Counter()
        left = _pair(rows, voucher, left, twins=twins)
        if voucher != last and left:
            unpaired.append((voucher, left.total()))
    still = left if vouchers and vouchers[-1] == last else Counter[tuple[int, int, int]]()
    return Twins(twins, tuple(unpaired), still)


def _followed_by_twin(rows: RowColumns, added: Places) -> Flags:
    """Tell which added rows have their twin right behind them, as nearly all have."""
    inside = np.minimum(added + 1, len(rows) - 1)
    same: Flags = (rows.kinds[inside] == LineKind.COUNTED) & (inside > added)
    for column in (rows.vouchers, rows.accounts, rows.lists, rows.amounts):
        same &= column[inside] == column[added]
    return same


def _pair(rows: RowColumns, voucher: int, waiting: Waiting, *, twins: Flags) -> Waiting:
    """Go through the rows of one voucher in order; give what has no twin at their end."""
    start, stop = np.searchsorted(rows.vouchers, [voucher, voucher + 1])
    waiting = Counter(waiting)
    for row in range(start, stop):
        key = (int(rows.accounts[row]), int(rows.lists[row]), int(rows.amounts[row]))
        if rows.kinds[row] == LineKind.ADDED:
            waiting[key] += 1
        elif rows.kinds[row] == LineKind.COUNTED:
            twins[row] = waiting[key] > 0
            waiting[key] -= twins[row]
            waiting += Counter()
    return waiting
