"""Files of closing entries in a real browser: attached, refused, given back, removed; by keyboard, without scripts."""

from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from closing.engagements.models import Agency, FiscalYear
from closing.entries.attachments.models import Attachment
from closing.entries.attachments.writing import attach
from closing.entries.models import ClosingEntry
from closing.users.models import User
from tests.entries.attachments.made_files import EXE, new_file, pdf
from tests.entries.made_entries import make_entry
from tests.factories import make_engagement, make_fiscal_year
from tests.statements.ledger_factory import Jotted, make_books
from tests.walks.browser import Desk
from tests.walks.page_list import Look
from tests.walks.story import drop, tab_to
from tests.walks.test_entries import NARROW, OVERFLOW

pytestmark = [pytest.mark.walk, pytest.mark.usefixtures("folder")]
LOOKS: list[Look] = [("sv", "light"), ("en", "dark")]
REFUSED = "avi.pdf does not hold what its name says: the content is not that of a PDF file."


@pytest.fixture
def entry(agency: Agency, folder: Path) -> ClosingEntry:
    """Give an entry of a year with books."""
    year = make_fiscal_year(make_engagement(agency, name="Åkerlund Måleri AB", data_source="sie_file"))
    make_books(year, [Jotted("A 1", date(2025, 12, 3), [("5010", "4000"), ("1930", "-4000")])])
    return make_entry(year)


@pytest.fixture
def rent(tmp_path: Path) -> Path:
    """Give a PDF on the desktop."""
    path = tmp_path / "Hyresavi december.pdf"
    path.write_bytes(pdf(2))
    return path


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """Give a program that calls itself a PDF."""
    path = tmp_path / "avi.pdf"
    path.write_bytes(EXE)
    return path


def _open(desk: Desk, name: str, entry: ClosingEntry) -> Page:
    desk.open_named(name, entry.fiscal_year.engagement, entry.fiscal_year, entry)
    return desk.page


def _line(page: Page, name: str) -> str:
    return page.locator("#files tbody tr", has_text=name).inner_text()


def test_file_is_attached_refused_given_back_and_removed(
    desk: Desk, bob: User, *, entry: ClosingEntry, rent: Path, program: Path
) -> None:
    desk.sign_in(bob, "en")
    page = desk.page
    desk.open_named("entries:list", entry.fiscal_year.engagement)
    page.locator("#V1 summary").click()
    page.locator("#V1").get_by_role("link", name="Files of V1").click()

    expect(page.locator("#files")).to_contain_text("entries are transferred without attachments")
    page.locator("#files input[type=file]").set_input_files(rent)
    page.get_by_role("button", name="Attach").click()
    expect(page.locator(".messages")).to_have_text("1 file is attached to V1.")
    desk.audit()

    with desk.refused():
        drop(page, program)
        page.get_by_role("button", name="Attach").click()
        expect(page.locator(".error-summary")).to_be_focused()
    expect(page.locator("#files .field-error")).to_contain_text(REFUSED)
    desk.audit()

    with page.expect_download() as coming:
        page.get_by_role("link", name=rent.name).click()
    assert (coming.value.suggested_filename, Path(coming.value.path()).read_bytes()) == (rent.name, rent.read_bytes())

    page.get_by_role("link", name="Back to the closing entries").click()
    expect(page.locator("#V1 .attached-count")).to_contain_text("1 file")
    page.locator("#V1 .attached-count").click()
    page.get_by_role("button", name=f"Remove {rent.name}").click()
    expect(page.locator("#files")).to_contain_text("No files are attached.")
    expect(page.locator(".messages")).to_have_text(f"{rent.name} is removed.")
    desk.audit()


def test_files_are_attached_beside_the_entry_without_losing_what_is_typed(
    desk: Desk, bob: User, *, entry: ClosingEntry, rent: Path, program: Path
) -> None:
    desk.sign_in(bob, "en")
    page = _open(desk, "entries:edit", entry)
    page.get_by_label("Text", exact=True).fill("Periodisering hyra januari")

    with desk.refused():
        drop(page, program)
        page.get_by_role("button", name="Attach").click()
        expect(page.locator("#files .error-summary")).to_be_focused()
    expect(page.locator("#files .field-error")).to_contain_text(REFUSED)
    desk.audit()
    drop(page, rent)
    page.get_by_role("button", name="Attach").click()
    expect(page.locator("#files tbody")).to_contain_text(rent.name)
    expect(page.locator("#files [data-told]")).to_have_text("1 file is attached to V1.")
    expect(page.locator("#files .field-error")).to_have_count(0)
    expect(page.locator("#files .files li")).to_have_count(0)
    desk.audit()

    expect(page.get_by_label("Text", exact=True)).to_have_value("Periodisering hyra januari")
    page.get_by_role("button", name=f"Remove {rent.name}").click()
    expect(page.locator("#files [data-attached]")).to_contain_text("No files are attached.")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#V1")).to_contain_text("Periodisering hyra januari")


