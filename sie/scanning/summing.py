"""KSUMMA over a file that is read block by block.

What takes part in the sum of a regular line are its characters without the blanks and braces between fields, the
quotes around fields and the backslash of an escaped quote; irregular lines are summed field by field.
"""

from collections.abc import Sequence
from copy import copy
from dataclasses import replace
from itertools import groupby

import numpy as np

from sie.checksum import KSUMMA, Checksum
from sie.encoding import Encoding
from sie.fields import BLANKS, Fields
from sie.notices import Notes
from sie.scanning.plain import Piece, line_of
from sie.scanning.strict.lines import BACKSLASH, CLOSE, NEWLINE, OPEN, QUOTE, RETURN, LineKind, is_blank
from sie.scanning.strict.tokens import Tokens
from sie.scanning.strict.words import Bytes, Flags, Places


class RunningChecksum:
    """Sums the items after the first #KSUMMA, and remembers the sum before every further one: the last counts."""

    def __init__(self, encoding: Encoding) -> None:
        """Begin a file."""
        self._encoding = encoding
        self._sum = Checksum(encoding.name)
        self._stated = self._sum
        self._is_open = False

    def feed(self, tokens: Tokens, irregular: Sequence[Piece]) -> None:
        """Sum the lines of a block in their order."""
        if not self._is_open and not any(piece.fields.label == KSUMMA for piece in irregular):
            return
        kept = _summed(tokens)
        octets = tokens.block.octets
        at = 0
        for line, pieces in groupby(irregular, lambda piece: line_of(piece.position)):
            start = int(tokens.lines.starts[line])
            self._feed_octets(octets[at:start], kept[at:start])
            at = start
            self._feed_line([piece.fields for piece in pieces])
        self._feed_octets(octets[at : len(kept)], kept[at:])

    def check(self, notes: Notes) -> None:
        """Compare with the sum the file states.

        Raises:
            SieTruncatedError: there is an opening record and no closing one.
        """
        self._stated.check(notes)

    def _feed_line(self, records: list[Fields]) -> None:
        """Sum an irregular line; one with #KSUMMA is an item only when a later #KSUMMA closes the sum."""
        was_open = self._is_open
        for fields in records:
            if fields.label == KSUMMA:
                self._is_open = self._is_open or not fields.text_at(0).strip()
                self._sum.record(fields)
                self._stated = copy(self._sum)
        for fields in records:
            if was_open:
                self._sum.feed(_as_written(fields))

    def _feed_octets(self, octets: Bytes, kept: Flags) -> None:
        """Sum the characters of regular lines that take part."""
        if not self._is_open or not octets.size:
            return
        if self._encoding.name == "utf-8":
            # A field is decoded for itself: its last byte must not become a letter with the first of the next.
            apart = np.where(kept, octets, np.uint8(0)).tobytes()
            self._sum.feed_text(self._encoding.decode(apart).replace("\0", ""))
        else:
            self._sum.feed_text(self._encoding.decode(octets[kept].tobytes()))


def _as_written(fields: Fields) -> Fields:
    """Give a record with its label as it stands in the file: that is what was summed, be it in small letters."""
    written = fields.text.strip(BLANKS)[: len(fields.label)]
    return replace(fields, label=written) if written.upper() == fields.label else fields


def _summed(tokens: Tokens) -> Flags:
    """Tell which characters of the regular lines of a block take part."""
    block, lines = tokens.block, tokens.lines
    octets = block.octets[: len(block.raw)]
    irregular = lines.of_kind(LineKind.OTHER)
    quotes = _quotes_of_regular_lines(tokens, irregular)
    between = (octets == OPEN) | (octets == CLOSE) | is_blank(octets) | (octets == NEWLINE) | (octets == RETURN)
    kept: Flags = ~between | _inside(quotes, len(octets))
    kept[quotes] = False
    escaping = np.flatnonzero((octets[:-1] == BACKSLASH) & (octets[1:] == QUOTE))
    kept[escaping] = False
    for start, stop in zip(lines.starts[irregular].tolist(), block.ends[irregular].tolist(), strict=True):
        kept[start:stop] = False
    return kept


def _quotes_of_regular_lines(tokens: Tokens, irregular: Places) -> Places:
    """Give the quotes that open and close fields, in pairs."""
    quotes = tokens.block.quotes[:-2]
    if not irregular.size:
        return quotes
    first = np.searchsorted(quotes, tokens.lines.starts[irregular])
    last = np.searchsorted(quotes, tokens.block.ends[irregular])
    change = np.zeros(len(quotes) + 1, np.int64)
    np.add.at(change, first, 1)
    np.add.at(change, last, -1)
    regular: Places = quotes[np.cumsum(change)[:-1] == 0]
    return regular


def _inside(quotes: Places, length: int) -> Flags:
    """Tell which characters stand between a quote and the one that closes it."""
    bounds = np.concatenate(([0], quotes, [length]))
    inside = np.zeros(len(bounds) - 1, np.bool_)
    inside[1::2] = True
    return np.repeat(inside, np.diff(bounds))
