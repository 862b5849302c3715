"""Saving a plan and making its entries: what stands and says the same is kept, the rest is deleted or reversed."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from closing.activity import log
from closing.activity.events import Code
from closing.engagements.models import FiscalYear
from closing.entries import writing
from closing.entries.draft import Days, EntryDraft
from closing.entries.models import ClosingEntry
from closing.entries.planning.errors import (
    FaultyPlanError,
    FiguresChangedError,
    NoBooksError,
    PlanChangedError,
    TransferringError,
)
from closing.entries.planning.models import PlannedEntry, ProfitPlan
from closing.entries.planning.reading import Worked, work_out
from closing.entries.planning.reckoning.choices import Choices, as_json, from_json
from closing.entries.planning.reckoning.problems import problems
from closing.entries.planning.standing import Step, in_transfer
from closing.entries.planning.texts import entry_text
from closing.entries.texts import reversal_text
from closing.users.models import User

Status = ClosingEntry.Status


@dataclass(frozen=True, slots=True)
class Seen:
    """What somebody looked at before they acted: the version of the plan, and the mark of what it would book."""

    version: int
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Made:
    """What was done: entries made, deleted, taken back by a reversal, and left alone."""

    made: tuple[ClosingEntry, ...] = ()
    deleted: tuple[ClosingEntry, ...] = ()
    reversed: tuple[ClosingEntry, ...] = ()
    kept: tuple[ClosingEntry, ...] = ()


@transaction.atomic
def save(year: FiscalYear, choices: Choices, *, seen: Seen, actor: User) -> ProfitPlan:
    """Save the choices of a year's plan; the same choices once more change nothing.

    Raises:
        PlanChangedError: somebody else has saved it since.
    """
    plan = _claim(year, seen, actor)
    if from_json(plan.choices) != choices:
        ProfitPlan.objects.filter(pk=plan.pk).update(choices=as_json(choices))
        engagement = year.engagement
        log.record(
            Code.PLAN_CHANGED,
            agency=engagement.agency,
            engagement=engagement,
            actor=actor,
            facts={"year": str(year)},
            object_type="profit_plan",
            object_id=str(plan.pk),
        )
    plan.refresh_from_db()
    return plan


@transaction.atomic
def make_entries(year: FiscalYear, choices: Choices, *, seen: Seen, actor: User) -> Made:
    """Save the choices and have the entries of the plan: made, replaced, or left alone where they are right.

    Raises:
        PlanChangedError: somebody else has saved it, or made its entries, since it was looked at.
        NoBooksError: nothing is imported for the year.
        TransferringError: one of its entries is on its way to the bookkeeping.
        FaultyPlanError: a choice is not permitted.
        FiguresChangedError: it would book something else than was looked at.
        EntryError: somebody does something with one of its entries at this moment.
    """
    plan = save(year, choices, seen=seen, actor=actor)
    worked = work_out(year, choices)
    if worked is None:
        raise NoBooksError
    _require_sound(worked, seen)
    done = [_carry_out(step, plan, actor) for step in worked.steps]
    return Made(
        made=tuple(entry for one in done for entry in one.made),
        deleted=tuple(entry for one in done for entry in one.deleted),
        reversed=tuple(entry for one in done for entry in one.reversed),
        kept=tuple(entry for one in done for entry in one.kept),
    )


def _require_sound(worked: Worked, seen: Seen) -> None:
    if moving := in_transfer(worked.own):
        raise TransferringError(moving)
    if problems(worked.plan):
        raise FaultyPlanError
    if worked.plan.seen != seen.mark:
        raise FiguresChangedError


def _claim(year: FiscalYear, seen: Seen, actor: User) -> ProfitPlan:
    """Take the plan in the version that was looked at; a first one is version 0."""
    ProfitPlan.objects.bulk_create([ProfitPlan(fiscal_year=year)], ignore_conflicts=True)
    mine = ProfitPlan.objects.filter(fiscal_year=year, version=seen.version)
    if not mine.update(version=F("version") + 1, changed_by=actor, changed_at=timezone.now()):
        raise PlanChangedError
    return ProfitPlan.objects.get(fiscal_year=year)


def _carry_out(step: Step, plan: ProfitPlan, actor: User) -> Made:
    """Do what has to be done about a part."""
    if step.kept:
        return Made(kept=(step.kept,))
    days = Days.of_year_end(plan.fiscal_year.end)
    deleted, backs, was_aside = [], [], False
    for entry in step.gone:
        if entry.is_open:
            was_aside = was_aside or entry.status == Status.NOT_APPLICABLE
            writing.delete(entry, version=entry.version, actor=actor)
            deleted.append(entry)
        else:
            text = reversal_text(entry)
            writing.reverse(entry, days=days, version=entry.version, actor=actor, text=text)
            backs.append(entry)
    if step.proposal is None:
        return Made(deleted=tuple(deleted), reversed=tuple(backs))
    draft = EntryDraft(days.last, entry_text(step.part, plan.fiscal_year), step.proposal.rows)
    entry = writing.make(plan.fiscal_year, draft, days=days, actor=actor, kind=ClosingEntry.Kind.SYSTEM)
    PlannedEntry.objects.create(plan=plan, part=step.part, entry=entry)
    if was_aside:
        writing.set_aside(entry, version=entry.version, actor=actor)
    return Made((entry,), tuple(deleted), tuple(backs))
