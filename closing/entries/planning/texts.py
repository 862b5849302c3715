"""The words of profit planning: parts, lines, problems, notices, refusals."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from closing.engagements.models import FiscalYear
from closing.entries.errors import EntryError
from closing.entries.planning.errors import (
    FaultyPlanError,
    FiguresChangedError,
    NoBooksError,
    PlanChangedError,
    PlanError,
    TransferringError,
)
from closing.entries.planning.reckoning.effects import Effect, Line
from closing.entries.planning.reckoning.parts import Part
from closing.entries.planning.reckoning.problems import Notice, Problem, Told
from closing.entries.planning.reckoning.rates import years_known
from closing.formatting import kr

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

PARTS: dict[Part, "StrPromise"] = {
    Part.EXCESS: gettext_lazy("Change in excess depreciation"),
    Part.RESERVE: gettext_lazy("Change in tax allocation reserves"),
    Part.SPECIAL: gettext_lazy("Special employer's contribution to tax liabilities"),
    Part.PRELIMINARY: gettext_lazy("Preliminary tax to tax liabilities"),
    Part.TAX: gettext_lazy("Income tax for the year"),
    Part.RESULT: gettext_lazy("Result for the year to equity"),
    Part.EQUITY: gettext_lazy("Deposits and withdrawals of the year to equity"),
}

LINES: dict[Line, "StrPromise"] = {
    Line.BEFORE_APPROPRIATIONS: gettext_lazy("Result before appropriations and tax"),
    Line.EXCESS: gettext_lazy("Excess depreciation, change"),
    Line.RESERVES: gettext_lazy("Tax allocation reserves, change"),
    Line.OTHER_APPROPRIATIONS: gettext_lazy("Other appropriations"),
    Line.BEFORE_TAX: gettext_lazy("Result before tax"),
    Line.TAX: gettext_lazy("Tax on the result for the year"),
    Line.RESULT: gettext_lazy("Result for the year"),
}

TOLD: dict[Problem | Notice, "StrPromise"] = {
    Problem.EXCESS_TOO_LARGE: gettext_lazy(
        "The change in excess depreciation may be at most %(amount)s. Choose the most permitted, or a lower amount."
    ),
    Problem.EXCESS_TOO_SMALL: gettext_lazy("No more than %(amount)s of excess depreciation can be dissolved."),
    Problem.RESERVE_TOO_LARGE: gettext_lazy(
        "At most %(amount)s may be set aside to the tax allocation reserve. Choose the most permitted, or a lower "
        "amount."
    ),
    Problem.REVERSAL_TOO_LARGE: gettext_lazy("No more than %(amount)s can be reversed of the fund on %(account)s."),
    Notice.REVERSAL_DUE: gettext_lazy(
        "The six years of the fund on %(account)s are over: %(amount)s must be reversed this year."
    ),
    Problem.REVERSAL_ORDER: gettext_lazy(
        "The oldest fund is reversed first: %(amount)s is left on %(account)s. Reverse that before a later fund."
    ),
    Notice.NO_RATES: gettext_lazy(
        "The rates of tax are known here for fiscal years that end in %(first)s to %(last)s. For this year no tax, no "
        "tax allocation reserve and no excess depreciation can be calculated; the result can be moved to equity."
    ),
    Notice.RESULT_OF_LAST_YEAR: gettext_lazy(
        "Last year's result, %(amount)s, still stands on %(account)s. Make an entry that moves it on."
    ),
    Notice.FUND_WITHOUT_YEAR: gettext_lazy(
        "Account %(account)s does not tell which year its fund of %(amount)s belongs to. See to it that it is reversed "
        "within six years."
    ),
    Notice.EXCESS_TO_DISSOLVE: gettext_lazy(
        "There is more excess depreciation than the rules leave room for: %(amount)s should be dissolved."
    ),
    Notice.DEPRECIATED_TOO_FAR: gettext_lazy(
        "The books have depreciated the equipment %(amount)s below the lowest value for tax. If the sales of the year "
        "are filled in and it remains, that much is not deductible this year: add it as an adjustment. Source: IL 18 "
        "kap. 13 and 19 §§."
    ),
    Notice.SUPPLEMENTARY_UNUSED: gettext_lazy(
        "Only the main rule is used. Fill in the acquisitions of every earlier year to use the supplementary rule too; "
        "write 0 where there were none."
    ),
    Notice.OTHER_LENGTH: gettext_lazy(
        "The year has %(months)s months: depreciation and notional income are calculated in proportion."
    ),
    Notice.DECLARED_BY_OWNER: gettext_lazy(
        "Income tax and tax allocation reserves are the owner's: they are declared, and not booked in the company."
    ),
    Notice.NOT_TAXED_ON_PROPERTY: gettext_lazy(
        "A housing cooperative is not taxed on its property and makes no tax allocation reserves, so no tax is "
        "calculated; enter tax on other income by hand. One that is not a private housing company is planned as an "
        "economic association. Source: IL 39 kap. 25 §."
    ),
    Notice.ONE_PARTNER: gettext_lazy(
        "The whole result goes to one partner. Fill in the partners' shares to divide it."
    ),
}

REFUSALS: dict[type[PlanError], "StrPromise"] = {
    PlanChangedError: gettext_lazy(
        "Somebody has saved the plan or made its entries meanwhile. Your choices stand below and are not saved; saving "
        "them replaces what the other has chosen."
    ),
    FiguresChangedError: gettext_lazy(
        "The figures are other than those you looked at. Nothing was made; look at them once more, and try again."
    ),
    FaultyPlanError: gettext_lazy("The entries cannot be made before the plan is corrected."),
    NoBooksError: gettext_lazy("Import the bookkeeping of the year first: the plan is made from it."),
    TransferringError: gettext_lazy(
        "%(entries)s is being transferred to the bookkeeping right now. Wait until that is done, and try again."
    ),
}


def told(one: Told) -> str:
    """Say a problem or a notice."""
    first, last = years_known()
    facts = {"amount": kr(one.ore), "account": one.account, "months": one.ore, "first": first, "last": last}
    return str(TOLD[one.code]) % facts


def refusal(error: PlanError | EntryError) -> str:
    """Say why nothing was made, and what to do."""
    if isinstance(error, EntryError):
        return _("Somebody does something with one of the plan's entries right now. Look at them, and try again.")
    entries = ", ".join(error.entries) if isinstance(error, TransferringError) else ""
    return str(REFUSALS[type(error)]) % {"entries": entries}


def effect_name(effect: Effect) -> str:
    """Name a choice."""
    if effect.part == Part.EXCESS:
        return str(PARTS[Part.EXCESS])
    return _("Reversal of tax allocation reserves") if effect.is_reversal else _("Allocation to the year's reserve")


def entry_text(part: Part, year: FiscalYear) -> str:
    """Give the text of the entry of a part; it is kept as it is written here."""
    return _("%(part)s, %(year)s") % {"part": PARTS[part], "year": year}
