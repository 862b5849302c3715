"""The account groups of a closing: the lines of the balance sheet and the income statement, and their tax-form fields.

Which accounts of the BAS chart stand on a line is told by the beginnings of their numbers; the longest that fits
decides. A table, so that a new year's chart is a change of data.

Source: the lines are those of årsredovisningslagen (1995:1554) bilagor 1 and 2 with costs by nature, as K2 (BFNAR
2016:10) and K3 (BFNAR 2012:1) arrange them; they are also the lines of the tax form INK2R. Accounts and field codes:
BAS-intressenternas Förening, "SRU-kopplingar" for Ink 2 (bas.se/kontoplaner/sru), held against the #SRU records of
real files in `tests/books/test_groups.py`.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


class Section(StrEnum):
    """A heading of a statement, in the order in which they stand."""

    FIXED_ASSETS = "fixed_assets"
    CURRENT_ASSETS = "current_assets"
    EQUITY = "equity"
    UNTAXED_RESERVES = "untaxed_reserves"
    PROVISIONS = "provisions"
    LONG_TERM_LIABILITIES = "long_term_liabilities"
    CURRENT_LIABILITIES = "current_liabilities"
    OPERATING_INCOME = "operating_income"
    OPERATING_COSTS = "operating_costs"
    FINANCIAL_ITEMS = "financial_items"
    APPROPRIATIONS = "appropriations"
    TAX = "tax"
    RESULT = "result"


BALANCE_SECTIONS = tuple(Section)[:7]
"""The sections of the balance sheet; the rest are those of the income statement."""


@dataclass(frozen=True, slots=True)
class Group:
    """A line of a statement (kontogrupp).

    Attributes:
        code: what the database keeps.
        starts: beginnings of the account numbers on it.
        sru: its field in INK2R, empty when it has none; of a line that can be either, the field for income.
        sru_cost: of a line that can be either, the field for cost.
    """

    code: str
    label: "StrPromise"
    section: Section
    starts: tuple[str, ...]
    sru: str = ""
    sru_cost: str = ""

    @property
    def is_balance(self) -> bool:
        """Say whether it stands in the balance sheet."""
        return self.section in BALANCE_SECTIONS

    def field(self, ore: int = 0) -> str:
        """Give the field of INK2R for a balance; debit is cost."""
        return self.sru_cost if self.sru_cost and ore > 0 else self.sru


def group_of(number: str) -> Group | None:
    """Find the group of an account by its number; None when the BAS chart has no place for it."""
    starts = _groups_by_start()
    return next((starts[number[:size]] for size in range(4, 0, -1) if number[:size] in starts), None)


def group_with(code: str) -> Group | None:
    """Find a group by its code."""
    return _groups_by_code().get(code)


@cache
def _groups_by_start() -> dict[str, Group]:
    return {start: group for group in GROUPS for start in group.starts}


@cache
def _groups_by_code() -> dict[str, Group]:
    return {group.code: group for group in GROUPS}


_FIXED, _CURRENT = Section.FIXED_ASSETS, Section.CURRENT_ASSETS
_LONG, _SHORT = Section.LONG_TERM_LIABILITIES, Section.CURRENT_LIABILITIES
_FINANCIAL, _APPROPRIATIONS = Section.FINANCIAL_ITEMS, Section.APPROPRIATIONS

ASSETS = (
    Group("intangible", _("Intangible assets"), _FIXED, ("10",), "7201"),
    Group("intangible_advances", _("Advances for intangible assets"), _FIXED, ("1088",), "7202"),
    Group("buildings_land", _("Buildings and land"), _FIXED, ("11",), "7214"),
    Group("machinery", _("Machinery and equipment"), _FIXED, ("12",), "7215"),
    Group("leasehold", _("Improvements to leased property"), _FIXED, ("112",), "7216"),
    Group("construction", _("Construction in progress and advances"), _FIXED, ("118", "128"), "7217"),
    Group("group_shares", _("Shares in group companies"), _FIXED, ("131",), "7230"),
    Group("associate_shares", _("Shares in associated companies"), _FIXED, ("133",), "7231"),
    Group("group_receivables_long", _("Receivables from group companies, long-term"), _FIXED, ("132", "134"), "7232"),
    Group("other_securities", _("Other long-term securities"), _FIXED, ("135", "1336", "1337"), "7233"),
    Group("owner_loans", _("Loans to owners and related parties"), _FIXED, ("136",), "7234"),
    Group("other_receivables_long", _("Other long-term receivables"), _FIXED, ("13",), "7235"),
    Group("raw_materials", _("Raw materials and consumables"), _CURRENT, ("14", "1431", "1438"), "7241"),
    Group("work_in_progress", _("Work in progress"), _CURRENT, ("143", "144"), "7242"),
    Group("finished_goods", _("Finished goods and goods for resale"), _CURRENT, ("145", "146"), "7243"),
    Group("other_inventories", _("Other inventories"), _CURRENT, ("149",), "7244"),
    Group("contract_work", _("Contract work in progress"), _CURRENT, ("147",), "7245"),
    Group("supplier_advances", _("Advances to suppliers"), _CURRENT, ("148",), "7246"),
    Group("trade_receivables", _("Trade receivables"), _CURRENT, ("15",), "7251"),
    Group("group_receivables", _("Receivables from group companies"), _CURRENT, ("156", "157", "166", "167"), "7252"),
    Group("other_receivables", _("Other receivables"), _CURRENT, ("16",), "7261"),
    Group("unbilled_revenue", _("Earned but not invoiced revenue"), _CURRENT, ("162",), "7262"),
    Group("prepaid", _("Prepaid expenses and accrued income"), _CURRENT, ("17",), "7263"),
    Group("group_shares_short", _("Shares in group companies, short-term"), _CURRENT, ("186",), "7270"),
    Group("short_investments", _("Other short-term investments"), _CURRENT, ("18",), "7271"),
    Group("cash", _("Cash and bank"), _CURRENT, ("19",), "7281"),
)
EQUITY_AND_LIABILITIES = (
    Group("owner_equity", _("Equity"), Section.EQUITY, ("20",)),
    Group("restricted_equity", _("Restricted equity"), Section.EQUITY, ("208",), "7301"),
    Group("free_equity", _("Non-restricted equity"), Section.EQUITY, ("209",), "7302"),
    Group("tax_allocation", _("Tax allocation reserves"), Section.UNTAXED_RESERVES, ("211", "212", "213"), "7321"),
    Group("excess_depreciation", _("Accumulated excess depreciation"), Section.UNTAXED_RESERVES, ("215",), "7322"),
    Group("other_reserves", _("Other untaxed reserves"), Section.UNTAXED_RESERVES, ("21",), "7323"),
    Group("pensions_act", _("Provisions for pensions under the Act"), Section.PROVISIONS, ("221",), "7331"),
    Group("pensions_other", _("Other provisions for pensions"), Section.PROVISIONS, ("223",), "7332"),
    Group("other_provisions", _("Other provisions"), Section.PROVISIONS, ("22",), "7333"),
    Group("bonds", _("Bonds"), _LONG, ("231", "232"), "7350"),
    Group("overdraft_long", _("Overdraft facility, long-term"), _LONG, ("233",), "7351"),
    Group("bank_loans_long", _("Other loans from credit institutions, long-term"), _LONG, ("234", "235"), "7352"),
    Group("group_liabilities_long", _("Liabilities to group companies, long-term"), _LONG, ("236", "237"), "7353"),
    Group("other_liabilities_long", _("Other long-term liabilities"), _LONG, ("23",), "7354"),
    Group("overdraft", _("Overdraft facility"), _SHORT, ("248",), "7360"),
    Group("bank_loans", _("Other loans from credit institutions"), _SHORT, ("241",), "7361"),
    Group("customer_advances", _("Advances from customers"), _SHORT, ("242",), "7362"),
    Group("contract_liabilities", _("Contract work in progress, liability"), _SHORT, ("243",), "7363"),
    Group("deferred_revenue", _("Invoiced but not earned revenue"), _SHORT, ("245",), "7364"),
    Group("trade_payables", _("Trade payables"), _SHORT, ("244",), "7365"),
    Group("bills_payable", _("Bills payable"), _SHORT, ("2492",), "7366"),
    Group("group_liabilities", _("Liabilities to group companies"), _SHORT, ("246", "247", "286", "287"), "7367"),
    Group("tax_liabilities", _("Tax liabilities"), _SHORT, ("25",), "7368"),
    Group("other_liabilities", _("Other current liabilities"), _SHORT, ("24", "26", "27", "28"), "7369"),
    Group("accrued", _("Accrued expenses and deferred income"), _SHORT, ("29",), "7370"),
)
INCOME_AND_COSTS = (
    Group("net_sales", _("Net sales"), Section.OPERATING_INCOME, ("3",), "7410"),
    Group(
        "stock_change",
        _("Change in stock and work in progress"),
        Section.OPERATING_INCOME,
        ("490", "494", "495", "497", "499"),
        "7411",
        "7510",
    ),
    Group("capitalised_work", _("Capitalised work for own account"), Section.OPERATING_INCOME, ("38",), "7412"),
    Group("other_operating_income", _("Other operating income"), Section.OPERATING_INCOME, ("39",), "7413"),
    Group("materials", _("Raw materials and consumables used"), Section.OPERATING_COSTS, ("4",), "7511"),
    Group("goods", _("Goods for resale"), Section.OPERATING_COSTS, ("496", "498"), "7512"),
    Group("external_costs", _("Other external costs"), Section.OPERATING_COSTS, ("5", "6"), "7513"),
    Group("personnel", _("Personnel costs"), Section.OPERATING_COSTS, ("7",), "7514"),
    Group("depreciation", _("Depreciation and write-downs"), Section.OPERATING_COSTS, ("77", "78"), "7515"),
    Group("current_write_downs", _("Write-downs of current assets"), Section.OPERATING_COSTS, ("774", "779"), "7516"),
    Group("other_operating_costs", _("Other operating costs"), Section.OPERATING_COSTS, ("79",), "7517"),
    Group("from_group", _("Result from group companies"), _FINANCIAL, ("80",), "7414", "7518"),
    Group("from_associates", _("Result from associated companies"), _FINANCIAL, ("81",), "7415", "7519"),
    Group("from_securities", _("Result from other financial assets"), _FINANCIAL, ("82",), "7416", "7520"),
    Group("interest_income", _("Interest income and similar items"), _FINANCIAL, ("83",), "7417"),
    Group(
        "financial_write_downs",
        _("Write-downs of financial assets"),
        _FINANCIAL,
        ("807", "808", "817", "818", "827", "828", "837", "838"),
        "7521",
    ),
    Group("interest_costs", _("Interest costs and similar items"), _FINANCIAL, ("84",), "7522"),
    Group("other_financial", _("Other financial items"), _FINANCIAL, ("85", "86", "87")),
    Group("tax_allocation_change", _("Tax allocation reserve, change"), _APPROPRIATIONS, ("881",), "7420", "7525"),
    Group("contributions_received", _("Group contributions received"), _APPROPRIATIONS, ("882",), "7419"),
    Group("contributions_given", _("Group contributions given"), _APPROPRIATIONS, ("883",), "7524"),
    Group("excess_change", _("Excess depreciation, change"), _APPROPRIATIONS, ("885",), "7421", "7526"),
    Group("other_appropriations", _("Other appropriations"), _APPROPRIATIONS, ("88",), "7422", "7527"),
    Group("tax", _("Tax on the year's result"), Section.TAX, ("89",), "7528"),
    Group("result", _("Result for the year"), Section.RESULT, ("899",), "7550", "7450"),
)
GROUPS = (*ASSETS, *EQUITY_AND_LIABILITIES, *INCOME_AND_COSTS)
