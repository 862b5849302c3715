"""Imports in tests: a folder of their own, and the job run where the test stands."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from django.core.files.base import ContentFile, File
from django_scopes import scopes_disabled
from pytest_django.fixtures import Settings

from closing.books.models import Books
from closing.engagements.models import Engagement, FiscalYear
from closing.importing import runs
from closing.importing.models import ImportRun
from closing.importing.runs import Choices
from closing.importing.sources import source_of
from closing.jobs import run as job_run
from closing.users.models import User
from tests.factories import make_engagement

NUMBER = "5560360793"
EXAMPLES = Path(__file__).resolve().parent.parent / "findings"


@pytest.fixture(autouse=True)
def _own_folder(settings: Settings, tmp_path: Path) -> None:
    """Let imports lay their files in a folder that goes with the test."""
    settings.DATA_DIR = tmp_path
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "tmp"
    settings.FILE_UPLOAD_TEMP_DIR.mkdir()


@pytest.fixture
def company(bob: User) -> Engagement:
    """Give the engagement of Exempel AB, whose books come from SIE 4 files."""
    agency = bob.memberships.get().agency
    return make_engagement(agency, organisation_number=NUMBER, data_source="sie_file")


def example(code: str) -> "File[bytes]":
    """Open an example file of a finding as if it were sent."""
    path = next(iter(sorted(EXAMPLES.glob(f"{code}.*"))))
    return ContentFile(path.read_bytes(), name=path.name)


def sent(content: bytes, name: str = "bok.se") -> "File[bytes]":
    """Send a file."""
    return ContentFile(content, name=name)


def start(
    company: Engagement, files: "Sequence[File[bytes]]", *, user: User | None = None, choices: Choices | None = None
) -> ImportRun:
    """Begin an import, and leave its job in the queue."""
    source = source_of(company.data_source or "sie_file")
    return runs.start(company, source=source, user=user, files=files, choices=choices or Choices())


def work(run: ImportRun) -> ImportRun:
    """Do the job of an import, as a worker would, and give the import as it is then."""
    job_run.run(str(run.job_id))
    with scopes_disabled():
        return ImportRun.objects.select_related("job", "engagement").get(pk=run.pk)


def import_files(company: Engagement, files: "Sequence[File[bytes]]", *, choices: Choices | None = None) -> ImportRun:
    """Import files from beginning to end."""
    return work(start(company, files, choices=choices))


def state_of(company: Engagement) -> dict[str, object]:
    """Look at everything an import may change."""
    return {
        "years": list(FiscalYear.objects.filter(engagement=company).values_list("start", "end").order_by("start")),
        "books": list(Books.objects.values_list("fiscal_year", "current", "previous").order_by("fiscal_year")),
        "source": Engagement.objects.get(pk=company.pk).data_source,
    }
