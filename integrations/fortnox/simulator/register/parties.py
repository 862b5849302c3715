"""Customers (kunder) and suppliers (leverantörer)."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from integrations.fortnox.simulator.books.tables import insert
from integrations.fortnox.simulator.register.ledger.records import KRONOR, Side


@dataclass(frozen=True, slots=True)
class Party:
    """A customer or a supplier.

    Attributes:
        number: a text, unique among those of its side.
        terms: the days within which it is paid, as a text.
        bankgiro: where a supplier is paid.
        modified: when it was changed, as "2026-03-30 14:05:00".
    """

    tenant: int
    side: Side
    number: str
    name: str
    organisation_number: str = ""
    address: str = ""
    zip_code: str = ""
    city: str = ""
    country_code: str = "SE"
    email: str = ""
    phone: str = ""
    bankgiro: str = ""
    currency: str = KRONOR
    terms: str = "30"
    is_active: bool = True
    modified: str = ""


def add_parties(connection: sqlite3.Connection, parties: Sequence[Party]) -> None:
    """Write new customers and suppliers."""
    insert(connection, "party", parties)
