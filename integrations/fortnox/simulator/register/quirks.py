"""What somebody does past the ledgers, so that they and the books no longer agree.

Source: Fortnox's own list of why ledger and account differ (support.fortnox.se, felsökningsguide differens mellan
reskontra och huvudbok).
"""

from collections.abc import Sequence
from dataclasses import replace

from integrations.fortnox.simulator.books.posting import BookedVoucher, NewRow, NewVoucher, RowState, book
from integrations.fortnox.simulator.lists import moment_text
from integrations.fortnox.simulator.register.ledger import writing
from integrations.fortnox.simulator.register.ledger.records import Desk


def post_by_hand(desk: Desk, voucher: NewVoucher) -> BookedVoucher:
    """Post a voucher by hand, as on 1510 or 2440 in series A: no ledger hears of it.

    The Id of its year may be 0; then it is the year that holds its day.
    """
    year = voucher.year or writing.year_holding(desk, voucher.day).id
    return book(desk.connection, desk.tenant, replace(voucher, year=year))


def edit_voucher(desk: Desk, booked: BookedVoucher, *, rows: Sequence[NewRow], person: str) -> None:
    """Edit a voucher: strike the rows that count, and add others in their place (#BTRANS and #RTRANS in SIE).

    Args:
        desk: where and when.
        booked: the voucher; it keeps its number.
        rows: what is added; none empties the voucher.
        person: who does it.
    """
    connection = desk.connection
    (voucher,) = connection.execute(
        "SELECT id FROM voucher WHERE tenant = ? AND year = ? AND series = ? AND number = ?",
        [desk.tenant, booked.year, booked.series, booked.number],
    ).fetchone()
    connection.execute(
        "UPDATE voucher_row SET state = 'struck', person = ? WHERE voucher = ? AND state <> 'struck'", [person, voucher]
    )
    (place,) = connection.execute(
        "SELECT coalesce(max(position), -1) + 1 FROM voucher_row WHERE voucher = ?", [voucher]
    ).fetchone()
    connection.executemany(
        "INSERT INTO voucher_row (voucher, position, account, ore, text, state, person) VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (voucher, place + step, row.account, row.ore, row.text, RowState.ADDED, person)
            for step, row in enumerate(rows)
        ],
    )
    connection.execute("UPDATE voucher SET modified = ? WHERE id = ?", [moment_text(desk.now), voucher])


def empty_voucher(desk: Desk, booked: BookedVoucher, *, person: str) -> None:
    """Strike every row of a voucher: it stays there, with its number and nothing in it."""
    edit_voucher(desk, booked, rows=(), person=person)
