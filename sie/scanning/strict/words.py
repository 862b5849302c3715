"""Reads eight characters at once: arithmetic on 64-bit words that each hold eight bytes of a file.

A word holds its first character in its lowest byte. The tests for "is this byte a digit" and "is this byte a blank"
answer for all eight bytes in a few operations, and the answers for thousands of lines are computed together.
"""

import numpy as np
from numpy.typing import NDArray

Bytes = NDArray[np.uint8]
Flags = NDArray[np.bool_]
Places = NDArray[np.int64]
Windows = NDArray[np.void]
Words = NDArray[np.uint64]

WIDTH = 8
"""How many characters a word holds; a text is padded by at least as many."""


def _u64(value: int) -> np.uint64:
    """Make a constant that keeps arithmetic in unsigned 64 bits."""
    return np.uint64(value)


_ONES = _u64(0x0101010101010101)
_HIGHS = _u64(0x8080808080808080)
_LOWS = _u64(0x7F7F7F7F7F7F7F7F)
_ZEROS = _u64(0x3030303030303030)
_ABOVE_NINE = _u64(0x7676767676767676)
_BELOW_BANG = _u64(0x5F5F5F5F5F5F5F5F)
_PAIRS, _QUADS, _OCTET = _u64(0x00FF00FF00FF00FF), _u64(0x0000FFFF0000FFFF), _u64(0xFFFFFFFF)
_1, _3, _7, _8, _10, _16, _32, _63, _64, _100, _10000 = (_u64(n) for n in (1, 3, 7, 8, 10, 16, 32, 63, 64, 100, 10_000))
_SPECIAL = tuple(_u64(ord(character) * 0x0101010101010101) for character in '"{}')


def overlapping(octets: Bytes) -> Windows:
    """View padded bytes as words that start at every place: eight bytes from place p on are entry p."""
    return np.ndarray((len(octets) - WIDTH + 1,), "V8", octets.data, 0, (1,))


def words_at(view: Windows, places: Places) -> Words:
    """Fetch the eight characters from each place on."""
    return view[places].view(np.uint64)


def _first_marked(marks: Words) -> tuple[Places, Words]:
    """Turn marks (the high bit of each byte in question) into the index of the first and a mask of all before it."""
    lowest = marks & (~marks + _1)
    before = (lowest >> _7) - _1
    return (np.bitwise_count(before) >> np.uint8(3)).astype(np.int64), before


def leading_digits(words: Words) -> tuple[Places, Words]:
    """Count the digits each word starts with (0 to 8) and make the mask that keeps them."""
    distance = words ^ _ZEROS
    return _first_marked((((distance & _LOWS) + _ABOVE_NINE) | distance) & _HIGHS)


def leading_plain(words: Words) -> Places:
    """Count the characters each word starts with that a bare field may hold: no blank, control, quote or brace."""
    marks = ~((words & _LOWS) + _BELOW_BANG | words)
    for special in _SPECIAL:
        difference = words ^ special
        marks |= ~((difference & _LOWS) + _LOWS | difference)
    return _first_marked(marks & _HIGHS)[0]


def number(words: Words, digits: Places) -> NDArray[np.int64]:
    """Read the decimal number in the first 1 to 8 digits of each word."""
    shift = _64 - (digits.astype(np.uint64) << _3)
    values = (words << shift) & _u64(0x0F0F0F0F0F0F0F0F)
    values = (values * _10 + (values >> _8)) & _PAIRS
    values = (values * _100 + (values >> _16)) & _QUADS
    return ((values * _10000 + (values >> _32)) & _OCTET).view(np.int64)
