"""Two workers, two requests, two sweepers at once: one of them does it."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from closing.jobs import run, sweeper
from closing.jobs.enqueue import enqueue
from closing.jobs.errors import AlreadyRunning
from closing.jobs.models import Job
from closing.jobs.progress import Progress

pytestmark = pytest.mark.django_db(transaction=True)
RACERS = 4

done: list[str] = []


def work(progress: Progress) -> None:
    """Note that it was done."""
    progress.check()
    done.append(str(progress.job.pk))


def at_once(act: Callable[[], Any]) -> list[Any]:
    """Do the same in several threads that start together, and give what each came to."""
    start = threading.Barrier(RACERS)
    results: list[Any] = []

    def race() -> None:
        start.wait()
        try:
            results.append(act())
        except AlreadyRunning as error:
            results.append(error)
        finally:
            connection.close()

    racers = [threading.Thread(target=race) for _ in range(RACERS)]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()
    return results


@pytest.fixture(autouse=True)
def _kind(settings: Any) -> None:
    done.clear()
    settings.JOB_KINDS = {"race": {"work": f"{__name__}.work"}}


def test_job_delivered_to_many_workers_is_done_once() -> None:
    job = enqueue("race", params={})

    at_once(lambda: run.run(str(job.pk)))

    job.refresh_from_db()
    assert (done, job.state, job.attempt) == ([str(job.pk)], "done", 1)


def test_key_is_given_to_one_of_many_requests() -> None:
    results = at_once(lambda: enqueue("race", params={}, dedupe_key="books:1"))

    started = [one for one in results if isinstance(one, Job)]
    refused = [one.job for one in results if isinstance(one, AlreadyRunning)]
    assert (len(started), refused) == (1, started * (RACERS - 1))


def test_job_left_behind_is_taken_up_by_one_of_many_sweepers() -> None:
    job = enqueue("race", params={})
    run.claim(job.pk, owner="dead")
    Job.objects.update(lease_until="2026-01-01T00:00:00Z")

    swept = at_once(sweeper.sweep)

    job.refresh_from_db()
    assert (sum(one["taken_up"] for one in swept), job.state, job.attempt) == (1, "queued", 1)
