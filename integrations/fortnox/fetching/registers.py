"""Reads the registers that the ledgers are made of: invoices that were open on a day or later, and their payments."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from closing.appendices.items import Ledger
from integrations.fortnox.client.client import FortnoxClient
from integrations.fortnox.client.errors import ForbiddenError, MissingError, RefusedError
from integrations.fortnox.client.ledger_payloads import (
    KRONOR,
    CustomerInvoice,
    InvoiceState,
    Payment,
    PaymentDetail,
    SupplierInvoice,
)
from integrations.fortnox.fetching.ledgers import LedgerSeries

INVOICES = {Ledger.RECEIVABLES: {"INVOICE": "B", "CASHINVOICE": "L"}, Ledger.PAYABLES: {"SUPPLIERINVOICE": "D"}}
PAYMENTS = {Ledger.RECEIVABLES: {"INVOICEPAYMENT": "C"}, Ledger.PAYABLES: {"SUPPLIERPAYMENT": "E"}}
"""What each ledger books, by Fortnox's name of it, and the series that a new company has for it.

Source: Fortnox's reference types of vouchers, and its standard series.
"""


def customer_register(client: FortnoxClient, since: date) -> tuple[list[CustomerInvoice], list[PaymentDetail]]:
    """Read the customer invoices that were open on a day or later, and every payment of them from that day on.

    Raises:
        FortnoxError: Fortnox did not give them.
    """
    unpaid = client.customer_invoices(state=InvoiceState.UNPAID)
    settled = client.customer_invoices(state=InvoiceState.FULLY_PAID, settled_from=since)
    invoices = {one.number: one for one in (*settled, *unpaid)}
    payments = _told(client.customer_payments(), invoices, since, detail=client.customer_payment)
    return list(invoices.values()), payments


def supplier_register(client: FortnoxClient, since: date) -> tuple[list[SupplierInvoice], list[PaymentDetail]]:
    """Read the supplier invoices that were open on a day or later, and every payment of them from that day on.

    They cannot be asked for by the day they were settled, so all that are paid are read.

    Raises:
        FortnoxError: Fortnox did not give them.
    """
    unpaid = client.supplier_invoices(state=InvoiceState.UNPAID)
    settled = client.supplier_invoices(state=InvoiceState.FULLY_PAID)
    lately = [one for one in settled if one.settled is None or one.settled >= since]
    invoices = {one.number: one for one in (*lately, *unpaid)}
    payments = _told(client.supplier_payments(), invoices, since, detail=client.supplier_payment)
    return list(invoices.values()), payments


def series_of_ledgers(client: FortnoxClient) -> dict[Ledger, LedgerSeries]:
    """Tell in which voucher series each ledger books; the usual ones where Fortnox does not let us ask.

    Raises:
        FortnoxError: Fortnox did not answer.
    """
    try:
        chosen = {one.name: one.series for one in client.predefined_voucher_series() if one.series}
    except (ForbiddenError, RefusedError, MissingError):
        chosen = {}

    def named(usual: Mapping[str, str]) -> frozenset[str]:
        return frozenset(chosen.get(name, series) for name, series in usual.items())

    return {ledger: LedgerSeries(named(INVOICES[ledger]), named(PAYMENTS[ledger])) for ledger in Ledger}


def _told(
    payments: Iterable[Payment],
    invoices: Iterable[str],
    since: date,
    *,
    detail: Callable[[str], PaymentDetail],
) -> list[PaymentDetail]:
    """Keep the payments of these invoices; one with a write-off or in another currency is asked for by itself."""
    wanted = set(invoices)
    return [
        detail(one.number) if one.has_write_off or one.currency.code != KRONOR else PaymentDetail(one, None, None, ())
        for one in payments
        if one.invoice in wanted and one.day >= since
    ]
