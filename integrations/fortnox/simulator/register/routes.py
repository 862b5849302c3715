"""Which resource of the registers answers which path.

Clients disagree whether predefinedvoucherseries needs the scope settings or bookkeeping: either will do.
"""

from integrations.fortnox.simulator.register.resources import (
    customers,
    invoices,
    payments,
    registers,
    supplier_invoices,
    suppliers,
)
from integrations.fortnox.simulator.routes import Route

ROUTES: tuple[Route, ...] = (
    Route("GET", "costcenters", "costcenter", registers.list_cost_centres),
    Route("GET", "costcenters/{code}", "costcenter", registers.one_cost_centre),
    Route("GET", "projects", "project", registers.list_projects),
    Route("GET", "projects/{number}", "project", registers.one_project),
    Route("GET", "predefinedaccounts", "settings", registers.list_predefined_accounts),
    Route("GET", "predefinedaccounts/{name}", "settings", registers.one_predefined_account),
    Route("GET", "predefinedvoucherseries", "settings bookkeeping", registers.list_predefined_series),
    Route("GET", "predefinedvoucherseries/{name}", "settings bookkeeping", registers.one_predefined_series),
    Route("GET", "customers", "customer", customers.list_customers),
    Route("GET", "customers/{number}", "customer", customers.one_customer),
    Route("GET", "suppliers", "supplier", suppliers.list_suppliers),
    Route("GET", "suppliers/{number}", "supplier", suppliers.one_supplier),
    Route("GET", "invoices", "invoice", invoices.list_invoices),
    Route("GET", "invoices/{number}", "invoice", invoices.one_invoice),
    Route("GET", "supplierinvoices", "supplierinvoice", supplier_invoices.list_supplier_invoices),
    Route("GET", "supplierinvoices/{number}", "supplierinvoice", supplier_invoices.one_supplier_invoice),
    Route("GET", "invoicepayments", "payment", payments.list_invoice_payments),
    Route("GET", "invoicepayments/{number}", "payment", payments.one_invoice_payment),
    Route("GET", "supplierinvoicepayments", "payment", payments.list_supplier_invoice_payments),
    Route("GET", "supplierinvoicepayments/{number}", "payment", payments.one_supplier_invoice_payment),
)
