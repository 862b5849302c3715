"""Predefined accounts and voucher series (förvalda konton och serier): where the ledgers post, company by company."""

import sqlite3

from integrations.fortnox.simulator.register.ledger.records import Side

CONTROL_NAMES = {Side.CUSTOMER: "CUSTCLAIM", Side.SUPPLIER: "SUPPLIERDEBT"}
ACCOUNTS = {
    CONTROL_NAMES[Side.CUSTOMER]: "1510",
    CONTROL_NAMES[Side.SUPPLIER]: "2440",
    "BG": "1930",
    "INVAT": "2641",
    "OUTVAT_MP1": "2611",
    "OUTVAT_MP2": "2621",
    "OUTVAT_MP3": "2631",
    "SALES": "3001",
    "SALES_MP2": "3002",
    "SALES_MP3": "3003",
}
"""The list of names is not known publicly. CUSTCLAIM, BG, OUTVAT_…, SALES… are names that public clients look up; the
others are invented."""

INVOICING = {Side.CUSTOMER: "INVOICE", Side.SUPPLIER: "SUPPLIERINVOICE"}
PAYING = {Side.CUSTOMER: "INVOICEPAYMENT", Side.SUPPLIER: "SUPPLIERPAYMENT"}
SERIES = {
    "ACCRUAL": "H",
    "CASHINVOICE": "L",
    INVOICING[Side.CUSTOMER]: "B",
    PAYING[Side.CUSTOMER]: "C",
    "SALARY": "K",
    INVOICING[Side.SUPPLIER]: "D",
    PAYING[Side.SUPPLIER]: "E",
    "VAT": "M",
}
"""INVOICE and SALARY are known names; the others are those of the vouchers' reference types, or invented."""


def add_predefined(connection: sqlite3.Connection, tenant: int) -> None:
    """Give a company the accounts and series that a new company has, where it has none of its own."""
    connection.executemany(
        "INSERT OR IGNORE INTO predefined_account VALUES (?, ?, ?)",
        [(tenant, name, number) for name, number in ACCOUNTS.items()],
    )
    connection.executemany(
        "INSERT OR IGNORE INTO predefined_series VALUES (?, ?, ?)",
        [(tenant, name, code) for name, code in SERIES.items()],
    )


def set_control_account(connection: sqlite3.Connection, tenant: int, *, side: Side, account: str) -> None:
    """Let a ledger post on another account than 1510 or 2440 from now on."""
    connection.execute(
        "INSERT OR REPLACE INTO predefined_account VALUES (?, ?, ?)", [tenant, CONTROL_NAMES[side], account]
    )


def control_account(connection: sqlite3.Connection, tenant: int, *, side: Side) -> str:
    """Tell which account a ledger posts on."""
    return account_named(connection, tenant, name=CONTROL_NAMES[side])


def account_named(connection: sqlite3.Connection, tenant: int, *, name: str) -> str:
    """Look a predefined account up; what a new company has when it has none of its own."""
    row = connection.execute(
        "SELECT account FROM predefined_account WHERE tenant = ? AND name = ?", [tenant, name]
    ).fetchone()
    return str(row["account"]) if row else ACCOUNTS[name]


def series_named(connection: sqlite3.Connection, tenant: int, *, name: str) -> str:
    """Look a predefined series up; what a new company has when it has none of its own."""
    row = connection.execute(
        "SELECT series FROM predefined_series WHERE tenant = ? AND name = ?", [tenant, name]
    ).fetchone()
    return str(row["series"]) if row else SERIES[name]
