"""Suppliers (leverantörer), as the API gives them."""

import sqlite3

from integrations.fortnox.simulator.exchange import Answer, Call, JsonValue
from integrations.fortnox.simulator.lists import order_asked
from integrations.fortnox.simulator.register import refusals
from integrations.fortnox.simulator.register.resources.asking import of_tenant, only_row
from integrations.fortnox.simulator.storage import Storage

_SUPPLIERS = "SELECT *, ? AS root FROM party WHERE tenant = ? AND side = 'supplier'"
_SORTS = {"suppliernumber": "number", "name": "name"}
_EMPTY = ("Address2", "BIC", "BankAccountNumber", "CostCenter", "IBAN", "PG", "PreDefinedAccount", "Project")
_EMPTY_IN_DETAIL = (
    *("Bank", "BranchCode", "ClearingNumber", "Comments", "Fax", "OurCustomerNumber", "OurReference", "Phone2"),
    *("VATNumber", "VisitingAddress", "VisitingCity", "VisitingCountry", "VisitingCountryCode", "VisitingZipCode"),
    *("WWW", "WorkPlace", "YourReference"),
)


def list_suppliers(storage: Storage, call: Call) -> Answer:
    """Answer GET /suppliers; its only documented parameters are those of all lists."""
    asked = of_tenant(call, _SUPPLIERS)
    asked.modified("modified")
    order = order_asked(call, _SORTS, default="length(number), number")
    with storage.reading() as connection:
        return asked.listing("Suppliers", order=order, shape=_listed).answer(connection, call)


def one_supplier(storage: Storage, call: Call) -> Answer:
    """Answer GET /suppliers/{number}."""
    asked = of_tenant(call, _SUPPLIERS)
    asked.only("number = ?", call.path[1])
    row = only_row(storage, asked, missing=refusals.missing_supplier)
    supplier: dict[str, JsonValue] = {
        **_both(row),
        **dict.fromkeys(_EMPTY_IN_DETAIL, ""),
        "Country": "Sverige" if row["country_code"] == "SE" else "",
        "Phone1": row["phone"],
        "VATType": "NORMAL",
    }
    return Answer(body={"Supplier": dict(sorted(supplier.items()))})


def _listed(row: sqlite3.Row) -> JsonValue:
    """Make the JSON of a supplier in a list."""
    return dict(sorted({**_both(row), "Phone": row["phone"]}.items()))


def _both(row: sqlite3.Row) -> dict[str, JsonValue]:
    """Make what the list and the detail have in common."""
    return {
        **dict.fromkeys(_EMPTY, ""),
        "@url": f"{row['root']}/suppliers/{row['number']}",
        "Active": bool(row["is_active"]),
        "Address1": row["address"],
        "BG": row["bankgiro"],
        "City": row["city"],
        "CountryCode": row["country_code"],
        "Currency": row["currency"],
        "DisablePaymentFile": False,
        "Email": row["email"],
        "Name": row["name"],
        "OrganisationNumber": row["organisation_number"],
        "SupplierNumber": row["number"],
        "TermsOfPayment": row["terms"],
        "ZipCode": row["zip_code"],
    }
