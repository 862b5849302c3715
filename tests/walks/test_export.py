"""Closing entries on their way to Fortnox, as an accountant sees it: from a difference to a voucher and back."""

from datetime import date

import pytest
import requests
from django_scopes import scopes_disabled
from playwright.sync_api import Page, ViewportSize, expect
from pytest_django.fixtures import Settings

from closing.engagements.models import FiscalYear
from closing.entries.export.models import ExportBatch
from closing.entries.models import ClosingEntry
from closing.entries.writing import make
from closing.jobs import run as job_run
from closing.jobs.models import Job
from integrations.fortnox.simulator.books.series import set_manual
from integrations.fortnox.simulator.web.faults.kinds import Kind
from tests.entries.made_entries import DECEMBER, draft
from tests.integrations.fortnox.importing import TENANT, connect, import_from
from tests.walks.browser import Desk
from tests.walks.fortnox_visit import Visit

pytestmark = pytest.mark.walk

BUTTON = {
    "sv": "Exportera bokslutsverifikationer till Fortnox (utan bilagor)",
    "en": "Export closing entries to Fortnox (without attachments)",
}
EXPORT = {"sv": "Exportera", "en": "Export"}
SECONDS = 30
LAST_PERIOD = 13
EXTRA_ORE = 125_000
LOW: ViewportSize = {"width": 1440, "height": 600}


@pytest.fixture
def year(visit: Visit) -> FiscalYear:
    """Connect, open series I for closing, book a payment on 1510 beside the ledger in Fortnox, and import."""
    connect(visit.fortnox, visit.engagement, visit.bob)
    with visit.fortnox.storage.transaction() as connection:
        set_manual(connection, TENANT, year=_year_id(visit), code="I", is_manual=True)
    rows = [{"Account": 1510, "Debit": EXTRA_ORE / 100, "Credit": 0}, {"Account": 1930, "Debit": 0, "Credit": 1250}]
    voucher = {
        "Description": "Inbetalning utan faktura",
        "TransactionDate": "2025-12-30",
        "VoucherSeries": "A",
        "VoucherRows": rows,
    }
    booked = requests.post(
        f"{visit.fortnox.api_url}/vouchers",
        params={"financialyear": _year_id(visit)},
        json={"Voucher": voucher},
        headers={"Authorization": f"Bearer {visit.fortnox.control.token(TENANT)}"},
        timeout=SECONDS,
    )
    assert booked.status_code == requests.codes.created, booked.text
    with scopes_disabled():
        import_from(visit.engagement, visit.bob)
    return visit.engagement.fiscal_years.get(end=date(2025, 12, 31))


def _year_id(visit: Visit) -> int:
    with visit.fortnox.storage.reading() as connection:
        (found,) = connection.execute(
            "SELECT id FROM financial_year WHERE tenant = ? AND from_date = '2025-01-01'", [TENANT]
        ).fetchone()
    return int(found)


def _entries(year: FiscalYear, count: int) -> list[ClosingEntry]:
    rows = [(("1710", 100 * number), ("5010", -100 * number)) for number in range(1, count + 1)]
    with scopes_disabled():
        return [make(year, draft(*pair), days=DECEMBER, actor=None) for pair in rows]


def _work_off() -> None:
    """Do the jobs that wait, as a worker would, to their ends."""
    with scopes_disabled():
        for job in Job.objects.filter(state__in=Job.LIVE):
            job_run.run_here(str(job.pk))


def _open_list(desk: Desk, year: FiscalYear) -> None:
    desk.open(f"/e/{year.engagement_id}/entries/?year={year.pk}&period={LAST_PERIOD}")


def _choose(desk: Desk, year: FiscalYear, *, language: str = "sv", series: str = "I") -> None:
    """Go from the list to the entries that can be sent, and choose a series."""
    _open_list(desk, year)
    desk.page.get_by_role("button", name=BUTTON[language]).click()
    _work_off()
    desk.page.reload()
    desk.page.locator("select").first.select_option(series)


def _send(desk: Desk, *, language: str = "sv") -> None:
    desk.page.get_by_role("button", name=EXPORT[language], exact=True).click()
    expect(desk.page.get_by_role("progressbar").or_(desk.page.locator("progress")).first).to_be_visible()
    _work_off()
    desk.page.reload()


def _rows(page: Page, words: str) -> int:
    return page.locator("main tbody tr").filter(has_text=words).count()


def test_difference_becomes_an_entry_a_voucher_and_books(visit: Visit, year: FiscalYear) -> None:
    desk, page = visit.desk, visit.desk.page
    desk.sign_in(visit.bob)
    desk.open(f"/e/{year.engagement_id}/appendices/?year={year.pk}&period={LAST_PERIOD}")
    page.locator("main").get_by_role("link", name="1510").click()
    expect(page.locator("main")).to_contain_text("1 250,00")

    page.get_by_role("link", name="Skapa bokslutsverifikation").click()
    page.get_by_label("Text", exact=True).first.fill("Inbetalning bokad utan faktura")
    page.locator("input[name=account-1]").fill("1930")
    page.locator("main form .primary").click()
    expect(page.locator("main")).to_contain_text("V1 är sparad.")
    _choose(desk, year)
    desk.audit()
    _send(desk)

    expect(page.locator("main [role=status]")).to_contain_text("1 av 1 bokförda: I 1.")
    desk.audit()
    _look_in_fortnox(visit)
    with scopes_disabled():
        import_from(visit.engagement, visit.bob)
    _open_list(desk, year)
    expect(page.locator("main")).to_contain_text("Överförd – exkluderad")
    desk.audit()
    desk.open(f"/e/{year.engagement_id}/appendices/?year={year.pk}&period={LAST_PERIOD}")
    page.locator("main").get_by_role("link", name="1510").click()
    expect(page.get_by_role("link", name="Skapa bokslutsverifikation")).to_have_count(0)


