"""Finds jobs that nobody does: not delivered, or left behind by a worker that died.

The watchdog sweeps, and not a job: what hangs cannot sweep itself.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from closing.jobs.enqueue import kick
from closing.jobs.models import Job
from closing.jobs.run import MOST_ATTEMPTS

KICK_AFTER = timedelta(seconds=30)
SYSTEM_JOBS_KEPT = timedelta(days=7)


def sweep() -> dict[str, int]:
    """Take up what was left behind, and wake workers for what waits too long.

    Returns:
        How many jobs were woken, taken up again, and given up after three attempts.
    """
    now = timezone.now()
    taken_up, given_up = 0, 0
    for job in Job.objects.filter(state=Job.State.RUNNING, lease_until__lt=now):
        if job.attempt >= MOST_ATTEMPTS:
            given_up += _end(job, state=Job.State.FAILED, error_code="worker_lost", finished_at=now)
        else:
            taken_up += _end(job, state=Job.State.QUEUED, leased_by="", kicked_at=None)
    waiting = list(Job.objects.filter(_waits_too_long(now)))
    for job in waiting:
        kick(job)
    return {"woken": len(waiting), "taken_up": taken_up, "given_up": given_up}


def clear_away() -> int:
    """Remove what the installation did for itself a week ago; what a person started stays."""
    ended = Job.objects.filter(created_by=None, engagement=None, finished_at__lt=timezone.now() - SYSTEM_JOBS_KEPT)
    return ended.exclude(state__in=Job.LIVE).delete()[0]


def _waits_too_long(now: datetime) -> Q:
    may_start = Q(not_before=None) | Q(not_before__lte=now)
    unheard = Q(kicked_at=None) | Q(kicked_at__lt=now - KICK_AFTER)
    return Q(state=Job.State.QUEUED) & may_start & unheard


def _end(job: Job, **fields: Any) -> int:
    """End a silent worker's hold on a job, unless it spoke up in the meantime."""
    held = Job.objects.filter(pk=job.pk, state=Job.State.RUNNING, leased_by=job.leased_by, lease_until=job.lease_until)
    return held.update(lease_until=None, **fields)
