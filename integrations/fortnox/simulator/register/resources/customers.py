"""Customers (kunder), as the API gives them. What a customer has nothing of is null in the detail, as recorded."""

import sqlite3

from integrations.fortnox.simulator.exchange import Answer, Call, JsonValue
from integrations.fortnox.simulator.lists import order_asked
from integrations.fortnox.simulator.register import refusals
from integrations.fortnox.simulator.register.resources.asking import of_tenant, only_row
from integrations.fortnox.simulator.storage import Storage

_CUSTOMERS = "SELECT *, ? AS root FROM party WHERE tenant = ? AND side = 'customer'"
_FILTERS = {"active": "is_active", "inactive": "NOT is_active"}
_SORTS = {"customernumber": "number", "name": "name"}
_WORDS = {
    "customernumber": "number",
    "name": "name",
    "zipcode": "zip_code",
    "city": "city",
    "email": "email",
    "phone": "phone",
    "organisationnumber": "organisation_number",
}
_NULL = (
    *("Address2", "Comments", "CostCenter", "DeliveryAddress1", "DeliveryAddress2", "DeliveryCity", "DeliveryCountry"),
    *("DeliveryCountryCode", "DeliveryFax", "DeliveryName", "DeliveryPhone1", "DeliveryPhone2", "DeliveryZipCode"),
    *("ExternalReference", "Fax", "GLN", "GLNDelivery", "InvoiceAdministrationFee", "InvoiceDiscount"),
    *("InvoiceFreight", "Phone2", "SalesAccount", "VisitingAddress", "VisitingCity", "VisitingCountry"),
    *("VisitingCountryCode", "VisitingZipCode"),
)
_EMPTY = (
    *("EmailInvoiceBCC", "EmailInvoiceCC", "EmailOffer", "EmailOfferBCC", "EmailOfferCC", "EmailOrder"),
    *("EmailOrderBCC", "EmailOrderCC", "InvoiceRemark", "OurReference", "Project", "TermsOfDelivery", "VATNumber"),
    *("WWW", "WayOfDelivery", "YourReference"),
)


def list_customers(storage: Storage, call: Call) -> Answer:
    """Answer GET /customers."""
    asked = of_tenant(call, _CUSTOMERS)
    asked.filtered(_FILTERS)
    asked.modified("modified")
    for name, column in _WORDS.items():
        asked.holding(column, name)
    order = order_asked(call, _SORTS, default="length(number), number")
    with storage.reading() as connection:
        return asked.listing("Customers", order=order, shape=_listed).answer(connection, call)


def one_customer(storage: Storage, call: Call) -> Answer:
    """Answer GET /customers/{number}."""
    asked = of_tenant(call, _CUSTOMERS)
    asked.only("number = ?", call.path[1])
    row = only_row(storage, asked, missing=refusals.missing_customer)
    return Answer(body={"Customer": _json(row)})


def _listed(row: sqlite3.Row) -> JsonValue:
    """Make the JSON of a customer in a list."""
    return {
        "@url": f"{row['root']}/customers/{row['number']}",
        "Address1": row["address"],
        "Address2": "",
        "City": row["city"],
        "CustomerNumber": row["number"],
        "Email": row["email"],
        "Name": row["name"],
        "OrganisationNumber": row["organisation_number"],
        "Phone": row["phone"],
        "ZipCode": row["zip_code"],
    }


def _json(row: sqlite3.Row) -> JsonValue:
    """Make the JSON of a customer."""
    is_foreign = row["country_code"] != "SE"
    customer: dict[str, JsonValue] = {
        **dict.fromkeys(_NULL, None),
        **dict.fromkeys(_EMPTY, ""),
        "@url": f"{row['root']}/customers/{row['number']}",
        "Active": bool(row["is_active"]),
        "Address1": row["address"] or None,
        "City": row["city"] or None,
        "Country": None if is_foreign else "Sverige",
        "CountryCode": row["country_code"],
        "Currency": row["currency"],
        "CustomerNumber": row["number"],
        "DefaultDeliveryTypes": {"Invoice": "PRINT", "Offer": "PRINT", "Order": "PRINT"},
        "DefaultTemplates": dict.fromkeys(("CashInvoice", "Invoice", "Offer", "Order"), "DEFAULTTEMPLATE"),
        "Email": row["email"],
        "EmailInvoice": row["email"],
        "Name": row["name"],
        "OrganisationNumber": row["organisation_number"],
        "Phone1": row["phone"] or None,
        "PriceList": "A",
        "ShowPriceVATIncluded": False,
        "TermsOfPayment": row["terms"],
        "Type": "COMPANY",
        "VATType": "EXPORT" if is_foreign else "SEVAT",
        "ZipCode": row["zip_code"] or None,
    }
    return dict(sorted(customer.items()))
