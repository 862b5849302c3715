"""Resetting an engagement: its imported books, mappings and data source go; its identity, years and log stay.

Closing entries that were not transferred are marked as deleted, for they were booked on top of books that go.
"""

import uuid
from typing import Protocol

from django.db import transaction
from django.utils import timezone
from django_scopes import scopes_disabled

from closing.activity import log
from closing.activity.events import Code
from closing.appendices import build
from closing.books.discarding import discard
from closing.books.models import AccountMapping, Books, Snapshot
from closing.engagements.models import Engagement
from closing.entries.writing import delete_open
from closing.importing.models import ImportRun
from closing.jobs.enqueue import enqueue, exchange_key
from closing.jobs.errors import AlreadyRunning
from closing.jobs.models import Job
from closing.maintenance.errors import WorkUnderWayError
from closing.users.models import User

JOB_KIND = "reset"


class Progress(Protocol):
    """Told how far the work has come."""

    job: Job

    def report(self, per_cent: int, step: str, **facts: int) -> None:
        """Show how far the work has come, and which step it is at."""


def begin(engagement: Engagement, *, actor: User) -> Job:
    """Start the job that resets an engagement.

    Raises:
        WorkUnderWayError: an import or a reset is under way.
    """
    params = {"engagement_id": str(engagement.pk)}
    key = exchange_key(engagement)
    try:
        with transaction.atomic():
            return enqueue(JOB_KIND, engagement=engagement, created_by=actor, params=params, dedupe_key=key)
    except AlreadyRunning as error:
        raise WorkUnderWayError from error


def work(progress: Progress, engagement_id: str) -> dict[str, int]:
    """Take the books off the pages in one short transaction, then remove their rows piece by piece.

    Run twice it does no harm: the second time there is less left to remove.
    """
    with scopes_disabled():
        engagement = Engagement.objects.select_related("agency").get(pk=uuid.UUID(engagement_id))
    snapshots = Snapshot.objects.filter(fiscal_year__engagement=engagement)
    if Books.objects.filter(fiscal_year__engagement=engagement).exists() or engagement.data_source:
        _let_go(engagement, progress.job)
    remaining = list(snapshots.order_by("pk"))
    for place, snapshot in enumerate(remaining):
        progress.report(100 * place // len(remaining), "removing", done=place, all=len(remaining))
        discard(snapshot)
    return {"removed": len(remaining)}


@transaction.atomic
def _let_go(engagement: Engagement, job: Job) -> None:
    Books.objects.filter(fiscal_year__engagement=engagement).delete()
    AccountMapping.objects.filter(engagement=engagement).delete()
    Snapshot.objects.filter(fiscal_year__engagement=engagement).update(state=Snapshot.State.DISCARDED)
    build.let_go(engagement)
    delete_open(engagement)
    runs = ImportRun.objects.filter(engagement=engagement)
    runs.filter(state__in=ImportRun.IMPORTED).update(state=ImportRun.State.REMOVED)
    waiting = runs.filter(state=ImportRun.State.WAITING)
    waiting.update(state=ImportRun.State.CANCELLED, finished_at=timezone.now(), error_code="reset")
    engagement.data_source = ""
    engagement.save(update_fields=["data_source"])
    log.record(
        Code.ENGAGEMENT_RESET,
        agency=engagement.agency,
        engagement=engagement,
        actor=job.created_by,
        job_id=job.pk,
        facts={"name": engagement.name},
    )
