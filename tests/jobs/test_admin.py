"""Django admin shows jobs, wakes and cancels them, and edits nothing."""

import pytest
from django.test import Client
from django.urls import reverse
from django_q.models import OrmQ

from closing.jobs import run
from closing.jobs.models import Job
from closing.users.models import User
from tests.factories import client_of

pytestmark = pytest.mark.django_db
LIST = "/admin/jobs/job/"


@pytest.fixture
def operator() -> Client:
    """Give the installation's own administrator, signed in."""
    return client_of(User.objects.create_superuser("drift@kvitt.example", name="Drift"))


def act(operator: Client, action: str, *jobs: Job) -> None:
    """Choose jobs in the list and do something with them."""
    answer = operator.post(LIST, {"action": action, "_selected_action": [str(job.pk) for job in jobs]})
    assert answer.status_code == 302


def test_list_and_job_are_shown_and_nothing_can_be_edited(operator: Client) -> None:
    job = Job.objects.create(kind="import")
    address = reverse("admin:jobs_job_change", args=[job.pk])

    pages = [operator.get(LIST).status_code, operator.get(address).status_code]
    operator.post(address, {"kind": "export", "state": "done"})

    job.refresh_from_db()
    assert (pages, job.kind, job.state) == ([200, 200], "import", "queued")


def test_job_is_neither_made_nor_deleted_by_hand(operator: Client) -> None:
    job = Job.objects.create(kind="import")

    answers = [
        operator.get(reverse("admin:jobs_job_add")).status_code,
        operator.post(reverse("admin:jobs_job_delete", args=[job.pk]), {"post": "yes"}).status_code,
    ]

    assert (answers, Job.objects.count()) == ([403, 403], 1)


def test_waiting_jobs_are_woken(operator: Client) -> None:
    waiting = Job.objects.create(kind="import")
    ended = Job.objects.create(kind="import", state=Job.State.DONE)

    act(operator, "wake", waiting, ended)

    assert [task.task["args"] for task in OrmQ.objects.all()] == [(str(waiting.pk),)]


def test_waiting_job_is_cancelled_and_running_one_asked_to_stop(operator: Client) -> None:
    waiting, running = Job.objects.create(kind="import"), Job.objects.create(kind="import")
    run.claim(running.pk, owner="worker")

    act(operator, "cancel", waiting, running)

    waiting.refresh_from_db()
    running.refresh_from_db()
    assert [(job.state, job.cancel_requested) for job in (waiting, running)] == [
        ("cancelled", False),
        ("running", True),
    ]


def test_admin_is_closed_to_an_agencys_own_administrator(alice: User) -> None:
    assert client_of(alice).get(LIST).status_code == 302
