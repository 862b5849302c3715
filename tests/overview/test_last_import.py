"""The last import in a few words."""

from collections.abc import Iterator

import pytest
from django.utils import translation

from closing.importing.findings import Severity
from closing.importing.models import ImportFinding, ImportRun
from closing.overview.last_import import CHIPS, last_import
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


def test_every_state_of_an_import_has_a_chip() -> None:
    assert set(CHIPS) == set(ImportRun.State)
