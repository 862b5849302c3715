"""A plan: what the choices come to with the figures of a year, and the entries they make. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from closing.entries.planning.reckoning import parts
from closing.entries.planning.reckoning.adjustments import Suggestion, suggestions
from closing.entries.planning.reckoning.choices import Choices, Way
from closing.entries.planning.reckoning.company import Company
from closing.entries.planning.reckoning.depreciation import Equipment, Room, earlier_years, room
from closing.entries.planning.reckoning.figures import EXCESS, Figures
from closing.entries.planning.reckoning.parts import Part, Proposal, proposal
from closing.entries.planning.reckoning.rates import Rates
from closing.entries.planning.reckoning.reserves import (
    Fund,
    fund_account,
    funds,
    most_allocation,
    notional_income,
    uplift,
)
from closing.entries.planning.reckoning.tax import TaxCalculation

FEWEST_ROWS = 2
TAX_OF_YEAR = "891"


@dataclass(frozen=True, slots=True)
class Situation:
    """Whose year is planned: its figures, what its company form means, the rates; None for a year without any."""

    figures: Figures
    company: Company
    rates: Rates | None


@dataclass(frozen=True, slots=True)
class Plan:
    """What the choices come to, in öre.

    Attributes:
        room: for excess depreciation; None when there is nothing it could be taken on.
        excess_ore: the change in excess depreciation.
        funds: the tax allocation reserves that were there when the year began.
        reversals: what is reversed of each fund.
        most_allocation_ore, allocation_ore: what may be set aside, and what is.
        suggestions: all adjustments by account; those in `Choices.left_out` do not count.
        tax: the calculation; None when the company pays no tax, or the year has no rates.
        proposals: the entries, in order; nothing that comes to nil.
    """

    situation: Situation
    choices: Choices
    room: Room | None = None
    excess_ore: int = 0
    funds: tuple[Fund, ...] = ()
    reversals: Mapping[str, int] = field(default_factory=dict)
    most_allocation_ore: int = 0
    allocation_ore: int = 0
    suggestions: tuple[Suggestion, ...] = ()
    tax: TaxCalculation | None = None
    proposals: tuple[Proposal, ...] = ()

    @property
    def reversed_ore(self) -> int:
        """Give what is reversed of all funds."""
        return sum(self.reversals.values())

    @property
    def before_tax_ore(self) -> int:
        """Give the result before tax with the plan's appropriations."""
        appropriated = self.reversed_ore - self.excess_ore - self.allocation_ore
        return self.situation.figures.before_tax_ore + appropriated

    @property
    def tax_change_ore(self) -> int:
        """Give what is to be booked as tax: the tax of the year, less what the books have booked of it."""
        return self.tax.tax_ore - self.situation.figures.closing(TAX_OF_YEAR) if self.tax else 0

    @property
    def result_ore(self) -> int:
        """Give the result of the year with everything the plan books."""
        return self.before_tax_ore - self.situation.figures.tax_ore - self.tax_change_ore

    @property
    def seen(self) -> str:
        """Give the mark of what would be booked."""
        return parts.fingerprint(self.proposals)


def plan(situation: Situation, choices: Choices) -> Plan:
    """Work out what choices come to."""
    begun = _with_excess(Plan(situation, choices))
    with_funds = _with_reserves(begun)
    taxed = replace(with_funds, tax=calculation(with_funds))
    return replace(taxed, proposals=tuple(one for one in _proposals(taxed) if len(one.rows) >= FEWEST_ROWS))


def calculation(drafted: Plan) -> TaxCalculation | None:
    """Calculate the tax of a plan as far as it has come."""
    figures, rates = drafted.situation.figures, drafted.situation.rates
    if rates is None or not drafted.situation.company.pays_tax:
        return None
    counted = (one.amount_ore for one in drafted.suggestions if one.account not in drafted.choices.left_out)
    written = (one.amount_ore for one in drafted.choices.adjustments)
    return TaxCalculation(
        before_tax_ore=drafted.before_tax_ore,
        adjusted_ore=sum(counted) + sum(written),
        notional_ore=notional_income(drafted.funds, rates, months=figures.months),
        uplift_ore=sum(uplift(one, drafted.reversals.get(one.account, 0)) for one in drafted.funds),
        deficits_ore=drafted.choices.deficits_ore,
        rates=rates,
    )


