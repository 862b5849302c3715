"""Follows the braces of vouchers through a file.

Where every voucher is its head, an opening brace, rows and a closing brace, looking at all pairs of neighbours at once
shows it. Where it is not, what follows what is gone through one by one, by the rules of `sie.read`.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from sie.checksum import KSUMMA
from sie.fields import VOUCHER, Fields
from sie.notices import Notes
from sie.records import Posting
from sie.scanning.strict.lines import ROW_KINDS, LineKind
from sie.scanning.strict.words import Bytes, Places
from sie.vouchers import Brace, VoucherBuilder

_KSUMMA_KIND = int(LineKind.BLANK)
"""Takes the place of a kind that does not occur here."""

_ROW_LABELS = {LineKind.COUNTED: "#TRANS", LineKind.ADDED: "#RTRANS", LineKind.STRUCK: "#BTRANS"}
_KINDS: dict[str, int] = {
    VOUCHER: LineKind.VOUCHER,
    "{": LineKind.OPEN,
    "}": LineKind.CLOSE,
    KSUMMA: _KSUMMA_KIND,
    **{label: kind for kind, label in _ROW_LABELS.items()},
}
_SOME_ROW = Posting("", 0)
_OUTSIDE = (Brace.NONE, Brace.CLOSED)


def kind_of(fields: Fields) -> int:
    """Tell what a piece of an irregular line is to the braces; OTHER is nothing."""
    return _KINDS.get(fields.label, LineKind.OTHER)


def _regular_neighbours() -> np.ndarray[tuple[int, int], np.dtype[np.bool_]]:
    """Tell which kind may follow which where no brace is missing or astray."""
    allowed = np.zeros((len(LineKind), len(LineKind)), np.bool_)
    for outside in (LineKind.CLOSE, _KSUMMA_KIND):
        allowed[outside, [LineKind.VOUCHER, _KSUMMA_KIND]] = True
    allowed[LineKind.VOUCHER, LineKind.OPEN] = True
    for inside in (LineKind.OPEN, *ROW_KINDS):
        allowed[inside, [LineKind.CLOSE, *ROW_KINDS]] = True
    return allowed


_REGULAR = _regular_neighbours()


@dataclass(frozen=True, slots=True)
class Events:
    """Everything in a block that the braces are about, in order: positions, line numbers, kinds."""

    positions: Places
    lines: Places
    kinds: Bytes


class Braces:
    """Keeps where the braces of the last voucher stand, from block to block."""

    def __init__(self, notes: Notes) -> None:
        """Begin a file."""
        self._builder = VoucherBuilder(notes)

    def pass_regular(self, events: Events) -> bool:
        """Go past all events at once when every brace is in its place; otherwise do nothing and say so."""
        kinds = events.kinds
        if not kinds.size:
            return True
        before = np.concatenate(([self._last_kind()], kinds[:-1]))
        if not _REGULAR[before, kinds].all():
            return False
        builder = self._builder
        heads = np.flatnonzero(kinds == LineKind.VOUCHER)
        if heads.size:
            builder.brace = Brace.CLOSED
            builder.begin(None, int(events.lines[heads[-1]]))
        builder.some_had_braces |= bool(np.any(kinds == LineKind.OPEN))
        own = kinds[kinds != _KSUMMA_KIND]
        if own.size and own[-1] == LineKind.CLOSE:
            builder.brace = Brace.CLOSED
        elif own.size and own[-1] != LineKind.VOUCHER:
            builder.brace = Brace.OPEN
        return True

    def pass_one(self, kind: int, line: int, text: Callable[[], str]) -> None:
        """Go past one event; `text` gives its line, for what is to be said about a row out of place."""
        builder = self._builder
        if kind in _ROW_LABELS:
            if builder.brace in _OUTSIDE:
                builder.check_place(Fields(_ROW_LABELS[LineKind(kind)], text=text(), line=line))
        elif kind == LineKind.VOUCHER:
            builder.begin(None, line)
        elif kind == LineKind.OPEN:
            builder.open(line)
        elif kind == LineKind.CLOSE:
            builder.close(line)
        elif kind == _KSUMMA_KIND:
            builder.close_for(line)

    def count_row(self) -> None:
        """Know that the last voucher has a row that could be read."""
        self._builder.rows = [_SOME_ROW]

    def finish(self) -> None:
        """Look at the end of the file.

        Raises:
            SieTruncatedError: the last voucher was never closed.
        """
        self._builder.finish()

    def _last_kind(self) -> int:
        """Give the kind of event after which the braces stand as they do."""
        builder = self._builder
        if builder.brace in _OUTSIDE:
            return LineKind.CLOSE
        if builder.brace is Brace.OPEN:
            return LineKind.OPEN
        return LineKind.OTHER if builder.rows else LineKind.VOUCHER
