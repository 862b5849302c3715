"""Maintenance in a real browser: every tab accessible in both languages, the chart accepted, a source changed."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from closing.books.models import AccountMapping
from closing.engagements.models import Agency, Engagement, FiscalYear
from closing.users.models import User
from tests.factories import make_engagement, make_fiscal_year
from tests.maintenance.conftest import import_from
from tests.walks.browser import Desk

pytestmark = pytest.mark.walk


@pytest.fixture
def year(agency: Agency, tmp_path: Path) -> FiscalYear:
    made = make_fiscal_year(make_engagement(agency, name="Åkerlund Måleri AB", data_source="sie_file"))
    import_from("sie_balances", tmp_path, year=made)
    import_from("sie_file", tmp_path, year=made)
    return made


@pytest.fixture
def engagement(year: FiscalYear) -> Engagement:
    return year.engagement


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_tab_is_accessible(desk: Desk, alice: User, *, year: FiscalYear, language: str) -> None:
    desk.sign_in(alice, language)

    for name in ("import", "settings", "chart", "users"):
        desk.open_named(f"maintenance:{name}", year.engagement)
        desk.audit()
    desk.open_named("maintenance:differences", year.engagement, year)
    desk.audit()
    desk.open_named("maintenance:account", year.engagement, "1930")
    desk.audit()


def test_suggestions_are_accepted_one_by_one_and_all(desk: Desk, bob: User, engagement: Engagement) -> None:
    desk.sign_in(bob)
    page = desk.page
    desk.open_named("maintenance:chart", engagement)

    page.get_by_role("button", name="1930").click()
    expect(page.get_by_role("status")).to_be_visible()
    one = list(AccountMapping.objects.values_list("account_number", flat=True))
    page.locator("button[name=all]").click()
    expect(page.locator("button[name=all]")).to_have_count(0)

    assert one == ["1930"]
    assert AccountMapping.objects.filter(is_confirmed=True).count() == 5
    desk.audit()


def test_source_is_changed_and_the_page_says_what_follows(desk: Desk, bob: User, engagement: Engagement) -> None:
    desk.sign_in(bob)
    page = desk.page
    desk.open_named("maintenance:import", engagement)

    page.select_option("#id_data_source", "trial_balance")
    page.get_by_role("button", name="Använd datakällan").click()

    expect(page.locator(".note.info").first).to_contain_text("ligger kvar till nästa import")
    desk.audit()


def test_refused_source_says_why(desk: Desk, bob: User, engagement: Engagement) -> None:
    desk.sign_in(bob)
    page = desk.page
    desk.open_named("maintenance:settings", engagement)

    page.select_option("#source select", "manual_entry")
    with desk.refused():
        page.locator("#source .primary").click()
        expect(page.locator("#source .error-summary")).to_be_focused()

    desk.audit()


def test_reset_with_the_wrong_name_changes_nothing(desk: Desk, alice: User, engagement: Engagement) -> None:
    desk.sign_in(alice)
    page = desk.page
    desk.open_named("maintenance:settings", engagement)

    page.fill("#reset_name", "Fel namn")
    with desk.refused():
        page.locator("#reset .danger").click()
        expect(page.locator("#reset .error-summary")).to_be_visible()

    expect(page.locator("#reset_name")).to_have_value("Fel namn")
    desk.audit()
