"""A bookkeeping in memory that the year's engagement sends its entries to."""

import pytest
from pytest_django.fixtures import Settings
from time_machine import TimeMachineFixture

from closing.engagements.models import FiscalYear
from tests.entries.export.in_memory import PATH, Books, InMemoryDestination


@pytest.fixture
def books(year: FiscalYear, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Books:
    """Give the books of the year's company, empty, and let exports go there."""
    settings.ENTRY_DESTINATIONS = [PATH]
    books = Books(organisation_number=year.engagement.organisation_number)
    monkeypatch.setattr(InMemoryDestination, "books", books)
    return books


@pytest.fixture
def clock(time_machine: TimeMachineFixture) -> TimeMachineFixture:
    """Stop the clock; it goes when a test moves it."""
    time_machine.move_to("2026-02-03 12:00:00+01:00", tick=False)
    return time_machine
