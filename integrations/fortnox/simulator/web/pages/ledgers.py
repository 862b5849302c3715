"""The unpaid invoices of a company, read through the very resources that an application reads."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from integrations.fortnox.simulator.exchange import Call, JsonValue
from integrations.fortnox.simulator.routes import find
from integrations.fortnox.simulator.web import clock
from integrations.fortnox.simulator.web.pages import books
from integrations.fortnox.simulator.web.pages.look import Look

_A_PAGE = 500


@dataclass(frozen=True, slots=True)
class Side:
    """Customers or suppliers.

    Attributes:
        title: the name of the ledger.
        resource: where its invoices are, and key: the name of their list.
        number: the field with the invoice's number, and party: the one with whom it concerns.
        account: the control account, and sign: what makes its balance positive.
    """

    title: str
    resource: str
    key: str
    number: str
    party: str
    account: str
    sign: int


SIDES = {
    "kunder": Side("Kundreskontra", "invoices", "Invoices", "DocumentNumber", "CustomerName", "1510", 1),
    "leverantorer": Side(
        "Leverantörsreskontra", "supplierinvoices", "SupplierInvoices", "GivenNumber", "SupplierName", "2440", -1
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
    """What is unpaid, what the control account holds, and by how much they differ, all in öre."""

    items: tuple[Item, ...]
    total: int
    booked: int

    @property
    def difference(self) -> int:
        """What the account holds beyond the invoices."""
        return self.booked - self.total


def ledger(look: Look, side: Side) -> Ledger:
    """Gather a ledger as it is today."""
    items = tuple(_item(record, side) for record in _unpaid(look, side))
    latest = next(iter(books.years(look.storage, look.tenant)), None)
    balances = books.balances(look.storage, look.tenant, latest.number) if latest else []
    booked = sum(balance.closing for balance in balances if balance.account == side.account)
    return Ledger(items, sum(item.balance for item in items), booked * side.sign)


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
        int(_decimal(record.get("Total")) * 100),
        int((balance * rate / unit * 100).to_integral_value()),
    )


def _decimal(value: JsonValue) -> Decimal:
    """Read an amount in any of the forms that Fortnox writes: a number, "1250.00", "1 713,94"."""
    if value is None or value == "":
        return Decimal(0)
    return Decimal(str(value).replace("\N{NO-BREAK SPACE}", "").replace(" ", "").replace(",", "."))
