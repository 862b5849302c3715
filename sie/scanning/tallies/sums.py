"""Exact sums of amounts by group."""

import numpy as np
from numpy.typing import NDArray

from sie.scanning.strict.words import Places

Sums = NDArray[np.int64] | NDArray[np.object_]

_EXACT_IN_FLOATS = 2.0**53


def sums_by(groups: Places, amounts: Places, count: int) -> Sums:
    """Sum amounts by group.

    Args:
        groups: the group of each amount, from 0.
        amounts: öre.
        count: how many groups there are.

    Returns:
        The sum of each group: as 64-bit numbers, or as Python's when the amounts are so large that their sum might not
        fit.
    """
    if float(np.abs(amounts.astype(np.float64)).sum()) < _EXACT_IN_FLOATS:
        return np.bincount(groups, weights=amounts, minlength=count).astype(np.int64)
    sums = np.zeros(count, np.object_)
    np.add.at(sums, groups, amounts.astype(np.object_))
    return sums
