"""What is not known of Fortnox's ledgers, or differs between its customers: one row of switches for each company."""

import sqlite3
from dataclasses import dataclass

from integrations.fortnox.simulator.books.tables import insert


@dataclass(frozen=True, slots=True)
class Habits:
    """How the ledgers of a company answer.

    Attributes:
        writes_swedish_amounts: amounts of supplier invoices are "1 713,94" in place of "1713.94". Both were seen.
        payments_touch_invoices: a payment counts as a change of its invoice (`lastmodified`). Not known publicly.
        tells_supplier_final_pay_day: FinalPayDate of supplier invoices is filled when they are settled. Not known
            publicly.
    """

    tenant: int
    writes_swedish_amounts: bool = False
    payments_touch_invoices: bool = True
    tells_supplier_final_pay_day: bool = True


def habits_of(connection: sqlite3.Connection, tenant: int) -> Habits:
    """Read the switches of a company."""
    row = connection.execute("SELECT * FROM register_habit WHERE tenant = ?", [tenant]).fetchone()
    if row is None:
        return Habits(tenant)
    return Habits(
        tenant,
        writes_swedish_amounts=bool(row["writes_swedish_amounts"]),
        payments_touch_invoices=bool(row["payments_touch_invoices"]),
        tells_supplier_final_pay_day=bool(row["tells_supplier_final_pay_day"]),
    )


def set_habits(connection: sqlite3.Connection, habits: Habits) -> None:
    """Set the switches of a company."""
    connection.execute("DELETE FROM register_habit WHERE tenant = ?", [habits.tenant])
    insert(connection, "register_habit", [habits])
