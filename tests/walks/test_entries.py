"""Closing entries in a real browser: with the mouse, with the keyboard alone, without scripts, in a narrow window."""

from datetime import date

import pytest
from django.db.models import Model
from playwright.sync_api import Browser, Locator, Page, expect

from closing.engagements.models import Agency, FiscalYear
from closing.entries import reversals, writing
from closing.entries.models import ClosingEntry, Transfer
from closing.users.models import User
from tests.entries.made_entries import DECEMBER, make_entry
from tests.factories import make_engagement, make_fiscal_year
from tests.statements.ledger_factory import Jotted, make_books
from tests.walks.browser import Desk
from tests.walks.page_list import Look

pytestmark = pytest.mark.walk
LOOKS: list[Look] = [("sv", "light"), ("en", "dark")]
NARROW, OVERFLOW = 320, "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def year(agency: Agency) -> FiscalYear:
    """Give a year with a sale in a cost centre, and a rent paid in December for January too."""
    year = make_fiscal_year(make_engagement(agency, name="Åkerlund Måleri AB", data_source="sie_file"))
    sale = Jotted("A 1", date(2025, 1, 15), [("1930", "10000"), ("3010", "-10000")], objects=(("1", "BYGG"),))
    make_books(year, [sale, Jotted("A 2", date(2025, 12, 3), [("5010", "4000"), ("1930", "-4000")])])
    return year


@pytest.fixture
def entries(year: FiscalYear, bob: User) -> FiscalYear:
    """Give the year with an entry of each state."""
    make_fiscal_year(year.engagement, date(2026, 1, 1), date(2026, 12, 31))
    for status in ClosingEntry.Status.values:
        entry = make_entry(year)
        ClosingEntry.objects.filter(pk=entry.pk).update(status=status, created_by=bob)
        if status == ClosingEntry.Status.TRANSFERRED:
            Transfer.objects.create(entry=entry, fiscal_year=year, way=Transfer.Way.CONNECTION, series="A", number=312)
            reversals.reverse_in_next_period(entry, version=1, actor=bob)
    second = ClosingEntry.objects.get(fiscal_year=year, number=2)
    writing.reverse(second, days=DECEMBER, version=1, actor=bob, text="Vändning av V2")
    return year


def _cell(page: Page, column: str, place: int) -> Locator:
    return page.locator(f"input[name={column}-{place}]")


@pytest.mark.parametrize("look", LOOKS, ids="-".join)
def test_every_page_of_the_entries_is_accessible_and_quiet(
    desk: Desk, bob: User, *, entries: FiscalYear, look: Look
) -> None:
    desk.sign_in(bob, look[0])
    desk.page.emulate_media(color_scheme=look[1])

    desk.open(f"/e/{entries.engagement_id}/entries/?year={entries.pk}&period=13")
    for entry in ("V1", "V3"):
        desk.page.locator(f"#{entry} summary").click()
    desk.audit()
    for link in (".filters a.btn", ".filters .tabs a[href*='=transferred']"):
        desk.page.locator(link).click()
        desk.audit()
    desk.open(f"/e/{entries.engagement_id}/entries/?state=deleted")
    desk.audit()
    desk.open_named(
        "entries:edit", entries.engagement, entries, ClosingEntry.objects.get(number=1, fiscal_year=entries)
    )
    desk.audit()
    for page in ("income", "balance"):
        desk.open_named(f"statements:{page}", entries.engagement, entries)
        desk.audit()
    desk.open_named("statements:accounts", entries.engagement)
    desk.audit()
    for number in ("5010", "1710"):
        desk.open_named("statements:account", entries.engagement, entries, number)
        desk.audit()


@pytest.mark.parametrize("look", LOOKS, ids="-".join)
def test_form_is_accessible_when_fresh_and_when_refused(desk: Desk, bob: User, *, year: FiscalYear, look: Look) -> None:
    desk.sign_in(bob, look[0])
    desk.page.emulate_media(color_scheme=look[1])
    desk.open_named("entries:list", year.engagement)
    desk.audit()
    desk.open_named("entries:new", year.engagement, year)
    desk.audit()

    _cell(desk.page, "account", 0).fill("9999")
    _cell(desk.page, "debit", 0).fill("hundra")
    with desk.refused():
        desk.page.locator("main .btn.primary").click()

        expect(desk.page.locator(".error-summary")).to_be_focused()
    desk.audit()


