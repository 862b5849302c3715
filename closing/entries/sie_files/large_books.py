"""The adjusted books of a large company: made by a job, and kept for a day to be downloaded."""

import time
import uuid
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from closing.books.models import Snapshot
from closing.engagements.models import FiscalYear
from closing.entries.sie_files import adjusted_books
from closing.entries.sie_files.adjusted_books import Stamp
from closing.entries.sie_files.errors import BooksGoneError
from closing.jobs.enqueue import enqueue
from closing.jobs.errors import AlreadyRunning, UserError
from closing.jobs.models import Job
from closing.jobs.progress import Progress
from closing.users.models import User

KIND = "adjusted_books"
FOLDER = "adjusted"
MOST_POSTINGS_AT_ONCE = 200_000
"""Written within the answer; that many take some five seconds (Source: measured, `bench.adjusted_books`)."""
KEPT_FOR = timedelta(days=1)


def is_large(snapshot: Snapshot) -> bool:
    """Say whether books are too large to be written while somebody waits for the answer."""
    return snapshot.posting_count > MOST_POSTINGS_AT_ONCE


def begin(year: FiscalYear, snapshot: Snapshot, *, actor: User) -> Job | None:
    """Start the job that makes the file; give the one that is under way when there is one."""
    params = {"year_id": str(year.pk), "snapshot_id": snapshot.pk}
    try:
        return enqueue(
            KIND,
            params=params,
            engagement=year.engagement,
            created_by=actor,
            dedupe_key=f"{KIND}:{year.pk}",
        )
    except AlreadyRunning as running:
        return running.job


def latest(year: FiscalYear, snapshot: Snapshot) -> Job | None:
    """Give the job that last made, or makes, the file of a year's books as they are now."""
    jobs = Job.objects.filter(kind=KIND, engagement=year.engagement_id, params__snapshot_id=snapshot.pk)
    return jobs.order_by("-created_at").first()


def file_of(job: Job | None) -> Path | None:
    """Give the file that a job made, while it is kept."""
    if job is None or job.state != Job.State.DONE:
        return None
    path = _folder() / f"{job.pk}.se"
    return path if path.is_file() else None


def work(progress: Progress, year_id: str, snapshot_id: int) -> dict[str, int]:
    """Make the file; done twice it does no harm, for the file gets its name when it is whole.

    Raises:
        UserError: the books were removed meanwhile.
    """
    year = FiscalYear.objects.select_related("engagement").get(pk=uuid.UUID(year_id))
    snapshot = Snapshot.objects.filter(pk=snapshot_id).first()
    if snapshot is None:
        raise UserError("books_gone")
    job, count = progress.job, max(snapshot.voucher_count, 1)
    _folder().mkdir(parents=True, exist_ok=True)
    whole, part = _folder() / f"{job.pk}.se", _folder() / f"{job.pk}.part{job.attempt}"

    def told(done: int) -> None:
        progress.report(min(100 * done // count, 99), "writing", done=done, all=snapshot.voucher_count)

    told(0)
    try:
        stamp = Stamp(timezone.localdate(), str(job.created_by or ""))
        adjusted_books.write(year, snapshot, part, stamp=stamp, told=told)
        part.replace(whole)
    except BooksGoneError as error:
        raise UserError("books_gone") from error
    finally:
        part.unlink(missing_ok=True)
    return {"bytes": whole.stat().st_size}


def sweep(progress: Progress) -> dict[str, int]:
    """Remove the files that are no longer kept, as a job, run now and then."""
    removed, oldest = 0, time.time() - KEPT_FOR.total_seconds()
    for path in _folder().glob("*"):
        progress.check()
        if path.stat().st_mtime < oldest:
            path.unlink(missing_ok=True)
            removed += 1
    return {"removed": removed}


def _folder() -> Path:
    return Path(settings.DATA_DIR) / FOLDER
