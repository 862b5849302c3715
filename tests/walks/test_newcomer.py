"""A newcomer's whole story: sign in, set up a company, drop its file, read what came of it, follow an amount home."""

from pathlib import Path

import pytest
from django_scopes import scopes_disabled
from playwright.sync_api import Page, expect

from closing.engagements.models import Agency, Engagement
from tests.factories import PASSWORD, give_second_factor
from tests.walks.browser import Desk
from tests.walks.story import code_now, demo_file, drop, newcomer, tab_to, wait_for_the_end

pytestmark = [pytest.mark.walk, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("worker")]
COMPANY, NUMBER = "Åsö Bygg & Måleri AB", "556677-8899"


def _sign_in(desk: Desk, agency: Agency) -> None:
    person = newcomer(agency)
    secret = give_second_factor(person)
    desk.open("/")
    desk.page.get_by_label("E-postadress").fill(person.email)
    desk.page.get_by_label("Lösenord").fill(PASSWORD)
    desk.page.keyboard.press("Enter")
    desk.page.get_by_label("Kod").fill(code_now(secret))
    desk.page.keyboard.press("Enter")
    desk.page.wait_for_url(f"{desk.address}/")


def _set_up(page: Page, *, name: str, number: str, start: str, end: str) -> None:
    page.get_by_label("Organisationsnummer").fill(number)
    page.get_by_label("Företagsnamn").fill(name)
    page.locator("#guide .primary").click()
    page.get_by_label("Första dag", exact=True).fill(start)
    page.get_by_label("Sista dag").fill(end)
    page.locator("#guide .primary").click()
    page.wait_for_url("**/guide/periods/")
    page.locator("#guide .primary").click()
    page.check("input[value=sie_file]")
    page.locator("#guide .primary").click()
    page.wait_for_url("**/guide/summary/")
    page.locator("main form .btn.primary").click()
    page.wait_for_url("**/import/")


def _import(page: Page, path: Path) -> None:
    drop(page, path)
    expect(page.locator(".files li")).to_have_count(1)
    page.locator("main form .btn.primary").click()
    page.wait_for_url("**/imports/*/")
    wait_for_the_end(page)


def _follow_the_first_posting_of(page: Page, number: str) -> None:
    page.locator('nav.side a[data-go="a"]').click()
    page.get_by_role("link", name=number, exact=True).click()
    expect(page.locator("h1")).to_contain_text(number)
    row = page.locator("table[data-rows] tbody tr").filter(has=page.locator("a[data-row]")).first
    amount, voucher = row.locator("td.num").first.inner_text(), row.locator("a").inner_text()
    row.locator("a").click()

    expect(page.locator("h1")).to_contain_text(voucher)
    expect(page.locator("tr:target")).to_contain_text(number)
    expect(page.locator("tr:target")).to_contain_text(amount.removeprefix("−"))


def test_newcomer_follows_an_amount_from_the_file_to_its_voucher(desk: Desk, agency: Agency, folder: Path) -> None:
    page = desk.page
    _sign_in(desk, agency)
    desk.audit()

    page.locator(".empty .btn.primary").click()
    _set_up(page, name=COMPANY, number=NUMBER, start="2025-01-01", end="2025-12-31")
    desk.audit()
    _import(page, demo_file(folder))
    expect(page.get_by_text("CP437 (PC8)").first).to_be_visible()
    desk.audit()
    page.get_by_role("link", name="Till översikten").click()
    expect(page.locator(".chart .plus, .chart .minus")).to_have_count(12)
    desk.audit()
    _follow_the_first_posting_of(page, "1930")
    desk.audit()

    with scopes_disabled():
        assert Engagement.objects.get().fiscal_years.get(start="2025-01-01").books.current.voucher_count > 0


def test_real_file_comes_in_whole(desk: Desk, agency: Agency, shared_data: Path) -> None:
    desk.sign_in(newcomer(agency))
    desk.open_named("startguide:start")

    _set_up(desk.page, name="Datakonsulterna AB", number="556639-1537", start="2009-07-01", end="2010-06-30")
    _import(desk.page, shared_data / "sie" / "Bokslut_Norstedts_SIE_4E.se")
    desk.audit()
    desk.page.get_by_role("link", name="Till översikten").click()
    _follow_the_first_posting_of(desk.page, "1930")

    with scopes_disabled():
        assert Engagement.objects.get().fiscal_years.get(start="2009-07-01").books.current.posting_count == 678


def _sign_in_by_keyboard(desk: Desk, agency: Agency) -> None:
    keys = desk.page.keyboard
    person = newcomer(agency)
    secret = give_second_factor(person)
    desk.open("/")
    keys.type(person.email)
    keys.press("Tab")
    keys.type(PASSWORD)
    keys.press("Enter")
    desk.page.wait_for_url("**/2fa/authenticate/")
    keys.type(code_now(secret))
    keys.press("Enter")
    desk.page.wait_for_url(f"{desk.address}/")


def _set_up_by_keyboard(page: Page) -> None:
    keys = page.keyboard
    tab_to(page, 'main a[href="/guide/"]')
    keys.press("Enter")
    page.wait_for_url("**/guide/company/")
    tab_to(page, "#id_organisation_number")
    keys.type(NUMBER)
    keys.press("Tab")
    keys.type(COMPANY)
    keys.press("Enter")
    page.wait_for_url("**/guide/year/")
    for field, day in (("#id_start", "20250101"), ("#id_end", "20251231")):
        tab_to(page, field)
        keys.press("Control+A")
        keys.type(day)
    keys.press("Enter")
    page.wait_for_url("**/guide/periods/")
    tab_to(page, "input[name=period_length]")
    keys.press("Enter")
    page.wait_for_url("**/guide/source/")
    tab_to(page, "input[name=data_source]")
    keys.press("Space")
    keys.press("Enter")
    page.wait_for_url("**/guide/summary/")
    tab_to(page, "main form .btn.primary")
    keys.press("Enter")
    page.wait_for_url("**/import/")


def _import_by_keyboard(page: Page) -> None:
    tab_to(page, "input[type=file]")
    page.keyboard.press("Enter")
    expect(page.locator(".files li")).to_have_count(1)
    tab_to(page, "main form .btn.primary")
    page.keyboard.press("Enter")
    page.wait_for_url("**/imports/*/")
    wait_for_the_end(page)


def test_newcomer_does_it_all_by_keyboard(desk: Desk, agency: Agency, folder: Path) -> None:
    page, keys = desk.page, desk.page.keyboard
    path = demo_file(folder)
    # Listened for from the beginning: the browser is told only then that the dialog of files is ours to answer.
    page.on("filechooser", lambda chooser: chooser.set_files(path))
    _sign_in_by_keyboard(desk, agency)
    _set_up_by_keyboard(page)
    _import_by_keyboard(page)

    for key, heading in (("o", "Översikt"), ("a", "Konton")):
        keys.press("g")
        keys.press(key)
        expect(page.locator("h1")).to_have_text(heading)
    keys.press("/")
    keys.type("1930")
    keys.press("Enter")
    page.wait_for_url("**/accounts/?q=1930**")
    keys.press("j")
    keys.press("Enter")
    expect(page.locator("h1")).to_have_text("1930 Företagskonto")
    for key in ("j", "j", "k", "Enter"):
        keys.press(key)
    expect(page.locator("h1")).to_contain_text("Verifikation")
    expect(page.locator("tr:target")).to_contain_text("1930")
    assert desk.faults == []
