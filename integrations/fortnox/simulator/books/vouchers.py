"""Vouchers (verifikationer) as they are read: the list without rows, and one with them."""

import sqlite3
from decimal import Decimal
from urllib.parse import quote

from integrations.fortnox.simulator.books import refusals
from integrations.fortnox.simulator.books.accounts import number_json
from integrations.fortnox.simulator.books.kronor import kronor_of
from integrations.fortnox.simulator.books.posting import RowState
from integrations.fortnox.simulator.books.years import year_asked
from integrations.fortnox.simulator.exchange import Answer, Call, JsonValue
from integrations.fortnox.simulator.lists import Listing, WrongParameter, day_asked, moment_asked, whole_number
from integrations.fortnox.simulator.storage import Storage

_COST_CENTRE = """
    (v.cost_centre = ? OR EXISTS (SELECT 1 FROM voucher_row r WHERE r.voucher = v.id AND r.cost_centre = ?))
"""


def list_vouchers(storage: Storage, call: Call) -> Answer:
    """Answer GET /vouchers, and /vouchers/sublist/{series}; the order of series and numbers is invented."""
    series = call.path[2] if len(call.path) > len(("vouchers", "sublist")) else call.params.get("voucherseries")
    conditions = [
        ("v.series = ?", series),
        ("v.day >= ?", day_asked(call, "fromdate")),
        ("v.day <= ?", day_asked(call, "todate")),
        ("v.modified >= ?", moment_asked(call, "lastmodified")),
    ]
    with storage.reading() as connection:
        year = year_asked(connection, call)
        query = "SELECT v.*, ? AS address FROM voucher v WHERE v.tenant = ? AND v.year = ?"
        values: list[str | int] = [call.address, call.tenant, year.id]
        for condition, value in conditions:
            if value:
                query += f" AND {condition}"
                values.append(value)
        cost_centre = call.params.get("costcenter")
        if cost_centre:
            query += f" AND {_COST_CENTRE}"
            values += [cost_centre, cost_centre]
        listing = Listing("Vouchers", f"{query} ORDER BY v.series, v.number", values, _list_json)
        return listing.answer(connection, call)


def one_voucher(storage: Storage, call: Call) -> Answer:
    """Answer GET /vouchers/{series}/{number}."""
    with storage.reading() as connection:
        year = year_asked(connection, call)
        try:
            number = whole_number(call.path[2])
        except WrongParameter as error:
            raise refusals.missing_voucher() from error
        return Answer(body=voucher_json(connection, call, year=year.id, series=call.path[1], number=number))


def voucher_json(
    connection: sqlite3.Connection, call: Call, *, year: int, series: str, number: int
) -> dict[str, JsonValue]:
    """Make the JSON of a voucher with its rows.

    Raises:
        Refusal: the year has none of that series and number.
    """
    row = connection.execute(
        "SELECT *, ? AS address FROM voucher WHERE tenant = ? AND year = ? AND series = ? AND number = ?",
        [call.address, call.tenant, year, series, number],
    ).fetchone()
    if row is None:
        raise refusals.missing_voucher()
    rows = connection.execute(
        "SELECT r.*, coalesce(nullif(r.description, ''), a.name, '') AS shown FROM voucher_row r"
        " LEFT JOIN account a ON a.tenant = ? AND a.year = ? AND a.number = r.account"
        " WHERE r.voucher = ? ORDER BY r.position",
        [call.tenant, year, row["id"]],
    )
    voucher: JsonValue = {
        "@url": _url(row),
        "ApprovalState": row["approval_state"],
        "Comments": row["comments"],
        "CostCenter": row["cost_centre"],
        "Description": row["description"],
        "Project": row["project"],
        "ReferenceNumber": row["reference_number"],
        "ReferenceType": row["reference_type"],
        "TransactionDate": row["day"],
        "VoucherNumber": row["number"],
        "VoucherSeries": row["series"],
        "Year": row["year"],
        "VoucherRows": [_row_json(one) for one in rows],
    }
    return {"Voucher": voucher}


def _row_json(row: sqlite3.Row) -> JsonValue:
    """Make the JSON of a row; debit and credit are always there, and one of them is 0."""
    quantity = Decimal(row["quantity"])
    return {
        "Account": number_json(row["account"]),
        "CostCenter": row["cost_centre"],
        "Credit": kronor_of(max(-row["ore"], 0)),
        "Debit": kronor_of(max(row["ore"], 0)),
        "Description": row["shown"],
        "Project": row["project"],
        "Quantity": int(quantity) if quantity == int(quantity) else float(quantity),
        "Removed": row["state"] == RowState.STRUCK,
        "TransactionInformation": row["text"],
    }


def _list_json(row: sqlite3.Row) -> JsonValue:
    """Make the JSON of a voucher in a list."""
    return {
        "@url": _url(row),
        "ApprovalState": row["approval_state"],
        "Comments": row["comments"],
        "Description": row["description"],
        "ReferenceNumber": row["reference_number"],
        "ReferenceType": row["reference_type"],
        "TransactionDate": row["day"],
        "VoucherNumber": row["number"],
        "VoucherSeries": row["series"],
        "Year": row["year"],
    }


def _url(row: sqlite3.Row) -> str:
    """Make the address of a voucher."""
    series = quote(row["series"], safe="")
    return f"{row['address']}/vouchers/{series}/{row['number']}?financialyear={row['year']}"
