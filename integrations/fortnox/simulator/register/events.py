"""What happens to invoices: made, booked, credited, paid, written off, settled, cancelled.

Every event that Fortnox books makes its voucher here through the books, so that what remains of the booked invoices is
what the control account holds. What somebody does past the ledgers is in `quirks`.
"""

from dataclasses import replace
from datetime import date

from integrations.fortnox.simulator.books.posting import BookedVoucher, NewRow
from integrations.fortnox.simulator.register.ledger import postings, writing
from integrations.fortnox.simulator.register.ledger.errors import (
    BookedError,
    CancelledError,
    CashMethodError,
    NotBookedError,
    TooEarlyError,
    UnlikeError,
    WrongAmountError,
)
from integrations.fortnox.simulator.register.ledger.reading import invoice_of, payment_of
from integrations.fortnox.simulator.register.ledger.records import (
    Desk,
    Invoice,
    Key,
    NewInvoice,
    NewPayment,
    Payment,
    Side,
)


def make_invoice(desk: Desk, new: NewInvoice, *, is_booked: bool = True) -> Key:
    """Make an invoice under the next number of its ledger.

    Args:
        desk: where and when.
        new: the invoice.
        is_booked: book it at once on its own date; on the cash method it waits for its payment anyhow.

    Raises:
        NoYearError: no financial year holds its date.
    """
    method = new.method or writing.year_holding(desk, new.day).accounting_method
    key = Key(new.side, writing.next_number(desk, "invoice", side=new.side))
    writing.add_invoice(desk, key, new=new, method=method)
    if is_booked and method != "CASH":
        book_invoice(desk, key)
    return key


def book_invoice(desk: Desk, key: Key, *, day: date | None = None) -> BookedVoucher:
    """Book an invoice, on its own date unless another is given.

    Raises:
        BookedError: it is booked already.
        CancelledError: it was cancelled.
        CashMethodError: it is booked when it is paid.
        NoYearError: no financial year holds the day.
    """
    invoice = _living(desk, key)
    if invoice.is_booked:
        raise BookedError(key.number)
    if invoice.is_on_cash:
        raise CashMethodError(key.number)
    rows = postings.booking(invoice, control=writing.control(desk, key.side))
    booked = writing.post(desk, rows, key=key, day=day or invoice.new.day, kind=key.side.invoice_type)
    writing.mark_booked(desk, key, booked=booked)
    return booked


def credit(desk: Desk, key: Key, *, day: date, is_settled: bool = True) -> Key:
    """Credit an invoice with a credit invoice (kreditfaktura) over the whole of it.

    Args:
        desk: where and when.
        key: what is credited.
        day: of the credit invoice.
        is_settled: settle the two against each other at once, as far as something remains of the invoice.

    Returns:
        The credit invoice.

    Raises:
        NotBookedError, CancelledError: an invoice that is not booked is cancelled instead.
    """
    invoice = _living(desk, key)
    if not (invoice.is_booked or invoice.is_on_cash):
        raise NotBookedError(key.number)
    new = invoice.new
    made = make_invoice(
        desk,
        replace(
            new,
            day=day,
            due=day,
            total=-new.total,
            vat=-new.vat,
            reduction=-new.reduction,
            text=f"Kredit av {key.number}",
            credit_of=key.number,
            method=invoice.method,
        ),
    )
    if is_settled and invoice.balance:
        settle(desk, key, credit=made, day=day)
    return made


def settle(desk: Desk, key: Key, *, credit: Key, day: date) -> None:
    """Settle an invoice and a credit invoice against each other (kvittning), as far as the smaller one goes.

    No money moves. Only öre that rounding of a currency leaves are posted; that Fortnox does so is invented.

    Raises:
        UnlikeError: they differ in currency, rate or state, or one of them is no credit invoice.
        WrongAmountError: nothing remains of one of them.
    """
    invoice, other = _living(desk, key), _living(desk, credit)
    likeness = [(one.new.currency, one.new.rate, one.new.unit, one.is_booked) for one in (invoice, other)]
    if likeness[0] != likeness[1] or key.side is not credit.side or invoice.balance < 0 or other.balance > 0:
        raise UnlikeError(key.number)
    amount = min(invoice.balance, -other.balance)
    if not amount:
        raise WrongAmountError(key.number)
    desk.connection.execute(
        "INSERT INTO settlement (tenant, side, invoice, credit, day, amount) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT DO UPDATE SET amount = amount + excluded.amount, day = excluded.day",
        [desk.tenant, key.side, key.number, credit.number, day.isoformat(), amount],
    )
    odd = postings.cleared_ore(invoice, amount) + postings.cleared_ore(other, -amount)
    if odd and invoice.is_booked:
        ore, control = key.side.sign * odd, writing.control(desk, key.side)
        rows = [NewRow(control, -ore), NewRow(postings.ROUNDING, ore)]
        writing.post(desk, rows, key=key, day=day, kind=key.side.payment_type)
    for one in (key, credit):
        writing.refresh(desk, one)


