"""Hands the lines that break the strict grammar to the plain tokenizer, the same that `sie.read` uses."""

from dataclasses import dataclass, field

from sie.errors import SieLineTooLongError
from sie.fields import MAX_LINE_CHARACTERS, ROWS, VOUCHER, Fields, pieces
from sie.head import HeadReader
from sie.items import posting, voucher
from sie.notices import Notes
from sie.records import Posting, Voucher
from sie.scanning.lettering import Lettering
from sie.scanning.strict.lines import RETURN, LineKind
from sie.scanning.strict.tokens import Tokens
from sie.scanning.strict.words import Places

_PIECE_BITS = 17
"""Two to this is more than the pieces a line can have: it has no more characters."""

_APART = frozenset({"{", "}", "#KSUMMA"})


@dataclass(frozen=True, slots=True)
class Piece:
    """A record or brace of an irregular line, and its position among everything else in the block."""

    position: int
    fields: Fields


@dataclass(frozen=True, slots=True)
class Taken:
    """The vouchers and rows that irregular lines of a block gave, with their positions."""

    row_positions: list[int] = field(default_factory=list)
    rows: list[Posting] = field(default_factory=list)
    voucher_positions: list[int] = field(default_factory=list)
    vouchers: list[Voucher] = field(default_factory=list)


def positions_of(lines: Places) -> Places:
    """Give the positions of whole lines of a block."""
    return lines << _PIECE_BITS


def line_of(position: int) -> int:
    """Give the index of the line a position lies in."""
    return position >> _PIECE_BITS


def lines_at(positions: Places) -> Places:
    """Give the index of the line each position lies in."""
    return positions >> _PIECE_BITS


def line_text(tokens: Tokens, lettering: Lettering, index: int) -> str:
    """Give the text of a line without its line end."""
    start, stop = int(tokens.lines.starts[index]), int(tokens.block.ends[index])
    if stop > start and tokens.block.raw[stop - 1] == RETURN:
        stop -= 1
    return lettering.text(start, stop)


def irregular_pieces(tokens: Tokens, lettering: Lettering, first_line: int) -> list[Piece]:
    """Split the irregular lines of a block.

    Args:
        tokens: the block.
        lettering: its text.
        first_line: the number of its first line in the file.

    Raises:
        SieLineTooLongError: a line has more characters than any record.
    """
    found: list[Piece] = []
    for index in tokens.lines.of_kind(LineKind.OTHER).tolist():
        text = line_text(tokens, lettering, index)
        if len(text) > MAX_LINE_CHARACTERS:
            raise SieLineTooLongError(first_line + index, longest=MAX_LINE_CHARACTERS)
        start = index << _PIECE_BITS
        for number, fields in enumerate(pieces(text, line=first_line + index)):
            found.append(Piece(start + number, fields))
    return found


def take(piece: Piece, taken: Taken, *, head: HeadReader, notes: Notes) -> None:
    """Read one piece: a voucher or a row is kept, everything else is a record of the head."""
    fields = piece.fields
    if fields.label in ROWS:
        row = posting(fields, notes=notes)
        if row is not None:
            taken.rows.append(row)
            taken.row_positions.append(piece.position)
    elif fields.label == VOUCHER:
        begun = voucher(fields, notes=notes)
        if begun is not None:
            taken.vouchers.append(begun)
            taken.voucher_positions.append(piece.position)
    elif fields.label not in _APART:
        head.feed(fields)
