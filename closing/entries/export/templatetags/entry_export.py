"""What leads from the entries of a year to their export, for the pages of entries."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django import template
from django.template.context import RequestContext
from django.utils.translation import gettext as _

from closing.engagements.access import EngagementRequest
from closing.engagements.models import FiscalYear
from closing.entries.export.destinations import EntryDestination, destination_of
from closing.entries.export.models import ExportBatch, ExportItem
from closing.entries.export.words.texts import BATCH_CHIPS
from closing.entries.models import ClosingEntry

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

register = template.Library()


@dataclass(frozen=True, slots=True)
class ExportDoor:
    """The way to the export of a year's entries.

    Attributes:
        button: what its button says.
        hindrance: why it cannot be opened, and what to do; empty when it can.
        running: the export that is under way.
        uncertain: an export that left entries of which nobody knows whether they are booked.
        has_exports: there are exports to look at.
    """

    button: "StrPromise"
    hindrance: str
    running: ExportBatch | None
    uncertain: ExportBatch | None
    has_exports: bool


@register.simple_tag(takes_context=True)
def export_door(context: RequestContext, year: FiscalYear) -> ExportDoor | None:
    """Give the way to the export of a year; None when the engagement's data source takes no entries."""
    request: EngagementRequest = context["request"]
    destination = destination_of(request.engagement)
    if destination is None:
        return None
    batches = ExportBatch.objects.filter(fiscal_year=year)
    ended = batches.filter(state=ExportBatch.State.ENDED)
    return ExportDoor(
        destination.button,
        _hindrance(request, destination, year),
        running=batches.filter(state=ExportBatch.State.RUNNING).first(),
        uncertain=ended.filter(items__state=ExportItem.State.UNKNOWN).first(),
        has_exports=request.engagement.entry_exports.exists(),
    )


@register.filter
def batch_chip(batch: ExportBatch) -> str:
    """Say how the state of an export is shown."""
    return BATCH_CHIPS[batch.state]


def _hindrance(request: EngagementRequest, destination: EntryDestination, year: FiscalYear) -> str:
    state = destination.state(request.engagement, request.user)
    if not state.is_ready:
        return state.sentence
    waiting = ClosingEntry.objects.filter(fiscal_year=year, status=ClosingEntry.Status.NOT_TRANSFERRED)
    return "" if waiting.exists() else _("There is nothing to export: no entry waits to be transferred.")
