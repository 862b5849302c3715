"""Voucher series (verifikationsserier). They are made anew every year: Manual and the numbering are the year's own."""

import sqlite3
from dataclasses import dataclass

from integrations.fortnox.simulator.books import refusals
from integrations.fortnox.simulator.books.tables import insert
from integrations.fortnox.simulator.books.years import year_asked
from integrations.fortnox.simulator.exchange import Answer, Call, JsonValue
from integrations.fortnox.simulator.lists import Listing
from integrations.fortnox.simulator.storage import Storage

STANDARD = {
    "A": "Redovisning",
    "B": "Kundfakturor",
    "C": "Inbetalningar",
    "D": "Leverantörsfakturor",
    "E": "Utbetalningar",
    "F": "Kassa",
    "G": "Avskrivning",
    "H": "Periodisering",
    "I": "Bokslut",
    "J": "Revisor",
    "K": "Lön",
    "L": "Kontantfaktura",
    "M": "Momsrapport",
}
"""The series of a new year. Source: Fortnox's system documentation, as cited by integrators."""
MANUAL = "A"
"""The one series that is manual from the start. Source: as above."""


@dataclass(frozen=True, slots=True)
class Series:
    """A series of one year.

    Attributes:
        code: at most ten characters.
        is_manual: a person, or the API, may post in it.
        approver_id: who approves its vouchers; None when nobody has to.
    """

    tenant: int
    year: int
    code: str
    description: str = ""
    is_manual: bool = False
    approver_id: int | None = None
    approver_name: str = ""


def add_series(connection: sqlite3.Connection, *series: Series) -> None:
    """Write new series."""
    insert(connection, "series", series)


def add_standard_series(connection: sqlite3.Connection, tenant: int, *, year: int, manual: str = MANUAL) -> None:
    """Make the series of a new year; `manual` holds the codes of the manual ones, one letter each."""
    made = [Series(tenant, year, code, name, is_manual=code in manual) for code, name in STANDARD.items()]
    add_series(connection, *made)


def set_manual(connection: sqlite3.Connection, tenant: int, *, year: int, code: str, is_manual: bool = True) -> None:
    """Let a series be posted in by hand in a year, or no longer."""
    connection.execute(
        "UPDATE series SET is_manual = ? WHERE tenant = ? AND year = ? AND code = ?", [is_manual, tenant, year, code]
    )


def series_of(connection: sqlite3.Connection, tenant: int, *, year: int) -> list[Series]:
    """List the series of a year."""
    rows = connection.execute("SELECT * FROM series WHERE tenant = ? AND year = ? ORDER BY code", [tenant, year])
    return [_series(row) for row in rows]


def one_series_of(connection: sqlite3.Connection, tenant: int, *, year: int, code: str) -> Series | None:
    """Read a series; None when the year has none of that code."""
    row = connection.execute(
        "SELECT * FROM series WHERE tenant = ? AND year = ? AND code = ?", [tenant, year, code]
    ).fetchone()
    return _series(row) if row else None


def next_number(connection: sqlite3.Connection, tenant: int, *, year: int, code: str) -> int:
    """Tell which number the next voucher of a series gets: numbers are dense in each series and year."""
    (last,) = connection.execute(
        "SELECT coalesce(max(number), 0) FROM voucher WHERE tenant = ? AND year = ? AND series = ?",
        [tenant, year, code],
    ).fetchone()
    number: int = last + 1
    return number


def list_series(storage: Storage, call: Call) -> Answer:
    """Answer GET /voucherseries; its list is called VoucherSeriesCollection."""
    with storage.reading() as connection:
        year = year_asked(connection, call)
        query = "SELECT *, ? AS address FROM series WHERE tenant = ? AND year = ? ORDER BY code"
        values: list[str | int] = [call.address, call.tenant, year.id]
        return Listing(
            "VoucherSeriesCollection", query, values, lambda row: _json(_series(row), row["address"])
        ).answer(connection, call)


def one_series(storage: Storage, call: Call) -> Answer:
    """Answer GET /voucherseries/{code}."""
    with storage.reading() as connection:
        year = year_asked(connection, call)
        series = one_series_of(connection, call.tenant, year=year.id, code=call.path[1])
        if series is None:
            raise refusals.missing_series()
        number = next_number(connection, call.tenant, year=year.id, code=series.code)
    body = _json(series, call.address)
    body["NextVoucherNumber"] = number
    body["Year"] = body.pop("Year")
    return Answer(body={"VoucherSeries": body})


def _json(series: Series, address: str) -> dict[str, JsonValue]:
    """Make the JSON of a series."""
    approver: JsonValue = None
    if series.approver_id is not None:
        approver = {"Id": series.approver_id, "Name": series.approver_name}
    return {
        "@url": f"{address}/voucherseries/{series.code}?financialyear={series.year}",
        "Approver": approver,
        "Code": series.code,
        "Description": series.description,
        "Manual": series.is_manual,
        "Year": series.year,
    }


def _series(row: sqlite3.Row) -> Series:
    """Make a series of its row."""
    return Series(
        row["tenant"],
        row["year"],
        row["code"],
        row["description"],
        is_manual=bool(row["is_manual"]),
        approver_id=row["approver_id"],
        approver_name=row["approver_name"],
    )
