"""A job is claimed once, tells how far it is, and ends as its work ended."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from closing.jobs import run
from closing.jobs.enqueue import enqueue
from closing.jobs.errors import AlreadyRunning, LeaseLost, Retry, UserError
from closing.jobs.models import Job
from closing.jobs.progress import Progress

pytestmark = pytest.mark.django_db


def add(progress: Progress, *, first: int, second: int) -> dict[str, Any]:
    """Do a small piece of work."""
    progress.report(50, "halfway", sum=first)
    return {"sum": first + second}


def refuse(progress: Progress) -> None:
    """Cannot be done as asked."""
    raise UserError("not_today", job=str(progress.job.pk))


def wait(progress: Progress) -> None:
    """Cannot be done yet."""
    progress.check()
    raise Retry(timedelta(minutes=1))


def stumble(progress: Progress) -> None:
    """Has a bug."""
    progress.check()
    raise ZeroDivisionError


def stop(progress: Progress) -> None:
    """Is stopped from outside while it runs."""
    run.cancel(progress.job)
    progress.report(10, "next")


def overtaken(progress: Progress) -> None:
    """Is taken over by another worker while it runs."""
    Job.objects.filter(pk=progress.job.pk).update(leased_by="another")
    with pytest.raises(LeaseLost):
        progress.report(10, "next")
    raise LeaseLost


@pytest.fixture(autouse=True)
def _kinds(settings: Any) -> None:
    names = ("add", "refuse", "wait", "stumble", "stop", "overtaken")
    settings.JOB_KINDS = {name: {"work": f"{__name__}.{name}"} for name in names}


def done(kind: str, **params: Any) -> Job:
    """Run a job of a kind and give its row as it stands then."""
    job = enqueue(kind, params=params)
    run.run(str(job.pk))
    job.refresh_from_db()
    return job


def test_work_done_leaves_its_result() -> None:
    job = done("add", first=1, second=2)

    assert (job.state, job.result, job.progress, job.step, job.step_facts) == (
        "done", {"sum": 3}, 100, "halfway", {"sum": 1},
    )  # fmt: skip


def test_refusal_keeps_code_and_facts() -> None:
    job = done("refuse")

    assert (job.state, job.error_code, job.error_facts) == ("failed", "not_today", {"job": str(job.pk)})


def test_bug_is_unexpected() -> None:
    job = done("stumble")

    assert (job.state, job.error_code) == ("failed", "unexpected")


def test_work_that_must_wait_is_queued_again_and_not_claimed_before_its_time() -> None:
    job = done("wait")

    again = run.claim(job.pk, owner="early")

    assert (job.state, job.attempt, again) == ("queued", 0, None)


def test_cancelled_work_stops_at_its_next_report() -> None:
    job = done("stop")

    assert job.state == "cancelled"


def test_work_taken_over_writes_nothing_more() -> None:
    job = done("overtaken")

    assert (job.state, job.leased_by) == ("running", "another")


def test_second_delivery_finds_nothing_to_do() -> None:
    job = done("add", first=1, second=2)

    run.run(str(job.pk))

    assert Job.objects.get(pk=job.pk).attempt == 1


def test_running_job_is_claimed_again_only_when_its_worker_has_gone_silent() -> None:
    job = enqueue("add", params={})
    run.claim(job.pk, owner="first")

    early = run.claim(job.pk, owner="second")
    Job.objects.filter(pk=job.pk).update(lease_until=timezone.now() - timedelta(seconds=1))
    late = run.claim(job.pk, owner="second")

    assert (early, late.attempt if late else None) == (None, 2)


def test_one_live_job_holds_a_key() -> None:
    first = enqueue("add", params={}, dedupe_key="books:1")

    with pytest.raises(AlreadyRunning) as refused:
        enqueue("add", params={}, dedupe_key="books:1")

    assert refused.value.job == first


def test_key_is_free_when_the_job_has_ended() -> None:
    first = enqueue("add", params={"first": 1, "second": 1}, dedupe_key="books:1")
    run.run(str(first.pk))

    second = enqueue("add", params={}, dedupe_key="books:1")

    assert second.state == "queued"
