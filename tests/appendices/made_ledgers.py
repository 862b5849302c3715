"""Ledgers for tests, jotted down in kronor."""

from collections.abc import Sequence
from datetime import date
from typing import NotRequired, TypedDict, Unpack

from closing.appendices.items import Ledger, LedgerInvoice, LedgerItems, LedgerPayment, VoucherKey
from closing.formatting import parse_kr

YEAR = date(2025, 1, 1)


class InvoiceFields(TypedDict):
    """What a test may want otherwise than the factory makes it."""

    number: NotRequired[str]
    name: NotRequired[str]
    due_day: NotRequired[date]
    is_booked: NotRequired[bool]
    is_cancelled: NotRequired[bool]
    other_number: NotRequired[str]
    currency: NotRequired[str]
    amount_in_currency: NotRequired[int]
    voucher: NotRequired[VoucherKey | None]
    payments: NotRequired[tuple[LedgerPayment, ...]]


def key(name: str, year: date = YEAR) -> VoucherKey:
    """Name a voucher: `B 1`."""
    series, _space, number = name.partition(" ")
    return VoucherKey(year, series, number)


def payment(day: date, kr: str, *, voucher: str = "", written_off: str = "0", is_booked: bool = True) -> LedgerPayment:
    """Make a payment."""
    return LedgerPayment(
        number=f"{day:%m%d}",
        day=day,
        amount_ore=parse_kr(kr),
        is_booked=is_booked,
        written_off_ore=parse_kr(written_off),
        voucher=key(voucher) if voucher else None,
    )


def invoice(
    invoice_number: str, day: date, kr: str, *, balance: str | None = None, **fields: Unpack[InvoiceFields]
) -> LedgerInvoice:
    """Make an invoice, due on its date; its balance is left unsaid when left out."""
    made: InvoiceFields = {"number": "10", "name": "Kund AB", "due_day": day, **fields}
    return LedgerInvoice(
        invoice=invoice_number,
        invoice_day=day,
        amount_ore=parse_kr(kr),
        balance_ore=None if balance is None else parse_kr(balance),
        **made,
    )


def receivables(*invoices: LedgerInvoice, known_from: date = YEAR, accounts: Sequence[str] = ("1510",)) -> LedgerItems:
    """Make a ledger of customers."""
    return LedgerItems(
        Ledger.RECEIVABLES,
        tuple(accounts),
        invoices,
        known_from=known_from,
        fetched_on=date(2026, 1, 20),
        series=frozenset({"B", "C"}),
    )


def payables(*invoices: LedgerInvoice) -> LedgerItems:
    """Make a ledger of suppliers."""
    return LedgerItems(
        Ledger.PAYABLES, ("2440",), invoices, YEAR, fetched_on=date(2026, 1, 20), series=frozenset({"D", "E"})
    )
