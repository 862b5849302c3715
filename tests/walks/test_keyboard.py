"""The keys, the dialog and the menus, and the same pages without any script."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from closing.engagements.models import Agency
from closing.users.models import User
from tests.walks.browser import Desk
from tests.walks.page_list import addresses, settle

pytestmark = pytest.mark.walk


@pytest.fixture
def pages(alice: User) -> dict[str, str]:
    """Give the main pages by name."""
    return dict(addresses(*settle(Agency.objects.get())))


@pytest.fixture
def bare_page(browser: Browser) -> Iterator[Page]:
    """Open a window in which no script runs."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1440, "height": 900})
    yield context.new_page()
    context.close()


def test_question_mark_shows_the_keys_and_escape_gives_the_focus_back(
    desk: Desk, alice: User, pages: dict[str, str]
) -> None:
    page = desk.page
    desk.sign_in(alice)
    desk.open(pages["accounts"])
    page.keyboard.press("j")
    opener = page.evaluate("document.activeElement.textContent")

    page.keyboard.press("?")
    expect(page.locator("dialog#keys")).to_be_visible()
    desk.audit()
    page.keyboard.press("Escape")

    expect(page.locator("dialog#keys")).to_be_hidden()
    assert page.evaluate("document.activeElement.textContent") == opener


def test_keys_do_nothing_while_one_writes(desk: Desk, alice: User, pages: dict[str, str]) -> None:
    page = desk.page
    desk.sign_in(alice)
    desk.open(pages["accounts"])

    page.keyboard.press("/")
    page.keyboard.type("g?jko")

    expect(page.locator("[data-search]")).to_have_value("g?jko")
    expect(page.locator("dialog#keys")).to_be_hidden()


def test_keys_can_be_switched_off(desk: Desk, alice: User, pages: dict[str, str]) -> None:
    page = desk.page
    User.objects.filter(pk=alice.pk).update(keyboard_shortcuts=False)
    desk.sign_in(alice)
    desk.open(pages["accounts"])

    for key in ("?", "/", "g", "o"):
        page.keyboard.press(key)

    expect(page.locator("dialog#keys")).to_be_hidden()
    expect(page).to_have_url(desk.address + pages["accounts"])
    page.locator("[data-opens=keys]").click()
    expect(page.locator("dialog#keys .note")).to_be_visible()


def test_year_menu_closes_on_escape_and_when_the_focus_leaves(desk: Desk, alice: User, pages: dict[str, str]) -> None:
    page = desk.page
    desk.sign_in(alice)
    desk.open(pages["income"])
    menu, summary = page.locator("details.switch"), page.locator("details.switch summary")

    summary.focus()
    page.keyboard.press("Enter")
    desk.audit()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(menu).not_to_have_attribute("open", "")
    expect(summary).to_be_focused()

    summary.click()
    page.locator("h1").click()
    expect(menu).not_to_have_attribute("open", "")


def test_year_and_period_are_changed_in_the_header(desk: Desk, alice: User, pages: dict[str, str]) -> None:
    page = desk.page
    desk.sign_in(alice)
    desk.open(pages["income"])

    page.locator("details.switch summary").click()
    page.get_by_role("link", name="P3 mars").click()
    expect(page.locator("details.switch summary")).to_contain_text("2025 · P3 mars")
    page.locator("details.switch summary").click()
    page.get_by_role("link", name="2024", exact=True).click()

    expect(page.locator("details.switch summary")).to_contain_text("2024")
    expect(page.locator("h1")).to_have_text("Resultaträkning")


def test_focus_is_never_hidden_under_the_header(desk: Desk, alice: User, pages: dict[str, str]) -> None:
    page = desk.page
    desk.sign_in(alice)
    desk.open(pages["account"])

    for _ in range(40):
        page.keyboard.press("j")
    for _ in range(25):
        page.keyboard.press("k")

    top = page.evaluate("document.activeElement.getBoundingClientRect().top")
    bars = page.evaluate("document.querySelector('.ledger thead').getBoundingClientRect().bottom")
    assert top >= bars


def test_books_are_read_without_scripts(
    bare_page: Page, *, live_server: LiveServer, alice: User, pages: dict[str, str]
) -> None:
    Desk(bare_page, live_server.url).sign_in(alice)

    bare_page.goto(live_server.url + pages["accounts"])
    bare_page.locator("[data-search]").fill("1930")
    bare_page.keyboard.press("Enter")
    bare_page.get_by_role("link", name="1930", exact=True).click()
    bare_page.locator("input[name=text]").fill("löner")
    bare_page.keyboard.press("Enter")
    expect(bare_page.locator("table[data-rows] tbody tr")).not_to_have_count(0)
    bare_page.locator("table[data-rows] a[data-row]").first.click()
    expect(bare_page.locator("h1")).to_contain_text("Verifikation")

    bare_page.goto(live_server.url + pages["income"])
    bare_page.locator("select[name=compare]").select_option("none")
    bare_page.locator(".filters .btn").click()
    expect(bare_page).to_have_url(f"{live_server.url}{pages['income']}?period=12&compare=none&detail=accounts")
