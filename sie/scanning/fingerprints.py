"""A number for what a voucher books, so that two readings of a year's books can be compared without their rows."""

from collections.abc import Sequence
from zlib import crc32

import numpy as np

from sie.scanning.strict.words import Places, Words

_BITS = 64
_ACCOUNT, _AMOUNT, _TEXT = (np.uint64(odd) for odd in (0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB))
_STIR = np.uint64(0xD6E8FEB86659FD93)
_31, _32 = np.uint64(31), np.uint64(32)


def row_prints(accounts: Words, amounts: Places, texts: Sequence[str]) -> Words:
    """Give each row a number that its account, amount and text alone decide.

    Args:
        accounts: for each row the number of its account's text, as `text_print` gives it.
        amounts: öre.
        texts: the rows' texts.
    """
    prints = np.fromiter(map(crc32, map(str.encode, texts)), np.uint64, len(texts))
    stirred = (accounts * _ACCOUNT) ^ (amounts.astype(np.uint64) * _AMOUNT) ^ (prints * _TEXT)
    stirred ^= stirred >> _31
    stirred *= _STIR
    return np.asarray(stirred ^ (stirred >> _32), np.uint64)


def text_print(text: str) -> int:
    """Give a text its number, whatever encoding it was read in."""
    return crc32(text.encode())


def sums_of_runs(prints: Words, counts: Places) -> list[int]:
    """Add the numbers of the rows of each voucher, whatever their order; as signed numbers of 64 bits.

    Args:
        prints: the rows' numbers, voucher by voucher.
        counts: how many rows each voucher has.
    """
    ends = np.cumsum(counts)
    totals = np.concatenate((np.zeros(1, np.uint64), np.cumsum(prints, dtype=np.uint64)))
    sums: list[int] = (totals[ends] - totals[ends - counts]).view(np.int64).tolist()
    return sums


def joined(first: int, second: int) -> int:
    """Add two such sums."""
    return (first + second + (1 << _BITS - 1)) % (1 << _BITS) - (1 << _BITS - 1)
