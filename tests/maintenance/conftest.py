"""An engagement to look after, and people who read English, so that the tests quote the texts of the source."""

from pathlib import Path

import pytest

from closing.books.models import Snapshot
from closing.engagements.models import Agency, Engagement, FiscalYear
from closing.importing.models import ImportRun
from closing.users.models import User
from tests.books.made_books import HEAD, SALES, import_text
from tests.factories import make_engagement, make_fiscal_year


@pytest.fixture
def alice(alice: User) -> User:
    """Give Alice, who reads English."""
    return english(alice)


@pytest.fixture
def bob(bob: User) -> User:
    """Give Bob, who reads English."""
    return english(bob)


@pytest.fixture
def engagement(agency: Agency) -> Engagement:
    """Give an engagement that has nothing yet."""
    return make_engagement(agency, name="Åkerlund Måleri AB", data_source="sie_file")


@pytest.fixture
def year(engagement: Engagement) -> FiscalYear:
    """Give its fiscal year 2025."""
    return make_fiscal_year(engagement)


def english(user: User) -> User:
    """Let the user read English."""
    user.language = User.Language.ENGLISH
    user.save(update_fields=["language"])
    return user


def import_from(source: str, folder: Path, *, year: FiscalYear, text: str = HEAD + SALES) -> Snapshot:
    """Import books for the year, as a run of the source would leave them."""
    run = ImportRun.objects.create(engagement=year.engagement, source=source, state=ImportRun.State.DONE)
    snapshot = import_text(folder, text, year=year)
    Snapshot.objects.filter(pk=snapshot.pk).update(run_id=run.pk)
    return snapshot
