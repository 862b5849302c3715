"""Customer invoices (kundfakturor), as the API gives them: as recorded in 2023 where that is known."""

import sqlite3

from integrations.fortnox.simulator.books.kronor import kronor_of
from integrations.fortnox.simulator.exchange import Answer, Call, JsonValue
from integrations.fortnox.simulator.lists import order_asked
from integrations.fortnox.simulator.register import refusals
from integrations.fortnox.simulator.register.ledger.money import rate_number
from integrations.fortnox.simulator.register.ledger.records import Side
from integrations.fortnox.simulator.register.resources.asking import (
    INVOICE_FILTERS,
    number_in_path,
    of_invoices,
    only_row,
)
from integrations.fortnox.simulator.storage import Storage
from sie import organisation_number

_SORTS = {
    "customername": "p.name",
    "customernumber": "i.party",
    "documentnumber": "i.number",
    "invoicedate": "i.day",
    "ocr": "i.number",
    "total": "i.total",
}
_TEXTS = {
    "customername": "p.name",
    "customernumber": "i.party",
    "documentnumber": "i.number",
    "costcenter": "i.cost_centre",
    "project": "i.project",
}
_EMPTY = (
    *("@urlTaxReductionList", "Address2", "Comments", "Country", "DeliveryAddress1", "DeliveryAddress2"),
    *("DeliveryCity", "DeliveryCountry", "DeliveryName", "DeliveryZipCode", "ExternalInvoiceReference1"),
    *("ExternalInvoiceReference2", "InvoicePeriodEnd", "InvoicePeriodReference", "InvoicePeriodStart"),
    *("OfferReference", "OrderReference", "OurReference", "PaymentWay", "Phone2", "PriceList", "PrintTemplate"),
    *("Remarks", "TermsOfDelivery", "WayOfDelivery", "YourOrderNumber", "YourReference"),
)
_NULL = ("DeliveryDate", "LastRemindDate", "OutboundDate", "TaxReduction", "TimeBasisReference")
_ZERO = (
    *("AdministrationFee", "AdministrationFeeVAT", "ContractReference", "ContributionPercent", "ContributionValue"),
    *("Freight", "FreightVAT", "Reminders", "RoundOff"),
)
_FALSE = ("EUQuarterlyReport", "NotCompleted", "NoxFinans", "Sent", "VATIncluded")
_EDI = (
    *("EDIGlobalLocationNumber", "EDIGlobalLocationNumberDelivery", "EDIInvoiceExtra1", "EDIInvoiceExtra2"),
    *("EDIOurElectronicReference", "EDIYourElectronicReference"),
)
_HUNDRED = 100


def list_invoices(storage: Storage, call: Call) -> Answer:
    """Answer GET /invoices."""
    asked = of_invoices(call, Side.CUSTOMER)
    asked.filtered(INVOICE_FILTERS)
    for name, column in _TEXTS.items():
        asked.holding(column, name)
    asked.equal("i.kind", "invoicetype")
    asked.equal("i.currency", "currency")
    asked.only("i.number = ?", _number_of(call.params.get("ocr", "")))
    asked.between("i.day", first="fromdate", last="todate")
    asked.between("i.final_pay_day", first="fromfinalpaydate", last="tofinalpaydate")
    asked.modified("i.modified")
    order = order_asked(call, _SORTS, default="i.number")
    with storage.reading() as connection:
        return asked.listing("Invoices", order=order, shape=_listed).answer(connection, call)


def one_invoice(storage: Storage, call: Call) -> Answer:
    """Answer GET /invoices/{number}."""
    asked = of_invoices(call, Side.CUSTOMER)
    asked.only("i.number = ?", number_in_path(call))
    row = only_row(storage, asked, missing=refusals.missing_invoice)
    return Answer(body={"Invoice": _json(row)})


def ocr_of(number: int) -> str:
    """Make the payment reference of an invoice: its number, the length of it all, and Luhn's check digit."""
    digits = f"{number}{(len(str(number)) + 2) % 10}"
    return f"{digits}{organisation_number.check_digit(digits)}"


def _number_of(ocr: str) -> int | None:
    """Read the number of an invoice out of its payment reference; None when none is asked for."""
    if not ocr:
        return None
    return int(ocr[:-2]) if ocr.isascii() and ocr.isdigit() and len(ocr) in range(3, 17) else 0


