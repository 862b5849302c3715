"""What Fortnox says in these tests, and what it is sent. Source: recorded answers; Fortnox's OpenAPI document."""

from datetime import date

from integrations.fortnox.client.new_voucher import NewVoucher
from integrations.fortnox.client.payloads import VoucherRow

COMPANY = {
    "CompanyInformation": {
        "CompanyName": "Exempel AB",
        "OrganizationNumber": "556677-8899",
        "DatabaseNumber": 1234567,
    }
}
VOUCHER = NewVoucher(
    "I",
    date(2025, 12, 31),
    "Periodisering hyra",
    (
        VoucherRow("1710", 100_050, cost_centre="K1"),
        VoucherRow("5010", -100_050, information="Å-ränta", project="P1"),
    ),
    comments="KV-1",
)
INVOICE = {
    "@url": "https://api.fortnox.se/3/invoices/1",
    "Balance": 0,
    "Booked": False,
    "Cancelled": False,
    "CostCenter": "",
    "Currency": "SEK",
    "CurrencyRate": "1",
    "CurrencyUnit": 1,
    "CustomerName": "Kund AB",
    "CustomerNumber": "1",
    "DocumentNumber": "1",
    "DueDate": "2023-02-26",
    "FinalPayDate": None,
    "InvoiceDate": "2023-01-27",
    "InvoiceType": "INVOICE",
    "NoxFinans": False,
    "Project": "",
    "Total": 0,
    "VoucherNumber": None,
    "VoucherSeries": None,
    "VoucherYear": None,
}
SUPPLIER_INVOICE = {
    "@url": "https://api.fortnox.se/3/supplierinvoices/7",
    "Balance": "1 713,94",
    "Booked": True,
    "Cancel": False,
    "CostCenter": "K1",
    "Credit": False,
    "Currency": "EUR",
    "CurrencyRate": "11.5000",
    "CurrencyUnit": 1,
    "DueDate": "2026-01-30",
    "FinalPayDate": None,
    "GivenNumber": "7",
    "InvoiceDate": "2025-12-30",
    "InvoiceNumber": "F-17",
    "Project": "",
    "SupplierName": "Leverantör GmbH",
    "SupplierNumber": "12",
    "Total": "2000.00",
    "Vouchers": [{"Number": 3, "ReferenceType": "SUPPLIERINVOICE", "Series": "D", "Year": 4}],
}
HEAD = {
    "@url": "https://api.fortnox.se/3/vouchers/A/17?financialyear=4",
    "Comments": None,
    "Description": "Babsförsäljning",
    "ReferenceNumber": "",
    "ReferenceType": "MANUAL",
    "TransactionDate": "2015-01-19",
    "VoucherNumber": 17,
    "VoucherSeries": "A",
    "Year": 4,
}
