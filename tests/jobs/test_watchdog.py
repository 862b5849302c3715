"""What the watchdog knows of this machine: which processes live, and whose jobs have lost theirs."""

import os
import subprocess
import sys
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from django_q.models import OrmQ

from closing.jobs import run, watchdog
from closing.jobs.enqueue import enqueue, kick
from closing.jobs.models import Job


def ended_process() -> int:
    """Give the id of a process that has just ended."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def test_living_process_is_told_from_ended_and_from_its_remains() -> None:
    remains = subprocess.Popen([sys.executable, "-c", ""], stdout=subprocess.PIPE)
    assert remains.stdout
    remains.stdout.read()

    found = [watchdog.is_alive(pid) for pid in (os.getpid(), 1, ended_process())]

    while watchdog.is_alive(remains.pid):
        assert os.path.exists(f"/proc/{remains.pid}")  # noqa: PTH110 -- as short as it gets
    assert remains.wait() == 0
    assert found == [True, True, False]


@pytest.mark.django_db
def test_jobs_of_ended_processes_are_taken_over_at_once(settings: Any) -> None:
    settings.SCHEDULED_JOBS = {}
    owners = {
        f"{run.machine()}:{ended_process()}:a": "queued",
        f"{run.machine()}:{os.getpid()}:b": "running",
        "elsewhere:1:c": "running",
    }
    for owner in owners:
        run.claim(Job.objects.create(kind="import").pk, owner=owner)
    held = dict(Job.objects.values_list("leased_by", "pk"))

    watchdog.take_over()

    assert {owner: Job.objects.get(pk=held[owner]).state for owner in owners} == owners


@pytest.mark.django_db
def test_tasks_that_a_dead_cluster_had_fetched_are_free_again(settings: Any) -> None:
    settings.SCHEDULED_JOBS = {}
    kick(Job.objects.create(kind="import"))
    OrmQ.objects.update(lock=timezone.now() + timedelta(hours=1))

    watchdog.take_over()

    assert OrmQ.objects.get().lock <= timezone.now()


@pytest.mark.django_db
@pytest.mark.parametrize(("owner", "seconds", "is_busy"), [("here", 5, True), ("here", -5, False), ("there", 5, False)])
def test_work_under_way_is_a_lease_held_by_a_living_process(owner: str, seconds: int, *, is_busy: bool) -> None:
    job = enqueue("import", params={})
    run.claim(job.pk, owner=f"{run.machine()}:{os.getpid()}:a" if owner == "here" else "elsewhere:1:a")
    Job.objects.update(lease_until=timezone.now() + timedelta(seconds=seconds))

    assert watchdog.has_work_under_way() is is_busy


def test_what_fails_at_the_start_is_told_and_the_rest_is_done(settings: Any, caplog: pytest.LogCaptureFixture) -> None:
    settings.WORKER_BEGINS = ["closing.jobs.nowhere.replay", f"{__name__}.note"]
    begun.clear()

    watchdog.begin()

    assert (begun, [record.args for record in caplog.records]) == (["noted"], [("closing.jobs.nowhere.replay",)])


begun: list[str] = []


def note() -> None:
    """Note that it was done."""
    begun.append("noted")
