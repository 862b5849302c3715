"""What a running job says of itself, and how it learns that it must stop."""

from datetime import datetime, timedelta
from time import monotonic
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from closing.jobs.errors import Cancelled, LeaseLost
from closing.jobs.models import Job

REPORT_EVERY_SECONDS = 0.5


class Progress:
    """A running job's line to its row: reports renew the lease, and raise when the work must stop."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self._next_report = 0.0

    def report(self, per_cent: int, step: str, **facts: Any) -> None:
        """Tell how far the work has come; written at most every half second, and at each new step.

        Args:
            per_cent: 0 to 100.
            step: the code of a sentence.
            facts: what the sentence needs: text and whole numbers.

        Raises:
            Cancelled: somebody asked to stop the work.
            LeaseLost: another worker has taken the job over.
        """
        if step == self.job.step and monotonic() < self._next_report:
            return
        self._next_report = monotonic() + REPORT_EVERY_SECONDS
        self.job.step = step
        self._renew(progress=per_cent, step=step, step_facts=facts)

    def check(self) -> None:
        """Renew the lease without news.

        Raises:
            Cancelled: somebody asked to stop the work.
            LeaseLost: another worker has taken the job over.
        """
        if monotonic() >= self._next_report:
            self._next_report = monotonic() + REPORT_EVERY_SECONDS
            self._renew()

    def confirm(self) -> None:
        """Renew the lease now; called inside the transaction that makes the outcome count, it fences it.

        Raises:
            LeaseLost: another worker has taken the job over.
        """
        if not self._mine().update(heartbeat_at=timezone.now(), lease_until=lease_end()):
            raise LeaseLost

    def _renew(self, **news: Any) -> None:
        if (
            self._mine()
            .filter(cancel_requested=False)
            .update(heartbeat_at=timezone.now(), lease_until=lease_end(), **news)
        ):
            return
        raise Cancelled if self._mine().exists() else LeaseLost

    def _mine(self) -> QuerySet[Job]:
        return Job.objects.filter(pk=self.job.pk, state=Job.State.RUNNING, leased_by=self.job.leased_by)


def lease_end() -> datetime:
    """Tell until when a job renewed now is its worker's alone."""
    return timezone.now() + timedelta(seconds=settings.JOB_LEASE_SECONDS)
