"""`manage.py import_fortnox`: what it prints, and how it ends."""

import json
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django.fixtures import Settings

from closing.books.models import Books
from tests.integrations.fortnox.importing import NUMBER, YEAR, an_engagement, connect, fortnox_at, settle_company
from tests.integrations.fortnox.simulated import Simulated

pytestmark = pytest.mark.django_db


@pytest.fixture
def fortnox(tmp_path: Path, settings: Settings) -> Iterator[Simulated]:
    with fortnox_at(tmp_path, settings) as simulated:
        settle_company(simulated)
        yield simulated


def _run(*arguments: str) -> str:
    out = StringIO()
    call_command("import_fortnox", *arguments, stdout=out)
    return out.getvalue()


def test_import_goes_over_the_connection_there_is(fortnox: Simulated) -> None:
    engagement, user = an_engagement(YEAR)
    connect(fortnox, engagement, user)

    told = json.loads(_run(NUMBER, "--only", "books", "--json"))

    assert told["state"] in ("done", "warned")
    assert [file["fiscal_year"][0] for file in told["files"]] == ["2024-01-01", "2025-01-01"]
    assert Books.objects.count() == 2


@pytest.mark.usefixtures("fortnox")
def test_import_without_a_connection_is_refused() -> None:
    an_engagement(YEAR)
    out = StringIO()

    with pytest.raises(SystemExit) as ended:
        call_command("import_fortnox", NUMBER, stdout=out)

    assert ended.value.code == 1
    assert "connection-missing" in out.getvalue()


def test_installation_without_an_application_says_what_to_set(settings: Settings) -> None:
    an_engagement(YEAR)
    settings.DATA_SOURCES = [path for path in settings.DATA_SOURCES if "fortnox" not in path]

    with pytest.raises(CommandError, match="FORTNOX_CLIENT_ID"):
        _run(NUMBER)
