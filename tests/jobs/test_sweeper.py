"""What waits too long is woken, what was left behind is taken up, what is long over is cleared away."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from django_q.models import OrmQ

from closing.jobs import run, sweeper
from closing.jobs.models import Job
from closing.users.models import User
from tests.factories import make_engagement

pytestmark = pytest.mark.django_db


def ago(**span: float) -> datetime:
    """Give the moment so many seconds, days … ago."""
    return timezone.now() - timedelta(**span)


@pytest.mark.parametrize(("seconds", "woken"), [(29, 0), (31, 1)])
def test_job_that_waits_more_than_half_a_minute_is_woken(seconds: int, woken: int) -> None:
    job = Job.objects.create(kind="import", kicked_at=ago(seconds=seconds))

    swept = sweeper.sweep()

    assert (swept["woken"], OrmQ.objects.count()) == (woken, woken)
    assert [sweeper.sweep()["woken"], Job.objects.get(pk=job.pk).state] == [0, "queued"]


def test_job_put_off_is_woken_when_its_time_has_come() -> None:
    Job.objects.create(kind="import", not_before=timezone.now() + timedelta(seconds=5))
    early = sweeper.sweep()
    Job.objects.update(not_before=timezone.now())

    late = sweeper.sweep()

    assert (early["woken"], late["woken"]) == (0, 1)


@pytest.mark.parametrize(("seconds", "taken_up"), [(-1, 1), (1, 0)])
def test_job_whose_lease_has_run_out_is_taken_up(seconds: int, taken_up: int) -> None:
    job = Job.objects.create(kind="import", kicked_at=timezone.now())
    run.claim(job.pk, owner="worker")
    Job.objects.update(lease_until=timezone.now() + timedelta(seconds=seconds))

    swept = sweeper.sweep()

    assert (swept["taken_up"], swept["woken"]) == (taken_up, taken_up)


def test_job_left_behind_three_times_is_not_claimed_again() -> None:
    job = Job.objects.create(kind="import", attempt=2)
    run.claim(job.pk, owner="third")
    Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))

    again = run.claim(job.pk, owner="fourth")

    assert (again, sweeper.sweep()["given_up"]) == (None, 1)


def test_what_the_system_did_a_week_ago_is_cleared_away(bob: User) -> None:
    old, young = ago(days=8), ago(days=6)
    Job.objects.create(kind="tidy", state=Job.State.DONE, finished_at=old)
    kept = [
        Job.objects.create(kind="tidy", state=Job.State.DONE, finished_at=young),
        Job.objects.create(kind="tidy", state=Job.State.QUEUED),
        Job.objects.create(kind="import", state=Job.State.DONE, finished_at=old, created_by=bob),
        Job.objects.create(kind="import", state=Job.State.DONE, finished_at=old, engagement=make_engagement()),
    ]

    removed = sweeper.clear_away()

    assert (removed, set(Job.objects.all())) == (1, set(kept))
