"""Figures to plan with, jotted down in kronor."""

from collections.abc import Mapping
from datetime import date

from closing.entries.planning.reckoning.choices import Choices
from closing.entries.planning.reckoning.company import Company
from closing.entries.planning.reckoning.figures import AccountFigure, Figures
from closing.entries.planning.reckoning.plan import Plan, Situation, plan
from closing.entries.planning.reckoning.rates import rates_of
from closing.formatting import parse_kr

LIMITED = Company(pays_tax=True, has_excess=True)
SOLE_TRADER = Company(pays_tax=False, has_excess=False, has_owner=True, pays_special=False)
PARTNERSHIP = Company(pays_tax=False, has_excess=True, has_partners=True)


def kronor(text: str) -> int:
    """Read kronor."""
    return parse_kr(text)


def figures(
    closing: Mapping[str, str], *, opening: Mapping[str, str] | None = None, start: date = date(2026, 1, 1)
) -> Figures:
    """Give the accounts of a year that ends with 2026; what is missing is the equity that makes them balance."""
    opened = {account: kronor(kr) for account, kr in (opening or {}).items()}
    closed = {**dict.fromkeys(opened, 0), **{account: kronor(kr) for account, kr in closing.items()}}
    closed["2091"] = closed.get("2091", 0) - sum(closed.values())
    accounts = (
        AccountFigure(one, one, one[0] in "12", opened.get(one, 0), ore, max(ore - opened.get(one, 0), 0))
        for one, ore in sorted(closed.items())
    )
    return Figures(start, date(2026, 12, 31), tuple(accounts))


def planned(found: Figures, choices: Choices | None = None, *, company: Company = LIMITED) -> Plan:
    """Plan a year."""
    return plan(Situation(found, company, rates_of(found.end)), choices or Choices())


def booked(made: Plan) -> dict[str, dict[str, int]]:
    """Give what each part of a plan books, in öre by account."""
    return {one.part.value: {row.account: row.amount_ore for row in one.rows} for one in made.proposals}
