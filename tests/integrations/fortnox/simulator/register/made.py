"""A small company with a customer and a supplier, and what the tests do at its desk."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from integrations.fortnox.simulator import books, register
from integrations.fortnox.simulator.books.accounts import add_chart
from integrations.fortnox.simulator.books.balances import movements_of
from integrations.fortnox.simulator.books.companies import Company, add_company
from integrations.fortnox.simulator.books.series import add_standard_series
from integrations.fortnox.simulator.books.years import add_year
from integrations.fortnox.simulator.exchange import Call, JsonValue
from integrations.fortnox.simulator.register.ledger.reading import invoice_of
from integrations.fortnox.simulator.register.ledger.records import Desk, Invoice, Key, NewInvoice, Side
from integrations.fortnox.simulator.register.parties import Party, add_parties
from integrations.fortnox.simulator.register.predefined import add_predefined
from integrations.fortnox.simulator.routes import find
from integrations.fortnox.simulator.storage import Storage
from tests.integrations.fortnox.simulator.calls import NOW, TENANT, a_call

YEAR = 4
START, END = date(2025, 1, 1), date(2025, 12, 31)
DAY, DUE = date(2025, 3, 14), date(2025, 4, 13)
NAMES = {
    "1510": "Kundfordringar",
    "1513": "Kundfordringar, delad faktura",
    "1930": "Företagskonto",
    "2440": "Leverantörsskulder",
    "2611": "Utgående moms, 25 %",
    "2641": "Debiterad ingående moms",
    "3001": "Försäljning inom Sverige, 25 % moms",
    "3740": "Öres- och kronutjämning",
    "3960": "Valutakursvinster",
    "5010": "Lokalhyra",
    "6351": "Konstaterade förluster på kundfordringar",
    "7960": "Valutakursförluster",
}
CONTROL = {Side.CUSTOMER: "1510", Side.SUPPLIER: "2440"}
RESULT = {Side.CUSTOMER: "3001", Side.SUPPLIER: "5010"}


def made_storage(folder: Path, *, method: str = "ACCRUAL") -> Storage:
    """Make a storage with one company of one year, one customer and one supplier."""
    storage = Storage(folder)
    storage.prepare([books.SCHEMA, register.SCHEMA])
    with storage.transaction() as connection:
        add_company(connection, Company(TENANT, "Åkesson & Öst AB", "556677-8899", accounting_method=method))
        add_year(connection, TENANT, start=START, end=END, number=YEAR)
        add_chart(connection, TENANT, year=YEAR, names=NAMES)
        add_standard_series(connection, TENANT, year=YEAR)
        add_predefined(connection, TENANT)
        parties = [
            Party(TENANT, Side.CUSTOMER, "1", "Brf Lärkträdet", "769612-3459", city="Älvsjö"),
            Party(TENANT, Side.SUPPLIER, "7", "Nyström Ställningar HB", bankgiro="123-4567"),
        ]
        add_parties(connection, parties)
    return storage


@contextmanager
def at_desk(storage: Storage, *, now: datetime = NOW) -> Iterator[Desk]:
    """Work with the ledgers of the company."""
    with storage.transaction() as connection:
        yield Desk(connection, TENANT, now)


def an_invoice(
    side: Side = Side.CUSTOMER, total: int = 125_000, *, day: date = DAY, vat: int = 25_000, rate: str = ""
) -> NewInvoice:
    """Make an invoice; with a rate it is in euro."""
    party = "1" if side is Side.CUSTOMER else "7"
    return NewInvoice(
        side,
        party,
        day,
        DUE,
        total,
        RESULT[side],
        vat=vat,
        other_number="F-100" if side is Side.SUPPLIER else "",
        currency="EUR" if rate else "SEK",
        rate=Decimal(rate or "1"),
    )


def now_is(storage: Storage, key: Key) -> Invoice:
    """Read an invoice as it is now."""
    with storage.reading() as connection:
        return invoice_of(connection, TENANT, key=key)


def moved(storage: Storage) -> dict[str, int]:
    """Sum what moved on each account, without those where nothing is left."""
    with storage.reading() as connection:
        return {number: ore for number, ore in movements_of(connection, TENANT, year=YEAR).items() if ore}


def got(storage: Storage, path: str) -> dict[str, JsonValue]:
    """Answer a GET."""
    return answered(storage, a_call(path))


def answered(storage: Storage, call: Call) -> dict[str, JsonValue]:
    """Answer a call with JSON."""
    route = find(call.method, call.path, register.ROUTES)
    assert route is not None, call.path
    body = route.resource(storage, call).body
    assert isinstance(body, dict)
    return body


def records(body: dict[str, JsonValue], key: str) -> list[dict[str, JsonValue]]:
    """Give the records of a list."""
    listed = body[key]
    assert isinstance(listed, list)
    return [one for one in listed if isinstance(one, dict)]
