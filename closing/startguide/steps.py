"""The steps of the start guide, in their order, and what they add up to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from closing.startguide.forms import CompanyStep, PeriodsStep, SourceStep, StepForm, YearStep, suggested_year
from closing.startguide.models import GuideDraft

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

SUMMARY = "summary"


class IncompleteError(Exception):
    """A step has no answer that will do; the guide goes there."""

    def __init__(self, step: "Step") -> None:
        super().__init__(step.key)
        self.step = step


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the guide (steg): its key in addresses and drafts, its title, its question and its form."""

    key: str
    title: "StrPromise"
    question: "StrPromise"
    form: type[StepForm]

    @property
    def template(self) -> str:
        """Name the part of the page that shows its fields."""
        return f"startguide/_{self.key}.html"

    def answered(self, draft: GuideDraft) -> StepForm:
        """Give the form with what the draft holds, to be checked."""
        return self.form(draft.answers_to(self.key), draft=draft)

    def asked(self, draft: GuideDraft, today: date) -> StepForm:
        """Give the form to fill in, with what the draft holds or else what most would answer."""
        form = self.form(draft=draft)
        form.initial = {**suggestions(self.key, today), **draft.answers_to(self.key)}
        return form

    def is_complete(self, draft: GuideDraft) -> bool:
        """Say whether the draft answers it."""
        return self.answered(draft).is_valid()


STEPS = (
    Step("company", _("Company"), _("Which company is it?"), CompanyStep),
    Step("year", _("Fiscal year"), _("Which fiscal year do you want to close?"), YearStep),
    Step("periods", _("Periods"), _("How is the year divided?"), PeriodsStep),
    Step("source", _("Data source"), _("Where does the bookkeeping come from?"), SourceStep),
)


@dataclass(frozen=True, slots=True)
class Setup:
    """What a finished guide sets up.

    Attributes:
        years: first and last day of each fiscal year, the earliest first.
        data_source: the key of the source; empty when it is to be chosen later.
    """

    organisation_number: str
    sub_number: str
    name: str
    company_form: str
    accounting_standard: str
    years: tuple[tuple[date, date], ...]
    period_length: str
    data_source: str


def step_of(key: str) -> Step:
    """Give the step with a key that an address holds."""
    return next(step for step in STEPS if step.key == key)


def first_incomplete(draft: GuideDraft, *, before: Step | None = None) -> Step | None:
    """Give the first step, of those before `before`, that the draft does not answer."""
    until = STEPS.index(before) if before else len(STEPS)
    return next((step for step in STEPS[:until] if not step.is_complete(draft)), None)


def next_key(step: Step) -> str:
    """Name the page after a step."""
    place = STEPS.index(step) + 1
    return STEPS[place].key if place < len(STEPS) else SUMMARY


def previous_key(step: Step) -> str:
    """Name the page before a step; empty for the first."""
    place = STEPS.index(step)
    return STEPS[place - 1].key if place else ""


def setup_of(draft: GuideDraft) -> Setup:
    """Give what the draft sets up.

    Raises:
        IncompleteError: a step is not answered, or not any longer.
    """
    company, year, periods, source = (_checked(step, draft) for step in STEPS)
    previous = ((year["previous_start"], _day_before(year["start"])),) if year["has_previous"] else ()
    chosen = source["data_source"]
    return Setup(
        organisation_number=company["organisation_number"],
        sub_number=company["sub_number"],
        name=company["name"],
        company_form=company["company_form"],
        accounting_standard=company["accounting_standard"],
        years=(*previous, (year["start"], year["end"])),
        period_length=periods["period_length"],
        data_source="" if chosen == SourceStep.LATER else chosen,
    )


def suggestions(key: str, today: date) -> Mapping[str, object]:
    """Give what most would answer to a step."""
    start, end = suggested_year(today)
    most: Mapping[str, Mapping[str, object]] = {
        "company": {"company_form": "AB", "accounting_standard": "K2"},
        "year": {"start": start, "end": end, "has_previous": True},
        "periods": {"period_length": "month"},
    }
    return most.get(key, {})


def _checked(step: Step, draft: GuideDraft) -> dict[str, Any]:
    form = step.answered(draft)
    if not form.is_valid():
        raise IncompleteError(step)
    return form.cleaned_data


def _day_before(day: date) -> date:
    return day - timedelta(days=1)
