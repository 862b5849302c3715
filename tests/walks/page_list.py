"""The main pages of an agency with one engagement and two years of books."""

from collections.abc import Iterator
from datetime import date
from typing import Literal

from django.urls import reverse
from django_scopes import scopes_disabled

from closing.demo.company import BUILDER, CAFE, DemoCompany
from closing.demo.files import two_years
from closing.engagements.models import Agency, Engagement, FiscalYear
from tests.factories import make_engagement, make_fiscal_year
from tests.statements.ledger_factory import keep

Look = tuple[str, Literal["light", "dark"]]
"""A language, and a colour scheme."""

NAMES = (
    "agency",
    "overview",
    "accounts",
    "account",
    "voucher",
    "income",
    "balance",
    "appendices",
    "entries",
    "new-entry",
    "planning",
    "entry-files",
    "import",
    "imports",
    "exports",
    "maintenance-import",
    "maintenance-settings",
    "chart",
    "maintenance-users",
    "log",
    "agency-log",
    "users",
    "profile",
)


def addresses(engagement: Engagement, year: FiscalYear) -> Iterator[tuple[str, str]]:
    """Name the main pages and their addresses."""
    here, in_year = [engagement.pk], [engagement.pk, year.pk]
    yield "agency", reverse("overview:agency")
    yield "overview", reverse("overview:engagement", args=here)
    yield "accounts", reverse("statements:accounts", args=here)
    yield "account", reverse("statements:account", args=[*in_year, "1930"])
    yield "voucher", reverse("statements:voucher", args=[*in_year, 40])
    yield "income", reverse("statements:income", args=in_year)
    yield "balance", reverse("statements:balance", args=in_year)
    yield "appendices", reverse("appendices:list", args=here)
    yield "entries", reverse("entries:list", args=here)
    yield "new-entry", reverse("entries:new", args=in_year)
    yield "planning", reverse("planning:plan", args=in_year)
    yield "entry-files", reverse("entry_files:list", args=here)
    yield "import", reverse("importing:start", args=here)
    yield "imports", reverse("importing:history", args=here)
    yield "exports", reverse("entry_export:history", args=here)
    yield "maintenance-import", reverse("maintenance:import", args=here)
    yield "maintenance-settings", reverse("maintenance:settings", args=here)
    yield "chart", reverse("maintenance:chart", args=here)
    yield "maintenance-users", reverse("maintenance:users", args=here)
    yield "log", reverse("activity:engagement", args=here)
    yield "agency-log", reverse("activity:agency")
    yield "users", reverse("engagements:users")
    yield "profile", reverse("users:profile")


def settle(agency: Agency) -> tuple[Engagement, FiscalYear]:
    """Set up two companies with two years of books, and give one of them with its latest year."""
    with scopes_disabled():
        _company(agency, CAFE)
        return _company(agency, BUILDER)


def _company(agency: Agency, company: DemoCompany) -> tuple[Engagement, FiscalYear]:
    engagement = make_engagement(
        agency, name=company.name, organisation_number=company.organisation_number, data_source="sie_file"
    )
    older, newer = two_years(company, date(2025, 1, 1))
    keep(make_fiscal_year(engagement, date(2024, 1, 1), date(2024, 12, 31)), older)
    year = make_fiscal_year(engagement)
    keep(year, newer)
    return engagement, year
