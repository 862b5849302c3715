"""Starting a job: a row in the caller's transaction, and a wake-up call for the workers once it is committed."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django_q.tasks import async_task

from closing.engagements.models import Engagement
from closing.jobs.errors import AlreadyRunning
from closing.jobs.models import Job
from closing.users.models import User

WORK = "closing.jobs.run.run"


def enqueue(
    kind: str,
    *,
    params: dict[str, Any],
    engagement: Engagement | None = None,
    created_by: User | None = None,
    dedupe_key: str = "",
) -> Job:
    """Make a job; it starts when the surrounding transaction is committed.

    Args:
        kind: a key of `settings.JOB_KINDS`.
        params: keyword arguments of the work: ids and plain values, never a secret.
        engagement: the client company whose data it touches; the starter's right to it is asked again when it runs.
        created_by: who started it; None is the system.
        dedupe_key: no two live jobs hold the same key.

    Raises:
        AlreadyRunning: a live job holds the key.
    """
    job = Job(kind=kind, params=params, engagement=engagement, created_by=created_by, dedupe_key=dedupe_key)
    try:
        with transaction.atomic():
            job.save(force_insert=True)
    except IntegrityError as error:
        if not dedupe_key:
            raise
        raise AlreadyRunning(Job.objects.filter(dedupe_key=dedupe_key, state__in=Job.LIVE).first()) from error
    # Robust: what is committed stays queued even when the call fails; the sweeper calls again.
    transaction.on_commit(lambda: kick(job), robust=True)
    return job


def exchange_key(engagement: Engagement) -> str:
    """Name the one import or export that an engagement may have at a time."""
    return f"books:{engagement.pk}"


def live_exchange(engagement: Engagement) -> Job | None:
    """Give the import or export of an engagement that is under way."""
    return Job.objects.filter(dedupe_key=exchange_key(engagement), state__in=Job.LIVE).first()


def kick(job: Job) -> None:
    """Wake a worker for the job; a second call does no harm, since a job is claimed once."""
    Job.objects.filter(pk=job.pk).update(kicked_at=timezone.now())
    # The job's own row tells how it went; the queue need not keep a second account.
    async_task(WORK, str(job.pk), q_options={"save": False})
