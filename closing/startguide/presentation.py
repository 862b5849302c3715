"""What the pages of the guide show beside the fields: how far one has come, and what it all adds up to."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from closing.engagements.models import AccountingStandard, CompanyForm, PeriodLength
from closing.engagements.organisation import MONTHS_IN_A_PERIOD, parts
from closing.formatting import datum, orgnr
from closing.importing.sources import source_of
from closing.startguide.models import GuideDraft
from closing.startguide.steps import STEPS, SUMMARY, Setup

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, slots=True)
class Mark:
    """A line of the row of steps."""

    key: str
    title: "StrOrPromise"
    is_current: bool
    is_done: bool


@dataclass(frozen=True, slots=True)
class Part:
    """A step of the summary: its title, and what was answered as pairs of question and answer."""

    key: str
    title: "StrOrPromise"
    facts: tuple[tuple[str, str], ...]


def marked(draft: GuideDraft, current: str) -> list[Mark]:
    """List the steps and the summary, as they stand when `current` is shown."""
    marks = [Mark(step.key, step.title, step.key == current, step.is_complete(draft)) for step in STEPS]
    return [*marks, Mark(SUMMARY, _("Summary"), current == SUMMARY, is_done=False)]


def parts_of(setup: Setup) -> list[Part]:
    """Say what will be set up, step by step."""
    facts = (_company(setup), _years(setup), _periods(setup), _source(setup))
    return [Part(step.key, step.title, answers) for step, answers in zip(STEPS, facts, strict=True)]


def _company(setup: Setup) -> tuple[tuple[str, str], ...]:
    serial = ((_("Serial number"), setup.sub_number),) if setup.sub_number else ()
    return (
        (_("Company name"), setup.name),
        (_("Organisation number"), orgnr(setup.organisation_number)),
        *serial,
        (_("Company form"), str(CompanyForm(setup.company_form).label)),
        (_("Accounting standard"), str(AccountingStandard(setup.accounting_standard).label)),
    )


def _years(setup: Setup) -> tuple[tuple[str, str], ...]:
    *previous, year = (f"{datum(start)} – {datum(end)}" for start, end in setup.years)
    before = previous[0] if previous else _("Not set up")
    return ((_("Fiscal year"), year), (_("Previous fiscal year"), before))


def _periods(setup: Setup) -> tuple[tuple[str, str], ...]:
    length = PeriodLength(setup.period_length)
    start, end = setup.years[-1]
    months = MONTHS_IN_A_PERIOD.get(length)
    count = len(list(parts(start, end, months))) if months else 0
    what = ngettext("%(count)s period and the year-end", "%(count)s periods and the year-end", count) % {"count": count}
    return ((_("Reconcile by"), str(length.label)), (_("Gives"), what if count else _("The year-end alone")))


def _source(setup: Setup) -> tuple[tuple[str, str], ...]:
    if not setup.data_source:
        return ((_("Data source"), _("Chosen later")),)
    source = source_of(setup.data_source)
    then = _("You send the file.") if source.takes_file else _("You go on to %(name)s.") % {"name": source.label}
    return ((_("Data source"), str(source.label)), (_("Next"), then))
