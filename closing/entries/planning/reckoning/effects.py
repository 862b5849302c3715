"""What a plan does to result and tax: choice by choice, and line by line before and after. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from closing.entries.planning.reckoning.figures import APPROPRIATIONS, EXCESS_CHANGE, RESERVE_CHANGE
from closing.entries.planning.reckoning.parts import Part
from closing.entries.planning.reckoning.plan import Plan, calculation


class Line(StrEnum):
    """A line of the end of the income statement."""

    BEFORE_APPROPRIATIONS = "before-appropriations"
    EXCESS = "excess"
    RESERVES = "reserves"
    OTHER_APPROPRIATIONS = "other-appropriations"
    BEFORE_TAX = "before-tax"
    TAX = "tax"
    RESULT = "result"

    @property
    def is_sum(self) -> bool:
        """Say whether it adds up what stands above it."""
        return self in {Line.BEFORE_APPROPRIATIONS, Line.BEFORE_TAX, Line.RESULT}


@dataclass(frozen=True, slots=True)
class Step:
    """A line before and after the plan, in öre, income positive."""

    line: Line
    before_ore: int
    after_ore: int

    @property
    def change_ore(self) -> int:
        """Give what the plan changes."""
        return self.after_ore - self.before_ore

    @property
    def is_used(self) -> bool:
        """Say whether there is anything on it."""
        return bool(self.before_ore or self.after_ore)


@dataclass(frozen=True, slots=True)
class Effect:
    """What one choice does, all others as they are, in öre: to the result before tax, the tax, the result."""

    part: Part
    is_reversal: bool
    before_tax_ore: int
    tax_ore: int

    @property
    def result_ore(self) -> int:
        """Give what it does to the result of the year."""
        return self.before_tax_ore - self.tax_ore


def steps(plan: Plan) -> tuple[Step, ...]:
    """Give the end of the income statement before and after."""
    figures = plan.situation.figures
    excess, reserves = -figures.closing(*EXCESS_CHANGE), -figures.closing(*RESERVE_CHANGE)
    other = -figures.closing(*APPROPRIATIONS) - excess - reserves
    before_tax = figures.before_tax_ore
    fixed = before_tax - excess - reserves - other
    return (
        Step(Line.BEFORE_APPROPRIATIONS, fixed, fixed),
        Step(Line.EXCESS, excess, excess - plan.excess_ore),
        Step(Line.RESERVES, reserves, reserves + plan.reversed_ore - plan.allocation_ore),
        Step(Line.OTHER_APPROPRIATIONS, other, other),
        Step(Line.BEFORE_TAX, before_tax, plan.before_tax_ore),
        Step(Line.TAX, -figures.tax_ore, -figures.tax_ore - plan.tax_change_ore),
        Step(Line.RESULT, before_tax - figures.tax_ore, plan.result_ore),
    )


def effects(plan: Plan) -> tuple[Effect, ...]:
    """Give what each choice does that does anything."""
    return tuple(_effects(plan))


def _effects(plan: Plan) -> Iterator[Effect]:
    if plan.excess_ore:
        yield _without(plan, replace(plan, excess_ore=0), Part.EXCESS)
    if plan.reversed_ore:
        yield _without(plan, replace(plan, reversals={}), Part.RESERVE, is_reversal=True)
    if plan.allocation_ore:
        yield _without(plan, replace(plan, allocation_ore=0), Part.RESERVE)


def _without(plan: Plan, other: Plan, part: Part, *, is_reversal: bool = False) -> Effect:
    """Compare a plan with the same plan without one choice."""
    with_it, without_it = calculation(plan), calculation(other)
    tax = with_it.tax_ore - without_it.tax_ore if with_it and without_it else 0
    return Effect(part, is_reversal, plan.before_tax_ore - other.before_tax_ore, tax)
