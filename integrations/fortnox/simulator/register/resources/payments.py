"""Payments of customer and supplier invoices, as the API gives them.

Number is a text and InvoiceNumber a number for customers; for suppliers it is the other way round. That Amount is in
kronor and AmountCurrency in the currency is invented: the document says neither.
"""

import sqlite3
from collections.abc import Callable
from decimal import Decimal
from functools import partial

from integrations.fortnox.simulator.books.kronor import kronor_of
from integrations.fortnox.simulator.exchange import Answer, Call, JsonValue
from integrations.fortnox.simulator.lists import order_asked, whole_number
from integrations.fortnox.simulator.register import refusals
from integrations.fortnox.simulator.register.ledger.money import amount_text, ore_at, rate_number
from integrations.fortnox.simulator.register.ledger.records import Side
from integrations.fortnox.simulator.register.resources.asking import Asked, number_in_path, one_row
from integrations.fortnox.simulator.register.resources.invoices import ocr_of
from integrations.fortnox.simulator.storage import Storage

_PAYMENTS = """
    SELECT m.*, i.currency, i.unit, i.rate AS invoice_rate, i.due_day, i.total, i.party, i.other_number,
        p.name AS party_name, ? AS address,
        EXISTS (
            SELECT 1 FROM write_off w WHERE w.tenant = m.tenant AND w.side = m.side AND w.payment = m.number
        ) AS has_write_offs
    FROM payment m
    JOIN invoice i ON i.tenant = m.tenant AND i.side = m.side AND i.number = m.invoice
    JOIN party p ON p.tenant = m.tenant AND p.side = m.side AND p.number = i.party
    WHERE m.tenant = ? AND m.side = ?
"""
_SORTS = {"paymentdate": "m.day"}


def list_invoice_payments(storage: Storage, call: Call) -> Answer:
    """Answer GET /invoicepayments."""
    asked = _asked(call, Side.CUSTOMER)
    number = call.params.get("invoicenumber", "")
    asked.only("m.invoice = ?", whole_number(number) if number else None)
    asked.modified("m.modified")
    return _list(storage, asked, key="InvoicePayments", shape=partial(_listed, side=Side.CUSTOMER))


def list_supplier_invoice_payments(storage: Storage, call: Call) -> Answer:
    """Answer GET /supplierinvoicepayments; no filter of it is documented, so none is known here."""
    shape = partial(_listed, side=Side.SUPPLIER)
    return _list(storage, _asked(call, Side.SUPPLIER), key="SupplierInvoicePayments", shape=shape)


def one_invoice_payment(storage: Storage, call: Call) -> Answer:
    """Answer GET /invoicepayments/{number}."""
    row, offs = _one(storage, call, side=Side.CUSTOMER)
    payment: dict[str, JsonValue] = {
        **_both(row, side=Side.CUSTOMER),
        **_detail(row, offs),
        "ExternalInvoiceReference1": "",
        "ExternalInvoiceReference2": "",
        "InvoiceCustomerName": row["party_name"],
        "InvoiceCustomerNumber": row["party"],
        "InvoiceOCR": ocr_of(row["invoice"]),
        "ModeOfPaymentAccount": int(row["account"]),
    }
    return Answer(body={"InvoicePayment": dict(sorted(payment.items()))})


def one_supplier_invoice_payment(storage: Storage, call: Call) -> Answer:
    """Answer GET /supplierinvoicepayments/{number}."""
    row, offs = _one(storage, call, side=Side.SUPPLIER)
    payment: dict[str, JsonValue] = {
        **_both(row, side=Side.SUPPLIER),
        **_detail(row, offs),
        "Information": "",
        "InvoiceOCR": "",
        "InvoiceSupplierName": row["party_name"],
        "InvoiceSupplierNumber": row["party"],
    }
    return Answer(body={"SupplierInvoicePayment": dict(sorted(payment.items()))})


def _asked(call: Call, side: Side) -> Asked:
    """Begin a query over the payments of a ledger."""
    return Asked(call, _PAYMENTS, [call.address, call.tenant, side.value])


def _list(storage: Storage, asked: Asked, *, key: str, shape: Callable[[sqlite3.Row], JsonValue]) -> Answer:
    """Answer with a list of payments."""
    order = order_asked(asked.call, _SORTS, default="m.number")
    with storage.reading() as connection:
        return asked.listing(key, order=order, shape=shape).answer(connection, asked.call)


def _one(storage: Storage, call: Call, *, side: Side) -> tuple[sqlite3.Row, list[sqlite3.Row]]:
    """Read the payment that the path names, and what was written off with it.

    Raises:
        Refusal: there is none.
    """
    asked, number = _asked(call, side), number_in_path(call)
    asked.only("m.number = ?", number)
    with storage.reading() as connection:
        row = one_row(connection, asked)
        offs = connection.execute(
            "SELECT * FROM write_off WHERE tenant = ? AND side = ? AND payment = ? ORDER BY position",
            [call.tenant, side, number],
        ).fetchall()
    if row is None:
        raise refusals.missing_payment()
    return row, offs


def _listed(row: sqlite3.Row, *, side: Side) -> JsonValue:
    """Make the JSON of a payment in a list."""
    return {**_both(row, side=side), "WriteOffExist": bool(row["has_write_offs"])}


def _both(row: sqlite3.Row, *, side: Side) -> dict[str, JsonValue]:
    """Make what the list and the detail have in common."""
    is_customer = side is Side.CUSTOMER
    path = "invoicepayments" if is_customer else "supplierinvoicepayments"
    return {
        "@url": f"{row['address']}/{path}/{row['number']}",
        "Amount": kronor_of(_ore(row, row["amount"], rate=row["rate"])),
        "Booked": bool(row["is_booked"]),
        "Currency": row["currency"],
        "CurrencyRate": rate_number(row["rate"]),
        "CurrencyUnit": row["unit"],
        "InvoiceNumber": row["invoice"] if is_customer else str(row["invoice"]),
        "Number": str(row["number"]) if is_customer else row["number"],
        "PaymentDate": row["day"],
        "Source": "manual",
    }


def _detail(row: sqlite3.Row, offs: list[sqlite3.Row]) -> dict[str, JsonValue]:
    """Make what both details add."""
    return {
        "AmountCurrency": kronor_of(row["amount"]),
        "InvoiceDueDate": row["due_day"],
        "InvoiceTotal": amount_text(row["total"], is_swedish=False),
        "ModeOfPayment": "BG",
        "VoucherNumber": row["voucher"],
        "VoucherSeries": row["series"],
        "VoucherYear": row["year"],
        "WriteOffs": [
            {
                "AccountNumber": int(off["account"]),
                "Amount": kronor_of(_ore(row, off["amount"], rate=row["invoice_rate"])),
                "CostCenter": "",
                "Currency": "SEK",
                "Description": off["text"],
                "Project": "",
                "TransactionInformation": "",
            }
            for off in offs
        ],
    }


def _ore(row: sqlite3.Row, amount: int, *, rate: str) -> int:
    """Turn an amount of a payment into öre."""
    return ore_at(amount, rate=Decimal(rate), unit=row["unit"])