def _listed(row: sqlite3.Row) -> JsonValue:
    """Make the JSON of an invoice in a list, in the recorded order; its rate is a text."""
    return {
        "@url": f"{row['address']}/invoices/{row['number']}",
        "Balance": kronor_of(row["balance"]),
        "Booked": bool(row["is_booked"]),
        "Cancelled": bool(row["is_cancelled"]),
        "CostCenter": row["cost_centre"],
        "Currency": row["currency"],
        "CurrencyRate": row["rate"],
        "CurrencyUnit": row["unit"],
        "CustomerName": row["party_name"],
        "CustomerNumber": row["party"],
        "DocumentNumber": str(row["number"]),
        "DueDate": row["due_day"],
        "ExternalInvoiceReference1": "",
        "ExternalInvoiceReference2": "",
        "InvoiceDate": row["day"],
        "InvoiceType": row["kind"],
        "NoxFinans": False,
        "OCR": ocr_of(row["number"]),
        "VoucherNumber": row["voucher_number"],
        "VoucherSeries": row["voucher_series"],
        "VoucherYear": row["voucher_year"],
        "WayOfDelivery": "",
        "TermsOfPayment": row["terms"],
        "Project": row["project"],
        "Sent": False,
        "Total": kronor_of(row["total"]),
        "FinalPayDate": row["final_pay_day"],
    }


def _json(row: sqlite3.Row) -> JsonValue:
    """Make the JSON of an invoice; its rate is a number, and Credit a text."""
    listed = _listed(row)
    shared = listed if isinstance(listed, dict) else {}
    net, is_rot = row["total"] - row["vat"], bool(row["reduction"])
    invoice: dict[str, JsonValue] = {
        **shared,
        **dict.fromkeys(_EMPTY, ""),
        **dict.fromkeys(_NULL, None),
        **dict.fromkeys(_ZERO, 0),
        **dict.fromkeys(_FALSE, False),
        "AccountingMethod": row["method"],
        "Address1": row["street"],
        "BasisTaxReduction": kronor_of(row["total"]) if is_rot else 0,
        "City": row["city"],
        "Credit": "true" if row["total"] < 0 else "false",
        "CreditInvoiceReference": str(row["credit_of"] or 0),
        "CurrencyRate": rate_number(row["rate"]),
        "EDIInformation": {**dict.fromkeys(_EDI, None), "EDIStatus": ""},
        "EmailInformation": {
            **dict.fromkeys(("EmailAddressBCC", "EmailAddressCC", "EmailAddressFrom"), None),
            **dict.fromkeys(("EmailAddressTo", "EmailBody", "EmailSubject"), ""),
        },
        "Gross": kronor_of(net),
        "HouseWork": is_rot,
        "InvoiceReference": "0",
        "InvoiceRows": [_row(row, net)],
        "Labels": [],
        "Language": "SV",
        "Net": kronor_of(net),
        "OrganisationNumber": row["organisation_number"],
        "Phone1": row["phone"],
        "TaxReduction": kronor_of(row["reduction"]) if is_rot else None,
        "TaxReductionType": "rot" if is_rot else "none",
        "TotalToPay": kronor_of(row["total"] - row["reduction"]),
        "TotalVAT": kronor_of(row["vat"]),
        "WarehouseReady": True,
        "ZipCode": row["zip_code"],
    }
    return dict(sorted(invoice.items()))


def _row(row: sqlite3.Row, net: int) -> JsonValue:
    """Make the one row of an invoice."""
    return {
        "AccountNumber": int(row["account"]),
        "ArticleNumber": "",
        "ContributionPercent": "100",
        "ContributionValue": str(kronor_of(net)),
        "CostCenter": row["cost_centre"],
        "DeliveredQuantity": "1.00",
        "Description": row["text"],
        "Discount": 0,
        "DiscountType": "PERCENT",
        "HouseWork": bool(row["reduction"]),
        "HouseWorkHoursToReport": None,
        "HouseWorkType": None,
        "Price": kronor_of(net),
        "PriceExcludingVAT": kronor_of(net),
        "Project": row["project"],
        "RowId": 1,
        "StockPointCode": None,
        "Total": kronor_of(net),
        "TotalExcludingVAT": kronor_of(net),
        "Unit": "",
        "VAT": round(row["vat"] * _HUNDRED / net) if net else 0,
        "VATCode": None,
    }
