"""Invoices and payments of Fortnox as the items of a ledger. Pure.

Amounts of an invoice in another currency are turned into kronor at the rate it was booked at, its payments too: the
ledger tells what is left of the invoice, and what a rate won or lost is no part of that.
Source: Fortnox's own reading of Total, Balance and CurrencyRate; docs/decisions/0070-fortnox-import.md.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from closing.appendices.items import Ledger, LedgerInvoice, LedgerItems, LedgerPayment, VoucherKey
from integrations.fortnox.client.ledger_payloads import (
    KRONOR,
    Currency,
    CustomerInvoice,
    PaymentDetail,
    SupplierInvoice,
    VoucherReference,
)

ACCOUNTS = {Ledger.RECEIVABLES: ("1510",), Ledger.PAYABLES: ("2440",)}
"""The control account of each ledger (Kundfordringar, Leverantörsskulder). Source: BAS."""


@dataclass(frozen=True, slots=True)
class LedgerSeries:
    """The voucher series a ledger books its invoices in, and its payments."""

    invoices: frozenset[str]
    payments: frozenset[str]

    @property
    def payments_alone(self) -> frozenset[str]:
        """Give the series that hold payments and no invoices."""
        return self.payments - self.invoices


@dataclass(frozen=True, slots=True)
class Terms:
    """What is the same for all items of an import.

    Attributes:
        year_starts: the first day of each fiscal year by Fortnox's number of it.
        known_from: the first day the ledgers can be asked about.
        fetched_on: the day of the import.
        series: the voucher series of each ledger.
    """

    year_starts: Mapping[int, date]
    known_from: date
    fetched_on: date
    series: Mapping[Ledger, LedgerSeries] = field(default_factory=dict)

    def enters(self, ledger: Ledger, reference: VoucherReference | None, *, is_booked: bool) -> bool:
        """Say whether a booked invoice came onto the ledger's account.

        On the cash method (kontantmetoden) it is the voucher of the payment that books the invoice, and it books it
        against the bank.
        """
        of_payments = self.series[ledger].payments_alone if ledger in self.series else frozenset()
        return is_booked and (reference is None or reference.series not in of_payments)

    def voucher(self, reference: VoucherReference | None) -> VoucherKey | None:
        """Name a voucher as the books do; None for one of a fiscal year that is not there."""
        start = self.year_starts.get(reference.year_id) if reference else None
        return VoucherKey(start, reference.series, str(reference.number)) if reference and start else None


def receivables(invoices: Iterable[CustomerInvoice], payments: Iterable[PaymentDetail], terms: Terms) -> LedgerItems:
    """Make the receivables ledger; an invoice whose claim was sold (Noxfinans) has left the account and is left out."""
    paid = _by_invoice(payments)
    return _items(
        Ledger.RECEIVABLES,
        [_of_customer(one, paid.get(one.number, []), terms) for one in invoices if not one.is_sold],
        terms,
    )


def payables(invoices: Iterable[SupplierInvoice], payments: Iterable[PaymentDetail], terms: Terms) -> LedgerItems:
    """Make the payables ledger."""
    paid = _by_invoice(payments)
    return _items(Ledger.PAYABLES, [_of_supplier(one, paid.get(one.number, []), terms) for one in invoices], terms)


def _items(ledger: Ledger, invoices: list[LedgerInvoice], terms: Terms) -> LedgerItems:
    series = terms.series.get(ledger)
    return LedgerItems(
        ledger,
        ACCOUNTS[ledger],
        tuple(invoices),
        known_from=terms.known_from,
        fetched_on=terms.fetched_on,
        series=series.invoices | series.payments if series else frozenset(),
    )


def _by_invoice(payments: Iterable[PaymentDetail]) -> dict[str, list[PaymentDetail]]:
    found: dict[str, list[PaymentDetail]] = {}
    for one in payments:
        found.setdefault(one.payment.invoice, []).append(one)
    return found


def _of_customer(invoice: CustomerInvoice, payments: list[PaymentDetail], terms: Terms) -> LedgerInvoice:
    return LedgerInvoice(
        invoice.customer,
        invoice.name,
        invoice.number,
        invoice_day=invoice.day,
        due_day=invoice.due or invoice.day,
        amount_ore=invoice.currency.in_ore(invoice.total),
        balance_ore=_in_ore(invoice.currency, invoice.balance),
        payments=_payments(payments, invoice, terms),
        is_booked=terms.enters(Ledger.RECEIVABLES, invoice.voucher, is_booked=invoice.is_booked),
        is_cancelled=invoice.is_cancelled,
        currency=invoice.currency.code,
        amount_in_currency=None if invoice.currency.code == KRONOR else invoice.total,
        voucher=terms.voucher(invoice.voucher),
    )


def _of_supplier(invoice: SupplierInvoice, payments: list[PaymentDetail], terms: Terms) -> LedgerInvoice:
    voucher = next(iter(invoice.vouchers), None)
    return LedgerInvoice(
        invoice.supplier,
        invoice.name,
        invoice.number,
        invoice_day=invoice.day,
        due_day=invoice.due or invoice.day,
        amount_ore=invoice.currency.in_ore(invoice.total),
        balance_ore=_in_ore(invoice.currency, invoice.balance),
        payments=_payments(payments, invoice, terms),
        is_booked=terms.enters(Ledger.PAYABLES, voucher, is_booked=invoice.is_booked),
        is_cancelled=invoice.is_cancelled,
        other_number=invoice.invoice_number,
        currency=invoice.currency.code,
        amount_in_currency=None if invoice.currency.code == KRONOR else invoice.total,
        voucher=terms.voucher(voucher),
    )


def _payments(
    payments: list[PaymentDetail], invoice: CustomerInvoice | SupplierInvoice, terms: Terms
) -> tuple[LedgerPayment, ...]:
    """Give the payments of an invoice.

    One that is settled without any was settled against a credit invoice (kvittning), which is no payment in Fortnox;
    the day it was settled on is all there is to know of it.
    """
    if not payments and invoice.settled and invoice.balance == 0 and invoice.day >= terms.known_from:
        return (LedgerPayment("", invoice.settled, invoice.currency.in_ore(invoice.total)),)
    return tuple(
        LedgerPayment(
            one.payment.number,
            one.payment.day,
            _settled(one, invoice.currency),
            is_booked=one.payment.is_booked,
            written_off_ore=sum(
                off.amount if off.currency == KRONOR else invoice.currency.in_ore(off.amount) for off in one.write_offs
            ),
            voucher=terms.voucher(one.voucher),
        )
        for one in payments
    )


def _settled(payment: PaymentDetail, currency: Currency) -> int:
    """Give what a payment settled of an invoice in öre, at the invoice's own rate."""
    if currency.code == KRONOR or payment.amount_in_currency is None:
        return payment.payment.amount
    return currency.in_ore(payment.amount_in_currency)


def _in_ore(currency: Currency, hundredths: int | None) -> int | None:
    return None if hundredths is None else currency.in_ore(hundredths)
