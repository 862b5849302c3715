"""The last import in a few words."""

from collections.abc import Iterator

import pytest
from django.utils import translation

from closing.importing.findings import Severity
from closing.importing.models import ImportFinding, ImportRun
from closing.importing.texts.steps import OUTCOME_CHIPS, OUTCOMES
from closing.jobs.models import Job
from closing.overview.last_import import last_import
from tests.factories import make_engagement

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


def _run(state: str, *severities: Severity) -> ImportRun:
    run = ImportRun.objects.create(engagement=make_engagement(), source="sie_file", state=state)
    for place, severity in enumerate(severities):
        ImportFinding.objects.create(run=run, ordinal=place, code="x", severity=severity)
    return run


def test_engagement_never_imported_has_none() -> None:
    assert last_import(make_engagement()) is None


@pytest.mark.parametrize(
    ("state", "severities", "words"),
    [
        (ImportRun.State.DONE, [Severity.NOTICE], "Done"),
        (ImportRun.State.WARNED, [Severity.WARNING], "Done with 1 warning"),
        (ImportRun.State.WARNED, [Severity.WARNING, Severity.DECISION, Severity.NOTICE], "Done with 2 warnings"),
        (ImportRun.State.FAILED, [Severity.ERROR], "Failed, 1 error"),
        (ImportRun.State.FAILED, [], "Failed"),
        (ImportRun.State.WAITING, [Severity.DECISION], "Waits for your decision"),
    ],
)
def test_words_count_what_was_found(state: str, severities: list[Severity], words: str) -> None:
    run = _run(state, *severities)

    found = last_import(run.engagement)

    assert found is not None
    assert found.words == words


def test_words_count_what_was_found_but_not_listed() -> None:
    run = _run(ImportRun.State.WARNED, *[Severity.WARNING] * 2)
    facts = {"code": "x", "count": 40}
    ImportFinding.objects.create(run=run, ordinal=9, code="more-of-kind", severity=Severity.WARNING, facts=facts)

    found = last_import(run.engagement)

    assert found is not None
    assert found.words == "Done with 42 warnings"


@pytest.mark.parametrize(
    ("state", "heading"),
    [
        (ImportRun.State.QUEUED, "Import under way since"),
        (ImportRun.State.RUNNING, "Import under way since"),
        (ImportRun.State.WAITING, "Import waiting since"),
        (ImportRun.State.FAILED, "Import tried"),
        (ImportRun.State.DONE, "Last import"),
        (ImportRun.State.WARNED, "Last import"),
    ],
)
def test_heading_says_what_the_time_is_the_time_of(state: str, heading: str) -> None:
    found = last_import(_run(state).engagement)

    assert found is not None
    assert found.heading == heading


@pytest.mark.parametrize("state", [ImportRun.State.CANCELLED, ImportRun.State.REMOVED])
def test_import_that_was_cancelled_or_taken_back_tells_nothing(state: str) -> None:
    run = _run(ImportRun.State.DONE)
    ImportRun.objects.create(engagement=run.engagement, source="sie_file", state=state)

    found = last_import(run.engagement)

    assert found is not None
    assert found.run == run


@pytest.mark.parametrize(
    ("job_state", "told"), [(Job.State.FAILED, ("bad", "Failed", "Import tried")), (Job.State.CANCELLED, None)]
)
def test_import_whose_job_ended_before_its_work_is_told_as_the_job(
    job_state: str, told: tuple[str, str, str] | None
) -> None:
    run = _run(ImportRun.State.QUEUED)
    run.job = Job.objects.create(kind="import", state=job_state)
    run.save(update_fields=["job"])

    found = last_import(run.engagement)

    assert (found and (found.chip, found.words, found.heading)) == told


def test_every_state_of_an_import_has_a_chip() -> None:
    assert set(OUTCOME_CHIPS) == set(OUTCOMES) == set(ImportRun.State)
