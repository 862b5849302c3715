"""A plan as the page shows it: lines with their words and names, in the order they are read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from closing.engagements.models import FiscalYear
from closing.entries.draft import DraftRow
from closing.entries.planning.making import Made
from closing.entries.planning.reading import Worked
from closing.entries.planning.reckoning.effects import Effect, effects, steps
from closing.entries.planning.reckoning.effects import Step as Change
from closing.entries.planning.reckoning.plan import TAX_OF_YEAR, Plan
from closing.entries.planning.reckoning.problems import notices, problems
from closing.entries.planning.reckoning.reserves import fund_account
from closing.entries.planning.standing import Step
from closing.entries.planning.texts import LINES, PARTS, effect_name, told
from closing.entries.typed.chart import account_names
from closing.formatting import NO_BREAK_SPACE


@dataclass(frozen=True, slots=True)
class TaxLine:
    """A line of the calculation of tax, in öre, with the paragraph behind it."""

    label: str
    ore: int
    source: str = ""
    is_sum: bool = False


@dataclass(frozen=True, slots=True)
class PartLine:
    """A part of the plan among its entries.

    Attributes:
        state: what becomes of it, in words.
        chip: how that is shown.
        rows: with the name of each account.
    """

    name: str
    state: str
    chip: str
    rows: tuple[tuple[DraftRow, str], ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """Everything a page of a plan shows beside its form."""

    worked: Worked
    changes: tuple[tuple[str, Change], ...]
    effects: tuple[tuple[str, Effect], ...]
    tax: tuple[TaxLine, ...]
    parts: tuple[PartLine, ...]
    problems: tuple[str, ...]
    notices: tuple[str, ...]

    @property
    def reserve_rate(self) -> str:
        """Give how much of the taxable result may be set aside."""
        rates = self.worked.plan.situation.rates
        return percent(rates.reserve) if rates else ""

    @property
    def may_be_made(self) -> bool:
        """Say whether there is something to make, and nothing that keeps it from being made."""
        return not self.problems and not self.worked.is_done


def shown(year: FiscalYear, worked: Worked) -> Shown:
    """Show a plan with the names of its accounts."""
    plan, fund = worked.plan, fund_account(year.end)
    names = {fund: _("Tax allocation reserve %(year)s") % {"year": year.end.year}, **account_names(year)}
    return Shown(
        worked,
        changes=tuple((str(LINES[one.line]), one) for one in steps(plan) if one.line.is_sum or plan.tax or one.is_used),
        effects=tuple((effect_name(one), one) for one in effects(plan)),
        tax=tuple(_tax(plan, names)),
        parts=tuple(_part(step, names) for step in worked.steps),
        problems=tuple(told(one) for one in problems(plan)),
        notices=tuple(told(one) for one in notices(plan)),
    )


def percent(rate: int) -> str:
    """Write hundredths of a per cent with the decimals they need, `20,6 %`."""
    whole, rest = divmod(rate, 100)
    decimals = f",{rest:02}".rstrip("0") if rest else ""
    return f"{whole}{decimals}{NO_BREAK_SPACE}%"


def outcome(made: Made) -> str:
    """Say what was made of a plan."""
    groups = (
        (_("Made: %(entries)s."), made.made),
        (_("Left as they were: %(entries)s."), made.kept),
        (_("Deleted: %(entries)s."), made.deleted),
        (_("Reversed: %(entries)s."), made.reversed),
    )
    return " ".join(text % {"entries": ", ".join(map(str, entries))} for text, entries in groups if entries)


def _tax(plan: Plan, names: Mapping[str, str]) -> Iterator[TaxLine]:
    """Go from the result in the books to the tax that is to be booked."""
    tax = plan.tax
    if tax is None:
        return
    yield TaxLine(_("Result before tax"), tax.before_tax_ore, is_sum=True)
    for one in plan.suggestions:
        if one.account not in plan.choices.left_out:
            yield TaxLine(f"{one.account} {names.get(one.account, '')}".strip(), one.amount_ore, one.source)
    for own in plan.choices.adjustments:
        yield TaxLine(own.reason, own.amount_ore)
    if tax.notional_ore:
        label = _("Notional income on tax allocation reserves, %(rate)s") % {"rate": percent(tax.rates.notional)}
        yield TaxLine(label, tax.notional_ore, "IL 30 kap. 6 a §")
    if tax.uplift_ore:
        yield TaxLine(_("Supplement on the reversal of older reserves"), tax.uplift_ore, "SFS 2018:1206")
    if tax.deficits_ore:
        yield TaxLine(_("Earlier years' deficits"), -tax.deficits_ore, "IL 40 kap. 2 §")
    yield TaxLine(_("Taxable result"), tax.result_ore, is_sum=True)
    yield TaxLine(_("Rounded down to whole tens of kronor"), tax.taxable_ore, "IL 1 kap. 7 §")
    yield TaxLine(_("Tax, %(rate)s") % {"rate": percent(tax.rates.tax)}, tax.tax_ore, "IL 65 kap. 10 §", is_sum=True)
    booked = plan.situation.figures.closing(TAX_OF_YEAR)
    if booked:
        yield TaxLine(_("Booked already on 8910"), -booked)
        yield TaxLine(_("Tax to book"), plan.tax_change_ore, is_sum=True)
    if tax.deficit_ore:
        yield TaxLine(_("Deficit to carry forward"), tax.deficit_ore)


def _part(step: Step, names: Mapping[str, str]) -> PartLine:
    """Say what becomes of a part: an entry is kept, comes, replaces others, or goes."""
    proposed = step.proposal.rows if step.proposal else ()
    rows = tuple(row.as_draft() for row in step.kept.rows.all()) if step.kept else proposed
    named = tuple((row, names.get(row.account, "")) for row in rows)
    name, gone = str(PARTS[step.part]), ", ".join(map(str, step.gone))
    if step.kept:
        return PartLine(name, _("%(entry)s, unchanged") % {"entry": step.kept}, "good", named)
    if not step.gone:
        return PartLine(name, _("New"), "info", named)
    will_go = all(one.is_open for one in step.gone)
    if step.proposal:
        text = _("New in the place of %(entries)s") if will_go else _("New; %(entries)s is reversed")
    else:
        text = _("%(entries)s is deleted") if will_go else _("%(entries)s is reversed")
    return PartLine(name, text % {"entries": gone}, "warn", named)
