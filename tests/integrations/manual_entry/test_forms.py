"""The typed table is added up, and may be as large as it says."""

import pytest
from django.urls import reverse
from django_scopes import scopes_disabled

from closing.engagements.models import Engagement, FiscalYear
from closing.importing.models import ImportRun
from closing.users.models import User
from integrations.manual_entry.forms import TableForm
from integrations.manual_entry.table import MAX_ROWS
from tests.factories import client_of, make_engagement, make_fiscal_year


@pytest.fixture
def year(bob: User) -> FiscalYear:
    """Give the year of an engagement whose balances are typed in."""
    agency = bob.memberships.get().agency
    return make_fiscal_year(make_engagement(agency, data_source="manual_entry"))


@pytest.fixture
def company(year: FiscalYear) -> Engagement:
    """Give that engagement."""
    return year.engagement


def test_sums_are_of_opening_and_closing_balances(company: Engagement, year: FiscalYear) -> None:
    rows = (["1930", "Bank", "1 000,00", "1250.50"], ["2081", "Kapital", "(1 000,00)", "1 000,00-"], ["3001", "Sälj"])
    form = TableForm(engagement=company, year=year, rows=rows)

    assert form.sums() == (0, 25_050)


def test_amount_that_cannot_be_read_is_left_out_of_the_sum(company: Engagement, year: FiscalYear) -> None:
    form = TableForm(engagement=company, year=year, rows=[["1930", "Bank", "tolv", "10"], ["1940", "Bank", "5", ""]])

    assert form.sums() == (500, 1_000)


def test_table_of_the_largest_size_can_be_sent(company: Engagement, year: FiscalYear, bob: User) -> None:
    fields = {"year": str(year.pk)}
    for place in range(MAX_ROWS):
        fields |= {f"account-{place}": str(100_000 + place), f"name-{place}": "K"}
        fields |= {f"opening-{place}": "1", f"closing-{place}": "1"}

    answer = client_of(bob).post(reverse("manual_entry:table", args=[company.pk]), fields)

    assert answer.status_code == 302
    with scopes_disabled():
        assert ImportRun.objects.count() == 1
