"""Profit planning in a real browser: a limited company, a sole trader, without scripts, in a narrow window."""

import pytest
from playwright.sync_api import Browser, Page, expect

from closing.engagements.models import Agency, FiscalYear
from closing.entries.models import ClosingEntry
from closing.users.models import User
from tests.entries.planning.given_books import limited_year, sole_traders_year
from tests.walks.browser import Desk
from tests.walks.page_list import Look

pytestmark = pytest.mark.walk
LOOKS: list[Look] = [("sv", "light"), ("en", "dark")]
NARROW, OVERFLOW = 320, "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def year(agency: Agency) -> FiscalYear:
    """Give the year of a limited company."""
    return limited_year(agency)


@pytest.fixture
def traders_year(agency: Agency) -> FiscalYear:
    """Give the year of a sole trader."""
    return sole_traders_year(agency)


def _result(page: Page) -> str:
    return page.locator(".steps-of-plan tr.total td").last.inner_text()


@pytest.mark.parametrize("look", LOOKS, ids="-".join)
def test_page_is_accessible_fresh_refused_and_made(desk: Desk, bob: User, *, year: FiscalYear, look: Look) -> None:
    desk.sign_in(bob, look[0])
    desk.page.emulate_media(color_scheme=look[1])
    desk.open_named("planning:plan", year.engagement, year)
    desk.audit()

    desk.page.locator("#id_plus_0").fill("hundra")
    with desk.refused():
        desk.page.locator("button[name=save]").click()
        expect(desk.page.locator(".error-summary")).to_be_focused()
    desk.audit()
    desk.page.locator("#id_plus_0").fill("")
    desk.page.locator("button[name=save]").click()
    desk.page.locator("button[name=make]").click()

    expect(desk.page.locator(".messages .note.good")).to_contain_text("S1, S2, S3, S4, S5")
    desk.audit()


def test_plan_fits_a_narrow_window(desk: Desk, bob: User, year: FiscalYear) -> None:
    desk.page.set_viewport_size({"width": NARROW, "height": 800})
    desk.sign_in(bob, "sv")
    desk.open_named("planning:plan", year.engagement, year)

    assert desk.page.evaluate(OVERFLOW) <= 0


def test_limited_company_is_planned_and_planned_anew(desk: Desk, bob: User, year: FiscalYear) -> None:
    desk.sign_in(bob, "en")
    page = desk.page
    desk.open_named("overview:engagement", year.engagement)
    page.get_by_role("link", name="Profit planning").click()
    assert _result(page) == "1\u00a0095\u00a0512,83"

    page.locator("#id_reserve_1").check()
    expect(page.locator("#figures")).to_contain_text("218\u00a0203,00")
    assert _result(page) == "815\u00a0165,83"
    page.get_by_role("button", name="Make the system entries").click()

    expect(page.locator(".messages .note.good")).to_contain_text("Made: S1, S2, S3, S4, S5.")
    expect(page.locator(".chip.good").first).to_contain_text("Entries made")
    expect(page.locator("header.top")).to_contain_text("815\u00a0165,83")
    page.locator("#id_reason_0").fill("Böter")
    page.locator("#id_plus_0").fill("10 000")
    page.get_by_role("button", name="Recalculate").click()
    expect(page.locator(".bar")).to_contain_text("Out of date")
    page.get_by_role("button", name="Make the system entries").click()
    expect(page.locator(".messages .note.good")).to_contain_text("Left as they were: S2, S3.")
    page.locator("main").get_by_role("link", name="Closing entries").click()
    expect(page.locator("#S6")).to_contain_text("Change in tax allocation reserves, 2026")
    desk.audit()


def test_sole_trader_moves_result_and_equity(desk: Desk, bob: User, traders_year: FiscalYear) -> None:
    desk.sign_in(bob, "sv")
    desk.open_named("planning:plan", traders_year.engagement, traders_year)
    desk.audit()

    desk.page.locator("button[name=make]").click()

    expect(desk.page.locator(".messages .note.good")).to_contain_text("S1, S2")
    rows = ClosingEntry.objects.get(number=2).rows.values_list("account_number", "amount_ore")
    assert dict(rows) == {"2013": -120_000_00, "2010": 100_000_00, "2018": 20_000_00}
    desk.audit()


def test_plan_is_made_without_scripts(desk: Desk, bob: User, year: FiscalYear, *, browser: Browser) -> None:
    desk.sign_in(bob, "en")
    plain = browser.new_context(java_script_enabled=False, storage_state=desk.page.context.storage_state())
    page = plain.new_page()
    page.goto(f"{desk.address}/e/{year.engagement_id}/years/{year.pk}/planning/")

    page.locator("#id_reserve_1").check()
    page.get_by_role("button", name="Make the system entries").click()
    expect(page.locator(".messages .note.bad")).to_contain_text("The figures are other than those you looked at.")
    assert _result(page) == "815\u00a0165,83"
    page.get_by_role("button", name="Make the system entries").click()

    expect(page.locator(".messages .note.good")).to_contain_text("Made: S1, S2, S3, S4, S5.")
    plain.close()
