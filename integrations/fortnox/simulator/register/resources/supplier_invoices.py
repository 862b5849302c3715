"""Supplier invoices (leverantörsfakturor), as the API gives them: their amounts are texts."""

import json
import sqlite3
from collections.abc import Callable
from decimal import Decimal
from functools import partial

from integrations.fortnox.simulator.books.kronor import kronor_of
from integrations.fortnox.simulator.exchange import Answer, Call, JsonValue
from integrations.fortnox.simulator.lists import order_asked
from integrations.fortnox.simulator.register import refusals
from integrations.fortnox.simulator.register.habits import Habits, habits_of
from integrations.fortnox.simulator.register.ledger.money import amount_text, ore_at
from integrations.fortnox.simulator.register.ledger.records import Side
from integrations.fortnox.simulator.register.predefined import control_account
from integrations.fortnox.simulator.register.resources.asking import (
    SUPPLIER_FILTERS,
    Asked,
    number_in_path,
    of_invoices,
    one_row,
)
from integrations.fortnox.simulator.storage import Storage

_SORTS = {
    "suppliername": "p.name",
    "suppliernumber": "i.party",
    "givennumber": "i.number",
    "invoicedate": "i.day",
    "duedate": "i.due_day",
    "total": "i.total",
}
_TEXTS = {"suppliernumber": "i.party", "costcenter": "i.cost_centre", "project": "i.project"}
_VOUCHERS = """
    (SELECT json_group_array(json_object('Number', n, 'ReferenceType', t, 'Series', s, 'Year', y)) FROM (
        SELECT w.number AS n, w.reference_type AS t, w.series AS s, w.year AS y FROM invoice_voucher w
        WHERE w.tenant = i.tenant AND w.side = i.side AND w.invoice = i.number ORDER BY w.position
    )) AS vouchers,
    EXISTS (
        SELECT 1 FROM payment q
        WHERE q.tenant = i.tenant AND q.side = i.side AND q.invoice = i.number AND NOT q.is_booked
    ) AS is_payment_pending,
"""


def list_supplier_invoices(storage: Storage, call: Call) -> Answer:
    """Answer GET /supplierinvoices.

    Only `filter` is in the OpenAPI document; the others are from the developer pages of 2026 and from clients. Nothing
    tells that the day of the final payment can be asked for here, so it cannot.
    """
    asked = _asked(call)
    asked.filtered(SUPPLIER_FILTERS)
    for name, column in _TEXTS.items():
        asked.holding(column, name)
    asked.between("i.day", first="fromdate", last="todate")
    asked.modified("i.modified")
    order = order_asked(call, _SORTS, default="i.number")
    with storage.reading() as connection:
        shape: Callable[[sqlite3.Row], JsonValue] = partial(_listed, habits=habits_of(connection, call.tenant))
        return asked.listing("SupplierInvoices", order=order, shape=shape).answer(connection, call)


def one_supplier_invoice(storage: Storage, call: Call) -> Answer:
    """Answer GET /supplierinvoices/{number}."""
    asked = _asked(call)
    asked.only("i.number = ?", number_in_path(call))
    with storage.reading() as connection:
        habits = habits_of(connection, call.tenant)
        control = control_account(connection, call.tenant, side=Side.SUPPLIER)
        row = one_row(connection, asked)
    if row is None:
        raise refusals.missing_supplier_invoice()
    return Answer(body={"SupplierInvoice": _json(row, control, habits=habits)})


def _asked(call: Call) -> Asked:
    """Begin a query over supplier invoices with all their vouchers."""
    asked = of_invoices(call, Side.SUPPLIER)
    asked.query = asked.query.replace("SELECT i.*,", f"SELECT i.*, {_VOUCHERS}", 1)
    return asked


def _listed(row: sqlite3.Row, *, habits: Habits) -> JsonValue:
    """Make the JSON of an invoice in a list: it says Cancel."""
    listed = {**_both(row, habits=habits), "AuthorizerName": "", "Cancel": bool(row["is_cancelled"])}
    return dict(sorted(listed.items()))


def _json(row: sqlite3.Row, control: str, *, habits: Habits) -> JsonValue:
    """Make the JSON of an invoice: it says Cancelled."""
    text = partial(amount_text, is_swedish=habits.writes_swedish_amounts)
    invoice: dict[str, JsonValue] = {
        **_both(row, habits=habits),
        "AccountingMethod": row["method"],
        "AdministrationFee": text(0),
        "Cancelled": bool(row["is_cancelled"]),
        "Comments": row["text"],
        "CreditReference": row["credit_of"] or 0,
        "DisablePaymentFile": False,
        "Freight": text(0),
        "OCR": "",
        "OurReference": "",
        "PaymentPending": bool(row["is_payment_pending"]),
        "RoundOffValue": text(0),
        "SalesType": "STOCK",
        "SupplierInvoiceRows": [
            _row(row, "TOT", control, hundredths=-row["total"]),
            _row(row, "VAT", row["vat_account"], hundredths=row["vat"]),
            _row(row, "ACC", row["account"], hundredths=row["total"] - row["vat"]),
        ],
        "VAT": text(row["vat"]),
        "VATType": "NORMAL",
        "VoucherNumber": row["voucher_number"],
        "VoucherSeries": row["voucher_series"],
        "VoucherYear": row["voucher_year"],
        "YourReference": "",
    }
    return dict(sorted(invoice.items()))


def _both(row: sqlite3.Row, *, habits: Habits) -> dict[str, JsonValue]:
    """Make what the list and the detail have in common."""
    text = partial(amount_text, is_swedish=habits.writes_swedish_amounts)
    return {
        "@url": f"{row['address']}/supplierinvoices/{row['number']}",
        "Balance": text(row["balance"]),
        "Booked": bool(row["is_booked"]),
        "CostCenter": row["cost_centre"],
        "Credit": row["total"] < 0,
        "Currency": row["currency"],
        "CurrencyRate": row["rate"],
        "CurrencyUnit": row["unit"],
        "DueDate": row["due_day"],
        "ExternalInvoiceNumber": "",
        "ExternalInvoiceSeries": "",
        "FinalPayDate": row["final_pay_day"] if habits.tells_supplier_final_pay_day else None,
        "GivenNumber": str(row["number"]),
        "InvoiceDate": row["day"],
        "InvoiceNumber": row["other_number"],
        "Project": row["project"],
        "SupplierName": row["party_name"],
        "SupplierNumber": row["party"],
        "Total": text(row["total"]),
        "Vouchers": json.loads(row["vouchers"]),
    }


def _row(row: sqlite3.Row, code: str, account: str, *, hundredths: int) -> JsonValue:
    """Make a row of an invoice, debit positive."""
    ore = ore_at(hundredths, rate=Decimal(row["rate"]), unit=row["unit"])
    return {
        "Account": int(account),
        "AccountDescription": "",
        "ArticleNumber": "",
        "Code": code,
        "CostCenter": row["cost_centre"],
        "Credit": kronor_of(max(-ore, 0)),
        "CreditCurrency": kronor_of(max(-hundredths, 0)),
        "Debit": kronor_of(max(ore, 0)),
        "DebitCurrency": kronor_of(max(hundredths, 0)),
        "ItemDescription": "",
        "Price": 0,
        "Project": row["project"],
        "Quantity": 0,
        "StockLocationCode": "",
        "StockPointCode": "",
        "Total": kronor_of(abs(ore)),
        "TransactionInformation": "",
        "Unit": "",
    }
