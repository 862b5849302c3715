"""The adjusted books of a large company: written by a job, kept for a day."""

import os
import time
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import Settings

import sie
from closing.books.models import Books, Snapshot
from closing.engagements.models import FiscalYear
from closing.entries.sie_files import large_books
from closing.jobs import run
from closing.jobs.errors import Cancelled
from closing.jobs.models import Job
from closing.jobs.progress import Progress
from closing.users.models import User
from tests.entries.made_entries import make_entry
from tests.factories import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a folder of its own for the files, and call books of two postings large."""
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(large_books, "MOST_POSTINGS_AT_ONCE", 1)
    Snapshot.objects.update(posting_count=2)
    return tmp_path / "adjusted"


@pytest.fixture
def snapshot(year: FiscalYear) -> Snapshot:
    """Give the year's books."""
    Snapshot.objects.update(posting_count=2)
    return Books.objects.select_related("current").get(fiscal_year=year).current


def listing(year: FiscalYear) -> str:
    """Name the page of the files."""
    return reverse("entry_files:list", args=[year.engagement_id])


def address(name: str, year: FiscalYear) -> str:
    """Name an address of the year."""
    return reverse(f"entry_files:{name}", args=[year.engagement_id, year.pk])


@pytest.mark.usefixtures("snapshot")
def test_large_books_are_made_by_a_job_and_then_come_down(year: FiscalYear, alice: User) -> None:
    make_entry(year)
    client = client_of(alice)

    refused = client.get(address("adjusted", year))
    client.post(address("make_adjusted", year))
    run.run(str(Job.objects.get(kind="adjusted_books").pk))
    page, answer = client.get(listing(year)), client.get(address("adjusted", year))

    assert (refused.status_code, Job.objects.get(kind="adjusted_books").state) == (302, Job.State.DONE)
    assert address("adjusted", year) in page.text
    assert [one.series for one in sie.read(b"".join(answer)).vouchers] == ["A", "A", "V"]


@pytest.mark.usefixtures("snapshot")
def test_job_asked_for_twice_is_one_and_its_progress_is_shown(year: FiscalYear, alice: User) -> None:
    client = client_of(alice)

    for _ in range(2):
        client.post(address("make_adjusted", year))
    page = client.get(listing(year))

    job = Job.objects.get(kind="adjusted_books")
    assert f'id="job-{job.pk}"' in page.text
    assert address("make_adjusted", year) not in page.text


class Stopping(Progress):
    """A job that somebody stops when its first vouchers are written."""

    def report(self, per_cent: int, step: str, **facts: int) -> None:
        """Stop."""
        if facts["done"]:
            raise Cancelled


def test_job_that_is_stopped_leaves_nothing(year: FiscalYear, snapshot: Snapshot, alice: User, *, folder: Path) -> None:
    job = large_books.begin(year, snapshot, actor=alice)
    assert job is not None

    with pytest.raises(Cancelled):
        large_books.work(Stopping(job), **job.params)

    assert list(folder.iterdir()) == []
    assert large_books.file_of(Job.objects.get()) is None


def test_books_removed_before_the_job_runs_are_told(year: FiscalYear, snapshot: Snapshot, alice: User) -> None:
    job = large_books.begin(year, snapshot, actor=alice)
    assert job is not None
    Snapshot.objects.update(state=Snapshot.State.DISCARDED)

    run.run(str(job.pk))

    done = Job.objects.get(pk=job.pk)
    assert (done.state, done.error_code) == (Job.State.FAILED, "books_gone")


def test_books_imported_anew_have_no_file_yet(year: FiscalYear, snapshot: Snapshot, alice: User) -> None:
    job = large_books.begin(year, snapshot, actor=alice)
    assert job is not None
    run.run(str(job.pk))
    other = Snapshot.objects.create(fiscal_year=year, state=Snapshot.State.READY, posting_count=2)

    found = large_books.latest(year, snapshot), large_books.latest(year, other)

    assert (found[0] and found[0].pk, found[1]) == (job.pk, None)


def test_file_is_kept_for_a_day(year: FiscalYear, snapshot: Snapshot, alice: User, *, folder: Path) -> None:
    job = large_books.begin(year, snapshot, actor=alice)
    assert job is not None
    run.run(str(job.pk))
    (kept,) = folder.iterdir()
    old = folder / "old.se"
    old.write_bytes(b"")
    day = large_books.KEPT_FOR.total_seconds()
    os.utime(old, (time.time() - day - 60,) * 2)
    os.utime(kept, (time.time() - day + 60,) * 2)
    sweeping = Job.objects.create(kind="adjusted_sweep", started_at=timezone.now())

    run.run(str(sweeping.pk))

    assert list(folder.iterdir()) == [kept]
    assert Job.objects.get(pk=sweeping.pk).result == {"removed": 1}
