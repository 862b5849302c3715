"""The start guide, walked with a mouse, by keyboard alone, and without scripts."""

import pytest
from django_scopes import scopes_disabled
from playwright.sync_api import Browser, Page, expect

from closing.engagements.models import Engagement
from closing.users.models import User
from tests.walks.browser import Desk

pytestmark = pytest.mark.walk


def the_engagement() -> Engagement:
    with scopes_disabled():
        return Engagement.objects.get()


def years_of(engagement: Engagement) -> list[str]:
    return [str(year) for year in engagement.fiscal_years.all()]


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_step_is_accessible(desk: Desk, bob: User, language: str) -> None:
    desk.sign_in(bob, language)
    page = desk.page
    desk.open_named("startguide:start")
    desk.audit()

    page.locator("#guide .primary").click()
    desk.audit()
    page.fill("#id_organisation_number", "556677-8899")
    page.fill("#id_name", "Åsö Bygg & Måleri AB")
    for step in ("year", "periods", "source", "summary"):
        if step == "summary":
            page.check("input[value=sie_file]")
        page.locator("#guide .primary").click()
        page.wait_for_url(f"**/guide/{step}/")
        desk.audit()


def test_newcomer_sets_up_a_company_with_the_mouse(desk: Desk, bob: User) -> None:
    desk.sign_in(bob)
    page = desk.page

    desk.open_named("startguide:start")
    page.get_by_label("Organisationsnummer").fill("121212-1212")
    page.get_by_label("Företagsnamn").fill("Tolvans Trädgård")
    page.get_by_label("Enskild firma").check()
    page.get_by_label("K1").check()
    page.get_by_role("button", name="Fortsätt").click()
    page.get_by_label("Första dag", exact=True).fill("20250101")
    page.get_by_label("Sista dag").fill("20251231")
    page.get_by_label("Lägg upp föregående").uncheck()
    page.get_by_role("button", name="Fortsätt").click()
    page.check("input[value=year]")
    page.get_by_role("button", name="Fortsätt").click()
    page.get_by_label("Välj senare").check()
    page.get_by_role("button", name="Fortsätt").click()
    page.get_by_role("button", name="Skapa uppdraget").click()

    engagement = the_engagement()
    page.wait_for_url(f"**/e/{engagement.pk}/")
    assert (engagement.company_form, engagement.accounting_standard, engagement.data_source) == ("E", "K1", "")
    assert years_of(engagement) == ["2025"]
    desk.audit()


def test_back_after_a_refused_step_shows_the_step_again(desk: Desk, bob: User) -> None:
    desk.sign_in(bob)
    page = desk.page
    desk.open_named("startguide:company")
    page.get_by_label("Organisationsnummer").fill("121212-1213")
    page.get_by_label("Företagsnamn").fill("Tolvans Trädgård")
    page.get_by_role("button", name="Fortsätt").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_label("Organisationsnummer").fill("556677-8899")
    page.get_by_role("button", name="Fortsätt").click()
    page.wait_for_url("**/guide/year/")

    page.go_back()

    expect(page.get_by_label("Företagsnamn")).to_have_value("Tolvans Trädgård")


def test_standard_that_does_not_fit_is_greyed(desk: Desk, bob: User) -> None:
    desk.sign_in(bob)
    page = desk.page

    desk.open_named("startguide:company")

    expect(page.locator("input[value=K1]")).to_be_disabled()
    page.check("input[value=E]")
    expect(page.locator("input[value=K1]")).to_be_enabled()


def test_steps_can_be_left_and_come_back_to_without_loss(desk: Desk, bob: User) -> None:
    desk.sign_in(bob)
    page = desk.page
    desk.open_named("startguide:company")
    page.fill("#id_organisation_number", "556677-8899")
    page.fill("#id_name", "Åsö Bygg")
    page.locator("#guide .primary").click()
    page.fill("#id_start", "2025-05-01")
    page.fill("#id_end", "inte klart")

    page.get_by_role("button", name="Tillbaka").click()
    page.wait_for_url("**/guide/company/")
    page.reload()
    expect(page.locator("#id_name")).to_have_value("Åsö Bygg")
    page.get_by_role("navigation").get_by_role("button", name="Räkenskapsår").click()

    expect(page.locator("#id_start")).to_have_value("2025-05-01")
    expect(page.locator("#id_end")).to_have_value("inte klart")


def test_guide_is_walked_by_keyboard_alone(desk: Desk, bob: User) -> None:
    desk.sign_in(bob)
    page = desk.page
    desk.open_named("startguide:company")

    _tab_to(page, "#id_organisation_number")
    page.keyboard.type("556677-8899")
    _tab_to(page, "#id_name")
    page.keyboard.type("Åsö Bygg & Måleri AB")
    page.keyboard.press("Enter")
    page.wait_for_url("**/guide/year/")
    _tab_to(page, "#id_start")
    page.keyboard.press("Control+A")
    page.keyboard.type("2025-05-01")
    _tab_to(page, "#id_end")
    page.keyboard.press("Control+A")
    page.keyboard.type("2026-04-30")
    page.keyboard.press("Enter")
    page.wait_for_url("**/guide/periods/")
    _tab_to(page, "input[name=period_length]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/guide/source/")
    _tab_to(page, "input[name=data_source]")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_url("**/guide/summary/")
    _tab_to(page, "main form .primary")
    page.keyboard.press("Enter")

    page.wait_for_url("**/import/")
    engagement = the_engagement()
    assert (engagement.period_length, engagement.data_source) == ("quarter", "sie_file")
    assert years_of(engagement) == ["2025-05-01–2026-04-30", "2024-05-01–2025-04-30"]


def test_guide_needs_no_script(browser: Browser, desk: Desk, bob: User) -> None:
    desk.sign_in(bob)
    context = browser.new_context(java_script_enabled=False, locale="sv-SE")
    context.add_cookies(desk.page.context.cookies())  # type: ignore[arg-type]
    page = context.new_page()

    page.goto(f"{desk.address}/guide/")
    page.fill("#id_organisation_number", "556677-8899")
    page.fill("#id_name", "Åsö Bygg & Måleri AB")
    for _step in ("company", "year", "periods"):
        page.locator("#guide .primary").click()
    page.check("input[value=trial_balance]")
    page.locator("#guide .primary").click()
    page.locator("main form .primary").first.click()

    page.wait_for_url("**/import/")
    context.close()
    assert the_engagement().data_source == "trial_balance"


def _tab_to(page: Page, selector: str) -> None:
    """Press Tab until the element has the focus."""
    for _press in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"{selector} cannot be reached by Tab.")
