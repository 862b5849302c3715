"""An entry of a year that has no books yet."""

import pytest

from closing.engagements.models import FiscalYear
from closing.entries.models import ClosingEntry
from tests.entries.made_entries import a_year, make_entry


@pytest.fixture
def year() -> FiscalYear:
    """Give a fiscal year without books."""
    return a_year()


@pytest.fixture
def entry(year: FiscalYear) -> ClosingEntry:
    """Give an entry that is to be transferred: 1 000 kronor on 1710 and 5010."""
    return make_entry(year)
