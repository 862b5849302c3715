"""The simulator of Fortnox in a real browser: its login, and the pages that show a company."""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from tests.integrations.fortnox.simulated import REDIRECT_URI, Simulated, simulator
from tests.integrations.fortnox.simulator.web.company import ALFA, KLARA, make_books, send_voucher
from tests.walks.browser import Desk

PLACES = (
    "",
    "/verifikationer",
    "/verifikationer/1/A/1",
    "/konton",
    "/reskontra/kunder",
    "/reskontra/leverantorer",
    "/reglage",
)
OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
MILLISECONDS = 15_000
pytestmark = pytest.mark.walk


@pytest.fixture
def books(tmp_path: Path) -> Iterator[Simulated]:
    """Run a simulator with two companies, one of them with a voucher and a fault to come."""
    with simulator(tmp_path) as running:
        make_books(running.storage, KLARA, "Ängsholmens Snickeri & Byggservice i Västra Götaland Aktiebolag")
        make_books(running.storage, ALFA, "Alfa AB")
        send_voucher(running)
        running.control.fault("slow", calls=3)
        yield running


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_of_a_company_is_accessible(page: Page, books: Simulated, scheme: Literal["light", "dark"]) -> None:
    page.set_default_timeout(MILLISECONDS)
    page.emulate_media(color_scheme=scheme)
    desk = Desk(page, books.url)

    for path in ("/", *(f"/foretag/{KLARA}{place}" for place in PLACES)):
        desk.open(path)
        desk.audit()
        assert page.locator("h1").count() == 1, path


def test_no_page_is_wider_than_a_telephone(page: Page, books: Simulated) -> None:
    page.set_default_timeout(MILLISECONDS)
    page.set_viewport_size({"width": 320, "height": 640})

    too_wide = {}
    for path in ("/", *(f"/foretag/{KLARA}{place}" for place in PLACES), books.authorize_url().removeprefix(books.url)):
        page.goto(books.url + path)
        too_wide[path] = page.evaluate(OVERFLOW)

    assert {path: pixels for path, pixels in too_wide.items() if pixels > 0} == {}


def test_person_logs_in_and_approves(page: Page, books: Simulated) -> None:
    page.set_default_timeout(MILLISECONDS)
    page.route(f"{REDIRECT_URI}*", lambda route: route.fulfill(body="Back"))
    desk = Desk(page, books.url)
    page.goto(books.authorize_url())
    desk.audit()

    page.get_by_label("Användarnamn").fill("byra")
    page.get_by_label("Lösenord").fill("wrong")
    page.get_by_role("button", name="Logga in").click()
    expect(page.get_by_role("alert")).to_be_visible()
    desk.audit()
    page.get_by_label("Användarnamn").fill("byra")
    page.get_by_label("Lösenord").fill("byra")
    page.get_by_role("button", name="Logga in").click()
    expect(page.get_by_role("heading", name="Välj företag")).to_be_visible()
    desk.audit()
    page.get_by_role("button", name="Alfa AB").click()
    expect(page.get_by_role("heading", name="Godkänn Kvitt")).to_be_visible()
    desk.audit()
    page.get_by_role("button", name="Godkänn").click()

    page.wait_for_url(f"{REDIRECT_URI}?code=*")
    assert page.url.endswith("&state=a-state")


def test_person_takes_a_connection_away_and_locks_a_period(page: Page, books: Simulated) -> None:
    page.set_default_timeout(MILLISECONDS)
    page.goto(f"{books.url}/foretag/{KLARA}")

    # The voucher was sent with a token, so there is a connection.
    page.get_by_role("button", name="Ta bort Kvitt").first.click()
    expect(page.get_by_text("Inget program är anslutet.")).to_be_visible()
    page.get_by_role("link", name="Reglage").click()
    page.get_by_label("Låst till och med").fill("2025-06-30")
    page.locator("section", has_text="Låst period").get_by_role("button", name="Spara").click()

    expect(page.get_by_label("Låst till och med")).to_have_value("2025-06-30")


def test_person_denies(page: Page, books: Simulated) -> None:
    page.set_default_timeout(MILLISECONDS)
    page.route(f"{REDIRECT_URI}*", lambda route: route.fulfill(body="Back"))
    page.goto(books.authorize_url())

    page.get_by_label("Användarnamn").fill("byra")
    page.get_by_label("Lösenord").fill("byra")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Alfa AB").click()
    page.get_by_role("button", name="Neka").click()

    page.wait_for_url(f"{REDIRECT_URI}?error=access_denied*")
