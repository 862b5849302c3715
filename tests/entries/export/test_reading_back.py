"""Reading back what was booked."""

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from closing.engagements.models import FiscalYear
from tests.entries.export.exports import checked, sent, states
from tests.entries.export.in_memory import Books
from tests.entries.made_entries import make_entry

if TYPE_CHECKING:
    from closing.entries.export.models import ExportBatch
    from closing.entries.export.outgoing import OutgoingVoucher


def checks(batch: "ExportBatch") -> list[str]:
    """List what reading back came to, in the order of the entries."""
    return list(batch.items.order_by("ordinal").values_list("checked", flat=True))


def test_vouchers_are_read_back_and_compared(year: FiscalYear, books: Books) -> None:
    def change(_voucher: "OutgoingVoucher") -> None:
        if len(books.vouchers) == 2:
            books.vouchers[0].day = date(2025, 12, 1)
        if len(books.vouchers) == 3:
            del books.vouchers[1]

    books.on_commit = change

    batch = sent(year, [make_entry(year) for _ in range(3)])

    assert checks(batch) == ["different", "missing", "same"]


def test_voucher_that_cannot_be_read_now_is_read_by_a_check(year: FiscalYear, books: Books) -> None:
    def go_away(_voucher: "OutgoingVoucher") -> None:
        books.away = 1

    books.on_commit = go_away
    batch = sent(year, [make_entry(year)])
    unread = checks(batch)

    checked(batch)

    assert (states(batch), batch.state) == (["V1 done A 1"], "ended")
    assert (unread, checks(batch)) == (["not_yet"], ["same"])


def test_mark_on_two_vouchers_is_found(year: FiscalYear, books: Books) -> None:
    def copy(_voucher: "OutgoingVoucher") -> None:
        if len(books.vouchers) == 1:
            books.vouchers.append(replace(books.vouchers[0], number=2, day=date(2025, 3, 1)))

    books.on_commit = copy

    batch = sent(year, [make_entry(year), make_entry(year)])

    assert states(batch) == ["V1 duplicate A 1", "V2 done A 3"]
    assert [item.other_numbers for item in batch.items.order_by("ordinal")] == [[2], []]


def test_mark_copied_later_is_found_by_a_check(year: FiscalYear, books: Books) -> None:
    batch = sent(year, [make_entry(year)])
    books.vouchers.append(replace(books.vouchers[0], number=2))

    checked(batch)

    assert (states(batch), checks(batch)) == (["V1 duplicate A 1"], ["same"])
