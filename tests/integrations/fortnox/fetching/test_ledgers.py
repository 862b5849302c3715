"""Invoices and payments of Fortnox as items of a ledger."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from closing.appendices.items import Ledger, LedgerInvoice, LedgerPayment, VoucherKey
from integrations.fortnox.client.ledger_payloads import (
    Currency,
    CustomerInvoice,
    Payment,
    PaymentDetail,
    SupplierInvoice,
    VoucherReference,
    WriteOff,
)
from integrations.fortnox.fetching.ledgers import LedgerSeries, Terms, payables, receivables

KRONOR = Currency()
EURO = Currency("EUR", Decimal("11.2345"), Decimal(1))
TERMS = Terms(
    year_starts={4: date(2025, 1, 1)},
    known_from=date(2025, 1, 1),
    fetched_on=date(2026, 2, 1),
    series={
        Ledger.RECEIVABLES: LedgerSeries(frozenset({"B"}), frozenset({"C"})),
        Ledger.PAYABLES: LedgerSeries(frozenset({"D"}), frozenset({"D", "E"})),
    },
)
SALE = CustomerInvoice(
    "101",
    "7",
    "Åkerlund AB",
    day=date(2025, 11, 20),
    due=date(2025, 12, 20),
    settled=None,
    currency=Currency(),
    total=12_500_00,
    balance=2_500_00,
    is_booked=True,
    is_cancelled=False,
    voucher=VoucherReference(4, "B", 12),
)
PURCHASE = SupplierInvoice(
    "55",
    "3",
    "Träbolaget",
    "F-2025-9",
    day=date(2025, 12, 1),
    due=None,
    settled=None,
    currency=Currency(),
    total=800_00,
    balance=800_00,
    is_booked=True,
    is_cancelled=False,
    vouchers=(VoucherReference(4, "D", 31), VoucherReference(4, "D", 32)),
)


def _payment(invoice: str, hundredths: int, currency: Currency = KRONOR, **detail: int | None) -> PaymentDetail:
    payment = Payment("9", invoice, day=date(2026, 1, 4), amount=hundredths, currency=currency, is_booked=True)
    return PaymentDetail(payment, detail.get("in_currency"), VoucherReference(4, "C", 8), ())


def test_customer_invoice_keeps_its_payments_and_its_voucher() -> None:
    items = receivables([SALE], [_payment("101", 10_000_00), _payment("102", 5)], TERMS)

    assert (items.ledger, items.accounts, items.series) == (Ledger.RECEIVABLES, ("1510",), frozenset({"B", "C"}))
    assert (items.known_from, items.fetched_on) == (date(2025, 1, 1), date(2026, 2, 1))
    assert items.invoices == (
        LedgerInvoice(
            "7",
            "Åkerlund AB",
            "101",
            invoice_day=date(2025, 11, 20),
            due_day=date(2025, 12, 20),
            amount_ore=12_500_00,
            balance_ore=2_500_00,
            payments=(LedgerPayment("9", date(2026, 1, 4), 10_000_00, voucher=VoucherKey(date(2025, 1, 1), "C", "8")),),
            voucher=VoucherKey(date(2025, 1, 1), "B", "12"),
        ),
    )


def test_supplier_invoice_has_both_numbers_and_the_first_of_its_vouchers() -> None:
    (invoice,) = payables([PURCHASE], [], TERMS).invoices

    assert (invoice.invoice, invoice.other_number, invoice.due_day) == ("55", "F-2025-9", date(2025, 12, 1))
    assert invoice.voucher == VoucherKey(date(2025, 1, 1), "D", "31")


def test_foreign_invoice_and_its_payment_are_at_the_invoices_own_rate() -> None:
    sale = replace(SALE, currency=EURO, total=1_000_00, balance=400_00)

    # Paid 600.00 euro, which were worth 6 900.00 kronor by then.
    (invoice,) = receivables([sale], [_payment("101", 6_900_00, EURO, in_currency=600_00)], TERMS).invoices

    assert (invoice.currency, invoice.amount_in_currency) == ("EUR", 1_000_00)
    assert (invoice.amount_ore, invoice.balance_ore) == (11_234_50, 4_493_80)
    assert [one.amount_ore for one in invoice.payments] == [6_740_70]


def test_write_off_is_of_the_invoice_too() -> None:
    payment = replace(_payment("101", 12_499_60), write_offs=(WriteOff("3740", 40),))

    (invoice,) = receivables([SALE], [payment], TERMS).invoices

    assert invoice.payments[0].settled_ore == 12_500_00


def test_sold_invoice_has_left_the_account() -> None:
    assert receivables([replace(SALE, is_sold=True)], [], TERMS).invoices == ()


def test_cancelled_unbooked_and_credit_invoices_keep_what_they_are() -> None:
    sales = [
        replace(SALE, is_cancelled=True),
        replace(SALE, is_booked=False, voucher=None),
        replace(SALE, total=-100, balance=None),
    ]

    cancelled, unbooked, credit = receivables(sales, [], TERMS).invoices

    assert (cancelled.is_cancelled, unbooked.is_booked, unbooked.voucher) == (True, False, None)
    assert (credit.amount_ore, credit.balance_ore) == (-100, None)


def test_voucher_of_a_year_that_is_not_there_is_not_named() -> None:
    (invoice,) = receivables([replace(SALE, voucher=VoucherReference(99, "B", 1))], [], TERMS).invoices

    assert invoice.voucher is None


@pytest.mark.parametrize(("series", "is_booked"), [("B", True), ("A", True), ("C", False)])
def test_invoice_booked_by_its_payment_never_came_into_the_ledger(series: str, *, is_booked: bool) -> None:
    (invoice,) = receivables([replace(SALE, voucher=VoucherReference(4, series, 12))], [], TERMS).invoices

    assert invoice.is_booked == is_booked


def test_series_of_both_invoices_and_payments_tells_nothing() -> None:
    (invoice,) = payables([PURCHASE], [], TERMS).invoices

    assert invoice.is_booked


def test_invoice_settled_without_a_payment_was_settled_against_a_credit_invoice() -> None:
    sale = replace(SALE, balance=0, settled=date(2026, 1, 15))
    credit = replace(sale, number="102", total=-SALE.total)
    earlier = replace(sale, number="90", day=date(2024, 12, 30))

    invoices = receivables([sale, credit, earlier], [], TERMS).invoices

    assert [one.payments for one in invoices] == [
        (LedgerPayment("", date(2026, 1, 15), 12_500_00),),
        (LedgerPayment("", date(2026, 1, 15), -12_500_00),),
        (),
    ]
