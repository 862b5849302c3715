"""What a list of the registers is asked for: filters put together into SQL.

Free texts match a substring, whatever the case. Source: fortnox.se/developer, parameters; recorded answers.
"""

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from integrations.fortnox.simulator.exchange import Call, JsonValue, Refusal
from integrations.fortnox.simulator.lists import Listing, day_asked, moment_asked
from integrations.fortnox.simulator.register import refusals
from integrations.fortnox.simulator.register.ledger.records import Side
from integrations.fortnox.simulator.storage import Storage

_LONGEST_NUMBER = 15
_BOOKED = "i.is_booked AND NOT i.is_cancelled"
INVOICE_FILTERS = {
    "cancelled": "i.is_cancelled",
    "fullypaid": f"{_BOOKED} AND i.balance = 0",
    "unpaid": f"{_BOOKED} AND i.balance <> 0",
    "unpaidoverdue": f"{_BOOKED} AND i.balance <> 0 AND i.due_day < ?",
    "unbooked": "NOT i.is_booked AND NOT i.is_cancelled",
}
"""Source: the OpenAPI document; that paid and unpaid mean booked invoices only is from live observations."""
SUPPLIER_FILTERS = {
    **INVOICE_FILTERS,
    "pendingpayment": (
        "EXISTS (SELECT 1 FROM payment w WHERE w.tenant = i.tenant AND w.side = i.side AND w.invoice = i.number"
        " AND NOT w.is_booked)"
    ),
    "authorizepending": "0",
}
"""Nobody has to approve invoices here."""

_INVOICES = """
    SELECT i.*, p.name AS party_name, p.organisation_number, p.address AS street, p.zip_code, p.city, p.phone, p.terms,
        v.year AS voucher_year, v.series AS voucher_series, v.number AS voucher_number, ? AS address
    FROM invoice i
    JOIN party p ON p.tenant = i.tenant AND p.side = i.side AND p.number = i.party
    LEFT JOIN invoice_voucher v ON v.tenant = i.tenant AND v.side = i.side AND v.invoice = i.number AND v.position = 0
    WHERE i.tenant = ? AND i.side = ?
"""


@dataclass(slots=True)
class Asked:
    """A query that grows with what is asked; each question mark in it has its value."""

    call: Call
    query: str
    values: list[str | int] = field(default_factory=list)

    def only(self, condition: str, value: str | int | None) -> None:
        """Keep the records that meet a condition, when a value for it was asked."""
        if value is None or value == "":
            return
        self.query += f" AND {condition}"
        self.values.append(value)

    def equal(self, column: str, name: str) -> None:
        """Keep the records whose column is just what the parameter says."""
        self.only(f"{column} = ?", self.call.params.get(name))

    def holding(self, column: str, name: str) -> None:
        """Keep the records whose column holds what the parameter says, whatever the case."""
        folded = f"lower(replace(replace(replace({column}, 'Å', 'å'), 'Ä', 'ä'), 'Ö', 'ö'))"
        self.only(f"instr({folded}, ?) > 0", self.call.params.get(name, "").lower())

    def between(self, column: str, *, first: str, last: str) -> None:
        """Keep the records whose day is not before one parameter nor after another.

        Raises:
            Refusal: one of them is no day.
        """
        self.only(f"{column} >= ?", day_asked(self.call, first))
        self.only(f"{column} <= ?", day_asked(self.call, last))

    def modified(self, column: str) -> None:
        """Keep the records that were changed at or after the parameter `lastmodified`.

        Raises:
            Refusal: it is no moment.
        """
        self.only(f"{column} >= ?", moment_asked(self.call, "lastmodified"))

    def filtered(self, filters: Mapping[str, str]) -> None:
        """Keep what the one `filter` of the call names.

        Raises:
            Refusal: there is no such filter.
        """
        name = self.call.params.get("filter", "").lower()
        if not name:
            return
        if name not in filters:
            raise refusals.wrong_filter()
        self.query += f" AND {filters[name]}"
        self.values += [self.call.now.date().isoformat()] * filters[name].count("?")

    def listing(self, key: str, *, order: str, shape: Callable[[sqlite3.Row], JsonValue]) -> Listing:
        """Make the list of what is left."""
        return Listing(key, f"{self.query} ORDER BY {order}", self.values, shape)


def of_tenant(call: Call, query: str) -> Asked:
    """Begin a query over records of the call's company; it has question marks for the address and the company."""
    return Asked(call, query, [call.address, call.tenant])


def of_invoices(call: Call, side: Side) -> Asked:
    """Begin a query over the invoices of a ledger."""
    return Asked(call, _INVOICES, [call.address, call.tenant, side.value])


def number_in_path(call: Call) -> int:
    """Read the number that the path names; 0, which nothing has, when it is none."""
    number = call.path[1]
    return int(number) if number.isascii() and number.isdigit() and len(number) <= _LONGEST_NUMBER else 0


def only_row(storage: Storage, asked: Asked, *, missing: Callable[[], Refusal]) -> sqlite3.Row:
    """Read the one record that is left of a query.

    Raises:
        Refusal: none is.
    """
    with storage.reading() as connection:
        row = one_row(connection, asked)
    if row is None:
        raise missing()
    return row


def one_row(connection: sqlite3.Connection, asked: Asked) -> sqlite3.Row | None:
    """Read the one record that is left of a query; None when none is."""
    row: sqlite3.Row | None = connection.execute(asked.query, asked.values).fetchone()
    return row
