"""Finds the lines of a block and what each of them is, by its first characters."""

import re
from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from sie.encoding import BYTE_ORDER_MARK
from sie.fields import MAX_LINE_CHARACTERS
from sie.scanning.strict.words import WIDTH, Bytes, Flags, Places, Windows, Words, overlapping, words_at

TAB, NEWLINE, RETURN, SPACE, QUOTE, BACKSLASH, OPEN, CLOSE, DELETE = (ord(c) for c in '\t\n\r "\\{}\x7f')

PADDING = b"\n" * (2 * WIDTH)
"""What stands behind the bytes of a block, so that no word at a place within it reaches beyond."""

_MOST_BLANKS = 256
"""How many blanks before a label or after the last field are stepped over here; lines with more go the plain way."""


class LineKind(IntEnum):
    """What a line is by its first characters; OTHER is everything that the plain reader takes."""

    OTHER = 0
    BLANK = 1
    VOUCHER = 2
    OPEN = 3
    CLOSE = 4
    COUNTED = 5
    ADDED = 6
    STRUCK = 7


_LABELS = (
    (b"#TRANS", LineKind.COUNTED),
    (b"#VER", LineKind.VOUCHER),
    (b"#RTRANS", LineKind.ADDED),
    (b"#BTRANS", LineKind.STRUCK),
)

ROW_KINDS = (LineKind.COUNTED, LineKind.ADDED, LineKind.STRUCK)

LABEL_LENGTH = {kind: len(label) for label, kind in _LABELS}


@dataclass(frozen=True, slots=True)
class Block:
    """Whole lines of a file, ready for arithmetic.

    Attributes:
        raw: the bytes as they stand in the file.
        octets: the same with padding behind them.
        words: the eight bytes from each place on.
        quotes: the places of the quotes that no backslash precedes, then two places beyond the end.
        ends: the places of the line ends.
        odd: the places of control characters and byte order marks, which the plain tokenizer leaves out.
    """

    raw: bytes
    octets: Bytes
    words: Windows
    quotes: Places
    ends: Places
    odd: Places

    def closing_braces(self) -> Places:
        """Give the places of all closing braces, then one place beyond the end."""
        return np.append(np.flatnonzero(self.octets == CLOSE), len(self.octets))


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a block: where each starts, where its content starts and stops (blanks left out), what it is."""

    starts: Places
    content: Places
    stops: Places
    kinds: Bytes

    def of_kind(self, *kinds: LineKind) -> Places:
        """Give the indexes of the lines of these kinds, in order."""
        wanted = self.kinds == kinds[0]
        for kind in kinds[1:]:
            wanted |= self.kinds == kind
        return np.flatnonzero(wanted)

    def leave(self, lines: Places) -> None:
        """Leave these lines to the plain tokenizer."""
        self.kinds[lines] = LineKind.OTHER


def block_of(raw: bytes) -> Block:
    """Make a block of whole lines. A carriage return that stands alone is a line end too."""
    if not raw.endswith((b"\n", b"\r")):
        raw += b"\n"
    octets, ends, odd = _cut(raw)
    if odd.size and np.any(octets[odd] == RETURN):
        octets, ends, odd = _cut(raw.replace(b"\r\n", b" \n").replace(b"\r", b"\n"))
    quotes = np.flatnonzero(octets == QUOTE)
    if b'\\"' in raw:
        quotes = quotes[octets[quotes - 1] != BACKSLASH]
    beyond = np.array([len(octets), len(octets)])
    return Block(raw, octets, overlapping(octets), np.concatenate((quotes, beyond)), ends, odd)


def _cut(raw: bytes) -> tuple[Bytes, Places, Places]:
    """Give the padded bytes, the places of the newlines, and those of odd characters."""
    octets = np.frombuffer(raw + PADDING, np.uint8)
    ends = np.flatnonzero(octets[: len(raw)] == NEWLINE)
    odd = _odd_characters(octets[: len(raw)], ends)
    marks = [found.start() for found in re.finditer(BYTE_ORDER_MARK, raw)] if BYTE_ORDER_MARK in raw else []
    return octets, ends, np.append(odd, np.array(marks, np.int64))


def lines_of(block: Block) -> Lines:
    """Cut a block into lines and tell their kinds."""
    ends = block.ends
    starts = np.zeros_like(ends)
    np.add(ends[:-1], 1, out=starts[1:])
    content, deep = _after_blanks(block.octets, starts)
    stops, wide = _before_blanks(block.octets, ends)
    kinds = _kinds(block, content, stops)
    long = np.flatnonzero(ends - starts > MAX_LINE_CHARACTERS)
    for uncertain in (deep, wide, long, np.searchsorted(ends, block.odd)):
        kinds[uncertain] = LineKind.OTHER
    return Lines(starts, content, stops, kinds)


def is_blank(octets: Bytes) -> Flags:
    """Tell which characters are a space or a tab."""
    blank: Flags = (octets == SPACE) | (octets == TAB)
    return blank


def _odd_characters(octets: Bytes, ends: Places) -> Places:
    """Give the places of control characters that are neither blanks nor line ends.

    Counting is cheap and nearly always enough: every control character is then a newline, the return before it, or a
    tab.
    """
    returns = np.count_nonzero(octets[ends - 1] == RETURN)
    known = len(ends) + returns + np.count_nonzero(octets == TAB)
    if known == np.count_nonzero(octets < SPACE) and not np.any(octets == DELETE):
        return ends[:0]
    odd = (octets < SPACE) | (octets == DELETE)
    odd[ends] = False
    odd[ends[octets[ends - 1] == RETURN] - 1] = False
    odd[octets == TAB] = False
    return np.flatnonzero(odd)


def _after_blanks(octets: Bytes, places: Places) -> tuple[Places, Places]:
    """Step over the blanks at each place, and tell which have more than is certain; a newline ends them."""
    places = places.copy()
    rest = np.flatnonzero(is_blank(octets[places]))
    for _ in range(_MOST_BLANKS):
        if not rest.size:
            break
        places[rest] += 1
        rest = rest[is_blank(octets[places[rest]])]
    return places, rest


def _before_blanks(octets: Bytes, ends: Places) -> tuple[Places, Places]:
    """Step back over the blanks and the return before each line end, and tell which have more than is certain."""
    stops = ends - (octets[ends - 1] == RETURN)
    rest = np.flatnonzero(is_blank(octets[stops - 1]))
    for _ in range(_MOST_BLANKS):
        if not rest.size:
            break
        stops[rest] -= 1
        rest = rest[is_blank(octets[stops[rest] - 1])]
    return stops, rest


def _kinds(block: Block, content: Places, stops: Places) -> Bytes:
    """Tell what each line is; a label counts only when a blank follows it."""
    words = words_at(block.words, content)
    kinds = np.zeros(len(content), np.uint8)
    for label, kind in _LABELS:
        kinds[_starts_with(words, label + b" ") | _starts_with(words, label + b"\t")] = kind
    length = stops - content
    first = words.astype(np.uint8)
    kinds[(first == OPEN) & (length == 1)] = LineKind.OPEN
    kinds[(first == CLOSE) & (length == 1)] = LineKind.CLOSE
    kinds[length <= 0] = LineKind.BLANK
    return kinds


def _starts_with(words: Words, label: bytes) -> Flags:
    """Tell which words start with these characters."""
    wanted = np.uint64(int.from_bytes(label, "little"))
    mask = np.uint64((1 << (8 * len(label))) - 1)
    starts: Flags = (words & mask) == wanted
    return starts
