"""What Fortnox says about invoices and payments, typed.

The two ledgers write the same things differently: "Cancelled" and "Cancel", numbers and texts, a number of a payment
that is a text and an invoice's that is a number, and the other way round. Here they are alike.
Source: Fortnox's OpenAPI document, corrected by recorded answers.
"""

from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from integrations.fortnox.client.record import Record

KRONOR = "SEK"


class InvoiceState(StrEnum):
    """What invoices can be asked for by; of unpaid and fully paid ones Fortnox counts those that are booked alone."""

    CANCELLED = "cancelled"
    FULLY_PAID = "fullypaid"
    UNPAID = "unpaid"
    UNPAID_OVERDUE = "unpaidoverdue"
    UNBOOKED = "unbooked"


@dataclass(frozen=True, slots=True)
class Currency:
    """The currency of an invoice or a payment (valuta), and what `unit` of it were worth in kronor."""

    code: str = KRONOR
    rate: Decimal = Decimal(1)
    unit: Decimal = Decimal(1)

    def in_ore(self, hundredths: int) -> int:
        """Turn hundredths of the currency into öre of kronor at this rate, halves away from nought."""
        if self.code == KRONOR:
            return hundredths
        return int((hundredths * self.rate / self.unit).to_integral_value(ROUND_HALF_UP))


@dataclass(frozen=True, slots=True)
class VoucherReference:
    """Where something was booked; `year_id` is the fiscal year's number of creation."""

    year_id: int
    series: str
    number: int


@dataclass(frozen=True, slots=True)
class CustomerInvoice:
    """A customer invoice (kundfaktura) as the list has it.

    Attributes:
        number: its own.
        customer: the customer's number.
        name: the customer.
        day: its date; the day it was booked is its voucher's.
        due: when it is to be paid.
        settled: the day of the payment that settled it; None while it is open.
        currency: its currency and the rate it was booked at.
        total: in hundredths of its currency; negative for a credit invoice.
        balance: what remains today, in the same; None when Fortnox does not say.
        is_booked: it is in the books.
        is_cancelled: it was taken back (makulerad).
        is_sold: its claim was sold, so that it has left the ledger's account.
        kind: "INVOICE", "CASHINVOICE" and others.
        voucher: where it was booked.
        cost_centre: a code.
        project: a number.
    """

    number: str
    customer: str
    name: str
    day: date
    due: date | None
    settled: date | None
    currency: Currency
    total: int
    balance: int | None
    is_booked: bool
    is_cancelled: bool
    is_sold: bool = False
    kind: str = ""
    voucher: VoucherReference | None = None
    cost_centre: str = ""
    project: str = ""


@dataclass(frozen=True, slots=True)
class SupplierInvoice:
    """A supplier invoice (leverantörsfaktura) as the list has it.

    Attributes:
        number: the one Fortnox gave it (löpnummer).
        supplier: the supplier's number.
        name: the supplier.
        invoice_number: the supplier's own number of the invoice.
        day: its date; the day it was booked is its voucher's.
        due: when it is to be paid.
        settled: the day of the payment that settled it, where Fortnox says.
        currency: its currency and the rate it was booked at.
        total: in hundredths of its currency; what is owed is positive, a credit invoice negative.
        balance: what remains today, in the same; None when Fortnox does not say. A cancelled one repeats its old one.
        is_booked: it is in the books.
        is_cancelled: it was taken back (makulerad).
        is_credit: it is a credit invoice.
        vouchers: where it was booked; empty when it was not.
        cost_centre: a code.
        project: a number.
    """

    number: str
    supplier: str
    name: str
    invoice_number: str
    day: date
    due: date | None
    settled: date | None
    currency: Currency
    total: int
    balance: int | None
    is_booked: bool
    is_cancelled: bool
    is_credit: bool = False
    vouchers: tuple[VoucherReference, ...] = ()
    cost_centre: str = ""
    project: str = ""


@dataclass(frozen=True, slots=True)
class Payment:
    """A payment of an invoice (inbetalning, utbetalning) as the list has it.

    Attributes:
        number: its own.
        invoice: the number of the invoice it pays.
        day: when it was paid.
        amount: in hundredths, as the list has it.
        currency: its currency and rate.
        is_booked: it is in the books.
        has_write_off: something was written off with it; the payment by itself says what.
        source: "manual", "direct" and others.
    """

    number: str
    invoice: str
    day: date
    amount: int
    currency: Currency
    is_booked: bool
    has_write_off: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class WriteOff:
    """What was written off with a payment (avskrivning, öresutjämning), in hundredths of its currency."""

    account: str
    amount: int
    currency: str = KRONOR