def _look_in_fortnox(visit: Visit) -> None:
    """See the voucher on the simulator's own page, with its mark."""
    entry = ClosingEntry.objects.get()
    other = visit.desk.page.context.new_page()
    other.goto(f"{visit.fortnox.url}/foretag/{TENANT}/verifikationer/{_year_id(visit)}/I/1")
    expect(other.locator("body")).to_contain_text(f"Inbetalning bokad utan faktura [{entry.marker}]")
    expect(other.locator("body")).to_contain_text("1 250,00")
    other.close()


def test_tick_with_the_focus_is_not_hidden_by_the_foot(visit: Visit, year: FiscalYear) -> None:
    desk, page = visit.desk, visit.desk.page
    _entries(year, 12)
    desk.sign_in(visit.bob)
    _choose(desk, year)
    page.reload()
    page.set_viewport_size(LOW)
    page.locator("#export-lines input[type=checkbox]").first.focus()
    foot, lowest = page.locator(".export-dialog footer"), []

    for _stop in range(2 * 12 - 1):
        page.keyboard.press("Tab")
        focus, covered = page.locator("#export-lines :focus").bounding_box(), foot.bounding_box()
        assert focus
        assert covered
        lowest.append(covered["y"] - focus["y"] - focus["height"])

    assert [gap for gap in lowest if gap < 0] == []


@pytest.mark.parametrize("language", ["sv", "en"])
def test_refusal_at_entry_seven_of_twelve_is_named_and_mended(visit: Visit, year: FiscalYear, *, language: str) -> None:
    desk, page = visit.desk, visit.desk.page
    entries = _entries(year, 12)
    desk.sign_in(visit.bob, language)
    _choose(desk, year, language=language)
    visit.fortnox.control.fault(Kind.INACTIVE_ACCOUNT, method="POST", skip=6)

    _send(desk, language=language)

    told = {"sv": "11 av 12 bokförda", "en": "11 of 12 booked"}[language]
    expect(page.locator("main [role=status]")).to_contain_text(told)
    seventh = page.locator("main tbody tr#V7")
    expect(seventh).to_contain_text({"sv": "Nekad", "en": "Refused"}[language])
    expect(seventh).to_contain_text("är inte aktivt")
    desk.audit()
    page.get_by_role("button", name={"sv": "Exportera resten", "en": "Export the rest"}[language]).click()
    _work_off()
    page.reload()
    _send(desk, language=language)
    expect(page.locator("main [role=status]")).to_contain_text("I 12")
    statuses = ClosingEntry.objects.filter(pk__in=[one.pk for one in entries]).values_list("status", flat=True)
    assert set(statuses) == {ClosingEntry.Status.TRANSFERRED}


def test_uncertain_entry_waits_is_looked_up_and_settled_by_a_person(
    visit: Visit, year: FiscalYear, settings: Settings
) -> None:
    desk, page = visit.desk, visit.desk.page
    _entries(year, 3)
    desk.sign_in(visit.bob)
    _choose(desk, year)
    visit.fortnox.control.fault(Kind.DROPPED_AFTER, method="POST", skip=1)

    page.get_by_role("button", name="Exportera", exact=True).click()
    with scopes_disabled():
        batch = ExportBatch.objects.get()
        job_run.run(str(batch.job_id))
    page.reload()

    expect(page.locator("main")).to_contain_text("Det är inte känt om V2 bokfördes")
    desk.audit()
    page.get_by_role("button", name="Avbryt").click()
    row = page.locator("main tbody tr#V2")
    expect(row).to_contain_text("Osäker")
    desk.audit()
    settings.EXPORT_QUIET_SECONDS = 0
    page.get_by_role("button", name="Kontrollera i Fortnox").click()
    _work_off()
    page.reload()
    expect(page.locator("main tbody tr#V2")).to_contain_text("I 2")
    expect(page.locator("main tbody tr#V3")).to_contain_text("Inte skickad")
    desk.audit()


def test_uncertain_entry_is_marked_as_booked_by_hand_with_the_keyboard(visit: Visit, year: FiscalYear) -> None:
    desk, page = visit.desk, visit.desk.page
    _entries(year, 2)
    desk.sign_in(visit.bob)
    _choose(desk, year)
    visit.fortnox.control.fault(Kind.DROPPED_AFTER, method="POST")
    page.get_by_role("button", name="Exportera", exact=True).click()
    with scopes_disabled():
        job_run.run(str(ExportBatch.objects.get().job_id))
    page.reload()
    page.get_by_role("button", name="Avbryt").press("Enter")

    page.locator("main tbody tr#V1 summary").press("Enter")
    page.locator("main tbody tr#V1 input[name$=series]").fill("I")
    page.locator("main tbody tr#V1 input[name$=number]").fill("1")
    page.keyboard.press("Enter")

    expect(page.locator("main tbody tr#V1")).to_contain_text("I 1")
    entry = ClosingEntry.objects.get(number=1)
    assert (entry.status, entry.transfer.way, str(entry.transfer)) == ("transferred", "by_hand", "I 1")
    desk.audit()