def test_file_is_attached_with_the_keyboard_alone(desk: Desk, bob: User, *, entry: ClosingEntry, rent: Path) -> None:
    desk.sign_in(bob, "en")
    page = _open(desk, "attachments:list", entry)
    keys = page.keyboard

    tab_to(page, "#files input[type=file]")
    # The dialog that Enter or Space opens here is the browser's own.
    page.locator("#files input[type=file]:focus").set_input_files(rent)
    tab_to(page, "#files button")
    keys.press("Enter")
    expect(page.locator(".messages")).to_have_text("1 file is attached to V1.")
    tab_to(page, "#files th a")
    with page.expect_download() as coming:
        keys.press("Enter")
    assert coming.value.suggested_filename == rent.name
    tab_to(page, "#files .danger")
    keys.press("Enter")

    expect(page.locator(".messages")).to_have_text(f"{rent.name} is removed.")


def test_file_is_attached_and_removed_without_scripts(
    desk: Desk, bob: User, *, entry: ClosingEntry, rent: Path, browser: Browser
) -> None:
    desk.sign_in(bob, "en")
    plain = browser.new_context(java_script_enabled=False, storage_state=desk.page.context.storage_state())
    page = plain.new_page()
    year: FiscalYear = entry.fiscal_year
    page.goto(f"{desk.address}/e/{year.engagement_id}/years/{year.pk}/entries/{entry.pk}/")

    expect(page.locator("#files")).to_contain_text("Save the entry first: attaching files leaves this page.")
    page.locator("#files input[type=file]").set_input_files([rent])
    page.get_by_role("button", name="Attach").click()
    expect(page.locator(".messages")).to_have_text("1 file is attached to V1.")
    page.get_by_role("button", name=f"Remove {rent.name}").click()

    expect(page.locator(".messages")).to_have_text(f"{rent.name} is removed.")
    assert Attachment.objects.get().removed_by == bob
    plain.close()


def test_files_of_a_transferred_entry_are_added_and_not_removed(
    desk: Desk, bob: User, *, entry: ClosingEntry, rent: Path
) -> None:
    attach(entry, [new_file("hyresavtal.csv")], actor=bob)
    ClosingEntry.objects.update(status=ClosingEntry.Status.TRANSFERRED)
    desk.sign_in(bob, "en")
    page = _open(desk, "attachments:list", entry)

    drop(page, rent)
    page.get_by_role("button", name="Attach").click()

    expect(page.locator("#files tbody tr")).to_have_count(2)
    expect(page.locator("#files .danger")).to_have_count(0)
    expect(page.locator("#files")).to_contain_text("more files can be attached and none removed")
    desk.audit()


@pytest.mark.parametrize("look", LOOKS, ids="-".join)
def test_every_page_with_files_is_accessible_and_fits(
    desk: Desk, bob: User, *, entry: ClosingEntry, look: Look
) -> None:
    names = ["Hyresavi december 2025 för lokalen på Kungsgatan med bilagor och villkor.csv", "saldo.csv"]
    attach(entry, [new_file(name) for name in names], actor=bob)
    desk.sign_in(bob, look[0])
    desk.page.emulate_media(color_scheme=look[1])

    too_wide = {}
    for name in ("attachments:list", "entries:edit"):
        desk.page.set_viewport_size({"width": 1440, "height": 900})
        _open(desk, name, entry)
        desk.audit()
        desk.page.set_viewport_size({"width": NARROW, "height": 640})
        too_wide[name] = desk.page.evaluate(OVERFLOW)
    desk.open_named("entries:list", entry.fiscal_year.engagement)
    desk.audit()
    too_wide["entries:list"] = desk.page.evaluate(OVERFLOW)

    assert {name: pixels for name, pixels in too_wide.items() if pixels > 0} == {}
