"""The registers of Fortnox that are read as lists. Source: Fortnox's OpenAPI document; recorded answers."""

from integrations.fortnox.client.ledger_payloads import (
    CustomerInvoice,
    Payment,
    SupplierInvoice,
    customer_invoice_from,
    payment_from,
    supplier_invoice_from,
)
from integrations.fortnox.client.lists import Listing
from integrations.fortnox.client.payloads import (
    Account,
    CostCentre,
    FinancialYear,
    PredefinedAccount,
    PredefinedSeries,
    Project,
    VoucherHead,
    VoucherSeries,
    account_from,
    cost_centre_from,
    financial_year_from,
    predefined_account_from,
    predefined_series_from,
    project_from,
    series_from,
    voucher_head_from,
)

FINANCIAL_YEARS: Listing[FinancialYear] = Listing("financialyears", "FinancialYears", ("Id",), financial_year_from)
ACCOUNTS: Listing[Account] = Listing("accounts", "Accounts", ("Number",), account_from)
VOUCHER_SERIES: Listing[VoucherSeries] = Listing("voucherseries", "VoucherSeriesCollection", ("Code",), series_from)
CUSTOMER_INVOICES: Listing[CustomerInvoice] = Listing(
    "invoices", "Invoices", ("DocumentNumber",), customer_invoice_from
)
SUPPLIER_INVOICES: Listing[SupplierInvoice] = Listing(
    "supplierinvoices", "SupplierInvoices", ("GivenNumber",), supplier_invoice_from
)
CUSTOMER_PAYMENTS: Listing[Payment] = Listing("invoicepayments", "InvoicePayments", ("Number",), payment_from)
SUPPLIER_PAYMENTS: Listing[Payment] = Listing(
    "supplierinvoicepayments", "SupplierInvoicePayments", ("Number",), payment_from
)
COST_CENTRES: Listing[CostCentre] = Listing("costcenters", "CostCenters", ("Code",), cost_centre_from)
PROJECTS: Listing[Project] = Listing("projects", "Projects", ("ProjectNumber",), project_from)
PREDEFINED_ACCOUNTS: Listing[PredefinedAccount] = Listing(
    "predefinedaccounts", "PreDefinedAccounts", ("Name",), predefined_account_from
)
PREDEFINED_SERIES: Listing[PredefinedSeries] = Listing(
    "predefinedvoucherseries", "PreDefinedVoucherSeriesCollection", ("Name",), predefined_series_from
)
_NAMES_OF_VOUCHERS = ("VoucherSeries", "VoucherNumber")


def vouchers_of(series: str) -> Listing[VoucherHead]:
    """Give the list of vouchers of a series, or of all series when it is empty."""
    if not series:
        return Listing("vouchers", "Vouchers", _NAMES_OF_VOUCHERS, voucher_head_from)
    path = "vouchers/sublist/{series}"
    return Listing(path, "Vouchers", _NAMES_OF_VOUCHERS, voucher_head_from, {"series": series})
