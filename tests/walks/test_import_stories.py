"""Imports that do not go straight: one that fails, one that is cancelled, one that asks first."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import expect

from closing.books.models import Books
from closing.demo.company import BUILDER
from closing.demo.files import a_week_later, two_years
from closing.engagements.models import Agency
from closing.importing.models import ImportRun
from closing.users.models import User
from tests.walks.browser import Desk
from tests.walks.story import builders, demo_file, drop, wait_for_the_end

pytestmark = [pytest.mark.walk, pytest.mark.django_db(transaction=True)]
WORKER = pytest.mark.usefixtures("worker")


def _write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_bytes(text.encode("cp437"))
    return path


@WORKER
def test_import_that_fails_says_where_and_changes_nothing(desk: Desk, bob: User, folder: Path) -> None:
    page = desk.page
    engagement = builders(Agency.objects.get())
    text = demo_file(folder).read_bytes().decode("cp437")
    broken = _write(folder, "trasig.se", text.replace("#TRANS 1930", "#TRANS 1930 {} abc\r\n#TRANS 1930", 2))
    desk.sign_in(bob)
    desk.open_named("importing:start", engagement)
    drop(page, broken)
    page.locator("main form .btn.primary").click()
    wait_for_the_end(page)

    expect(page.locator(".note.bad")).to_be_visible()
    lines = [number for number, line in enumerate(broken.read_text("cp437").splitlines(), start=1) if "abc" in line]
    for line in lines:
        expect(page.get_by_text(str(line)).first).to_be_visible()
    assert not Books.objects.exists()
    desk.audit()

    desk.open_named("overview:engagement", engagement)
    page.locator(".todo a").first.click()
    expect(page.locator(".note.bad")).to_be_visible()
    page.get_by_role("link", name="Importera en annan fil").click()
    drop(page, demo_file(folder))
    page.locator("main form .btn.primary").click()
    wait_for_the_end(page)
    expect(page.locator(".note.good")).to_be_visible()


@pytest.mark.usefixtures("folder")
def test_import_can_be_cancelled_while_it_waits(desk: Desk, bob: User, folder: Path) -> None:
    page = desk.page
    engagement = builders(Agency.objects.get())
    desk.sign_in(bob)
    desk.open_named("importing:start", engagement)
    drop(page, demo_file(folder))
    page.locator("main form .btn.primary").click()
    page.wait_for_url("**/imports/*/")
    expect(page.locator("progress")).to_be_visible()
    desk.audit()

    page.get_by_role("button", name="Avbryt").click()
    wait_for_the_end(page)

    desk.audit()
    assert ImportRun.objects.get().outcome == ImportRun.State.CANCELLED
    desk.open_named("importing:start", engagement)
    expect(page.locator(".dropzone")).to_be_visible()


@WORKER
def test_import_that_asks_is_answered_and_goes_on(desk: Desk, bob: User, folder: Path) -> None:
    page = desk.page
    engagement = builders(Agency.objects.get())
    file = two_years(BUILDER, date(2025, 1, 1))[1]
    first = file.vouchers[0]
    unbalanced = replace(first, postings=first.postings[:1])
    path = demo_file(folder, replace(file, vouchers=(unbalanced, *file.vouchers[1:])))
    desk.sign_in(bob)
    desk.open_named("importing:start", engagement)
    drop(page, path)
    page.locator("main form .btn.primary").click()
    wait_for_the_end(page)

    expect(page.locator("#answer")).to_be_visible()
    desk.audit()
    page.locator("input[name=codes]").check()
    page.locator("form .btn.primary").first.click()
    expect(page.locator("#answer")).to_be_hidden(timeout=60_000)
    wait_for_the_end(page)
    expect(page.locator(".note.warn")).to_be_visible()
    desk.audit()

    desk.open_named("statements:voucher", engagement, engagement.fiscal_years.get(), 1)
    expect(page.locator(".note.bad")).to_be_visible()
    desk.audit()


@WORKER
def test_import_of_the_same_year_again_shows_what_changed(desk: Desk, bob: User, folder: Path) -> None:
    page = desk.page
    engagement = builders(Agency.objects.get())
    file = two_years(BUILDER, date(2025, 1, 1))[1]
    desk.sign_in(bob)
    for version in (file, a_week_later(file)):
        desk.open_named("importing:start", engagement)
        drop(page, demo_file(folder, version))
        page.locator("main form .btn.primary").click()
        page.wait_for_url("**/imports/*/")
        wait_for_the_end(page)

    desk.open_named("overview:engagement", engagement)
    page.get_by_role("link", name="Se vad som ändrats sedan förra importen").click()
    page.wait_for_url("**/changes/")

    expect(page.locator("main")).to_contain_text("6950")
    expect(page.locator("main")).to_contain_text("Kostnadsränta skattekonto")
    desk.audit()
    assert engagement.fiscal_years.count() == 1
