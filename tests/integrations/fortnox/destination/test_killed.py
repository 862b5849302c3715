"""An export whose process is killed, at any point, books every entry once: real processes, real calls, SIGKILL."""

import os
import signal
from collections.abc import Callable, Iterator
from datetime import timedelta
from time import monotonic, sleep

import pytest
from django.utils import timezone
from django_scopes import scopes_disabled
from pytest_django.fixtures import Settings

from closing.entries.export.models import ExportBatch, ExportItem
from closing.jobs.models import Job
from integrations.fortnox.simulator.web.faults.kinds import Kind
from tests.integrations.fortnox.destination.conftest import Scene
from tests.integrations.fortnox.destination.exports import agree, begun, finished, make_entries, sending_process

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.crash]

PATIENCE_SECONDS = 60


@pytest.fixture(autouse=True)
def _everywhere(settings: Settings) -> Iterator[None]:
    settings.EXPORT_QUIET_SECONDS = 1
    with scopes_disabled():
        yield


def _until(is_so: Callable[[], bool]) -> None:
    deadline = monotonic() + PATIENCE_SECONDS
    while not is_so():
        assert monotonic() < deadline, f"Not within {PATIENCE_SECONDS} s."
        sleep(0.02)


def _killed(batch: ExportBatch, *, at: str) -> None:
    """Let a process do the job until it dies at a point; the worker that takes over need not wait for its lease."""
    assert sending_process(batch, crash_at=at).wait(timeout=PATIENCE_SECONDS) == -signal.SIGKILL
    Job.objects.filter(pk=str(batch.job_id)).update(lease_until=timezone.now() - timedelta(seconds=1))


@pytest.mark.parametrize(
    "point",
    [
        "export:before_claim",
        "export:after_intent",
        "export:after_answer",
        "export:after_record",
        "export:after_reading_back",
        "export:before_end",
    ],
)
def test_export_killed_at_a_point_is_brought_to_its_end_by_the_next_worker(scene: Scene, point: str) -> None:
    batch = begun(scene, make_entries(scene, 3))

    _killed(batch, at=point)
    ended = finished(batch)

    assert (ended.state, agree(scene, ended), scene.booked) == (ExportBatch.State.ENDED, True, 3)


def test_export_killed_twice_and_while_it_looks_books_once(scene: Scene) -> None:
    batch = begun(scene, make_entries(scene, 3))
    _killed(batch, at="export:after_answer")
    sleep(1.1)

    _killed(batch, at="export:during_look")
    ended = finished(batch)

    assert (agree(scene, ended), scene.booked) == (True, 3)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_worker_that_dies_while_fortnox_holds_its_call_books_once(scene: Scene, number: signal.Signals) -> None:
    batch = begun(scene, make_entries(scene, 3))
    scene.fault(Kind.SLOW, seconds=3, skip=1)

    worker = sending_process(batch)
    _until(lambda: scene.booked == 2)
    os.kill(worker.pid, number)
    worker.wait(timeout=PATIENCE_SECONDS)
    uncertain = batch.items.get(state=ExportItem.State.SENDING)
    Job.objects.filter(pk=str(batch.job_id)).update(lease_until=timezone.now() - timedelta(seconds=1))
    ended = finished(batch)

    assert (uncertain.ordinal, agree(scene, ended), scene.booked) == (2, True, 3)


def test_two_workers_given_the_same_job_book_once(scene: Scene) -> None:
    batch = begun(scene, make_entries(scene, 6))

    workers = [sending_process(batch) for _number in range(2)]
    assert [worker.wait(timeout=PATIENCE_SECONDS) for worker in workers] == [0, 0]

    batch.refresh_from_db()
    assert (batch.state, agree(scene, batch), scene.sent) == (ExportBatch.State.ENDED, True, 6)
