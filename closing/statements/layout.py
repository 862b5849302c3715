"""The lines of the income statement and the balance sheet, and which accounts stand on each.

Source: årsredovisningslagen (1995:1554), bilaga 1 and bilaga 2 (costs by nature); the accounts of a line are those of
the BAS chart. What an agency closes by has the lines of the law, without the law's notes and thresholds.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a statement, with the beginnings of the account numbers that stand on it."""

    code: str
    label: "StrPromise"
    starts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """Lines under a heading, and the name of their sum.

    Attributes:
        is_running: the sum is of this section and all before it, as a statement of income has it.
    """

    code: str
    label: "StrPromise"
    lines: tuple[Line, ...]
    total: "StrPromise"
    is_running: bool = False


NET_SALES = Line("net_sales", _("Net sales"), tuple(f"3{digit}" for digit in range(8)))
OTHER_ASSETS = Line("other_assets", _("Other assets"), ())
OTHER_LIABILITIES = Line("other_liabilities", _("Other equity and liabilities"), ())
OTHER_INCOME = Line("other_result", _("Accounts outside the BAS chart"), ())

ASSETS = (
    Section(
        "fixed_assets",
        _("Fixed assets"),
        (
            Line("intangible", _("Intangible assets"), ("10",)),
            Line("tangible", _("Property, plant and equipment"), ("11", "12")),
            Line("financial_assets", _("Financial assets"), ("13",)),
        ),
        _("Total fixed assets"),
    ),
    Section(
        "current_assets",
        _("Current assets"),
        (
            Line("inventories", _("Inventories"), ("14",)),
            Line("trade_receivables", _("Trade receivables"), ("15",)),
            Line("other_receivables", _("Other receivables"), ("16",)),
            Line("prepaid", _("Prepaid expenses and accrued income"), ("17",)),
            Line("short_investments", _("Short-term investments"), ("18",)),
            Line("cash", _("Cash and bank"), ("19",)),
            OTHER_ASSETS,
        ),
        _("Total current assets"),
    ),
)
EQUITY = Section("equity", _("Equity"), (Line("equity", _("Equity"), ("20",)),), _("Total equity"))
LIABILITIES = (
    Section(
        "reserves", _("Untaxed reserves"), (Line("reserves", _("Untaxed reserves"), ("21",)),), _("Untaxed reserves")
    ),
    Section("provisions", _("Provisions"), (Line("provisions", _("Provisions"), ("22",)),), _("Provisions")),
    Section(
        "long_liabilities",
        _("Non-current liabilities"),
        (Line("long_liabilities", _("Non-current liabilities"), ("23",)),),
        _("Non-current liabilities"),
    ),
    Section(
        "current_liabilities",
        _("Current liabilities"),
        (
            Line("trade_payables", _("Trade payables"), ("244",)),
            Line("tax", _("Tax liabilities"), ("25",)),
            Line("vat", _("VAT and excise"), ("26",)),
            Line("staff", _("Withheld tax and social fees"), ("27",)),
            Line("other_current", _("Other current liabilities"), ("24", "28")),
            Line("accrued", _("Accrued expenses and deferred income"), ("29",)),
            OTHER_LIABILITIES,
        ),
        _("Total current liabilities"),
    ),
)
INCOME = (
    Section(
        "operating_income",
        _("Operating income"),
        (
            NET_SALES,
            Line("stock_change", _("Change in finished goods and work in progress"), ("494", "495", "496", "497")),
            Line("capitalised", _("Capitalised work for own account"), ("38",)),
            Line("other_operating_income", _("Other operating income"), ("39",)),
        ),
        _("Total operating income"),
    ),
    Section(
        "operating_costs",
        _("Operating expenses"),
        (
            Line("goods", _("Raw materials, consumables and goods"), ("4",)),
            Line("external", _("Other external expenses"), ("5", "6")),
            Line("personnel", _("Personnel costs"), tuple(f"7{digit}" for digit in range(7))),
            Line("depreciation", _("Depreciation and write-downs"), ("77", "78")),
            Line("other_operating_costs", _("Other operating expenses"), ("79",)),
        ),
        _("Operating result"),
        is_running=True,
    ),
    Section(
        "financial",
        _("Financial items"),
        (
            Line("from_shares", _("Result from shares and other financial assets"), ("80", "81", "82")),
            Line("interest_income", _("Interest income and similar items"), ("83",)),
            Line("interest_costs", _("Interest expenses and similar items"), ("84",)),
            Line("other_financial", _("Other financial items"), ("85", "86", "87")),
        ),
        _("Result after financial items"),
        is_running=True,
    ),
    Section(
        "appropriations",
        _("Appropriations"),
        (Line("appropriations", _("Appropriations"), ("88",)),),
        _("Result before tax"),
        is_running=True,
    ),
    Section(
        "tax", _("Tax"), (Line("tax_cost", _("Tax"), ("89",)), OTHER_INCOME), _("Result for the year"), is_running=True
    ),
)


def line_of(number: str, kind: str, *, is_balance: bool) -> Line:
    """Find the line an account stands on: the longest beginning that fits, and outside BAS the account's type."""
    if not is_balance:
        return _longest(number, _INCOME_STARTS) or OTHER_INCOME
    return _longest(number, _BALANCE_STARTS) or (OTHER_LIABILITIES if kind == "S" else OTHER_ASSETS)


def lines(*sections: Section) -> Iterator[Line]:
    """Give the lines of sections in their order."""
    return (line for section in sections for line in section.lines)


def _starts(*sections: Section) -> dict[str, Line]:
    return {start: line for line in lines(*sections) for start in line.starts}


def _longest(number: str, starts: dict[str, Line]) -> Line | None:
    return next((starts[number[:size]] for size in (3, 2, 1) if number[:size] in starts), None)


_BALANCE_STARTS = _starts(*ASSETS, EQUITY, *LIABILITIES)
_INCOME_STARTS = _starts(*INCOME)
