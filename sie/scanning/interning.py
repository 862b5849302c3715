"""Numbers the distinct values of a column, so that a million fields become a few hundred texts.

An account or a date fits into one word of eight characters. A series or an object list is a span; spans are told
apart by a sum over their words and then compared word by word, so that no two are ever taken for one another.
"""

from collections.abc import Callable

import numpy as np

from sie.scanning.strict.cursor import Spans
from sie.scanning.strict.words import WIDTH, Places, Windows, Words, words_at

UNCERTAIN = -1
"""The number of a value that the plain reader must judge."""

LONGEST_SPAN = 64
"""Characters of the longest span that is numbered here."""

_MOST_REMEMBERED = 65_536
"""How many distinct values a table remembers; a file with more of them is read more slowly, not with more memory."""

_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_MASKS = np.array([(1 << (8 * size)) - 1 for size in range(WIDTH + 1)], np.uint64)


class WordNumbers:
    """Numbers words: the first time one is met, `number_of` is asked, and the answer is remembered."""

    def __init__(self, number_of: Callable[[bytes], int]) -> None:
        """Begin with no word known."""
        self._number_of = number_of
        self._forget()

    def of(self, words: Words) -> Places:
        """Give the number of each word."""
        at = np.searchsorted(self._words, words)
        known = self._words[at] == words
        if not known.all():
            if len(self._words) > _MOST_REMEMBERED:
                self._forget()
            self._learn(np.array(sorted(set(words[~known].tolist())), np.uint64))
            at = np.searchsorted(self._words, words)
        return self._numbers[at]

    def _forget(self) -> None:
        """Keep the highest word alone: no text is it, and every search ends before it."""
        self._words = np.array([np.iinfo(np.uint64).max], np.uint64)
        self._numbers = np.array([UNCERTAIN])

    def _learn(self, words: Words) -> None:
        """Ask for the numbers of these words, in ascending order, and keep them in order."""
        numbers = [self._number_of(word.tobytes().rstrip(b"\0")) for word in words]
        words = np.concatenate((self._words, words))
        order = np.argsort(words)
        self._words = words[order]
        self._numbers = np.concatenate((self._numbers, np.array(numbers, np.int64)))[order]


class SpanNumbers:
    """Numbers spans of at most `LONGEST_SPAN` characters; longer ones are uncertain."""

    def __init__(self, number_of: Callable[[bytes], int]) -> None:
        """Begin with no span known."""
        self._number_of = number_of
        self._forget()

    def of(self, view: Windows, spans: Spans) -> Places:
        """Give the number of each span; `view` holds the eight characters from each place on."""
        fits = spans.lengths() <= LONGEST_SPAN
        lengths = np.where(fits, spans.lengths(), 0)
        columns = _words_of(view, spans.starts, lengths)
        sums = _sums(columns, lengths)
        at = np.searchsorted(self._sums, sums)
        if not np.array_equal(self._sums[at], sums):
            self._learn(columns, lengths, sums)
            at = np.searchsorted(self._sums, sums)
        fits &= self._lengths[at] == lengths
        for index, column in enumerate(columns):
            fits &= self._columns[index][at] == column
        return np.where(fits, self._numbers[at], UNCERTAIN)

    def _forget(self) -> None:
        """Keep the highest sum alone, so that every search ends."""
        self._sums = np.array([np.iinfo(np.uint64).max], np.uint64)
        self._numbers = np.array([UNCERTAIN])
        self._lengths = np.array([UNCERTAIN])
        self._columns = [np.zeros(1, np.uint64)] * (LONGEST_SPAN // WIDTH)

    def _learn(self, columns: list[Words], lengths: Places, sums: Words) -> None:
        """Ask for the numbers of the spans whose sums are new, and keep them in the order of their sums."""
        if len(self._sums) > _MOST_REMEMBERED:
            self._forget()
        new_sums, first = np.unique(sums, return_index=True)
        new = ~np.isin(new_sums, self._sums)
        new_sums, first = new_sums[new], first[new]
        numbers = [
            self._number_of(b"".join(column[index].tobytes() for column in columns).rstrip(b"\0")) for index in first
        ]
        order = np.argsort(np.concatenate((self._sums, new_sums)))
        self._sums = np.concatenate((self._sums, new_sums))[order]
        self._numbers = np.concatenate((self._numbers, np.array(numbers, np.int64)))[order]
        self._lengths = np.concatenate((self._lengths, lengths[first]))[order]
        nothing = np.zeros(len(first), np.uint64)
        for index, kept in enumerate(self._columns):
            added = columns[index][first] if index < len(columns) else nothing
            self._columns[index] = np.concatenate((kept, added))[order]


def _words_of(view: Windows, starts: Places, lengths: Places) -> list[Words]:
    """Fetch the words of each span, with zeros behind its end."""
    columns = []
    for offset in range(0, int(lengths.max(initial=0)), WIDTH):
        rest = np.clip(lengths - offset, 0, WIDTH)
        places = np.minimum(starts + offset, len(view) - 1)
        columns.append(words_at(view, places) & _MASKS[rest])
    return columns


def _sums(columns: list[Words], lengths: Places) -> Words:
    """Mix the words of each span into one."""
    sums = lengths.astype(np.uint64)
    for column in columns:
        sums = (sums ^ column) * _MULTIPLIER
        sums ^= sums >> np.uint64(29)
    return sums
