"""A bookkeeping in memory that the year's engagement sends its entries to."""

import pytest
from pytest_django.fixtures import Settings

from closing.engagements.models import FiscalYear
from tests.entries.export.in_memory import PATH, Books, InMemoryDestination


@pytest.fixture
def books(year: FiscalYear, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Books:
    """Give the books of the year's company, empty, and let exports go there."""
    settings.ENTRY_DESTINATIONS = [PATH]
    books = Books(organisation_number=year.engagement.organisation_number)
    monkeypatch.setattr(InMemoryDestination, "books", books)
    return books
