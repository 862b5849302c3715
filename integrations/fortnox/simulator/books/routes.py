"""The calls that the books answer.

Source: the scopes of fortnox.se/developer.
"""

from integrations.fortnox.simulator.books import accounts, companies, creating, series, vouchers, years
from integrations.fortnox.simulator.books.sie_export.resource import export_sie
from integrations.fortnox.simulator.routes import Route

ROUTES: tuple[Route, ...] = (
    Route("GET", "companyinformation", "companyinformation", companies.company_information),
    Route("GET", "settings/company", "settings", companies.company_settings),
    Route("GET", "settings/lockedperiod", "settings", companies.locked_period),
    Route("GET", "financialyears", "bookkeeping", years.list_years),
    Route("GET", "financialyears/{id}", "bookkeeping", years.one_year),
    Route("GET", "sie/{type}", "bookkeeping", export_sie),
    Route("GET", "accounts", "bookkeeping", accounts.list_accounts),
    Route("GET", "accounts/{number}", "bookkeeping", accounts.one_account),
    Route("GET", "accountcharts", "bookkeeping", accounts.list_charts),
    Route("GET", "voucherseries", "bookkeeping", series.list_series),
    Route("GET", "voucherseries/{code}", "bookkeeping", series.one_series),
    Route("GET", "vouchers", "bookkeeping", vouchers.list_vouchers),
    Route("POST", "vouchers", "bookkeeping", creating.create_voucher),
    Route("GET", "vouchers/sublist", "bookkeeping", vouchers.list_vouchers),
    Route("GET", "vouchers/sublist/{series}", "bookkeeping", vouchers.list_vouchers),
    Route("GET", "vouchers/{series}/{number}", "bookkeeping", vouchers.one_voucher),
)