def pay(desk: Desk, new: NewPayment) -> Key:
    """Register a payment of an invoice, and book it unless it says otherwise.

    Raises:
        NotBookedError: the invoice is not booked.
        TooEarlyError: it is dated before the invoice.
        WrongAmountError: it is more than what remains, or of the other sign.
        CancelledError: the invoice was cancelled.
    """
    key = new.invoice
    invoice = _living(desk, key)
    if not (invoice.is_booked or invoice.is_on_cash):
        raise NotBookedError(key.number)
    if new.day < invoice.new.day:
        raise TooEarlyError(key.number)
    made = Payment(Key(key.side, writing.next_number(desk, "payment", side=key.side)), new)
    _require_room(invoice, made)
    writing.add_payment(desk, made, rate=str(new.rate or invoice.new.rate))
    if new.is_booked:
        book_payment(desk, made.key)
    return made.key


def book_payment(desk: Desk, key: Key) -> BookedVoucher:
    """Book a payment that lies there.

    Raises:
        BookedError: it is booked already.
        WrongAmountError: less remains of the invoice by now.
    """
    payment = payment_of(desk.connection, desk.tenant, key=key)
    invoice = _living(desk, payment.new.invoice)
    if payment.new.is_booked:
        raise BookedError(key.number)
    _require_room(invoice, payment)
    if invoice.is_on_cash:
        rows = postings.paying_on_cash(invoice, payment, paid_before=writing.paid_of(desk, invoice.key))
    else:
        rows = postings.paying(invoice, payment, control=writing.control(desk, key.side))
    booked = writing.post(desk, rows, key=invoice.key, day=payment.new.day, kind=key.side.payment_type)
    writing.mark_payment_booked(desk, key, booked=booked)
    writing.refresh(desk, invoice.key)
    if invoice.is_on_cash and invoice.balance == payment.settles:
        writing.mark_booked(desk, invoice.key, booked=booked)
    return booked


def cancel(desk: Desk, key: Key, *, day: date | None = None) -> None:
    """Cancel an invoice (makulera); its balance stays as it was.

    A booked customer invoice is credited instead. A booked supplier invoice is taken back with a voucher of its own;
    that Fortnox does so is invented.

    Raises:
        BookedError: it is a booked customer invoice, or something was paid of it.
        CancelledError: it was cancelled before.
    """
    invoice = _living(desk, key)
    paid = desk.connection.execute(
        "SELECT 1 FROM payment WHERE tenant = ? AND side = ? AND invoice = ?", [desk.tenant, key.side, key.number]
    ).fetchone()
    if paid or invoice.balance != invoice.payable or (invoice.is_booked and key.side is Side.CUSTOMER):
        raise BookedError(key.number)
    if invoice.is_booked:
        rows = postings.booking(invoice, control=writing.control(desk, key.side))
        back = [NewRow(row.account, -row.ore, row.cost_centre, row.project, row.text) for row in rows]
        booked = writing.post(desk, back, key=key, day=day or invoice.new.day, kind=key.side.invoice_type)
        writing.note_voucher(desk, key, booked=booked)
    writing.mark_cancelled(desk, key)


def _living(desk: Desk, key: Key) -> Invoice:
    """Read an invoice that was not cancelled.

    Raises:
        CancelledError: it was.
    """
    invoice = invoice_of(desk.connection, desk.tenant, key=key)
    if invoice.is_cancelled:
        raise CancelledError(key.number)
    return invoice


def _require_room(invoice: Invoice, payment: Payment) -> None:
    """Require a payment to be of the sign of what remains, and no more than that.

    Raises:
        WrongAmountError: it is not.
    """
    sign = -1 if invoice.balance < 0 else 1
    parts = [payment.new.amount, *(one.amount for one in payment.new.write_offs)]
    if min(sign * part for part in parts) < 0 or not 0 < sign * payment.settles <= sign * invoice.balance:
        raise WrongAmountError(invoice.key.number)
