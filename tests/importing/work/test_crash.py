"""An import whose process is killed changes nothing, and the job that is delivered again does it all."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from time import monotonic, sleep

import pytest
from django.conf import settings
from django.utils import timezone
from django_scopes import scopes_disabled

from closing.books.models import Books, Posting, Snapshot, Voucher
from closing.engagements.models import Engagement
from closing.importing import run_files
from closing.importing.models import ImportRun
from closing.jobs.models import Job
from tests import database
from tests.importing.conftest import example, import_files, sent, start, state_of
from tests.importing.conftest import work as do_job

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.crash]

ROOT = Path(__file__).resolve().parents[3]
VOUCHERS = 60_000
PATIENCE_SECONDS = 60
DO_THE_JOB = "import sys, django; django.setup(); from closing.jobs.run import run; run(sys.argv[1])"


@pytest.fixture(autouse=True)
def _everywhere() -> Iterator[None]:
    with scopes_disabled():
        yield


def _large_book() -> bytes:
    """Make a file that takes a second or two to store."""
    head: bytes = example("year-created").read().split(b"#VER", 1)[0].replace(b"2024", b"2023")
    voucher = b'#VER A %d 20230310 "Kvitto"\r\n{\r\n#TRANS 1930 {} 1.00\r\n#TRANS 3001 {} -1.00\r\n}\r\n'
    return head + b"".join(voucher % number for number in range(1, VOUCHERS + 1))


def _worker(run: ImportRun) -> "subprocess.Popen[bytes]":
    """Start a process that does the job of an import, on the database of this test."""
    place = {"DATA_DIR": str(settings.DATA_DIR), "DJANGO_SETTINGS_MODULE": "tests.settings"}
    environment = os.environ | database.named() | place
    return subprocess.Popen([sys.executable, "-c", DO_THE_JOB, str(run.job_id)], cwd=ROOT, env=environment)


def _until(is_so: Callable[[], bool]) -> None:
    deadline = monotonic() + PATIENCE_SECONDS
    while not is_so():
        assert monotonic() < deadline, f"Not within {PATIENCE_SECONDS} s."
        sleep(0.01)


def _is_at(run: ImportRun, step: str) -> bool:
    job = Job.objects.get(pk=str(run.job_id))
    stored = Voucher.objects.filter(snapshot__run_id=run.pk).exists()
    return job.step == step and (step != "saving" or stored)


@pytest.mark.parametrize("step", ["reading", "saving"])
def test_killed_import_changes_nothing_and_is_done_when_delivered_again(company: Engagement, step: str) -> None:
    import_files(company, [example("same-file")])
    before = state_of(company)
    run = start(company, [sent(_large_book())])

    worker = _worker(run)
    _until(lambda: _is_at(run, step))
    os.kill(worker.pid, signal.SIGKILL)
    worker.wait()

    after = state_of(company)
    assert (after["books"], after["source"]) == (before["books"], before["source"])
    assert run_files.stored(run.files.get(made_from=None)).path.read_bytes() == _large_book()
    Job.objects.filter(pk=str(run.job_id)).update(lease_until=timezone.now() - timedelta(seconds=1))
    assert do_job(run).state == ImportRun.State.WARNED
    books = Books.objects.get(fiscal_year__start__year=2023)
    assert (books.current.run_id, books.current.voucher_count) == (run.pk, VOUCHERS)
    assert Posting.objects.filter(pk__range=books.current.keys).count() == 2 * VOUCHERS
    left = Snapshot.objects.filter(run_id=run.pk).exclude(pk=books.current_id)
    assert set(left.values_list("state", flat=True)) <= {Snapshot.State.DISCARDED}
