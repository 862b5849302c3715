"""Accounts (konton). Every year has its own chart: an account of one year may be missing or inactive in another."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, replace

from integrations.fortnox.simulator.books import refusals
from integrations.fortnox.simulator.books.balances import movements_of
from integrations.fortnox.simulator.books.kronor import kronor_of
from integrations.fortnox.simulator.books.tables import insert, update
from integrations.fortnox.simulator.books.years import FinancialYear, year_asked
from integrations.fortnox.simulator.exchange import Answer, Call, JsonValue
from integrations.fortnox.simulator.lists import Listing, moment_asked, order_asked, whole_number
from integrations.fortnox.simulator.storage import Storage

CHARTS = ("BAS 2024", "BAS 2025", "BAS 2026")
"""The charts one can choose between; invented."""


@dataclass(frozen=True, slots=True)
class Account:
    """An account of the chart of one year.

    Attributes:
        number: four digits.
        is_balance: it has opening and closing balances; otherwise a result.
        sru: its code in the tax return; 0 when it has none.
        vat_code: such as "MP1"; None when it has none.
        cost_centre: the one that a row has without saying so.
        cost_centre_settings: "ALLOWED", "MANDATORY" or "NOTALLOWED".
        project: as for cost centres.
        opening_ore: the opening balance (ingående balans), debit positive.
        modified: when it was changed, as "2026-03-30 14:05:00".
    """

    tenant: int
    year: int
    number: str
    name: str
    is_active: bool = True
    is_balance: bool = True
    sru: int = 0
    vat_code: str | None = None
    cost_centre: str = ""
    cost_centre_settings: str = "ALLOWED"
    project: str = ""
    project_settings: str = "ALLOWED"
    opening_ore: int = 0
    modified: str = ""


def is_balance_number(number: str) -> bool:
    """Say whether an account of the BAS chart is one of assets (1) or of equity and liabilities (2)."""
    return number[:1] in {"1", "2"}


def number_json(number: str) -> JsonValue:
    """Write the number of an account as a number; one of another program that is none stays text."""
    return int(number) if number.isascii() and number.isdigit() else number


def add_accounts(connection: sqlite3.Connection, accounts: Iterable[Account]) -> None:
    """Write new accounts into the charts of their years."""
    insert(connection, "account", list(accounts))


def add_chart(connection: sqlite3.Connection, tenant: int, *, year: int, names: dict[str, str]) -> None:
    """Make the chart of a year of numbers and names; what is a balance is told by the number."""
    add_accounts(
        connection,
        [Account(tenant, year, number, name, is_balance=is_balance_number(number)) for number, name in names.items()],
    )


def copy_chart(connection: sqlite3.Connection, tenant: int, *, year: int, to: int) -> None:
    """Give a year the chart of another, without its opening balances."""
    accounts = accounts_of(connection, tenant, year=year)
    add_accounts(connection, [replace(account, year=to, opening_ore=0) for account in accounts])


def accounts_of(connection: sqlite3.Connection, tenant: int, *, year: int) -> list[Account]:
    """List the chart of a year."""
    rows = connection.execute("SELECT * FROM account WHERE tenant = ? AND year = ? ORDER BY number", [tenant, year])
    return [_account(row) for row in rows]


def account_of(connection: sqlite3.Connection, tenant: int, *, year: int, number: str) -> Account | None:
    """Read an account; None when the chart of the year has none of that number."""
    row = connection.execute(
        "SELECT * FROM account WHERE tenant = ? AND year = ? AND number = ?", [tenant, year, number]
    ).fetchone()
    return _account(row) if row else None


def change_account(connection: sqlite3.Connection, account: Account) -> None:
    """Write an account that is there already anew."""
    update(connection, "account", account, key=("tenant", "year", "number"))


def set_opening(connection: sqlite3.Connection, tenant: int, *, year: int, ore: dict[str, int]) -> None:
    """Set the opening balances of a year, in öre by account; accounts that are not named keep theirs."""
    connection.executemany(
        "UPDATE account SET opening_ore = ? WHERE tenant = ? AND year = ? AND number = ?",
        [(amount, tenant, year, number) for number, amount in ore.items()],
    )


def carry_forward(connection: sqlite3.Connection, tenant: int, *, year: int, to: int) -> None:
    """Open a year with the closing balances of another (hämta ingående balanser).

    The result of the year is not booked by this: without a voucher that books it the opening balances do not sum to 0.
    """
    moved = movements_of(connection, tenant, year=year)
    accounts = accounts_of(connection, tenant, year=year)
    closing = {one.number: one.opening_ore + moved.get(one.number, 0) for one in accounts if one.is_balance}
    set_opening(connection, tenant, year=to, ore=closing)


def list_accounts(storage: Storage, call: Call) -> Answer:
    """Answer GET /accounts."""
    sru, modified = call.params.get("sru", ""), moment_asked(call, "lastmodified")
    order = order_asked(call, {"number": "number"}, default="number")
    with storage.reading() as connection:
        year = year_asked(connection, call)
        query = "SELECT *, ? AS address FROM account WHERE tenant = ? AND year = ?"
        values: list[str | int] = [call.address, call.tenant, year.id]
        if sru:
            query += " AND sru = ?"
            values.append(whole_number(sru))
        if modified:
            query += " AND modified >= ?"
            values.append(modified)
        return Listing("Accounts", f"{query} ORDER BY {order}", values, _list_json).answer(connection, call)


def one_account(storage: Storage, call: Call) -> Answer:
    """Answer GET /accounts/{number}."""
    with storage.reading() as connection:
        year = year_asked(connection, call)
        account = account_of(connection, call.tenant, year=year.id, number=call.path[1])
        if account is None:
            raise refusals.missing_account()
        moved = movements_of(connection, call.tenant, year=year.id, account=account.number)
    closing = account.opening_ore + moved.get(account.number, 0)
    return Answer(body={"Account": _json(account, call, year=year, closing_ore=closing)})


def list_charts(storage: Storage, call: Call) -> Answer:
    """Answer GET /accountcharts."""
    charts = " UNION ALL ".join(f"SELECT '{name}' AS name" for name in CHARTS)
    with storage.reading() as connection:
        return Listing("AccountCharts", charts, (), lambda row: {"Name": row["name"]}).answer(connection, call)


def _json(account: Account, call: Call, *, year: FinancialYear, closing_ore: int) -> JsonValue:
    """Make the JSON of an account."""
    return {
        "@url": f"{call.address}/accounts/{account.number}?financialyear={year.id}",
        "Active": account.is_active,
        "BalanceBroughtForward": kronor_of(account.opening_ore),
        "BalanceCarriedForward": kronor_of(closing_ore),
        "CostCenter": account.cost_centre,
        "CostCenterSettings": account.cost_centre_settings,
        "Description": account.name,
        "Number": number_json(account.number),
        "OpeningQuantities": [],
        "Project": account.project,
        "ProjectSettings": account.project_settings,
        "QuantitySettings": "ALLOWED",
        "QuantityUnit": "",
        "SRU": account.sru,
        "TransactionInformation": "",
        "TransactionInformationSettings": "ALLOWED",
        "VATCode": account.vat_code,
        "Year": year.id,
    }


def _list_json(row: sqlite3.Row) -> JsonValue:
    """Make the JSON of an account in a list."""
    return {
        "@url": f"{row['address']}/accounts/{row['number']}?financialyear={row['year']}",
        "Active": bool(row["is_active"]),
        "BalanceBroughtForward": kronor_of(row["opening_ore"]),
        "CostCenter": row["cost_centre"],
        "CostCenterSettings": row["cost_centre_settings"],
        "Description": row["name"],
        "Number": number_json(row["number"]),
        "Project": row["project"],
        "ProjectSettings": row["project_settings"],
        "SRU": row["sru"],
        "VATCode": row["vat_code"],
        "Year": row["year"],
    }


def _account(row: sqlite3.Row) -> Account:
    """Make an account of its row."""
    values = dict(row)
    return Account(**{**values, "is_active": bool(values["is_active"]), "is_balance": bool(values["is_balance"])})
