"""Every main page, in both languages, as a browser sees it."""

import pytest
from playwright.sync_api import ViewportSize

from closing.engagements.models import Agency
from closing.users.models import User
from tests.walks.browser import Desk
from tests.walks.page_list import NAMES, Look, addresses, settle

NARROW: ViewportSize = {"width": 320, "height": 640}
"""What is left of 1280 pixels at a zoom of 400 per cent."""
PHONE: ViewportSize = {"width": 390, "height": 844}
OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
pytestmark = pytest.mark.walk


@pytest.mark.parametrize("look", [("sv", "light"), ("en", "dark")], ids="-".join)
def test_every_page_is_accessible_and_quiet(desk: Desk, alice: User, look: Look) -> None:
    pages = dict(addresses(*settle(Agency.objects.get())))
    desk.sign_in(alice, look[0])
    desk.page.emulate_media(color_scheme=look[1])

    for path in pages.values():
        desk.open(path)
        desk.audit()
        assert desk.page.locator("h1").count() == 1, path

    assert tuple(pages) == NAMES


def test_no_page_is_wider_than_a_narrow_window(desk: Desk, alice: User) -> None:
    pages = dict(addresses(*settle(Agency.objects.get())))
    desk.sign_in(alice)
    desk.page.set_viewport_size(NARROW)

    too_wide = {}
    for name, path in pages.items():
        desk.open(path)
        too_wide[name] = desk.page.evaluate(OVERFLOW)

    assert {name: pixels for name, pixels in too_wide.items() if pixels > 0} == {}


def test_long_word_in_a_heading_wraps_in_a_narrow_window(desk: Desk, alice: User) -> None:
    pages = dict(addresses(*settle(Agency.objects.get())))
    desk.sign_in(alice)
    desk.page.set_viewport_size(NARROW)
    desk.open(pages["account"])

    desk.page.evaluate(
        "() => { document.querySelector('h1').textContent = '1930 Företagskonto/checkkonto/affärskonto' }"
    )

    assert desk.page.evaluate(OVERFLOW) <= 0


def test_statement_keeps_its_lines_in_sight_on_a_phone(desk: Desk, alice: User) -> None:
    pages = dict(addresses(*settle(Agency.objects.get())))
    desk.sign_in(alice)
    desk.page.set_viewport_size(PHONE)
    desk.open(pages["income"])
    region = desk.page.locator("main [role=region]")

    region.evaluate("(box) => box.scrollTo(10_000, 0)")

    label, box = desk.page.locator("tr.line th").first.bounding_box(), region.bounding_box()
    assert label
    assert box
    assert region.evaluate("(box) => box.scrollLeft") > 0
    assert round(label["x"] - box["x"]) <= 1
    heading = desk.page.locator("thead th").first.bounding_box()
    assert heading
    assert round(heading["y"] - box["y"]) <= 1


@pytest.mark.parametrize("name", ["overview", "balance", "maintenance-import", "log", "profile"])
def test_menu_shows_the_page_one_is_on_on_a_phone(desk: Desk, alice: User, name: str) -> None:
    pages = dict(addresses(*settle(Agency.objects.get())))
    desk.sign_in(alice)
    desk.page.set_viewport_size(PHONE)

    desk.open(pages[name])

    entry = desk.page.locator(".side a[aria-current]").first.bounding_box()
    assert entry
    assert entry["x"] >= 0
    assert entry["x"] + entry["width"] <= PHONE["width"]
