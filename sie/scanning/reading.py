"""Reads one block after another, and keeps what is known of the file so far."""

from collections.abc import Iterator
from functools import partial

import numpy as np

from sie.encoding import Encoding
from sie.errors import SieUnreadableError
from sie.head import HeadReader
from sie.notices import Notes
from sie.records import FiscalYear, Head
from sie.scanning.blocks import cut_up
from sie.scanning.braces import Braces, Events, kind_of
from sie.scanning.columns import Columns
from sie.scanning.lettering import Lettering
from sie.scanning.merging import Page, merged_rows, merged_vouchers
from sie.scanning.numbered import numbered_headers, numbered_rows
from sie.scanning.plain import Piece, Taken, irregular_pieces, line_of, line_text, lines_at, positions_of, take
from sie.scanning.strict.lines import ROW_KINDS, LineKind
from sie.scanning.strict.tokens import Tokens, tokens_of
from sie.scanning.summing import RunningChecksum
from sie.scanning.tables import Tables

_MOST_IRREGULAR = 4_096
"""How many irregular lines of a block are held at once: each takes a kilobyte while it is looked at."""

_PART_BYTES = 65_536


class Reading:
    """What is known of a file from its beginning to the block read last."""

    def __init__(self, encoding: Encoding, *, summed: bool = True) -> None:
        """Begin a file; `summed` says whether its #KSUMMA is to be checked."""
        self.encoding = encoding
        self.notes = Notes()
        self.tables = Tables(encoding)
        self.vouchers = 0
        self._head = HeadReader(self.notes)
        self._braces = Braces(self.notes)
        self._sum = RunningChecksum(encoding) if summed else None
        self._lines = 0
        encoding.note(self.notes)

    @property
    def year(self) -> FiscalYear | None:
        """Give the file's own year as far as it is known."""
        return self._head.year(0)

    def columns(self, tokens: Tokens) -> Iterator[Columns]:
        """Take the next block and give what it holds; one with many irregular lines comes in parts.

        Raises:
            SieLineTooLongError: a line has more characters than any record.
            SieTooManyRecordsError: more distinct accounts, series or days than any books have.
        """
        headers, rows = numbered_headers(tokens, self.tables), numbered_rows(tokens, self.tables)
        if (
            np.count_nonzero(tokens.lines.kinds == LineKind.OTHER) > _MOST_IRREGULAR
            and len(tokens.block.raw) > _PART_BYTES
        ):
            for part in cut_up(tokens.block.raw, _PART_BYTES):
                yield from self.columns(tokens_of(part))
            return
        page = Page(Lettering(tokens.block.raw, self.encoding), self._lines + 1, tokens.lines.kinds)
        irregular = irregular_pieces(tokens, page.lettering, page.first_line)
        if self._sum:
            self._sum.feed(tokens, irregular)
        taken = self._take(tokens, irregular, page)
        self._lines += len(tokens.lines.starts)
        vouchers, positions = merged_vouchers(headers, taken, page=page, tables=self.tables)
        self.vouchers += len(vouchers)
        merged = merged_rows(rows, taken, positions, page=page, tables=self.tables)
        yield Columns(len(tokens.block.raw), vouchers, merged)

    def finish(self) -> Head:
        """Check what can only be told at the end of the file, and give its head.

        Raises:
            SieTruncatedError: the end of the file is missing.
            SieUnreadableError: lines could not be read.
        """
        if self._sum:
            self._sum.check(self.notes)
        self._braces.finish()
        head = self._head.head(vouchers=self.vouchers)
        if self.notes.rejected_count:
            raise SieUnreadableError(
                self.notes.rejected(), count=self.notes.rejected_count, notices=self.notes.notices(), head=head
            )
        return head

    def _take(self, tokens: Tokens, irregular: list[Piece], page: Page) -> Taken:
        """Read the irregular pieces, and go past the braces of the whole block."""
        taken = Taken()
        events = _events(tokens, irregular, page.first_line)
        if self._braces.pass_regular(events):
            for one in irregular:
                take(one, taken, head=self._head, notes=self.notes)
            return taken
        waiting = {piece.position: piece for piece in irregular}
        for position, kind in _in_order(events, irregular):
            index, piece = line_of(position), waiting.get(position)
            self._braces.pass_one(kind, page.first_line + index, partial(line_text, tokens, page.lettering, index))
            rows = len(taken.rows)
            if piece is not None:
                take(piece, taken, head=self._head, notes=self.notes)
            if len(taken.rows) > rows or (piece is None and kind in ROW_KINDS):
                self._braces.count_row()
        return taken


def _events(tokens: Tokens, irregular: list[Piece], first_line: int) -> Events:
    """List what the braces are about in a block."""
    lines = np.flatnonzero(tokens.lines.kinds >= LineKind.VOUCHER)
    positions, kinds = positions_of(lines), tokens.lines.kinds[lines]
    found = [(piece.position, kind) for piece in irregular if (kind := kind_of(piece.fields)) != LineKind.OTHER]
    if found:
        positions = np.concatenate((positions, np.array([position for position, _ in found], np.int64)))
        kinds = np.concatenate((kinds, np.array([kind for _, kind in found], np.uint8)))
        order = np.argsort(positions, kind="stable")
        positions, kinds = positions[order], kinds[order]
    return Events(positions, lines_at(positions) + first_line, kinds)


def _in_order(events: Events, irregular: list[Piece]) -> Iterator[tuple[int, int]]:
    """Give position and kind of every event, and of the irregular pieces that are none, in the order of the block."""
    others = [(piece.position, int(LineKind.OTHER)) for piece in irregular if kind_of(piece.fields) == LineKind.OTHER]
    yield from sorted([*zip(events.positions.tolist(), events.kinds.tolist(), strict=True), *others])
