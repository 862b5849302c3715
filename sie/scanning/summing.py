"""KSUMMA over a file that is read block by block.

What takes part in the sum of a regular line are its characters without the blanks and braces between fields, the
quotes around fields and the backslash of an escaped quote; irregular lines are summed field by field.
"""

from collections.abc import Sequence
from copy import copy
from itertools import groupby

import numpy as np

from sie.checksum import KSUMMA, Checksum
from sie.encoding import Encoding
from sie.fields import Fields, pieces
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
        kept, odd = _summed(tokens)
        octets = tokens.block.octets
        apart = {line: pieces(self._text_of(tokens, line)) for line in odd.tolist()}
        apart |= {
            line: tuple(piece.fields for piece in of_line)
            for line, of_line in groupby(irregular, lambda piece: line_of(piece.position))
        }
        at = 0
        for line in sorted(apart):
            start = int(tokens.lines.starts[line])
            self._feed_octets(octets[at:start], kept[at:start])
            at = start
            self._feed_line(apart[line])
        self._feed_octets(octets[at : len(kept)], kept[at:])

    def check(self, notes: Notes) -> None:
        """Compare with the sum the file states.

        Raises:
            SieTruncatedError: there is an opening record and no closing one.
        """
        self._stated.check(notes)

    def _text_of(self, tokens: Tokens, line: int) -> str:
        start, end = int(tokens.lines.starts[line]), int(tokens.block.ends[line])
        return self._encoding.decode(tokens.block.octets[start:end].tobytes())

    def _feed_line(self, records: Sequence[Fields]) -> None:
        """Sum an irregular line; one with #KSUMMA is an item only when a later #KSUMMA closes the sum."""
        was_open = self._is_open
        for fields in records:
            if fields.label == KSUMMA:
                self._is_open = self._is_open or not fields.text_at(0).strip()
                self._sum.record(fields)
                self._stated = copy(self._sum)
        for fields in records:
            if was_open:
                self._sum.feed(fields)

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


def _summed(tokens: Tokens) -> tuple[Flags, Places]:
    """Tell which characters of the regular lines of a block take part, and which of those lines must be split."""
    block, lines = tokens.block, tokens.lines
    octets = block.octets[: len(block.raw)]
    irregular = lines.of_kind(LineKind.OTHER)
    quotes = _quotes_of_regular_lines(tokens, irregular)
    between = (octets == OPEN) | (octets == CLOSE) | is_blank(octets) | (octets == NEWLINE) | (octets == RETURN)
    inside = _inside(quotes, len(octets))
    kept: Flags = ~between | inside
    kept[quotes] = False
    odd = _odd_lists(tokens, quotes, inside)
    escaping = np.flatnonzero((octets[:-1] == BACKSLASH) & (octets[1:] == QUOTE))
    kept[escaping] = False
    apart = np.union1d(irregular, odd)
    for start, stop in zip(lines.starts[apart].tolist(), block.ends[apart].tolist(), strict=True):
        kept[start:stop] = False
    return kept, np.setdiff1d(odd, irregular)


def _odd_lists(tokens: Tokens, quotes: Places, inside: Flags) -> Places:
    """Give the lines with a quote or a brace that belongs to an object's own name: `{6"P}`, `{{6 P}`."""
    octets, starts = tokens.block.octets, tokens.lines.starts
    opening, closing = octets[quotes[0::2] - 1], octets[quotes[1::2] + 1]
    is_glued = np.empty(len(quotes), np.bool_)
    is_glued[0::2] = ~(is_blank(opening) | (opening == OPEN))
    is_glued[1::2] = ~(is_blank(closing) | (closing == CLOSE) | (closing == NEWLINE) | (closing == RETURN))
    braces = np.flatnonzero((octets[: len(inside)] == OPEN) & ~inside)
    of_braces = np.searchsorted(starts, braces, side="right") - 1
    again = of_braces[1:][of_braces[1:] == of_braces[:-1]]
    return np.unique(np.concatenate((np.searchsorted(starts, quotes[is_glued], side="right") - 1, again)))


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
