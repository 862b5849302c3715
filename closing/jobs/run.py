"""Running a job: claimed by one UPDATE that names the old state, so that a second delivery finds nothing to do."""

import logging
import os
import socket
import uuid
from time import sleep
from typing import Any

from django.conf import settings
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django_q.exceptions import TimeoutException

from closing.engagements import access
from closing.jobs.errors import Cancelled, LeaseLost, Retry, UserError
from closing.jobs.kinds import kind
from closing.jobs.models import Job
from closing.jobs.progress import Progress, lease_end

MOST_ATTEMPTS = 3
SECONDS_BETWEEN_LOOKS = 0.2
LONGEST_MACHINE_NAME = 50

logger = logging.getLogger(__name__)


def run(job_id: str) -> None:
    """Do a job's work if nobody else does; called by the queue with nothing but the id."""
    job = claim(uuid.UUID(job_id), owner=f"{machine()}:{os.getpid()}:{uuid.uuid4().hex[:12]}")
    if job is not None:
        work(job)


def run_here(job_id: str) -> Job:
    """Bring a job to its end in this process; should a worker have it, or it waits for its time, wait as well.

    Returns:
        The job as it ended.
    """
    run(job_id)
    while Job.objects.filter(pk=job_id, state__in=Job.LIVE).exists():
        sleep(SECONDS_BETWEEN_LOOKS)
        if Job.objects.filter(pk=job_id, state=Job.State.QUEUED, not_before__lte=timezone.now()).exists():
            run(job_id)
    return Job.objects.get(pk=job_id)


def machine() -> str:
    """Name this machine, as it stands first in the name of a lease's owner."""
    return socket.gethostname()[:LONGEST_MACHINE_NAME]


def claim(job_id: uuid.UUID, *, owner: str) -> Job | None:
    """Take a waiting job, or a running one whose worker has gone silent; None when it is somebody else's."""
    now = timezone.now()
    waiting = Q(state=Job.State.QUEUED) & (Q(not_before=None) | Q(not_before__lte=now))
    silent = Q(state=Job.State.RUNNING, lease_until__lt=now, attempt__lt=MOST_ATTEMPTS)
    claimed = Job.objects.filter(waiting | silent, pk=job_id).update(
        state=Job.State.RUNNING,
        leased_by=owner,
        lease_until=lease_end(),
        heartbeat_at=now,
        started_at=now,
        attempt=F("attempt") + 1,
    )
    return Job.objects.select_related("engagement", "created_by").get(pk=job_id) if claimed else None


def work(job: Job) -> None:
    """Do the work of a claimed job and write down how it ended."""
    try:
        finish(job, Job.State.DONE, result=_result(job) or {}, progress=100)
    except Cancelled:
        finish(job, Job.State.CANCELLED)
    except LeaseLost:
        logger.warning("Job %s was taken over by another worker.", job.pk)
    except Retry as again:
        put_back(job, again)
    except UserError as error:
        finish(job, Job.State.FAILED, error_code=error.code, error_facts=error.facts)
    except Exception:
        logger.exception("Job %s (%s) failed.", job.pk, job.kind)
        finish(job, Job.State.FAILED, error_code="unexpected")
    except TimeoutException:
        # It would take as long the next time.
        logger.error("Job %s (%s) took longer than %s s.", job.pk, job.kind, settings.JOB_TIMEOUT_SECONDS)  # noqa: TRY400 -- where it stood tells nothing
        finish(job, Job.State.FAILED, error_code="timed_out")
        raise


def finish(job: Job, state: Job.State, **fields: Any) -> bool:
    """Write the outcome, if the job is still this worker's."""
    fields |= {"state": state, "finished_at": timezone.now(), "lease_until": None}
    return bool(_mine(job).update(**fields))


def put_back(job: Job, again: Retry) -> None:
    """Queue the job for later; the sweeper wakes it when its time has come, and no attempt has been lost."""
    waiting = {"state": Job.State.QUEUED, "not_before": timezone.now() + again.after, "attempt": job.attempt - 1}
    _mine(job).update(lease_until=None, leased_by="", **waiting)


def cancel(job: Job) -> None:
    """Ask a running job to stop at its next report; a waiting one ends at once."""
    waiting = Job.objects.filter(pk=job.pk, state=Job.State.QUEUED)
    if not waiting.update(state=Job.State.CANCELLED, finished_at=timezone.now()):
        Job.objects.filter(pk=job.pk, state=Job.State.RUNNING).update(cancel_requested=True)


def _result(job: Job) -> dict[str, Any] | None:
    chosen = kind(job.kind)
    if job.cancel_requested:
        raise Cancelled
    if job.engagement and job.created_by and not access.may(job.created_by, job.engagement, chosen.right):
        raise UserError("not_allowed")
    return chosen.work(Progress(job), **job.params)


def _mine(job: Job) -> QuerySet[Job]:
    return Job.objects.filter(pk=job.pk, state=Job.State.RUNNING, leased_by=job.leased_by)
