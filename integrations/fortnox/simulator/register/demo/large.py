"""A company with 100 000 postings and thousands of unpaid invoices.

Its invoices are written many at a time. Their rows are made by the same functions as everybody's, so the ledgers agree
with the accounts here too.
"""

import sqlite3
from calendar import monthrange
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from integrations.fortnox.simulator.books.posting import NewRow, ReferenceType
from integrations.fortnox.simulator.books.series import next_number
from integrations.fortnox.simulator.register.demo.clean import calendar_years
from integrations.fortnox.simulator.register.demo.founding import KRONA, carry, found
from integrations.fortnox.simulator.register.demo.life import AT_WORK, FULL_VAT, Life, months_between
from integrations.fortnox.simulator.register.demo.trades import WHOLESALER
from integrations.fortnox.simulator.register.ledger import postings
from integrations.fortnox.simulator.register.ledger.records import (
    Desk,
    Invoice,
    Key,
    NewInvoice,
    NewPayment,
    Payment,
    Side,
)
from integrations.fortnox.simulator.register.predefined import ACCOUNTS, CONTROL_NAMES, INVOICING, PAYING, SERIES

UNPAID_PER_CENT = 18
TERMS_DAYS = 30

Values = tuple[str | int | None, ...]


@dataclass(frozen=True, slots=True)
class Volume:
    """How many invoices a month the company sends and receives."""

    sales: int
    purchases: int


FULL = Volume(345, 290)
"""100 000 postings in three years, of which the third is nearly over."""


def make(connection: sqlite3.Connection, today: date, *, volume: Volume = FULL) -> None:
    """Make it, as it is today."""
    spans = calendar_years(today)
    found(connection, WHOLESALER, spans=spans)
    life = Life(connection, WHOLESALER, spans, today)
    trading = Trading(life, volume)
    for first in months_between(spans[0].start, today):
        life.at(first, trading.trade_a_month)
    life.live()
    carry(connection, WHOLESALER, spans=spans)


@dataclass(slots=True)
class Batch:
    """Rows of all tables, written together."""

    vouchers: list[Values] = field(default_factory=list)
    rows: list[Values] = field(default_factory=list)
    invoices: list[Values] = field(default_factory=list)
    invoice_vouchers: list[Values] = field(default_factory=list)
    payments: list[Values] = field(default_factory=list)
    settled: list[Values] = field(default_factory=list)

    def write(self, connection: sqlite3.Connection) -> None:
        """Write them all."""
        for statement, values in (
            (_VOUCHER, self.vouchers),
            (_ROW, self.rows),
            (_INVOICE, self.invoices),
            (_INVOICE_VOUCHER, self.invoice_vouchers),
            (_PAYMENT, self.payments),
            (_SETTLED, self.settled),
        ):
            connection.executemany(statement, values)


@dataclass(slots=True)
class Trading:
    """Makes a month's invoices and payments at a time.

    Attributes:
        volume: how many they are.
        due: the payments that are still to come, by the first day of their month.
    """

    life: Life
    volume: Volume
    due: defaultdict[date, list[tuple[date, Invoice]]] = field(default_factory=lambda: defaultdict(list))
    invoices: dict[Side, int] = field(default_factory=lambda: dict.fromkeys(Side, 0))
    payments: dict[Side, int] = field(default_factory=lambda: dict.fromkeys(Side, 0))

    def trade_a_month(self, desk: Desk) -> None:
        """Send, receive and pay the invoices of a month, as far as it has gone."""
        first, batch = desk.now.date(), Batch()
        posting = Posting(desk, self.life.span_of(first).id, batch)
        for side, count in ((Side.CUSTOMER, self.volume.sales), (Side.SUPPLIER, self.volume.purchases)):
            days = sorted(self.life.chance.randrange(monthrange(first.year, first.month)[1]) for _ in range(count))
            for day in (first + timedelta(days=place) for place in days):
                if day <= self.life.today:
                    self._invoice(posting, side, day=day)
        for day, invoice in sorted(self.due.pop(first, []), key=lambda one: one[0]):
            if day <= self.life.today:
                self._pay(posting, invoice, day=day)
        batch.write(desk.connection)

    def _invoice(self, posting: "Posting", side: Side, *, day: date) -> None:
        """Make an invoice, and plan its payment."""
        self.invoices[side] += 1
        new = self._new(side, day)
        invoice = Invoice(Key(side, self.invoices[side]), new, "ACCRUAL", new.total, is_booked=True, is_cancelled=False)
        posting.invoice(invoice)
        if self.life.chance.randrange(100) >= UNPAID_PER_CENT:
            paid = day + timedelta(days=self.life.chance.randrange(10, 45))
            self.due[max(paid.replace(day=1), day.replace(day=1))].append((paid, invoice))

    def _new(self, side: Side, day: date) -> NewInvoice:
        """Make up an invoice."""
        chance, trade = self.life.chance, WHOLESALER
        is_sale = side is Side.CUSTOMER
        party = chance.randrange(len(trade.customers if is_sale else trade.suppliers))
        usual = trade.sale_kronor if is_sale else trade.suppliers[party].kronor
        net = usual * KRONA * chance.randrange(300, 1_700) // 1_000
        vat = net * FULL_VAT // 100
        return NewInvoice(
            side,
            str(party + 1),
            day,
            day + timedelta(days=TERMS_DAYS),
            net + vat,
            trade.income if is_sale else trade.suppliers[party].account,
            vat=vat,
            vat_account=ACCOUNTS["OUTVAT_MP1" if is_sale else "INVAT"],
            other_number="" if is_sale else str(chance.randrange(100_000, 999_999)),
            cost_centre=chance.choice(trade.centres)[0],
        )

    def _pay(self, posting: "Posting", invoice: Invoice, *, day: date) -> None:
        """Pay the whole of an invoice."""
        side = invoice.key.side
        self.payments[side] += 1
        payment = NewPayment(invoice.key, day, invoice.balance)
        posting.payment(invoice, Payment(Key(side, self.payments[side]), payment))


