"""One voucher with its rows, what was struck from it, and the vouchers beside it in its series."""

from dataclasses import dataclass

from closing.books.models import Snapshot, Voucher
from closing.books.vouchers import MOST_ROWS, Neighbours, VoucherRow, neighbours, rows_of
from closing.statements.objects import Carried, belongings


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row with the objects it carries."""

    row: VoucherRow
    objects: tuple[Carried, ...]


@dataclass(frozen=True, slots=True)
class VoucherPage:
    """A voucher to be shown, or some rows of a very long one.

    Attributes:
        rows: counted and struck rows in the order of the file.
        debit_ore, credit_ore: the sums of the rows shown that count, both positive.
    """

    voucher: Voucher
    rows: tuple[ShownRow, ...]
    debit_ore: int
    credit_ore: int
    beside: Neighbours


def find_voucher(snapshot: Snapshot, ordinal: int) -> Voucher | None:
    """Find a voucher by its place in the books; None when there is none."""
    key = snapshot.first_key + ordinal
    lowest, highest = snapshot.keys
    voucher = Voucher.objects.filter(pk=key, snapshot=snapshot).first() if lowest < key <= highest else None
    if voucher:
        voucher.snapshot = snapshot
    return voucher


def voucher_page(voucher: Voucher, *, first: int = 0) -> VoucherPage:
    """Give a voucher with its rows, from the one at the place `first` on."""
    rows = rows_of(voucher, first=first, most=MOST_ROWS)
    carried = belongings(voucher.snapshot, {_object_list(row) for row in rows}).objects
    amounts = [row.posting.amount_ore for row in rows if row.posting]
    return VoucherPage(
        voucher,
        tuple(ShownRow(row, carried.get(_object_list(row), ())) for row in rows),
        debit_ore=sum(ore for ore in amounts if ore > 0),
        credit_ore=-sum(ore for ore in amounts if ore < 0),
        beside=neighbours(voucher),
    )


def _object_list(row: VoucherRow) -> int:
    carrier = row.posting or row.struck
    return carrier.object_list if carrier else 0
