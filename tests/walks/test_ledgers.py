"""The ledgers in a real browser: accessible in both languages and schemes, explained, commented on, saved."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from closing.appendices.build import keep
from closing.appendices.models import InvoiceComment
from closing.engagements.models import Agency, FiscalYear
from closing.users.models import User
from tests.appendices.made_ledgers import invoice, key, payables, payment, receivables
from tests.factories import make_engagement, make_fiscal_year
from tests.statements.ledger_factory import Jotted, make_books
from tests.walks.browser import Desk
from tests.walks.page_list import Look

pytestmark = pytest.mark.walk
LOOKS: list[Look] = [("sv", "light"), ("en", "dark")]
NARROW, OVERFLOW = 320, "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
DECEMBER = date(2025, 12, 31)
CUSTOMERS = ("Åkerlund & Söner Bygg AB", "Kvarterets Café", "Norrlands Schaktmaskiner och Entreprenad Aktiebolag")


@pytest.fixture
def year(agency: Agency) -> FiscalYear:
    """Give a year whose customers pay late, one in euros, with a voucher by hand on the account."""
    year = make_fiscal_year(make_engagement(agency, name="Åkerlund Måleri AB", data_source="sie_file"))
    days = [DECEMBER - timedelta(days) for days in (20, 45, 75, 100, 140)]
    sales = [Jotted(f"B {n}", day, [("1510", "1250"), ("3010", "-1250")]) for n, day in enumerate(days, start=1)]
    by_hand = Jotted("A 1", date(2025, 12, 30), [("1510", "-300"), ("7010", "300")], text="Avräkning lön")
    paid = Jotted("C 1", date(2025, 12, 1), [("1930", "500"), ("1510", "-500")])
    bought = Jotted("D 1", date(2025, 11, 3), [("4010", "11250"), ("2440", "-11250")])
    make_books(year, [*sales, by_hand, paid, bought])
    customers = [
        invoice(
            str(n), day, "1250", due_day=day + timedelta(30), number=str(n % 3 + 1), name=CUSTOMERS[n % 3],
            voucher=key(f"B {n}"),
            payments=(payment(date(2025, 12, 1), "500", voucher="C 1"),) if n == 4 else (),
        )
        for n, day in enumerate(days, start=1)
    ]  # fmt: skip
    supplier = invoice(
        "7", date(2025, 11, 3), "11250", name="Farbenhaus GmbH", other_number="RE-2025/0117", currency="EUR",
        amount_in_currency=100_000, voucher=key("D 1"),
    )  # fmt: skip
    for items in (receivables(*customers), payables(supplier)):
        keep(year.engagement, items, run_id=uuid4())
    return year


@pytest.mark.parametrize("look", LOOKS, ids="-".join)
def test_every_page_of_the_ledgers_is_accessible_and_quiet(
    desk: Desk, bob: User, *, year: FiscalYear, look: Look
) -> None:
    desk.sign_in(bob, look[0])
    desk.page.emulate_media(color_scheme=look[1])

    desk.open_named("appendices:list", year.engagement)
    desk.audit()
    for ledger in ("receivables", "payables"):
        for name in ("ledger", "difference"):
            desk.open_named(f"appendices:{name}", year.engagement, year, ledger)
            desk.audit()
            assert desk.page.locator("h1").count() == 1


def test_no_page_of_the_ledgers_is_wider_than_a_narrow_window(desk: Desk, bob: User, year: FiscalYear) -> None:
    desk.sign_in(bob)
    desk.page.set_viewport_size({"width": NARROW, "height": 640})

    too_wide = {}
    desk.open_named("appendices:list", year.engagement)
    too_wide["list"] = desk.page.evaluate(OVERFLOW)
    for ledger in ("receivables", "payables"):
        for name in ("ledger", "difference"):
            desk.open_named(f"appendices:{name}", year.engagement, year, ledger)
            too_wide[f"{name} {ledger}"] = desk.page.evaluate(OVERFLOW)

    assert {name: pixels for name, pixels in too_wide.items() if pixels > 0} == {}


def test_difference_is_followed_to_its_voucher(desk: Desk, bob: User, year: FiscalYear) -> None:
    desk.sign_in(bob, "en")
    page = desk.page
    desk.open_named("appendices:list", year.engagement)

    page.get_by_role("link", name="1510").click()
    page.get_by_role("link", name="Explain the difference").click()
    page.get_by_role("link", name="A 1").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Voucher A 1")
    expect(page.locator("main")).to_contain_text("Avräkning lön")


def test_difference_is_booked_away(desk: Desk, bob: User, year: FiscalYear) -> None:
    desk.sign_in(bob, "en")
    page = desk.page
    desk.open_named("appendices:difference", year.engagement, year, "receivables")

    page.get_by_role("link", name="Create closing entry").click()
    page.locator("input[name=account-1]").fill("7010")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#V1")).to_contain_text("Difference on 1510 against the ledger 2025-12-31")
    desk.open_named("appendices:ledger", year.engagement, year, "receivables")
    expect(page.locator("main .chip")).to_have_text("Agrees")
    desk.audit()
    page.get_by_role("link", name="Explain the difference").click()

    expect(page.locator(".note.good").last).to_have_text("With the closing entries, ledger and account agree.")
    expect(page.locator("main tfoot tr.sum").first).to_have_text("Difference that is left0,00")
    expect(page.get_by_role("link", name="Create closing entry")).to_have_count(0)
    desk.audit()


def test_comment_is_written_in_its_row_and_stays(desk: Desk, bob: User, year: FiscalYear) -> None:
    desk.sign_in(bob, "en")
    page = desk.page
    desk.open_named("appendices:ledger", year.engagement, year, "receivables")
    row = page.locator("#row-2")

    row.locator("summary").click()
    row.get_by_role("textbox").fill("Påmind två gånger")
    desk.audit()
    row.get_by_role("button").click()

    expect(page.get_by_role("status")).to_be_visible()
    expect(page.locator("#row-2 summary")).to_contain_text("Påmind två gånger")
    assert page.url.endswith("#row-2")
    assert InvoiceComment.objects.count() == 1
    desk.audit()


def test_period_is_chosen_and_the_ledger_follows(desk: Desk, bob: User, year: FiscalYear) -> None:
    desk.sign_in(bob, "en")
    page = desk.page
    desk.open_named("appendices:ledger", year.engagement, year, "receivables")

    with page.expect_navigation():
        page.locator("main select[name=period]").select_option("8")

    expect(page.locator("table.invoices tbody tr")).to_have_count(1)


def test_ledger_is_saved_as_a_workbook(desk: Desk, bob: User, year: FiscalYear) -> None:
    desk.sign_in(bob, "en")
    page = desk.page
    desk.open_named("appendices:ledger", year.engagement, year, "receivables")

    with page.expect_download() as saved:
        page.get_by_role("link", name="Save as Excel").click()

    assert saved.value.suggested_filename == "kundreskontra-2025-12-31.xlsx"
