"""Invoices and payments out of the storage."""

import sqlite3
from datetime import date
from decimal import Decimal

from integrations.fortnox.simulator.register.ledger.errors import NoInvoiceError
from integrations.fortnox.simulator.register.ledger.money import ore_at
from integrations.fortnox.simulator.register.ledger.records import (
    Invoice,
    Key,
    NewInvoice,
    NewPayment,
    Payment,
    Side,
    WriteOff,
)


def invoice_of(connection: sqlite3.Connection, tenant: int, *, key: Key) -> Invoice:
    """Read an invoice.

    Raises:
        NoInvoiceError: there is none of that number.
    """
    row = connection.execute(
        "SELECT * FROM invoice WHERE tenant = ? AND side = ? AND number = ?", [tenant, key.side, key.number]
    ).fetchone()
    if row is None:
        raise NoInvoiceError(key.side, key.number)
    return _invoice(row)


def payment_of(connection: sqlite3.Connection, tenant: int, *, key: Key) -> Payment:
    """Read a payment with what was written off.

    Raises:
        NoInvoiceError: there is none of that number.
    """
    where = [tenant, key.side, key.number]
    row = connection.execute("SELECT * FROM payment WHERE tenant = ? AND side = ? AND number = ?", where).fetchone()
    if row is None:
        raise NoInvoiceError(key.side, key.number)
    offs = connection.execute(
        "SELECT * FROM write_off WHERE tenant = ? AND side = ? AND payment = ? ORDER BY position", where
    )
    new = NewPayment(
        Key(key.side, row["invoice"]),
        date.fromisoformat(row["day"]),
        row["amount"],
        Decimal(row["rate"]),
        row["account"],
        [WriteOff(one["account"], one["amount"], one["text"]) for one in offs],
        is_booked=bool(row["is_booked"]),
    )
    return Payment(key, new)


def open_ore(connection: sqlite3.Connection, tenant: int, *, side: Side) -> int:
    """Sum what remains of all booked invoices, in öre at their own rates: what the control account should hold.

    Claims and debts are both positive.
    """
    rows = connection.execute(
        "SELECT balance, rate, unit FROM invoice WHERE tenant = ? AND side = ? AND is_booked AND NOT is_cancelled"
        " AND balance <> 0",
        [tenant, side],
    )
    return sum(ore_at(row["balance"], rate=Decimal(row["rate"]), unit=row["unit"]) for row in rows)


def _invoice(row: sqlite3.Row) -> Invoice:
    """Make an invoice of its row."""
    side = Side(row["side"])
    new = NewInvoice(
        side,
        row["party"],
        date.fromisoformat(row["day"]),
        date.fromisoformat(row["due_day"]),
        row["total"],
        row["account"],
        vat=row["vat"],
        vat_account=row["vat_account"],
        reduction=row["reduction"],
        text=row["text"],
        other_number=row["other_number"],
        cost_centre=row["cost_centre"],
        project=row["project"],
        currency=row["currency"],
        rate=Decimal(row["rate"]),
        unit=row["unit"],
        kind=row["kind"],
        credit_of=row["credit_of"],
    )
    key = Key(side, row["number"])
    return Invoice(
        key,
        new,
        row["method"],
        row["balance"],
        is_booked=bool(row["is_booked"]),
        is_cancelled=bool(row["is_cancelled"]),
    )
