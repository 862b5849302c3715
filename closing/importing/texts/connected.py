"""The sentences of sources that are connected to another system, and what is said of their connections."""

from django.utils.translation import gettext_lazy as _

from closing.importing.catalogue import Code
from closing.importing.sources import ConnectionState
from closing.importing.texts.sentence import Words

CONNECTION_STATES = {
    ConnectionState.MISSING: _("Not connected"),
    ConnectionState.LIVE: _("Connected"),
    ConnectionState.ENDING: _("Ends soon"),
    ConnectionState.ENDED: _("Ended"),
    ConnectionState.LOST: _("Lost"),
}

REGISTERS = {
    "accounts": _("the chart of accounts"),
    "companyinformation": _("the company's name and number"),
    "financialyears": _("the fiscal years"),
    "invoicepayments": _("the customers' payments"),
    "invoices": _("the customer invoices"),
    "login": _("access to the company"),
    "predefinedvoucherseries": _("the voucher series of the ledgers"),
    "sie": _("the bookkeeping"),
    "supplierinvoicepayments": _("the payments to suppliers"),
    "supplierinvoices": _("the supplier invoices"),
}
"""What is asked for, as a data source names it, in words."""

CONNECTED: dict[str, Words] = {
    Code.CONNECTION_MISSING: (
        _("There is no connection to %(system)s that can be used."),
        _("Import again from the page of the engagement; it leads to the login of %(system)s."),
    ),
    Code.SOURCE_COMPANY_OTHER: (
        _(
            "The connection opens another company in %(system)s: %(company)s, %(company_number)s. "
            "The engagement's number is %(number)s."
        ),
        _("Disconnect, and connect again to the engagement's own company."),
    ),
    Code.SOURCE_REFUSED: (
        _("%(system)s refused to give %(register)s: “%(text)s” (%(code)s)."),
        _("Mend in %(system)s what it says, and import again."),
    ),
    Code.SOURCE_FORBIDDEN: (
        _("%(system)s does not let us read %(register)s: “%(text)s” (%(code)s)."),
        _(
            "The right, the scope or the licence for it is missing in %(system)s. Let somebody who has it connect, "
            "or leave it out of the import."
        ),
    ),
    Code.SOURCE_UNAVAILABLE: (
        _("%(system)s did not answer when it was asked for %(register)s."),
        _("Nothing was changed. Import again in a while."),
    ),
    Code.SOURCE_UNREADABLE: (
        _("%(system)s gave an answer for %(register)s that cannot be understood: %(text)s."),
        _("Nothing was changed. Import again; if it comes back, tell whoever runs Kvitt."),
    ),
    Code.YEAR_NOT_IN_SOURCE: (
        _("%(system)s has no fiscal year %(start)s–%(end)s."),
        _("Compare the fiscal years in %(system)s with those under Maintenance, Settings. It has %(years)s."),
    ),
    Code.LEDGER_LEFT_OUT: (
        _("The ledger of account %(account)s was left out: %(system)s does not let us read %(register)s (%(code)s)."),
        _("The bookkeeping was imported all the same. Let somebody who has the right connect, and import again."),
    ),
    Code.LIST_INCOMPLETE: (
        _("%(system)s gave %(rows)s of %(count)s rows of %(register)s."),
        _("The register was probably changed while it was read. Import again."),
    ),
    Code.LEDGER_DIFFERS: (
        _("The ledger of account %(account)s comes to %(ledger_ore)s on %(day)s, the account to %(account_ore)s."),
        _("The difference is %(difference_ore)s. The appendix explains it as far as it can."),
    ),
}