def test_no_page_of_the_entries_is_wider_than_a_narrow_window(desk: Desk, bob: User, entries: FiscalYear) -> None:
    desk.sign_in(bob)
    desk.page.set_viewport_size({"width": NARROW, "height": 640})

    too_wide = {}
    pages: dict[str, list[Model | str]] = {
        "entries:list": [entries.engagement],
        "entries:new": [entries.engagement, entries],
        "statements:accounts": [entries.engagement],
        "statements:account": [entries.engagement, entries, "1710"],
        "statements:income": [entries.engagement, entries],
    }
    for name, things in pages.items():
        desk.open_named(name, *things)
        too_wide[name] = desk.page.evaluate(OVERFLOW)

    assert {name: pixels for name, pixels in too_wide.items() if pixels > 0} == {}


def test_entry_is_made_from_an_account_and_changes_the_result_at_once(desk: Desk, bob: User, year: FiscalYear) -> None:
    desk.sign_in(bob, "en")
    page = desk.page
    desk.open_named("statements:account", year.engagement, year, "5010")

    page.get_by_role("link", name="Create closing entry").click()
    expect(_cell(page, "account", 0)).to_have_value("5010")
    page.get_by_label("Text", exact=True).fill("Periodisering hyra")
    _cell(page, "credit", 0).fill("1 500,00")
    expect(page.locator("[data-sum=difference]")).to_have_text("\u22121\u00a0500,00")
    _cell(page, "account", 1).fill("1710")
    _cell(page, "debit", 1).fill("1500")
    expect(page.locator("[data-sum=difference]")).to_have_text("0,00")
    page.get_by_role("button", name="Save").click()

    expect(page.locator("#V1")).to_contain_text("Periodisering hyra")
    page.get_by_role("link", name="Income statement").click()
    expect(page.locator("main .note.info")).to_contain_text("Closing entries are included: V1.")
    expect(page.locator("main table tr.total").last).to_contain_text("7\u00a0500,00")
    desk.audit()


def test_entry_is_written_with_the_keyboard_alone(desk: Desk, bob: User, year: FiscalYear) -> None:
    desk.sign_in(bob, "en")
    page = desk.page
    desk.open_named("entries:new", year.engagement, year)
    keys = page.keyboard
    page.get_by_label("Text", exact=True).focus()

    keys.type("Upplupna löner")
    _cell(page, "account", 0).focus()
    for text in ("5010", "100", "", "BYGG", "Lokal", "2910", "", "100,00"):
        keys.type(text)
        keys.press("Enter")
    expect(page.locator("[data-sum=difference]")).to_have_text("0,00")
    page.get_by_role("button", name="Save").focus()
    keys.press("Enter")

    summary = page.locator("#V1 summary")
    expect(summary).to_have_text("Upplupna löner")
    summary.focus()
    keys.press("Enter")
    expect(page.locator("#V1").get_by_role("button", name="Reverse V")).to_be_visible()
    rows = [(row.account_number, row.amount_ore, row.text) for row in ClosingEntry.objects.get().rows.all()]
    assert rows == [("5010", 10_000, "Lokal"), ("2910", -10_000, "")]


def test_rows_grow_when_the_last_one_is_used_and_on_request(desk: Desk, bob: User, year: FiscalYear) -> None:
    desk.sign_in(bob, "en")
    page = desk.page
    desk.open_named("entries:new", year.engagement, year)
    rows = page.locator("table.typed tbody tr")

    _cell(page, "account", 7).fill("1930")
    expect(rows).to_have_count(9)
    page.get_by_role("button", name="More rows").click()

    expect(rows).to_have_count(17)
    expect(_cell(page, "account", 9)).to_be_focused()
    expect(_cell(page, "account", 7)).to_have_value("1930")
    desk.audit()


