"""Puts what the plain tokenizer gave of a block between the regular vouchers and rows, in the order of the file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from sie.records import PostingKind
from sie.scanning.columns import CARRIED, RowColumns, TextColumn, VoucherColumns
from sie.scanning.lettering import Lettering
from sie.scanning.numbered import NumberedHeaders, NumberedRows
from sie.scanning.numbering import whole_number
from sie.scanning.plain import Taken, lines_at, positions_of
from sie.scanning.strict.cursor import Spans
from sie.scanning.strict.lines import LineKind
from sie.scanning.strict.words import Bytes, Places
from sie.scanning.tables import Tables

_KINDS = {
    PostingKind.COUNTED: LineKind.COUNTED,
    PostingKind.ADDED: LineKind.ADDED,
    PostingKind.STRUCK: LineKind.STRUCK,
}


@dataclass(frozen=True, slots=True)
class Page:
    """A block as it stands in its file: its text, the number of its first line, the kind of each of its lines."""

    lettering: Lettering
    first_line: int
    kinds: Bytes


class Weave:
    """Weaves regular and plain entries together by their positions in a block."""

    def __init__(self, page: Page, regular: Places, plain: Sequence[int]) -> None:
        """Find the order."""
        self._page = page
        self._order: Places | None = None
        self.positions = positions_of(regular)
        if plain:
            both = np.concatenate((self.positions, np.array(plain, np.int64)))
            self._order = np.argsort(both, kind="stable")
            self.positions = both[self._order]

    def lines(self) -> Places:
        """Give the numbers of the lines in the file."""
        return lines_at(self.positions) + self._page.first_line

    def whole(self, regular: Places, plain: Sequence[int]) -> Places:
        """Weave whole numbers."""
        if self._order is None:
            return regular
        return np.concatenate((regular, np.array(plain, np.int64)))[self._order]

    def text(self, regular: Spans, plain: Sequence[str]) -> TextColumn:
        """Weave texts."""
        return TextColumn(self._page.lettering, regular, tuple(plain), self._order)


def merged_vouchers(
    numbered: NumberedHeaders, taken: Taken, *, page: Page, tables: Tables
) -> tuple[VoucherColumns, Places]:
    """Merge the vouchers of a block; also give their positions."""
    headers, plain = numbered.headers, taken.vouchers
    weave = Weave(page, headers.lines, taken.voucher_positions)
    columns = VoucherColumns(
        lines=weave.lines(),
        series=weave.whole(numbered.series, [tables.series.number_of(one.series) for one in plain]),
        numbers=weave.whole(headers.numbers, [whole_number(one.number) for one in plain]),
        number_texts=weave.text(headers.number_texts, [one.number for one in plain]),
        days=weave.whole(numbered.days, [_day(one.date, tables) for one in plain]),
        texts=weave.text(headers.texts, [one.text for one in plain]),
        registered=weave.whole(numbered.registered, [_day(one.registered, tables) for one in plain]),
        signs=weave.text(headers.signs, [one.sign for one in plain]),
    )
    return columns, weave.positions


def merged_rows(
    numbered: NumberedRows, taken: Taken, voucher_positions: Places, *, page: Page, tables: Tables
) -> RowColumns:
    """Merge the rows of a block, each with the place of its voucher."""
    rows, plain = numbered.rows, taken.rows
    weave = Weave(page, rows.lines, taken.row_positions)
    kinds = weave.whole(page.kinds[rows.lines].astype(np.int64), [_KINDS[one.kind] for one in plain])
    return RowColumns(
        lines=weave.lines(),
        vouchers=_vouchers_of(weave.positions, voucher_positions),
        kinds=kinds.astype(np.uint8),
        accounts=weave.whole(numbered.accounts, [tables.accounts.number_of(one.account) for one in plain]),
        lists=weave.whole(numbered.lists, [tables.lists.number_of(one.objects) for one in plain]),
        amounts=weave.whole(rows.amounts, [one.amount_ore for one in plain]),
        days=weave.whole(numbered.days, [_day(one.date, tables) for one in plain]),
        texts=weave.text(rows.texts, [one.text for one in plain]),
        quantities=weave.text(rows.quantities, [one.quantity for one in plain]),
        signs=weave.text(rows.signs, [one.sign for one in plain]),
    )


def _vouchers_of(rows: Places, vouchers: Places) -> Places:
    """Give each row the place of the last voucher before it."""
    bounds = np.concatenate(([0], np.searchsorted(rows, vouchers), [len(rows)]))
    return np.repeat(np.arange(CARRIED, len(vouchers)), np.diff(bounds))


def _day(day: date | None, tables: Tables) -> int:
    """Number a day of a plain record."""
    return tables.days.number_of(day.isoformat() if day else "")