class Posting:
    """Puts invoices and payments, and their vouchers, into a batch under the next numbers of their series."""

    def __init__(self, desk: Desk, year: int, batch: Batch) -> None:
        self._desk, self._year, self._batch = desk, year, batch
        (self._voucher,) = desk.connection.execute("SELECT coalesce(max(id), 0) FROM voucher").fetchone()
        self._numbers: dict[str, int] = {}

    def invoice(self, invoice: Invoice) -> None:
        """Take an invoice that is booked on its own date."""
        new, key = invoice.new, invoice.key
        series, kind = SERIES[INVOICING[key.side]], key.side.invoice_type
        rows = postings.booking(invoice, control=ACCOUNTS[CONTROL_NAMES[key.side]])
        number = self._post(series, day=new.day, kind=kind, reference=key.number, rows=rows)
        head = (self._desk.tenant, key.side, key.number)
        days = (new.day.isoformat(), new.due.isoformat())
        amounts = (new.total, new.vat, new.account, new.vat_account, new.cost_centre, invoice.balance)
        modified = _moment(new.day)
        self._batch.invoices.append((*head, new.party, new.other_number, *days, *amounts, modified))
        self._batch.invoice_vouchers.append((*head, self._year, series, number, kind))

    def payment(self, invoice: Invoice, payment: Payment) -> None:
        """Take a payment of the whole of an invoice."""
        key, day = payment.key, payment.new.day
        series = SERIES[PAYING[key.side]]
        rows = postings.paying(invoice, payment, control=ACCOUNTS[CONTROL_NAMES[key.side]])
        number = self._post(series, day=day, kind=key.side.payment_type, reference=invoice.key.number, rows=rows)
        modified, text = _moment(day), day.isoformat()
        head = (self._desk.tenant, key.side, key.number, invoice.key.number)
        self._batch.payments.append((*head, text, payment.new.amount, self._year, series, number, modified))
        self._batch.settled.append((text, modified, self._desk.tenant, key.side, invoice.key.number))

    def _post(self, series: str, *, day: date, kind: ReferenceType, reference: int, rows: Sequence[NewRow]) -> int:
        """Take a voucher; its number in the series."""
        if series not in self._numbers:
            desk = self._desk
            self._numbers[series] = next_number(desk.connection, desk.tenant, year=self._year, code=series) - 1
        self._numbers[series] += 1
        self._voucher += 1
        moment, number = _moment(day), self._numbers[series]
        text = f"{_TEXTS[kind]} {reference}"
        head = (self._voucher, self._desk.tenant, self._year, series, number, day.isoformat(), text)
        self._batch.vouchers.append((*head, kind, str(reference), moment, moment))
        self._batch.rows += [
            (self._voucher, place, row.account, row.ore, row.cost_centre) for place, row in enumerate(rows)
        ]
        return number


def _moment(day: date) -> str:
    """Give the moment of a day at which things are registered, as it stands in the storage."""
    return f"{day} {AT_WORK}"


_TEXTS = {
    ReferenceType.INVOICE: "Kundfaktura",
    ReferenceType.SUPPLIER_INVOICE: "Leverantörsfaktura",
    ReferenceType.INVOICE_PAYMENT: "Inbetalning kundfaktura",
    ReferenceType.SUPPLIER_PAYMENT: "Utbetalning leverantörsfaktura",
}
_VOUCHER = (
    "INSERT INTO voucher (id, tenant, year, series, number, day, description, reference_type, reference_number,"
    " registered, modified) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_ROW = "INSERT INTO voucher_row (voucher, position, account, ore, cost_centre) VALUES (?, ?, ?, ?, ?)"
_INVOICE = (
    "INSERT INTO invoice (tenant, side, number, party, other_number, day, due_day, total, vat, account, vat_account,"
    " cost_centre, balance, modified, is_booked) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)"
)
_INVOICE_VOUCHER = "INSERT INTO invoice_voucher VALUES (?, ?, ?, 0, ?, ?, ?, ?)"
_PAYMENT = (
    "INSERT INTO payment (tenant, side, number, invoice, day, amount, year, series, voucher, modified, is_booked)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)"
)
_SETTLED = (
    "UPDATE invoice SET balance = 0, final_pay_day = ?, modified = ? WHERE tenant = ? AND side = ? AND number = ?"
)
