"""The import form on any page of an engagement, and imports and their sources in words."""

from typing import Any

from django import template
from django.template.context import RequestContext

from closing.engagements.access import EngagementRequest
from closing.importing.models import ImportRun
from closing.importing.page import dialog
from closing.importing.sources import (
    ConnectionState,
    SourceConnection,
    UnknownSourceError,
    chosen_source,
    label_of,
    source_of,
)
from closing.importing.texts import ENCODING_NAMES
from closing.importing.texts.connected import CONNECTION_STATES
from closing.importing.texts.steps import OUTCOME_CHIPS, OUTCOMES, REASONS

register = template.Library()

_CONNECTION_CHIPS = {
    ConnectionState.MISSING: "mute",
    ConnectionState.LIVE: "good",
    ConnectionState.ENDING: "warn",
    ConnectionState.ENDED: "warn",
    ConnectionState.LOST: "bad",
}


register.filter("source_label", label_of)


@register.filter
def takes_file(key: str) -> bool:
    """Say whether a data source is given files; one that is no longer installed was."""
    try:
        return source_of(key).takes_file
    except UnknownSourceError:
        return True


@register.filter
def state_label(run: ImportRun) -> str:
    """Say how an import stands."""
    return str(ImportRun.State(run.outcome).label)


@register.filter
def state_chip(run: ImportRun) -> str:
    """Say in which colour that is shown."""
    return OUTCOME_CHIPS[ImportRun.State(run.outcome)]


@register.filter
def outcome_sentence(run: ImportRun) -> str:
    """Say how an import ended, and why when it did not succeed."""
    outcome = ImportRun.State(run.outcome)
    code = run.error_code or (run.job.error_code if run.job and outcome not in ImportRun.IMPORTED else "")
    return str(REASONS.get(code, OUTCOMES[outcome]))


@register.filter
def connection_label(connection: SourceConnection) -> str:
    """Say where a connection stands, in a word or two."""
    return str(CONNECTION_STATES[connection.state])


@register.filter
def connection_chip(connection: SourceConnection) -> str:
    """Say in which colour that is shown."""
    return _CONNECTION_CHIPS[connection.state]


@register.filter
def encoding_label(name: str) -> str:
    """Name a character encoding."""
    return ENCODING_NAMES.get(name, name) or "–"


@register.inclusion_tag("importing/_upload.html", takes_context=True)
def import_form(context: RequestContext) -> dict[str, Any]:
    """Show the form that begins an import of the engagement, on whatever page of it this is."""
    request: EngagementRequest = context["request"]
    source = chosen_source(request.engagement)
    return {
        "dialog": dialog(request, source) if source else None,
        "engagement": request.engagement,
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("importing/_connection.html", takes_context=True)
def source_connection(context: RequestContext) -> dict[str, Any]:
    """Show the connection of the engagement to its source; nothing when the source needs none."""
    request: EngagementRequest = context["request"]
    source = chosen_source(request.engagement)
    connection = source.connection(request.engagement, request.user) if source else None
    return {"connection": connection, "csrf_token": context.get("csrf_token")}
