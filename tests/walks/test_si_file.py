"""An engagement of SIE files sends its closing entries with an SI file: made, downloaded, read in, confirmed."""

from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import expect

import sie
from closing.engagements.models import Agency, FiscalYear
from closing.entries.models import ClosingEntry
from closing.entries.sie_files.models import EntryFile
from closing.users.models import User
from tests.entries.made_entries import make_entry
from tests.factories import make_engagement, make_fiscal_year
from tests.statements.ledger_factory import Jotted, make_books
from tests.walks.browser import Desk
from tests.walks.page_list import Look

pytestmark = pytest.mark.walk
LOOKS: list[Look] = [("sv", "light"), ("en", "dark")]
NARROW, OVERFLOW = 320, "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def year(agency: Agency) -> FiscalYear:
    """Give a year with a sale and a rent."""
    year = make_fiscal_year(make_engagement(agency, name="Åkerlund Måleri AB", data_source="sie_file"))
    sale = Jotted("A 1", date(2025, 1, 15), [("1930", "10000"), ("3010", "-10000")])
    make_books(year, [sale, Jotted("A 2", date(2025, 12, 3), [("5010", "4000"), ("1930", "-4000")])])
    return year


def test_entry_goes_into_a_file_and_is_transferred_when_that_is_confirmed(
    desk: Desk, bob: User, year: FiscalYear, *, tmp_path: Path
) -> None:
    entry, page = make_entry(year), desk.page
    desk.sign_in(bob, "en")

    desk.open_named("entries:list", year.engagement)
    page.get_by_role("link", name="SI file").click()
    page.get_by_label("Voucher series for entries made by a person (V)").fill("BV")
    page.get_by_role("button", name="Export closing entries as SI file").click()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Download the SI file").click()
    waiting.value.save_as(tmp_path / waiting.value.suggested_filename)
    page.get_by_role("button", name="Mark as transferred").click()
    expect(page.get_by_text("The entries of the file are marked as transferred.")).to_be_visible()
    desk.open_named("entries:list", year.engagement)

    expect(page.locator(f"tr#{entry}")).to_contain_text("Transferred")
    (path,) = tmp_path.glob("*.si")
    (voucher,) = sie.read(path).vouchers
    assert (voucher.series, voucher.number, voucher.text) == ("BV", "", f"Periodisering hyra [{entry.marker}]")
    assert ClosingEntry.objects.get().status == ClosingEntry.Status.TRANSFERRED
    assert desk.faults == []


def test_adjusted_books_are_downloaded_from_the_list(
    desk: Desk, bob: User, year: FiscalYear, *, tmp_path: Path
) -> None:
    make_entry(year)
    desk.sign_in(bob, "en")

    desk.open_named("entries:list", year.engagement)
    desk.page.get_by_role("link", name="Adjusted books (SIE 4E)").click()
    with desk.page.expect_download() as waiting:
        desk.page.get_by_role("link", name="Download adjusted books (SIE 4E)").click()
    waiting.value.save_as(tmp_path / "adjusted.se")

    assert [one.series for one in sie.read(tmp_path / "adjusted.se").vouchers] == ["A", "A", "V"]
    assert waiting.value.suggested_filename.endswith("-20251231.se")


@pytest.mark.parametrize("look", LOOKS, ids="-".join)
def test_every_page_of_the_files_is_accessible_and_quiet(
    desk: Desk, bob: User, year: FiscalYear, *, look: Look
) -> None:
    make_entry(year)
    make_entry(year)
    desk.sign_in(bob, look[0])
    desk.page.emulate_media(color_scheme=look[1])

    desk.open_named("entry_files:list", year.engagement)
    desk.audit()
    desk.page.locator("button.primary").click()
    desk.audit()
    desk.open_named("entry_files:list", year.engagement)
    desk.audit()
    desk.open_named("entry_files:file", year.engagement, year, EntryFile.objects.get())
    desk.page.locator("form button.primary").click()
    desk.audit()


def test_narrow_window_holds_the_pages_of_the_files(desk: Desk, bob: User, year: FiscalYear) -> None:
    make_entry(year)
    desk.sign_in(bob)
    desk.page.set_viewport_size({"width": NARROW, "height": 640})
    wide = []

    desk.open_named("entry_files:list", year.engagement)
    wide.append(desk.page.evaluate(OVERFLOW))
    desk.page.locator("button.primary").click()
    desk.page.wait_for_url("**/entries/files/*-*/")
    wide.append(desk.page.evaluate(OVERFLOW))

    assert wide == [0, 0]
