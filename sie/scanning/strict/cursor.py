"""Walks over thousands of lines at once, one field at a time, as long as a line keeps to the strict grammar.

Strict means: fields apart by blanks; quoted fields that end at the first quote no backslash precedes, with a blank or
the end of the line behind it; bare fields without quotes and braces. A line that is anything else is no longer
`certain` and goes to the plain tokenizer, which knows how to recover.
"""

from dataclasses import dataclass

import numpy as np

from sie.scanning.strict.lines import OPEN, QUOTE, Block, is_blank
from sie.scanning.strict.words import WIDTH, Bytes, Flags, Places, Words, leading_plain, words_at

_LONGEST_BARE = 64
"""Characters of the longest bare field that is taken here."""

_HASH = ord("#")


@dataclass(frozen=True, slots=True)
class Spans:
    """A field of every line: from `starts` up to `stops`, quotes left out; empty where the line has none."""

    starts: Places
    stops: Places

    def __getitem__(self, chosen: Places | Flags) -> "Spans":
        """Choose some of the lines."""
        return Spans(self.starts[chosen], self.stops[chosen])

    def lengths(self) -> Places:
        """Count the characters of each field."""
        return self.stops - self.starts


class Cursor:
    """Stands at the same field in every line; `at` is the place, `stops` where the content of the line ends."""

    def __init__(self, block: Block, content: Places, stops: Places) -> None:
        """Stand at the beginning of each line's content."""
        self.block = block
        self.at = content
        self.stops = stops
        self.certain: Flags = np.ones(len(content), np.bool_)
        self._quote = np.searchsorted(block.quotes, content)

    def octets(self) -> Bytes:
        """Give the character each line stands at."""
        return self.block.octets[self.at]

    def words(self) -> Words:
        """Give the eight characters from where each line stands."""
        return words_at(self.block.words, self.at)

    def demand(self, condition: Flags) -> None:
        """Keep only the lines for which this holds certain."""
        self.certain &= condition

    def step(self, characters: int | Places) -> None:
        """Go forward; a line that is no longer certain stays within its bounds."""
        self.at = np.minimum(self.at + characters, self.stops)

    def skip_blanks(self) -> None:
        """Go over at least one blank to the next field, or stand at the end of the line."""
        blank = is_blank(self.octets())
        self.demand(blank | (self.at == self.stops))
        self.step(blank.astype(np.int64))
        rest = np.flatnonzero(is_blank(self.octets()) & (self.at < self.stops))
        while rest.size:
            self.at[rest] += 1
            rest = rest[is_blank(self.block.octets[self.at[rest]])]
        np.minimum(self.at, self.stops, out=self.at)

    def field(self) -> Spans:
        """Read the next field and the blanks behind it."""
        starts, stops = np.zeros_like(self.at), np.zeros_like(self.at)
        present = np.flatnonzero(self.at < self.stops)
        if not present.size:
            return Spans(starts, stops)
        quoted = self.octets()[present] == QUOTE
        self._quoted_field(present[quoted], starts, stops)
        self._bare_field(present[~quoted], starts, stops)
        self.skip_blanks()
        return Spans(starts, stops)

    def skip_quotes(self, lines: Places, until: Places) -> None:
        """Let these lines stand at a place beyond some quotes; an odd number of them is not certain."""
        quote = np.searchsorted(self.block.quotes, until)
        self.certain[lines[(quote - self._quote[lines]) & 1 == 1]] = False
        self._quote[lines] = quote

    def _quoted_field(self, lines: Places, starts: Places, stops: Places) -> None:
        """Read a field in quotes in these lines."""
        quote = self._quote[lines]
        closing = self.block.quotes[quote + 1]
        inside = closing < self.stops[lines]
        self.certain[lines[~inside]] = False
        closing = np.where(inside, closing, self.at[lines])
        starts[lines] = np.minimum(self.at[lines] + 1, closing)
        stops[lines] = closing
        self.at[lines] = closing + 1
        self._quote[lines] = np.minimum(quote + 2, len(self.block.quotes) - 2)

    def _bare_field(self, lines: Places, starts: Places, stops: Places) -> None:
        """Read a field without quotes in these lines."""
        begins = self.at[lines]
        ends, rest = begins.copy(), np.arange(len(lines))
        for _ in range(0, _LONGEST_BARE, WIDTH):
            length = leading_plain(words_at(self.block.words, ends[rest]))
            ends[rest] += length
            rest = rest[length == WIDTH]
            if not rest.size:
                break
        octets = self.block.octets
        label = (octets[begins] == _HASH) & (ends - begins > 1)
        self.certain[lines[label | (octets[begins] == OPEN)]] = False
        starts[lines], stops[lines] = begins, ends
        self.at[lines] = np.minimum(ends, self.stops[lines])
