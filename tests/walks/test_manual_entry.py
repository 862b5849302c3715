"""Balances typed and pasted into the table, in a real browser."""

import pytest
from playwright.sync_api import expect

from closing.engagements.models import Agency, Engagement
from closing.users.models import User
from tests.factories import make_engagement, make_fiscal_year
from tests.walks.browser import Desk

pytestmark = pytest.mark.walk

PASTE = """
(input, text) => {
  const carried = new DataTransfer();
  carried.setData("text/plain", text);
  input.dispatchEvent(new ClipboardEvent("paste", { clipboardData: carried, bubbles: true, cancelable: true }));
}
"""
ROWS = (
    "1930\tFöretagskonto\t1 000,00\t1.250,50\n"
    "2081\tAktiekapital\t\u22121 000,00\t-1000\n"
    "3001\tFörsäljning\t\t(250,50)\n"
)


@pytest.fixture
def engagement(agency: Agency) -> Engagement:
    made = make_engagement(agency, data_source="manual_entry")
    make_fiscal_year(made)
    return made


@pytest.mark.parametrize("language", ["sv", "en"])
def test_table_is_accessible(desk: Desk, bob: User, *, engagement: Engagement, language: str) -> None:
    desk.sign_in(bob, language)

    desk.open_named("manual_entry:table", engagement)

    desk.audit()


def test_paste_fills_the_table_and_adds_it_up(desk: Desk, bob: User, engagement: Engagement) -> None:
    desk.sign_in(bob)
    page = desk.page
    desk.open_named("manual_entry:table", engagement)

    page.locator("input[name=account-0]").evaluate(PASTE, ROWS)

    expect(page.locator("input[name=name-2]")).to_have_value("Försäljning")
    expect(page.locator("[data-sum]").first).to_have_text("0,00")
    expect(page.locator("[data-sum]").last).to_have_text("0,00")
    page.locator("input[name=closing-1]").fill("-900")
    expect(page.locator("[data-sum]").last).to_have_text("100,00")
    desk.audit()


def test_paste_into_the_field_fills_the_first_free_rows_and_adds_up(
    desk: Desk, bob: User, engagement: Engagement
) -> None:
    desk.sign_in(bob)
    page = desk.page
    desk.open_named("manual_entry:table", engagement)
    page.locator("input[name=account-0]").fill("1910")
    page.locator("input[name=opening-0]").fill("5,50")

    page.locator("textarea").evaluate(PASTE, ROWS.replace("-1000", "-900"))

    expect(page.locator("input[name=name-3]")).to_have_value("Försäljning")
    expect(page.locator("[data-sum]").first).to_have_text("5,50")
    expect(page.locator("[data-sum]").last).to_have_text("100,00")
    expect(page.locator("textarea")).to_have_value("")
    expect(page.locator("[data-paste-told]")).to_be_visible()
    desk.audit()


def test_paste_of_more_rows_than_a_form_can_send_is_left_to_the_server(
    desk: Desk, bob: User, engagement: Engagement
) -> None:
    desk.sign_in(bob)
    page = desk.page
    desk.open_named("manual_entry:table", engagement)
    many = "".join(f"{number}\tKonto\t1\t1\n" for number in range(1000, 1481))

    page.locator("input[name=account-0]").evaluate(PASTE, many)

    expect(page.locator("textarea")).to_have_value(many)
    expect(page.locator("tbody tr")).to_have_count(10)
