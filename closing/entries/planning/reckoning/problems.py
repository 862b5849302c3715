"""What keeps the entries of a plan from being made, and what an accountant ought to know beside it. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from closing.entries.planning.reckoning.company import RESULT, RESULT_OF_PARTNERS
from closing.entries.planning.reckoning.plan import Plan
from closing.entries.planning.reckoning.reserves import MONTHS


class Problem(StrEnum):
    """What keeps the entries from being made."""

    EXCESS_TOO_LARGE = "excess-too-large"
    EXCESS_TOO_SMALL = "excess-too-small"
    RESERVE_TOO_LARGE = "reserve-too-large"
    REVERSAL_TOO_LARGE = "reversal-too-large"
    REVERSAL_ORDER = "reversal-order"


class Notice(StrEnum):
    """What ought to be known."""

    NO_RATES = "no-rates"
    RESULT_OF_LAST_YEAR = "result-of-last-year"
    REVERSAL_DUE = "reversal-due"
    FUND_WITHOUT_YEAR = "fund-without-year"
    EXCESS_TO_DISSOLVE = "excess-to-dissolve"
    DEPRECIATED_TOO_FAR = "depreciated-too-far"
    SUPPLEMENTARY_UNUSED = "supplementary-unused"
    OTHER_LENGTH = "other-length"
    DECLARED_BY_OWNER = "declared-by-owner"
    NOT_TAXED_ON_PROPERTY = "not-taxed-on-property"
    ONE_PARTNER = "one-partner"


@dataclass(frozen=True, slots=True)
class Told:
    """A problem or a notice with its facts: an amount in öre, and the account it is about."""

    code: Problem | Notice
    ore: int = 0
    account: str = ""


def problems(plan: Plan) -> tuple[Told, ...]:
    """List what keeps the entries from being made."""
    return tuple(_problems(plan))


def notices(plan: Plan) -> tuple[Told, ...]:
    """List what ought to be known."""
    return tuple(_notices(plan))


def _problems(plan: Plan) -> Iterator[Told]:
    if plan.room and plan.excess_ore > max(plan.room.most_ore, 0):
        yield Told(Problem.EXCESS_TOO_LARGE, max(plan.room.most_ore, 0))
    if plan.room and plan.excess_ore < plan.room.least_ore:
        yield Told(Problem.EXCESS_TOO_SMALL, -plan.room.least_ore)
    if plan.allocation_ore > plan.most_allocation_ore:
        yield Told(Problem.RESERVE_TOO_LARGE, plan.most_allocation_ore)
    for fund in plan.funds:
        if plan.reversals[fund.account] > fund.left_ore:
            yield Told(Problem.REVERSAL_TOO_LARGE, fund.left_ore, fund.account)
    yield from _out_of_order(plan)


def _out_of_order(plan: Plan) -> Iterator[Told]:
    """Tell of the oldest fund that something is left of while a later one is reversed. Source: IL 30 kap. 7 §."""
    dated = [one for one in plan.funds if one.year is not None]
    latest = max((one.year or 0 for one in dated if plan.reversals[one.account]), default=0)
    for fund in dated:
        left = fund.left_ore - plan.reversals[fund.account]
        if not fund.is_due and left > 0 and (fund.year or 0) < latest:
            yield Told(Problem.REVERSAL_ORDER, left, fund.account)
            return


def _notices(plan: Plan) -> Iterator[Told]:
    figures = plan.situation.figures
    if plan.situation.rates is None:
        yield Told(Notice.NO_RATES)
    yield from _of_the_form(plan)
    for account in figures.on(RESULT, *RESULT_OF_PARTNERS):
        if account.opening_ore and account.closing_ore + figures.moved_ore == account.opening_ore:
            yield Told(Notice.RESULT_OF_LAST_YEAR, -account.opening_ore, account.number)
    yield from _of_the_funds(plan)
    if plan.room and plan.room.most_ore < min(plan.excess_ore, 0):
        yield Told(Notice.EXCESS_TO_DISSOLVE, -plan.room.most_ore)
    if plan.room and plan.room.too_far_ore:
        yield Told(Notice.DEPRECIATED_TOO_FAR, plan.room.too_far_ore)
    if plan.room and plan.room.supplementary_ore is None and plan.room.equipment.book_ore:
        yield Told(Notice.SUPPLEMENTARY_UNUSED)
    if figures.months != MONTHS and plan.situation.rates:
        yield Told(Notice.OTHER_LENGTH, figures.months)


def _of_the_funds(plan: Plan) -> Iterator[Told]:
    """Tell of funds that have to go. The six years are tax years: one longer than twelve months may end them later."""
    for fund in plan.funds:
        if fund.year is None and fund.left_ore:
            yield Told(Notice.FUND_WITHOUT_YEAR, fund.left_ore, fund.account)
        if fund.is_due and plan.reversals[fund.account] < fund.left_ore:
            yield Told(Notice.REVERSAL_DUE, fund.left_ore, fund.account)


def _of_the_form(plan: Plan) -> Iterator[Told]:
    """Tell what the company form means for the plan."""
    company = plan.situation.company
    if company.has_owner or company.has_partners:
        yield Told(Notice.DECLARED_BY_OWNER)
    elif not company.pays_tax:
        yield Told(Notice.NOT_TAXED_ON_PROPERTY)
    if company.has_partners and len(plan.choices.shares) == 1:
        yield Told(Notice.ONE_PARTNER)
