"""Imports in Django admin."""

import pytest
from django.test import Client
from django.urls import reverse
from django_scopes import scopes_disabled

from closing.engagements.models import Engagement
from closing.importing.models import ImportRun
from closing.jobs.models import Job
from closing.users.models import User
from tests.factories import client_of
from tests.importing.conftest import example, import_files

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def administrator(alice: User) -> Client:
    """Give the browser of an administrator of the installation."""
    User.objects.filter(pk=alice.pk).update(is_staff=True, is_superuser=True)
    return client_of(User.objects.get(pk=alice.pk))


def test_import_is_shown_with_its_files_and_findings_and_cannot_be_changed(
    company: Engagement, administrator: Client
) -> None:
    with scopes_disabled():
        run = import_files(company, [example("number-gaps")])
    address = reverse("admin:importing_importrun_change", args=[run.pk])

    listing = administrator.get(reverse("admin:importing_importrun_changelist"))
    page = administrator.get(address)
    changed = administrator.post(address, {"state": "failed"})

    assert (listing.status_code, page.status_code, changed.status_code) == (200, 200, 403)
    assert "number-gaps.se" in page.content.decode()
    with scopes_disabled():
        assert ImportRun.objects.get(pk=run.pk).state == ImportRun.State.WARNED


def test_import_whose_job_died_before_its_work_has_failed(company: Engagement, administrator: Client) -> None:
    job = Job.objects.create(kind="import", engagement=company, state=Job.State.FAILED)
    with scopes_disabled():
        run = company.import_runs.create(source="sie_file", job=job)

    listing = administrator.get(reverse("admin:importing_importrun_changelist"))

    assert '<td class="field-standing">Misslyckad</td>' in listing.text
    assert str(run).endswith("Misslyckad")
