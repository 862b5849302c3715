"""A year with books to book entries on."""

from datetime import date

import pytest

from closing.engagements.models import Agency, FiscalYear
from tests.factories import make_engagement, make_fiscal_year
from tests.statements.ledger_factory import Jotted, make_books

SALE = Jotted("A 1", date(2025, 1, 15), [("1930", "1000"), ("3010", "-1000")])
RENT = Jotted("A 2", date(2025, 12, 3), [("5010", "400"), ("1930", "-400")])


@pytest.fixture
def year(agency: Agency) -> FiscalYear:
    """Give the year 2025 of a company with a sale in January and a rent in December."""
    year = make_fiscal_year(make_engagement(agency, name="Åkerlund Måleri AB", data_source="sie_file"))
    make_books(year, [SALE, RENT])
    return year
