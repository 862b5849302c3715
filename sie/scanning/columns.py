"""The vouchers and rows of a block as columns, in the order of the file, with texts that are cut out when asked for."""

from dataclasses import dataclass

from sie.scanning.lettering import Lettering
from sie.scanning.strict.cursor import Spans
from sie.scanning.strict.words import Bytes, Places

CARRIED = -1
"""The voucher of a row whose voucher began in an earlier block."""


@dataclass(frozen=True, slots=True)
class TextColumn:
    """A column of texts: places in the block for most lines, and texts as they are for those read the plain way.

    `order` says where each entry comes from: the spans first, the plain texts behind them. None is the order they
    stand in.
    """

    lettering: Lettering
    spans: Spans
    plain: tuple[str, ...] = ()
    order: Places | None = None

    def at(self, index: int) -> str:
        """Give one text."""
        source = index if self.order is None else int(self.order[index])
        spans = self.spans
        if source < len(spans.starts):
            return self.lettering.field(int(spans.starts[source]), int(spans.stops[source]))
        return self.plain[source - len(spans.starts)]

    def choose(self, places: Places) -> "TextColumn":
        """Choose some of the entries."""
        if self.order is None:
            return TextColumn(self.lettering, self.spans[places], self.plain)
        return TextColumn(self.lettering, self.spans, self.plain, self.order[places])

    def texts(self) -> list[str]:
        """Give all texts."""
        found = self.lettering.fields(self.spans) + list(self.plain)
        return found if self.order is None else [found[source] for source in self.order.tolist()]


@dataclass(frozen=True, slots=True)
class VoucherColumns:
    """The vouchers that begin in a block.

    `series`, `days` and `registered` are numbers of the tables of the scan; `numbers` are the voucher numbers where
    they are whole numbers.
    """

    lines: Places
    series: Places
    numbers: Places
    number_texts: TextColumn
    days: Places
    texts: TextColumn
    registered: Places
    signs: TextColumn

    def __len__(self) -> int:
        """Count the vouchers."""
        return len(self.lines)


@dataclass(frozen=True, slots=True)
class RowColumns:
    """The rows of a block. `vouchers` are places among the vouchers of the block, or CARRIED; amounts are öre."""

    lines: Places
    vouchers: Places
    kinds: Bytes
    accounts: Places
    lists: Places
    amounts: Places
    days: Places
    texts: TextColumn
    quantities: TextColumn
    signs: TextColumn

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.lines)


@dataclass(frozen=True, slots=True)
class Columns:
    """What a block holds, and how many bytes it has."""

    size: int
    vouchers: VoucherColumns
    rows: RowColumns
