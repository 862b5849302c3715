"""System checks: every kind of job that the settings name can be done."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from closing.jobs.kinds import kind


@register
def job_kinds(**_: Any) -> list[CheckMessage]:
    """Find kinds whose work, right or sentences do not exist, and schedules of unknown kinds."""
    found: list[CheckMessage] = []
    for name in settings.JOB_KINDS:
        if fault := _fault(name):
            hint = "Name work, right and texts that exist."
            found.append(Error(f"JOB_KINDS[{name!r}] cannot be used: {fault}", hint=hint, id="jobs.E001"))
    for name in settings.SCHEDULED_JOBS:
        if name not in settings.JOB_KINDS:
            hint = "Add the kind to JOB_KINDS."
            found.append(Error(f"SCHEDULED_JOBS names the unknown kind {name!r}.", hint=hint, id="jobs.E002"))
    return found


@register
def queue_patience(**_: Any) -> list[CheckMessage]:
    """The queue must not deliver a job again while its first delivery may still run."""
    cluster = settings.Q_CLUSTER
    least = cluster["timeout"] * (1 + -(-(cluster["queue_limit"] + 1) // cluster["workers"]))
    if cluster["retry"] > least:
        return []
    return [Error(f"Q_CLUSTER['retry'] must be more than {least} s.", id="jobs.E003")]


def _fault(name: str) -> str:
    try:
        kind(name)
    except (ImportError, KeyError, TypeError, ValueError) as error:
        return f"{type(error).__name__} {error}"
    return ""