def test_entry_is_acted_on_from_the_list(desk: Desk, bob: User, year: FiscalYear) -> None:
    make_entry(year)
    desk.sign_in(bob, "en")
    page = desk.page
    desk.open_named("entries:list", year.engagement)

    page.locator("#V1 summary").click()
    page.locator("#V1").get_by_role("button", name="Reverse V").click()
    expect(page.locator("#V2")).to_contain_text("Reversal of V1")
    page.locator("#V2 summary").click()
    page.locator("#V2").get_by_role("button", name="Delete").click()
    expect(page.locator("#V2")).to_have_count(0)
    page.get_by_role("link", name="Show 1 deleted entry").click()

    expect(page.locator("#V2")).to_contain_text("Deleted")
    desk.audit()


def test_accrual_is_reversed_in_the_next_period_and_followed_there(desk: Desk, bob: User, year: FiscalYear) -> None:
    make_fiscal_year(year.engagement, date(2026, 1, 1), date(2026, 12, 31))
    desk.sign_in(bob, "en")
    page = desk.page
    desk.open(f"/e/{year.engagement_id}/years/{year.pk}/entries/new/?account=1710&amount=10000&text=Hyra&period=12")

    _cell(page, "account", 1).fill("5010")
    page.get_by_label("Reverse on the first day of the next period").check()
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".messages")).to_contain_text("V1 is reversed by V1 on 2026-01-01.")
    page.locator("#V1 summary").click()
    page.get_by_role("link", name="Reversed by V1 2026-01-01").click()

    expect(page.locator("#V1")).to_contain_text("2026-01-01")
    expect(page.locator("#V1 summary")).to_have_text("Reversal of V1: Hyra")
    expect(page.locator("header.top")).to_contain_text("2026")
    desk.audit()


def test_reversal_without_a_next_year_cannot_be_asked_for(desk: Desk, bob: User, year: FiscalYear) -> None:
    make_entry(year)
    desk.sign_in(bob, "en")
    page = desk.page
    desk.open_named("entries:list", year.engagement)

    page.locator("#V1 summary").click()
    expect(page.get_by_role("button", name="Reverse 2026-01-01")).to_have_attribute("aria-disabled", "true")
    desk.audit()
    desk.open_named("entries:new", year.engagement, year)
    box = page.get_by_label("Reverse on the first day of the next period")
    box.focus()
    page.keyboard.press("Space")

    expect(box).not_to_be_checked()
    desk.audit()


def test_state_is_chosen_with_the_keyboard_and_stays_in_the_address(desk: Desk, bob: User, entries: FiscalYear) -> None:
    desk.sign_in(bob, "en")
    page = desk.page
    desk.open(f"/e/{entries.engagement_id}/entries/?year={entries.pk}")

    page.get_by_role("link", name="Transferred 1", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.locator("table.entries > tbody > tr")).to_have_count(1)
    page.reload()

    expect(page.locator("#V3")).to_contain_text("Voucher A 312, 2025 · Sent over the connection · System")
    expect(page.locator(".filters [aria-current]")).to_have_text("Transferred 1")


def test_entry_is_written_without_scripts(desk: Desk, bob: User, year: FiscalYear, *, browser: Browser) -> None:
    desk.sign_in(bob, "en")
    plain = browser.new_context(java_script_enabled=False, storage_state=desk.page.context.storage_state())
    page = plain.new_page()
    page.goto(f"{desk.address}/e/{year.engagement_id}/years/{year.pk}/entries/new/")

    page.get_by_label("Text", exact=True).fill("Periodisering hyra")
    for column, place, text in (("account", 0, "1710"), ("debit", 0, "100"), ("account", 1, "5010")):
        _cell(page, column, place).fill(text)
    page.get_by_role("button", name="More rows").click()
    expect(page.locator("table.typed tbody tr")).to_have_count(10)
    expect(page.locator("[data-sum=difference]")).to_have_text("100,00")
    _cell(page, "credit", 1).fill("100")
    page.get_by_role("button", name="Save").click()

    expect(page.locator("#V1")).to_contain_text("Periodisering hyra")
    plain.close()