def equipment(figures: Figures, choices: Choices) -> Equipment:
    """Gather what the rules of depreciation are asked of; what nobody has written is taken from the accounts."""
    book = sum(one.closing_ore for one in figures.equipment)
    opened = sum(one.opening_ore for one in figures.equipment) + figures.opening(*EXCESS)
    earlier = [ore for ore in choices.earlier_ore[: earlier_years(figures.months)] if ore is not None]
    return Equipment(
        book_ore=book,
        opening_ore=opened if choices.opening_ore is None else choices.opening_ore,
        purchases_ore=figures.purchases_ore if choices.purchases_ore is None else choices.purchases_ore,
        sales_ore=choices.sales_ore,
        earlier_ore=tuple(earlier) if len(earlier) == earlier_years(figures.months) else None,
        accumulated_ore=-figures.closing(*EXCESS),
    )


def _with_excess(drafted: Plan) -> Plan:
    """Add the change in excess depreciation."""
    situation, choices = drafted.situation, drafted.choices
    if situation.rates is None or not situation.company.has_excess:
        return drafted
    asked = equipment(situation.figures, choices)
    if asked.is_empty:
        return drafted
    there = room(asked, situation.rates, months=situation.figures.months)
    change = {Way.NONE: 0, Way.MOST: there.most_ore, Way.AMOUNT: choices.excess_ore}[choices.excess]
    return replace(drafted, room=there, excess_ore=change)


def _with_reserves(drafted: Plan) -> Plan:
    """Add what is reversed of older funds, the adjustments for tax, and what is set aside."""
    situation, choices = drafted.situation, drafted.choices
    figures, rates = situation.figures, situation.rates
    if rates is None or not situation.company.pays_tax:
        return drafted
    there = funds(figures, rates)
    due = {one.account: one.left_ore if one.is_due else 0 for one in there}
    reversals = {account: choices.reversals.get(account, ore) for account, ore in due.items()}
    before = replace(drafted, funds=there, reversals=reversals, suggestions=suggestions(figures))
    surplus = calculation(before)
    account = fund_account(figures.end)
    booked = max(figures.opening(account) - figures.closing(account), 0)
    most = most_allocation((surplus.result_ore if surplus else 0) + booked, rates, booked_ore=booked)
    allocated = {Way.NONE: 0, Way.MOST: most, Way.AMOUNT: choices.reserve_ore}[choices.reserve]
    return replace(before, most_allocation_ore=most, allocation_ore=allocated)


def _proposals(made: Plan) -> Iterator[Proposal]:
    """Give the entry of each part, also those without rows."""
    figures, company, choices = made.situation.figures, made.situation.company, made.choices
    yield proposal(Part.EXCESS, parts.excess_rows(figures, made.excess_ore))
    yield proposal(Part.RESERVE, parts.reserve_rows(figures, made.allocation_ore, made.reversals))
    if company.pays_special and choices.moves_special:
        yield proposal(Part.SPECIAL, parts.moved_rows(figures, parts.SPECIAL, to=parts.TAX_OWED))
    if company.pays_tax and choices.moves_preliminary:
        yield proposal(Part.PRELIMINARY, parts.moved_rows(figures, parts.PRELIMINARY, to=parts.TAX_OWED))
    yield proposal(Part.TAX, parts.tax_rows(made.tax_change_ore))
    left = made.result_ore - figures.moved_ore
    yield proposal(Part.RESULT, parts.result_rows(company, left, choices.shares))
    if company.has_owner:
        yield proposal(Part.EQUITY, parts.equity_rows(figures))
