"""Financial years (räkenskapsår).

The Id of a year is a running number of its making: neither a calendar year nor in the order of time. What a call means
without `financialyear` is the year that the company's user has chosen, whatever the day in the call. Source: recorded
years, and the OpenAPI document on vouchers ("preselected").
"""

import sqlite3
from dataclasses import dataclass
from datetime import date

from integrations.fortnox.simulator.books import refusals
from integrations.fortnox.simulator.books.companies import choose_year, company_of
from integrations.fortnox.simulator.books.errors import UnknownYearError
from integrations.fortnox.simulator.books.tables import insert
from integrations.fortnox.simulator.exchange import Answer, Call, JsonValue
from integrations.fortnox.simulator.lists import Listing, day_asked, whole_number
from integrations.fortnox.simulator.storage import Storage

CHART = "BAS 2025"


@dataclass(frozen=True, slots=True)
class FinancialYear:
    """A financial year.

    Attributes:
        id: what Fortnox calls it; also Year and VoucherYear of vouchers.
        accounting_method: "ACCRUAL" or "CASH".
        chart: the name of the chart that its accounts were made of.
    """

    id: int
    start: date
    end: date
    accounting_method: str
    chart: str

    def holds(self, day: date) -> bool:
        """Say whether a day is in the year."""
        return self.start <= day <= self.end


@dataclass(frozen=True, slots=True)
class _Row:
    """A year as it stands in the storage."""

    tenant: int
    id: int
    from_date: str
    to_date: str
    accounting_method: str
    chart: str


def add_year(
    connection: sqlite3.Connection, tenant: int, *, start: date, end: date, number: int = 0, chart: str = CHART
) -> int:
    """Make a financial year; the first one of a company becomes its chosen year.

    Args:
        connection: a transaction.
        tenant: the company.
        start: its first day.
        end: its last day.
        number: its Id; otherwise the next running number.
        chart: the name of its chart of accounts.

    Returns:
        Its Id.
    """
    company = company_of(connection, tenant)
    (last,) = connection.execute(
        "SELECT coalesce(max(id), 0) FROM financial_year WHERE tenant = ?", [tenant]
    ).fetchone()
    year: int = number or last + 1
    row = _Row(tenant, year, start.isoformat(), end.isoformat(), company.accounting_method, chart)
    insert(connection, "financial_year", [row])
    if company.chosen_year is None:
        choose_year(connection, tenant, year=year)
    return year


def years_of(connection: sqlite3.Connection, tenant: int) -> list[FinancialYear]:
    """List the years of a company by their Ids."""
    rows = connection.execute("SELECT * FROM financial_year WHERE tenant = ? ORDER BY id", [tenant])
    return [_year(row) for row in rows]


def year_of(connection: sqlite3.Connection, tenant: int, *, year: int | None) -> FinancialYear:
    """Read a year.

    Raises:
        UnknownYearError: the company has none of that Id.
    """
    row = connection.execute("SELECT * FROM financial_year WHERE tenant = ? AND id = ?", [tenant, year]).fetchone()
    if row is None:
        raise UnknownYearError(tenant, year)
    return _year(row)


def year_before(connection: sqlite3.Connection, tenant: int, *, year: FinancialYear) -> FinancialYear | None:
    """Find the last year that ends before another begins, also when there is a gap between them; that is invented."""
    row = connection.execute(
        "SELECT * FROM financial_year WHERE tenant = ? AND to_date < ? ORDER BY to_date DESC LIMIT 1",
        [tenant, year.start.isoformat()],
    ).fetchone()
    return _year(row) if row else None


def year_asked(connection: sqlite3.Connection, call: Call) -> FinancialYear:
    """Find the year that a call means: `financialyear`, else `financialyeardate`, else the company's chosen year.

    Raises:
        Refusal: there is no such year; the sentence is one that integrators have seen, the rest is invented.
    """
    asked, day = call.params.get("financialyear", ""), day_asked(call, "financialyeardate")
    if day and not asked:
        holding = [year for year in years_of(connection, call.tenant) if year.holds(date.fromisoformat(day))]
        if not holding:
            raise refusals.no_year()
        return holding[0]
    year = whole_number(asked) if asked else company_of(connection, call.tenant).chosen_year
    try:
        return year_of(connection, call.tenant, year=year)
    except UnknownYearError as error:
        raise refusals.no_year() from error


def list_years(storage: Storage, call: Call) -> Answer:
    """Answer GET /financialyears; with `date` the year that holds the day, or none."""
    day = day_asked(call, "date")
    query = "SELECT *, ? AS address FROM financial_year WHERE tenant = ?"
    values: list[str | int] = [call.address, call.tenant]
    if day:
        query += " AND ? BETWEEN from_date AND to_date"
        values.append(day)
    with storage.reading() as connection:
        return Listing("FinancialYears", f"{query} ORDER BY id", values, _json).answer(connection, call)


def one_year(storage: Storage, call: Call) -> Answer:
    """Answer GET /financialyears/{id}."""
    with storage.reading() as connection:
        row = connection.execute(
            "SELECT *, ? AS address FROM financial_year WHERE tenant = ? AND id = ?",
            [call.address, call.tenant, whole_number(call.path[1])],
        ).fetchone()
    if row is None:
        raise refusals.missing_year()
    return Answer(body={"FinancialYear": _json(row)})


def _json(row: sqlite3.Row) -> JsonValue:
    """Make the JSON of a year."""
    return {
        "@url": f"{row['address']}/financialyears/{row['id']}",
        "Id": row["id"],
        "FromDate": row["from_date"],
        "ToDate": row["to_date"],
        "AccountingMethod": row["accounting_method"],
        "AccountChartType": row["chart"],
    }


def _year(row: sqlite3.Row) -> FinancialYear:
    """Make a year of its row."""
    start, end = date.fromisoformat(row["from_date"]), date.fromisoformat(row["to_date"])
    return FinancialYear(row["id"], start, end, row["accounting_method"], row["chart"])
