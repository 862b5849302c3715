"""Reads the first lines of vouchers (#VER) of a block by the strict grammar."""

from dataclasses import dataclass

import numpy as np

from sie.scanning.strict.cursor import Cursor, Spans
from sie.scanning.strict.lines import LABEL_LENGTH, Block, LineKind, Lines
from sie.scanning.strict.rows import read_dates
from sie.scanning.strict.words import WIDTH, Flags, Places, Words, leading_digits, number, words_at

NO_NUMBER = -1
"""Stands for a voucher number that is empty or not a whole number."""


@dataclass(frozen=True, slots=True)
class Headers:
    """The first lines of vouchers as columns, one entry for each line of `lines`.

    `numbers` are the voucher numbers, or NO_NUMBER where a number is empty or not a whole one. `dates` and
    `registered` are eight digits as a word; `registered` is 0 where there is none.
    """

    lines: Places
    series: Spans
    numbers: Places
    number_texts: Spans
    dates: Words
    texts: Spans
    registered: Words
    signs: Spans

    def __getitem__(self, chosen: Flags) -> "Headers":
        """Choose some of the vouchers."""
        return Headers(
            self.lines[chosen],
            self.series[chosen],
            self.numbers[chosen],
            self.number_texts[chosen],
            self.dates[chosen],
            self.texts[chosen],
            self.registered[chosen],
            self.signs[chosen],
        )


def read_headers(block: Block, lines: Lines) -> tuple[Headers, Places]:
    """Read the first line of every voucher of a block.

    Returns:
        The vouchers read with certainty, and the indexes of the lines that the plain reader must take.
    """
    chosen = lines.of_kind(LineKind.VOUCHER)
    cursor = Cursor(block, lines.content[chosen], lines.stops[chosen])
    cursor.step(LABEL_LENGTH[LineKind.VOUCHER])
    cursor.skip_blanks()
    series, number_texts = cursor.field(), cursor.field()
    numbers = _whole_numbers(cursor, number_texts)
    dates = read_dates(cursor)
    cursor.demand(dates != 0)
    texts = cursor.field()
    registered = read_dates(cursor)
    headers = Headers(chosen, series, numbers, number_texts, dates, texts, registered, cursor.field())
    cursor.demand(cursor.at == cursor.stops)
    return headers[cursor.certain], chosen[~cursor.certain]


def _whole_numbers(cursor: Cursor, spans: Spans) -> Places:
    """Read the fields that are nothing but one to fifteen digits; longer ones of digits are not certain."""
    view, lengths = cursor.block.words, spans.lengths()
    words = words_at(view, spans.starts)
    digits = np.minimum(leading_digits(words)[0], lengths)
    values = np.where((digits == lengths) & (lengths > 0), number(words, digits), NO_NUMBER)
    long = np.flatnonzero((digits == WIDTH) & (lengths > WIDTH))
    if long.size:
        rest = words_at(view, spans.starts[long] + WIDTH)
        more = np.minimum(leading_digits(rest)[0], lengths[long] - WIDTH)
        cursor.certain[long[more == WIDTH]] = False
        joined = number(words[long], digits[long]) * 10**more + number(rest, more)
        values[long] = np.where(more == lengths[long] - WIDTH, joined, NO_NUMBER)
    return values
