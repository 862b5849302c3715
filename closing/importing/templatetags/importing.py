"""The import form on any page of an engagement, and imports and their sources in words."""

from typing import Any

from django import template
from django.template.context import RequestContext

from closing.engagements.access import EngagementRequest
from closing.importing.forms import ImportForm
from closing.importing.models import ImportRun
from closing.importing.reading import MAX_FILE_BYTES
from closing.importing.sources import DataSource, UnknownSourceError, source_of
from closing.importing.texts import ENCODING_NAMES
from closing.importing.texts.steps import OUTCOMES, REASONS

register = template.Library()

_CHIPS = {
    ImportRun.State.QUEUED: "mute",
    ImportRun.State.RUNNING: "info",
    ImportRun.State.WAITING: "info",
    ImportRun.State.DONE: "good",
    ImportRun.State.WARNED: "warn",
    ImportRun.State.FAILED: "bad",
    ImportRun.State.CANCELLED: "mute",
}


@register.filter
def source_label(key: str) -> str:
    """Name a data source; one that is no longer installed goes by its key."""
    try:
        return str(source_of(key).label)
    except UnknownSourceError:
        return key


@register.filter
def state_label(run: ImportRun) -> str:
    """Say how an import stands."""
    return str(ImportRun.State(run.outcome).label)


@register.filter
def state_chip(run: ImportRun) -> str:
    """Say in which colour that is shown."""
    return _CHIPS[ImportRun.State(run.outcome)]


@register.filter
def outcome_sentence(run: ImportRun) -> str:
    """Say how an import ended, and why when it did not succeed."""
    outcome = ImportRun.State(run.outcome)
    code = run.error_code or (run.job.error_code if run.job and outcome not in ImportRun.IMPORTED else "")
    return str(REASONS.get(code, OUTCOMES[outcome]))


@register.filter
def encoding_label(name: str) -> str:
    """Name a character encoding."""
    return ENCODING_NAMES.get(name, name) or "–"


@register.inclusion_tag("importing/_upload.html", takes_context=True)
def import_form(context: RequestContext) -> dict[str, Any]:
    """Show the form that begins an import of the engagement, on whatever page of it this is."""
    request: EngagementRequest = context["request"]
    key = request.engagement.data_source
    source: DataSource | None = source_of(key) if key else None
    form = ImportForm(engagement=request.engagement, source=source, year=request.fiscal_year) if source else None
    return {
        "form": form,
        "source": source,
        "engagement": request.engagement,
        "max_bytes": MAX_FILE_BYTES,
        "csrf_token": context.get("csrf_token"),
        "page_before": source.connect_url(request.engagement, request.user) if source else None,
    }
