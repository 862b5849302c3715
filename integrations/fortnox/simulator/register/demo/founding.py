"""A made-up company before anything has happened in it: its years, charts, series, parties and opening balances."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from integrations.fortnox.simulator.books.accounts import carry_forward, set_opening
from integrations.fortnox.simulator.books.companies import add_company, choose_year
from integrations.fortnox.simulator.books.series import add_standard_series
from integrations.fortnox.simulator.books.years import add_year
from integrations.fortnox.simulator.register.demo.chart import add_demo_chart
from integrations.fortnox.simulator.register.demo.trades import Trade
from integrations.fortnox.simulator.register.dimensions import CostCentre, Project, add_cost_centres, add_projects
from integrations.fortnox.simulator.register.ledger.records import Side
from integrations.fortnox.simulator.register.parties import Party, add_parties
from integrations.fortnox.simulator.register.predefined import add_predefined
from sie import organisation_number

KRONA = 100
FIRST_LEGAL = 556_900_000


@dataclass(frozen=True, slots=True)
class Span:
    """A financial year to be: the Id it gets, and its first and last day.

    Attributes:
        method: how invoices of the year are booked, "ACCRUAL" or "CASH".
        manual: the codes of the series that are manual in it, one letter each.
    """

    id: int
    start: date
    end: date
    method: str = "ACCRUAL"
    manual: str = "AI"


def is_there(connection: sqlite3.Connection, trade: Trade) -> bool:
    """Say whether the company was made before."""
    tenant = trade.company.tenant
    return connection.execute("SELECT 1 FROM company WHERE tenant = ?", [tenant]).fetchone() is not None


def found(connection: sqlite3.Connection, trade: Trade, *, spans: Sequence[Span]) -> None:
    """Make the company with its years; it works in the last of them."""
    tenant = trade.company.tenant
    add_company(connection, trade.company)
    for span in spans:
        connection.execute("UPDATE company SET accounting_method = ? WHERE tenant = ?", [span.method, tenant])
        add_year(connection, tenant, start=span.start, end=span.end, number=span.id)
        add_demo_chart(connection, tenant, year=span.id)
        add_standard_series(connection, tenant, year=span.id, manual=span.manual)
    choose_year(connection, tenant, year=spans[-1].id)
    set_opening(connection, tenant, year=spans[0].id, ore={number: kronor * KRONA for number, kronor in trade.opening})
    add_predefined(connection, tenant)
    add_cost_centres(connection, [CostCentre(tenant, code, name) for code, name in trade.centres])
    add_projects(connection, [Project(tenant, number, name) for number, name in trade.projects])
    add_parties(connection, [_customer(trade, place) for place in range(len(trade.customers))])
    add_parties(connection, [_supplier(trade, place) for place in range(len(trade.suppliers))])


def carry(connection: sqlite3.Connection, trade: Trade, *, spans: Sequence[Span]) -> None:
    """Open each year with the closing balances of the one before it."""
    for before, after in pairwise(spans):
        carry_forward(connection, trade.company.tenant, year=before.id, to=after.id)


def _customer(trade: Trade, place: int) -> Party:
    """Make a customer."""
    number = _organisation_number(trade.seed * 10_000 + place)
    city, name = trade.company.city, trade.customers[place]
    return Party(trade.company.tenant, Side.CUSTOMER, str(place + 1), name, number, zip_code="123 45", city=city)


def _supplier(trade: Trade, place: int) -> Party:
    """Make a supplier."""
    number = _organisation_number(trade.seed * 10_000 + 5_000 + place)
    name, giro = trade.suppliers[place].name, f"{5_000 + place}-{1_000 + trade.seed}"
    city = trade.company.city
    return Party(trade.company.tenant, Side.SUPPLIER, str(place + 1), name, number, city=city, bankgiro=giro)


def _organisation_number(place: int) -> str:
    """Make a number with a right check digit."""
    digits = str(FIRST_LEGAL + place)
    return f"{digits[:6]}-{digits[6:]}{organisation_number.check_digit(digits)}"