@dataclass(frozen=True, slots=True)
class PaymentDetail:
    """A payment by itself.

    Attributes:
        payment: what the list has of it.
        amount_in_currency: in hundredths of its currency; None when Fortnox does not say.
        voucher: where it was booked.
        write_offs: what was written off with it.
    """

    payment: Payment
    amount_in_currency: int | None
    voucher: VoucherReference | None
    write_offs: tuple[WriteOff, ...]


def customer_invoice_from(record: Record) -> CustomerInvoice:
    """Read an item of Invoices."""
    return CustomerInvoice(
        record.key("DocumentNumber"),
        record.text("CustomerNumber"),
        record.text("CustomerName"),
        day=record.day("InvoiceDate"),
        due=record.optional_day("DueDate"),
        settled=record.optional_day("FinalPayDate"),
        currency=currency_from(record),
        total=record.amount("Total"),
        balance=record.optional_amount("Balance"),
        is_booked=record.flag("Booked"),
        is_cancelled=record.flag("Cancelled"),
        is_sold=record.flag("NoxFinans", default=False),
        kind=record.text("InvoiceType"),
        voucher=_own_voucher(record),
        cost_centre=record.text("CostCenter"),
        project=record.text("Project"),
    )


def supplier_invoice_from(record: Record) -> SupplierInvoice:
    """Read an item of SupplierInvoices."""
    return SupplierInvoice(
        record.key("GivenNumber"),
        record.key("SupplierNumber"),
        record.text("SupplierName"),
        record.text("InvoiceNumber"),
        day=record.day("InvoiceDate"),
        due=record.optional_day("DueDate"),
        settled=record.optional_day("FinalPayDate"),
        currency=currency_from(record),
        total=record.amount("Total"),
        balance=record.optional_amount("Balance"),
        is_booked=record.flag("Booked"),
        is_cancelled=record.flag("Cancel"),
        is_credit=record.flag("Credit", default=False),
        vouchers=_listed_vouchers(record),
        cost_centre=record.text("CostCenter"),
        project=record.text("Project"),
    )


def payment_from(record: Record) -> Payment:
    """Read an item of InvoicePayments or SupplierInvoicePayments."""
    return Payment(
        record.key("Number"),
        record.key("InvoiceNumber"),
        day=record.day("PaymentDate"),
        amount=record.amount("Amount"),
        currency=currency_from(record),
        is_booked=record.flag("Booked"),
        has_write_off=record.flag("WriteOffExist", default=False),
        source=record.text("Source"),
    )


def payment_detail_from(record: Record) -> PaymentDetail:
    """Read one payment."""
    write_offs = tuple(
        WriteOff(row.key("AccountNumber"), row.amount("Amount"), row.text("Currency") or KRONOR)
        for row in (record.records("WriteOffs") if record.values.get("WriteOffs") is not None else ())
    )
    payment = payment_from(record)
    return PaymentDetail(
        replace(payment, has_write_off=bool(write_offs)),
        record.optional_amount("AmountCurrency"),
        _own_voucher(record),
        write_offs,
    )


def currency_from(record: Record) -> Currency:
    """Read the currency; none at all means kronor, and another must have its rate."""
    code = record.text("Currency") or KRONOR
    if code != KRONOR and not record.has("CurrencyRate"):
        raise record.unreadable("CurrencyRate")
    return Currency(code, record.rate("CurrencyRate"), record.rate("CurrencyUnit"))


def _own_voucher(record: Record) -> VoucherReference | None:
    """Read the voucher that stands in three fields of the record, if it was booked."""
    number = record.optional_number("VoucherNumber")
    series = record.text("VoucherSeries")
    if not number or not series:
        return None
    return VoucherReference(record.number("VoucherYear"), series, number)


def _listed_vouchers(record: Record) -> tuple[VoucherReference, ...]:
    """Read the vouchers of a supplier invoice; the list may be missing."""
    rows = record.records("Vouchers") if record.values.get("Vouchers") is not None else ()
    return tuple(VoucherReference(row.number("Year"), row.key("Series"), row.number("Number")) for row in rows)
