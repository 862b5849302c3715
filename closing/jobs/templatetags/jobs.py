"""Telling a job on a page."""

from typing import Any

from django import template

from closing.engagements import access
from closing.jobs.kinds import right_for
from closing.jobs.models import Job
from closing.jobs.texts import words

register = template.Library()

ANNOUNCE_EVERY_PER_CENT = 20


@register.filter
def told(job: Job) -> str:
    """Tell where the job stands."""
    return words(job)


@register.filter
def announced(job: Job) -> int:
    """Give the per cent a screen reader is told: in steps, so that it is not told each second."""
    return job.progress // ANNOUNCE_EVERY_PER_CENT * ANNOUNCE_EVERY_PER_CENT


@register.simple_tag(takes_context=True)
def may_be_cancelled(context: dict[str, Any], job: Job) -> bool:
    """Say whether the reader of the page may stop the job."""
    if not job.is_live or job.cancel_requested:
        return False
    return job.engagement is None or access.may(context["request"].user, job.engagement, right_for(job.kind))
