"""Lists the first vouchers of a sort, and counts the rest."""

from dataclasses import replace
from datetime import date

from sie.scanning.columns import VoucherColumns
from sie.scanning.figures import Marked, VoucherMark
from sie.scanning.strict.words import Places
from sie.scanning.tables import Tables
from sie.scanning.tallies.sums import Sums


def mark_of(vouchers: VoucherColumns, index: int, tables: Tables) -> VoucherMark:
    """Point at a voucher of a block."""
    return VoucherMark(
        line=int(vouchers.lines[index]),
        series=tables.series.texts[int(vouchers.series[index])],
        number=vouchers.number_texts.at(index),
        date=date.fromisoformat(tables.days.texts[int(vouchers.days[index])]),
    )


class Marks:
    """Gathers vouchers of one sort."""

    def __init__(self, most: int) -> None:
        """Begin with none; at most so many are listed."""
        self._most = most
        self._count = 0
        self._first: list[VoucherMark] = []

    def add(self, mark: VoucherMark, count: int = 1) -> None:
        """Take one voucher."""
        self._count += count
        if len(self._first) < self._most:
            self._first.append(mark)

    def add_all(
        self, vouchers: VoucherColumns, chosen: Places, tables: Tables, *, differences: Sums | None = None
    ) -> None:
        """Take vouchers of a block, with what each of the block sums to."""
        room = max(0, self._most - len(self._first))
        for index in chosen[:room].tolist():
            mark = mark_of(vouchers, index, tables)
            self._first.append(mark if differences is None else replace(mark, difference_ore=int(differences[index])))
        self._count += len(chosen)

    def marked(self) -> Marked:
        """Tell what was gathered."""
        return Marked(self._count, tuple(self._first))
