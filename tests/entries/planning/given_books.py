"""Years with books to plan."""

from datetime import date

from closing.engagements.models import Agency, FiscalYear
from tests.factories import EngagementFields, make_engagement, make_fiscal_year
from tests.statements.ledger_factory import Jotted, make_books

OPENING = {"1220": "500000", "1229": "-50000", "2120": "-400000", "2123": "-100000", "2150": "-50000", "1930": "100000"}
BOOKED = [
    Jotted("A 1", date(2026, 3, 1), [("1930", "1400000"), ("3010", "-1400000")]),
    Jotted("A 2", date(2026, 6, 1), [("5010", "348000"), ("6072", "12345.67"), ("1930", "-360345.67")]),
    Jotted("A 3", date(2026, 9, 1), [("8423", "1234.50"), ("1930", "-778.50"), ("8314", "-456")]),
    Jotted("A 4", date(2026, 12, 31), [("7832", "50000"), ("1229", "-50000")]),
    Jotted("A 5", date(2026, 12, 31), [("7533", "2426"), ("2514", "-2426")]),
    Jotted("A 6", date(2026, 12, 1), [("2518", "60000"), ("1930", "-60000")]),
]


def limited_year(agency: Agency | None = None) -> FiscalYear:
    """Make the year 2026 of a limited company with equipment, two funds, and a result."""
    year = _year(agency, {"name": "Åkerlund Måleri AB", "data_source": "sie_file"})
    make_books(year, BOOKED, opening=OPENING)
    return year


def sole_traders_year(agency: Agency | None = None) -> FiscalYear:
    """Make the year 2026 of a sole trader with deposits and withdrawals."""
    trader: EngagementFields = {
        "name": "Eva Lunds Trädgård",
        "organisation_number": "8001011232",
        "company_form": "E",
        "accounting_standard": "K1",
        "data_source": "sie_file",
    }
    year = _year(agency, trader)
    sale = Jotted("A 1", date(2026, 3, 1), [("1930", "300000"), ("3010", "-300000")])
    drawn = Jotted("A 2", date(2026, 6, 1), [("2013", "120000"), ("1930", "-100000"), ("2018", "-20000")])
    make_books(year, [sale, drawn], opening={"1930": "10000", "2010": "-10000"})
    return year


def _year(agency: Agency | None, fields: EngagementFields) -> FiscalYear:
    return make_fiscal_year(make_engagement(agency, **fields), date(2026, 1, 1), date(2026, 12, 31))
