"""The unpaid invoices of a company, read through the very resources that an application reads."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from integrations.fortnox.simulator.exchange import Call, JsonValue
from integrations.fortnox.simulator.register.ledger import records as register
from integrations.fortnox.simulator.register.predefined import control_account
from integrations.fortnox.simulator.routes import find
from integrations.fortnox.simulator.web import clock
from integrations.fortnox.simulator.web.pages import books
from integrations.fortnox.simulator.web.pages.books import Year
from integrations.fortnox.simulator.web.pages.look import Look

_A_PAGE = 500


@dataclass(frozen=True, slots=True)
class Side:
    """Customers or suppliers.

    Attributes:
        title: the name of the ledger.
        resource: where its invoices are, and key: the name of their list.
        number: the field with the invoice's number, and party: the one with whom it concerns.
        register: the same side in the register, which knows the control account and the sign of its balance.
    """

    title: str
    resource: str
    key: str
    number: str
    party: str
    register: register.Side


SIDES = {
    "kunder": Side("Kundreskontra", "invoices", "Invoices", "DocumentNumber", "CustomerName", register.Side.CUSTOMER),
    "leverantorer": Side(
        "Leverantörsreskontra",
        "supplierinvoices",
        "SupplierInvoices",
        "GivenNumber",
        "SupplierName",
        register.Side.SUPPLIER,
    ),
}


@dataclass(frozen=True, slots=True)
class Item:
    """An unpaid invoice; `balance` in öre of Swedish kronor, `total` as it stands in its own currency, in öre."""

    number: str
    party: str
    day: str
    due: str
    currency: str
    total: int
    balance: int


@dataclass(frozen=True, slots=True)
class Ledger:
    """What is unpaid, what the control account holds in a year, and by how much they differ, all in öre."""

    account: str
    items: tuple[Item, ...]
    total: int
    booked: int

    @property
    def difference(self) -> int:
        """What the account holds beyond the invoices."""
        return self.booked - self.total


def ledger(look: Look, side: Side, year: Year | None) -> Ledger:
    """Gather a ledger as it is today, beside what its control account holds in a year."""
    items = tuple(_item(record, side) for record in _unpaid(look, side))
    with look.storage.reading() as connection:
        account = control_account(connection, look.tenant, side=side.register)
    balances = books.balances(look.storage, look.tenant, year.number) if year else []
    booked = sum(balance.closing for balance in balances if balance.account == account)
    return Ledger(account, items, sum(item.balance for item in items), booked * side.register.sign)


def _unpaid(look: Look, side: Side) -> list[Mapping[str, JsonValue]]:
    """Read all pages of the unpaid invoices."""
    route = find("GET", (side.resource,), look.routes)
    found: list[Mapping[str, JsonValue]] = []
    number = 1
    while route is not None:
        params = {"filter": "unpaid", "limit": str(_A_PAGE), "page": str(number)}
        call = Call("GET", (side.resource,), params, None, look.tenant, clock.now(look.storage), "")
        body = route.resource(look.storage, call).body
        records = body.get(side.key) if isinstance(body, dict) else None
        page = [record for record in records if isinstance(record, dict)] if isinstance(records, list) else []
        found += page
        if len(page) < _A_PAGE:
            break
        number += 1
    return found


def _item(record: Mapping[str, JsonValue], side: Side) -> Item:
    balance, rate = _decimal(record.get("Balance")), _decimal(record.get("CurrencyRate")) or Decimal(1)
    unit = _decimal(record.get("CurrencyUnit")) or Decimal(1)
    return Item(
        str(record.get(side.number) or ""),
        str(record.get(side.party) or ""),
        str(record.get("InvoiceDate") or ""),
        str(record.get("DueDate") or ""),
        str(record.get("Currency") or "SEK"),
        ore_of(record.get("Total")),
        int((balance * rate / unit * 100).to_integral_value()),
    )


def ore_of(value: JsonValue) -> int:
    """Read an amount as hundredths, in any of the forms that Fortnox writes."""
    return int(_decimal(value) * 100)


def _decimal(value: JsonValue) -> Decimal:
    """Read a number, "1250.00" or "1 713,94"; nothing is 0."""
    if value is None or value == "":
        return Decimal(0)
    return Decimal(str(value).replace("\N{NO-BREAK SPACE}", "").replace(" ", "").replace(",", "."))
