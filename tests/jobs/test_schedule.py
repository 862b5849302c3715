"""Periodic jobs follow the settings, and none is started while the one before is under way."""

from typing import Any

import pytest
from django_q.models import OrmQ, Schedule
from django_q.scheduler import scheduler

from closing.jobs import schedule
from closing.jobs.models import Job

pytestmark = pytest.mark.django_db


def plans() -> set[tuple[str, str, int | None]]:
    """Give the schedules as they stand."""
    return set(Schedule.objects.values_list("name", "args", "minutes"))


def test_schedules_follow_the_settings(settings: Any) -> None:
    settings.SCHEDULED_JOBS = {"tidy": 10, "look": 1}
    schedule.synchronise()
    first = plans()
    settings.SCHEDULED_JOBS = {"tidy": 5}
    schedule.synchronise()
    schedule.synchronise()

    assert first == {("tidy", "'tidy'", 10), ("look", "'look'", 1)}
    assert plans() == {("tidy", "'tidy'", 5)}


def test_synchronising_leaves_the_time_of_the_next_run(settings: Any) -> None:
    settings.SCHEDULED_JOBS = {"tidy": 10}
    schedule.synchronise()
    before = Schedule.objects.get().next_run

    schedule.synchronise()

    assert Schedule.objects.get().next_run == before


@pytest.mark.django_db(transaction=True)
def test_job_that_is_due_is_started_by_the_queues_own_scheduler(settings: Any) -> None:
    settings.SCHEDULED_JOBS = {"tidy": 10}
    schedule.synchronise()

    scheduler()

    task = OrmQ.objects.get().task
    assert (task["func"], task["args"]) == (schedule.START, ("tidy",))


def test_periodic_job_is_started_once_at_a_time() -> None:
    schedule.start("tidy")
    schedule.start("tidy")

    job = Job.objects.get()
    assert (job.kind, job.state, job.created_by) == ("tidy", "queued", None)
