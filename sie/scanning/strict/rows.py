"""Reads the rows of vouchers (#TRANS, #RTRANS, #BTRANS) of a block by the strict grammar."""

from dataclasses import dataclass

import numpy as np

from sie.scanning.strict.cursor import Cursor, Spans
from sie.scanning.strict.lines import LABEL_LENGTH, OPEN, QUOTE, ROW_KINDS, Block, LineKind, Lines
from sie.scanning.strict.words import WIDTH, Flags, Places, Words, leading_digits, number, words_at

_POINT, _MINUS, _ZERO, _NINE = (ord(character) for character in ".-09")
_EMPTY_LIST = np.uint64(int.from_bytes(b"{}", "little"))
_TWO_BYTES = np.uint64(0xFFFF)


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows as columns, one entry for each line of `lines`.

    `accounts` are the digits of the account as a word (at most eight). `objects` is the span of the list with its
    braces, empty where there is none. `dates` are the eight digits of the row's own date as a word, 0 without one.
    """

    lines: Places
    accounts: Words
    objects: Spans
    amounts: Places
    dates: Words
    texts: Spans
    quantities: Spans
    signs: Spans

    def __getitem__(self, chosen: Flags) -> "Rows":
        """Choose some of the rows."""
        return Rows(
            self.lines[chosen],
            self.accounts[chosen],
            self.objects[chosen],
            self.amounts[chosen],
            self.dates[chosen],
            self.texts[chosen],
            self.quantities[chosen],
            self.signs[chosen],
        )


def read_rows(block: Block, lines: Lines) -> tuple[Rows, Places]:
    """Read all rows of a block.

    Returns:
        The rows read with certainty, and the indexes of the lines that the plain reader must take.
    """
    chosen = lines.of_kind(*ROW_KINDS)
    cursor = Cursor(block, lines.content[chosen], lines.stops[chosen])
    marked = lines.kinds[chosen] != LineKind.COUNTED
    cursor.step(LABEL_LENGTH[LineKind.COUNTED] + marked.astype(np.int64))
    cursor.skip_blanks()
    accounts = _accounts(cursor)
    objects = _object_lists(cursor)
    amounts = read_amounts(cursor)
    dates = read_dates(cursor)
    texts, quantities, signs = cursor.field(), cursor.field(), cursor.field()
    _demand_one_text(cursor, texts, quantities)
    cursor.demand(cursor.at == cursor.stops)
    rows = Rows(chosen, accounts, objects, amounts, dates, texts, quantities, signs)
    return rows[cursor.certain], chosen[~cursor.certain]


def _accounts(cursor: Cursor) -> Words:
    """Read an account number of one to eight digits, with or without quotes."""
    quoted = cursor.octets() == QUOTE
    if np.any(quoted):
        return _digits_of(cursor, cursor.field())
    words = cursor.words()
    length, mask = leading_digits(words)
    cursor.demand(length > 0)
    cursor.step(length)
    cursor.skip_blanks()
    return words & mask


def _digits_of(cursor: Cursor, spans: Spans) -> Words:
    """Give a field of one to eight digits as a word; other fields are not certain."""
    words = words_at(cursor.block.words, spans.starts)
    length, mask = leading_digits(words)
    mask = np.where(length > spans.lengths(), 0, mask)
    cursor.demand((length == spans.lengths()) & (length > 0))
    return words & mask


def _object_lists(cursor: Cursor) -> Spans:
    """Find the span of each object list, braces included; a list that is plainly empty has an empty span."""
    starts, stops = np.zeros_like(cursor.at), np.zeros_like(cursor.at)
    words = cursor.words()
    cursor.demand(words.astype(np.uint8) == OPEN)
    filled = np.flatnonzero((words & _TWO_BYTES) != _EMPTY_LIST)
    begins = cursor.at[filled]
    cursor.step(2)
    if filled.size:
        closing = cursor.block.closing_braces()
        ends = closing[np.searchsorted(closing, begins)]
        inside = ends < cursor.stops[filled]
        cursor.certain[filled[~inside]] = False
        filled, begins, ends = filled[inside], begins[inside], ends[inside] + 1
        cursor.skip_quotes(filled, ends)
        starts[filled], stops[filled], cursor.at[filled] = begins, ends, ends
    cursor.skip_blanks()
    return Spans(starts, stops)


def read_amounts(cursor: Cursor) -> Places:
    """Read a bare amount of at most fifteen digits before the point and two behind it, as öre."""
    negative = cursor.octets() == _MINUS
    cursor.step(negative.astype(np.int64))
    kronor = _kronor(cursor)
    words = cursor.words()
    pointed = (words & np.uint64(0xFF)) == _POINT
    first = (words >> np.uint64(8)).astype(np.uint8) - np.uint8(_ZERO)
    second = (words >> np.uint64(16)).astype(np.uint8) - np.uint8(_ZERO)
    has_first = pointed & (first <= np.uint8(9))
    has_second = has_first & (second <= np.uint8(9))
    ore = has_first * first.astype(np.int64) * 10 + has_second * second
    cursor.demand(has_first | ~pointed)
    cursor.step(pointed.astype(np.int64) + has_first + has_second)
    cursor.skip_blanks()
    amounts = kronor * 100 + ore
    signed: Places = np.where(negative, -amounts, amounts)
    return signed


def _kronor(cursor: Cursor) -> Places:
    """Read the digits before the point."""
    words = cursor.words()
    length, _ = leading_digits(words)
    kronor = number(words, length)
    cursor.demand(length > 0)
    cursor.step(length)
    long = np.flatnonzero(length == WIDTH)
    if long.size:
        words = words_at(cursor.block.words, cursor.at[long])
        more, _ = leading_digits(words)
        cursor.certain[long[more == WIDTH]] = False
        kronor[long] = kronor[long] * 10 ** np.minimum(more, WIDTH - 1) + number(words, more)
        cursor.at[long] = np.minimum(cursor.at[long] + more, cursor.stops[long])
    return kronor


def read_dates(cursor: Cursor) -> Words:
    """Read a date field: eight digits as a word, 0 when the field is empty or missing; others are not certain."""
    spans = cursor.field()
    words = words_at(cursor.block.words, spans.starts)
    length, _ = leading_digits(words)
    empty = spans.lengths() == 0
    cursor.demand(empty | ((spans.lengths() == WIDTH) & (length == WIDTH)))
    return np.where(empty, np.uint64(0), words)


def _demand_one_text(cursor: Cursor, texts: Spans, quantities: Spans) -> None:
    """Demand a number behind a text without quotes: another word would belong to the text."""
    octets = cursor.block.octets
    bare = [(spans.lengths() > 0) & (octets[spans.starts - 1] != QUOTE) for spans in (texts, quantities)]
    both = np.flatnonzero(bare[0] & bare[1])
    if both.size:
        starts = quantities.starts[both]
        words = words_at(cursor.block.words, starts + (octets[starts] == _MINUS))
        digits = leading_digits(words)[0] + (octets[starts] == _MINUS)
        cursor.certain[both[digits != quantities.lengths()[both]]] = False
