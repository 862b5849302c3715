"""Invoices and payments into the storage, and the vouchers of their events into the books."""

from datetime import date

from integrations.fortnox.simulator.books.posting import BookedVoucher, NewRow, NewVoucher, ReferenceType, book
from integrations.fortnox.simulator.books.years import FinancialYear
from integrations.fortnox.simulator.lists import moment_text
from integrations.fortnox.simulator.register import predefined
from integrations.fortnox.simulator.register.habits import habits_of
from integrations.fortnox.simulator.register.ledger.errors import NoYearError
from integrations.fortnox.simulator.register.ledger.records import Desk, Key, NewInvoice, Payment, Side

_TEXTS = {
    ReferenceType.INVOICE: "Kundfaktura",
    ReferenceType.SUPPLIER_INVOICE: "Leverantörsfaktura",
    ReferenceType.INVOICE_PAYMENT: "Inbetalning kundfaktura",
    ReferenceType.SUPPLIER_PAYMENT: "Utbetalning leverantörsfaktura",
}


def add_invoice(desk: Desk, key: Key, *, new: NewInvoice, method: str) -> None:
    """Write a new invoice that is not booked yet."""
    name = "OUTVAT_MP1" if new.side is Side.CUSTOMER else "INVAT"
    vat_account = new.vat_account or predefined.account_named(desk.connection, desk.tenant, name=name)
    desk.connection.execute(
        "INSERT INTO invoice (tenant, side, number, party, other_number, day, due_day, currency, rate, unit, total,"
        " vat, reduction, account, vat_account, text, cost_centre, project, kind, method, credit_of, balance, modified)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            *(desk.tenant, key.side, key.number, new.party, new.other_number),
            *(new.day.isoformat(), new.due.isoformat(), new.currency, str(new.rate), new.unit),
            *(new.total, new.vat, new.reduction, new.account, vat_account, new.text, new.cost_centre, new.project),
            *(new.kind, method, new.credit_of, new.total - new.reduction, moment_text(desk.now)),
        ],
    )


def add_payment(desk: Desk, payment: Payment, *, rate: str) -> None:
    """Write a new payment that is not booked yet, and what is written off with it."""
    new, key = payment.new, payment.key
    desk.connection.execute(
        "INSERT INTO payment (tenant, side, number, invoice, day, amount, rate, account, modified)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            *(desk.tenant, key.side, key.number, new.invoice.number, new.day.isoformat(), new.amount),
            *(rate, new.account, moment_text(desk.now)),
        ],
    )
    desk.connection.executemany(
        "INSERT INTO write_off VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (desk.tenant, key.side, key.number, place, one.account, one.amount, one.text)
            for place, one in enumerate(new.write_offs)
        ],
    )


def mark_payment_booked(desk: Desk, key: Key, *, booked: BookedVoucher | None) -> None:
    """Let a payment be booked, and know its voucher; None when that is before the books."""
    desk.connection.execute(
        "UPDATE payment SET is_booked = 1, year = ?, series = ?, voucher = ?, modified = ?"
        " WHERE tenant = ? AND side = ? AND number = ?",
        [
            *((booked.year, booked.series, booked.number) if booked else (None, None, None)),
            moment_text(desk.now),
            *(desk.tenant, key.side, key.number),
        ],
    )


def mark_booked(desk: Desk, key: Key, *, booked: BookedVoucher | None) -> None:
    """Let an invoice be booked, and know its voucher; None when that is before the books."""
    if booked:
        note_voucher(desk, key, booked=booked)
    _mark(desk, key, column="is_booked")


def mark_cancelled(desk: Desk, key: Key) -> None:
    """Let an invoice be cancelled."""
    _mark(desk, key, column="is_cancelled")


def _mark(desk: Desk, key: Key, *, column: str) -> None:
    """Set a truth of an invoice."""
    desk.connection.execute(
        f"UPDATE invoice SET {column} = 1, modified = ? WHERE tenant = ? AND side = ? AND number = ?",  # noqa: S608 -- ours
        [moment_text(desk.now), desk.tenant, key.side, key.number],
    )


