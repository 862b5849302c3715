"""What an import that failed takes back."""

from collections.abc import Iterator
from datetime import date

import pytest
from django_scopes import scopes_disabled

from closing.engagements.models import Engagement, FiscalYear
from closing.engagements.organisation import ensure_fiscal_year
from closing.importing.models import ImportRun
from closing.importing.work.ending import undo
from tests.entries.made_entries import make_entry
from tests.importing.conftest import sent, start

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _everywhere() -> Iterator[None]:
    with scopes_disabled():
        yield


@pytest.fixture
def run(company: Engagement) -> ImportRun:
    """Give an import that has made a fiscal year for its books, which do not count yet."""
    year = ensure_fiscal_year(company, date(2025, 1, 1), date(2025, 12, 31))
    run = start(company, [sent(b"#FLAGGA 0\r\n")])
    run.made_years = [str(year.pk)]
    run.save()
    return run


def test_year_made_for_books_that_do_not_count_goes(run: ImportRun) -> None:
    undo(run)

    assert list(FiscalYear.objects.all()) == []


def test_year_in_which_somebody_wrote_an_entry_meanwhile_stays(run: ImportRun) -> None:
    entry = make_entry(FiscalYear.objects.get())

    undo(run)

    entry.refresh_from_db()
    assert list(FiscalYear.objects.all()) == [entry.fiscal_year]
