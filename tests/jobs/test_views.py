"""A job's progress is shown to those who may see its engagement, and cancelled by those who may work on it."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from closing.engagements.models import Agency
from closing.jobs.enqueue import enqueue
from closing.jobs.models import Job
from closing.users.models import User
from tests.factories import client_of, make_engagement

pytestmark = pytest.mark.django_db


@pytest.fixture
def job(agency: Agency, settings: Any) -> Job:
    """Give a job that waits, for an engagement of the agency."""
    settings.JOB_KINDS = {"import": {"work": "closing.jobs.canary.work"}}
    return enqueue("import", params={}, engagement=make_engagement(agency=agency))


def test_fragment_of_a_waiting_job_asks_for_itself(rita: User, job: Job) -> None:
    answer = client_of(rita).get(reverse("jobs:status", args=[job.pk]), headers={"HX-Request": "true"})

    assert (answer.status_code, answer.headers.get("HX-Refresh")) == (200, None)
    assert f'hx-get="/jobs/{job.pk}/"' in answer.content.decode()


def test_fragment_of_an_ended_job_refreshes_the_page(rita: User, job: Job) -> None:
    Job.objects.update(state=Job.State.DONE, progress=100)

    answer = client_of(rita).get(reverse("jobs:status", args=[job.pk]), headers={"HX-Request": "true"})

    assert answer.headers["HX-Refresh"] == "true"
    assert "hx-get" not in answer.content.decode()


def test_job_of_another_agency_does_not_exist(charlie: User, job: Job) -> None:
    answers = [
        client_of(charlie).get(reverse("jobs:status", args=[job.pk])).status_code,
        client_of(charlie).post(reverse("jobs:cancel", args=[job.pk])).status_code,
        client_of(charlie).get(reverse("jobs:status", args=[uuid.uuid4()])).status_code,
    ]

    assert answers == [404, 404, 404]


def test_reader_cannot_cancel(rita: User, job: Job) -> None:
    answer = client_of(rita).post(reverse("jobs:cancel", args=[job.pk]))

    job.refresh_from_db()
    assert (answer.status_code, job.state) == (404, "queued")


def test_preparer_cancels_and_is_never_sent_to_another_site(bob: User, job: Job) -> None:
    answer = client_of(bob).post(reverse("jobs:cancel", args=[job.pk]), {"next": "https://elsewhere.example/"})

    job.refresh_from_db()
    assert (answer.headers["Location"], job.state) == (reverse("jobs:status", args=[job.pk]), "cancelled")


def test_cancel_button_is_for_those_who_may(rita: User, bob: User, job: Job) -> None:
    address = reverse("jobs:status", args=[job.pk])
    form = f'action="{reverse("jobs:cancel", args=[job.pk])}"'

    pages = [client_of(user).get(address).content.decode() for user in (rita, bob)]

    assert [form in page for page in pages] == [False, True]


def test_fragment_remembers_the_page_to_come_back_to(bob: User, job: Job) -> None:
    address = reverse("jobs:status", args=[job.pk])

    own = client_of(bob).get(address, {"next": "/e/1/?a=1&b=2"}, headers={"HX-Request": "true"}).content.decode()
    foreign = client_of(bob).get(address, {"next": "//elsewhere.example"}, headers={"HX-Request": "true"})

    assert f'hx-get="{address}?next=/e/1/%3Fa%3D1%26b%3D2"' in own
    assert 'name="next" value="/e/1/?a=1&amp;b=2"' in own
    assert "elsewhere" not in foreign.content.decode()


def test_job_of_a_kind_that_is_gone_is_shown_all_the_same(rita: User, job: Job) -> None:
    Job.objects.update(kind="gone", state=Job.State.RUNNING, step="kneading")

    answer = client_of(rita).get(reverse("jobs:status", args=[job.pk]))

    assert (answer.status_code, "Pågår" in answer.content.decode()) == (200, True)


def test_job_of_nobodys_engagement_is_seen_by_its_starter_alone(alice: User, bob: User) -> None:
    job = Job.objects.create(kind="gone", created_by=bob)
    address = reverse("jobs:status", args=[job.pk])

    assert [client_of(user).get(address).status_code for user in (alice, bob)] == [404, 200]


def test_alive_is_answered_without_the_database(client: Client, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        answers = [client.get("/healthz").status_code, client.head("/healthz").status_code]

    assert answers == [200, 200]


def test_ready_when_a_canary_came_back_lately(client: Client) -> None:
    Job.objects.create(kind="canary", state=Job.State.DONE, finished_at=timezone.now())
    young = client.get("/readyz")
    Job.objects.update(finished_at=timezone.now() - timedelta(seconds=91))
    old = client.get("/readyz")

    assert (young.status_code, young.json()["worker"], old.status_code, old.json()["worker"]) == (200, True, 503, False)


def test_health_answers_everyone(client: Client, db: None) -> None:
    alive, ready = client.get("/healthz"), client.get("/readyz")

    assert (alive.status_code, alive.content) == (200, b"ok\n")
    assert (ready.status_code, ready.json()["database"], ready.json()["worker"]) == (503, True, False)