def refresh(desk: Desk, key: Key) -> None:
    """Compute what remains of an invoice from its events, and the day of the one that settled it."""
    place = [desk.tenant, key.side, key.number]
    rows = desk.connection.execute(
        "SELECT day, amount + coalesce((SELECT sum(w.amount) FROM write_off w WHERE w.tenant = p.tenant"
        "  AND w.side = p.side AND w.payment = p.number), 0) AS settled"
        " FROM payment p WHERE tenant = ? AND side = ? AND invoice = ? AND is_booked"
        " UNION ALL SELECT day, amount FROM settlement WHERE tenant = ? AND side = ? AND invoice = ?"
        " UNION ALL SELECT day, -amount FROM settlement WHERE tenant = ? AND side = ? AND credit = ?",
        [*place, *place, *place],
    ).fetchall()
    settled, last = sum(row["settled"] for row in rows), max((row["day"] for row in rows), default=None)
    desk.connection.execute(
        "UPDATE invoice SET balance = total - reduction - :settled,"
        " final_pay_day = CASE WHEN total - reduction = :settled THEN :last END,"
        " modified = CASE WHEN :touches THEN :now ELSE modified END"
        " WHERE tenant = :tenant AND side = :side AND number = :number",
        {
            "settled": settled,
            "last": last,
            "touches": habits_of(desk.connection, desk.tenant).payments_touch_invoices,
            "now": moment_text(desk.now),
            "tenant": desk.tenant,
            "side": key.side,
            "number": key.number,
        },
    )


def post(desk: Desk, rows: list[NewRow], *, key: Key, day: date, kind: ReferenceType) -> BookedVoucher:
    """Make the voucher of an event of an invoice."""
    names = predefined.INVOICING if kind is key.side.invoice_type else predefined.PAYING
    voucher = NewVoucher(
        year_holding(desk, day).id,
        predefined.series_named(desk.connection, desk.tenant, name=names[key.side]),
        day,
        f"{_TEXTS[kind]} {key.number}",
        rows,
        desk.now,
        reference_type=kind,
        reference_number=str(key.number),
    )
    return book(desk.connection, desk.tenant, voucher)


def note_voucher(desk: Desk, key: Key, *, booked: BookedVoucher) -> None:
    """Let an invoice know a voucher it was booked by."""
    desk.connection.execute(
        "INSERT INTO invoice_voucher SELECT ?, ?, ?, count(*), ?, ?, ?, ? FROM invoice_voucher"
        " WHERE tenant = ? AND side = ? AND invoice = ?",
        [
            *(desk.tenant, key.side, key.number, booked.year, booked.series, booked.number, key.side.invoice_type),
            *(desk.tenant, key.side, key.number),
        ],
    )


def paid_of(desk: Desk, key: Key) -> int:
    """Sum the booked payments of an invoice, in its currency."""
    (paid,) = desk.connection.execute(
        "SELECT coalesce(sum(amount), 0) FROM payment WHERE tenant = ? AND side = ? AND invoice = ? AND is_booked",
        [desk.tenant, key.side, key.number],
    ).fetchone()
    return int(paid)


def control(desk: Desk, side: Side) -> str:
    """Tell which account a ledger posts on."""
    return predefined.control_account(desk.connection, desk.tenant, side=side)


def next_number(desk: Desk, table: str, *, side: Side) -> int:
    """Give the next number of a ledger; customers' and suppliers' are apart."""
    query = f"SELECT coalesce(max(number), 0) + 1 FROM {table} WHERE tenant = ? AND side = ?"  # noqa: S608 -- our tables
    (number,) = desk.connection.execute(query, [desk.tenant, side]).fetchone()
    return int(number)


def year_holding(desk: Desk, day: date) -> FinancialYear:
    """Find the financial year of a day.

    Raises:
        NoYearError: none holds it.
    """
    row = desk.connection.execute(
        "SELECT * FROM financial_year WHERE tenant = ? AND ? BETWEEN from_date AND to_date",
        [desk.tenant, day.isoformat()],
    ).fetchone()
    if row is None:
        raise NoYearError(day)
    start, end = date.fromisoformat(row["from_date"]), date.fromisoformat(row["to_date"])
    return FinancialYear(row["id"], start, end, row["accounting_method"], row["chart"])
