"""From the start guide to Fortnox's login and back, and what happens when the way there is blocked."""

from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from closing.demo.company import BUILDER
from closing.importing.models import ImportRun
from closing.users.models import User
from integrations.fortnox.models import FortnoxConnection
from tests.integrations.fortnox.importing import connect
from tests.walks.browser import Desk
from tests.walks.fortnox_visit import Visit, go_to_fortnox, log_in
from tests.walks.story import wait_for_the_end

LOST = "Anslutningen till Fortnox har gått förlorad. Importera igen för att fortsätta."
LOST_IN_ENGLISH = "You have lost your token, to proceed import again."
pytestmark = pytest.mark.walk


def test_guide_leads_to_fortnox_and_the_import_begins_by_itself(told_worker: Desk, bob: User) -> None:
    desk = told_worker
    desk.sign_in(bob)
    page = desk.page
    desk.open_named("startguide:start")
    page.fill("#id_organisation_number", BUILDER.organisation_number)
    page.fill("#id_name", BUILDER.name)
    page.locator("#guide .primary").click()
    page.get_by_label("Första dag", exact=True).fill("2025-01-01")
    page.get_by_label("Sista dag").fill("2025-12-31")
    page.locator("#guide .primary").click()
    page.locator("#guide .primary").click()
    page.check("input[value=fortnox]")
    desk.audit()
    page.locator("#guide .primary").click()
    page.get_by_role("button", name="Skapa uppdraget").click()

    log_in(page, BUILDER.name)
    page.get_by_role("button", name="Godkänn").click()

    page.wait_for_url("**/imports/*/")
    assert "code=" not in page.url
    wait_for_the_end(page)
    desk.audit()
    page.get_by_role("link", name="Till översikten").click()
    expect(page.locator(".connection")).to_contain_text(BUILDER.name)
    desk.audit()
    page.get_by_role("link", name="Bilagor").first.click()
    page.locator("main").get_by_role("link", name="1510").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Kundfordringar")
    expect(page.locator("main")).to_contain_text("Kund Ett AB")
    desk.audit()


@pytest.mark.parametrize("language", ["sv", "en"])
def test_page_of_the_import_is_accessible_before_and_after_connecting(visit: Visit, *, language: str) -> None:
    visit.desk.sign_in(visit.bob, language)

    for _state in ("before", "after"):
        visit.desk.open_named("importing:start", visit.engagement)
        visit.desk.audit()
        visit.desk.open_named("maintenance:import", visit.engagement)
        visit.desk.audit()
        visit.desk.open_named("maintenance:settings", visit.engagement)
        visit.desk.audit()
        if not FortnoxConnection.objects.exists():
            connect(visit.fortnox, visit.engagement, visit.bob)


def test_person_denies_at_fortnox(visit: Visit) -> None:
    visit.desk.sign_in(visit.bob, "en")
    page = visit.desk.page
    go_to_fortnox(visit)
    log_in(page, BUILDER.name)

    with visit.desk.refused():
        page.get_by_role("button", name="Neka").click()

    expect(page.get_by_role("heading", name="You did not let Kvitt into Fortnox")).to_be_visible()
    visit.desk.audit()
    assert not FortnoxConnection.objects.exists()
    assert not ImportRun.objects.exists()


def test_wrong_company_is_told_and_nothing_stored(visit: Visit) -> None:
    visit.desk.sign_in(visit.bob)
    page = visit.desk.page
    go_to_fortnox(visit)
    log_in(page, "Annat AB")

    with visit.desk.refused():
        page.get_by_role("button", name="Godkänn").click()

    expect(page.get_by_text("556036-0793")).to_be_visible()
    visit.desk.audit()
    assert not FortnoxConnection.objects.exists()


@pytest.mark.parametrize(("language", "words"), [("sv", LOST), ("en", LOST_IN_ENGLISH)])
def test_lost_token_says_so_and_importing_connects_again(visit: Visit, *, language: str, words: str) -> None:
    connection = connect(visit.fortnox, visit.engagement, visit.bob)
    no_tokens = {"sealed_access": "", "sealed_refresh": "", "access_expires_at": None}
    FortnoxConnection.objects.filter(pk=connection.pk).update(state=FortnoxConnection.State.LOST, **no_tokens)
    visit.desk.sign_in(visit.bob, language)

    visit.desk.open_named("overview:engagement", visit.engagement)
    expect(visit.desk.page.locator(".connection")).to_contain_text(words)
    visit.desk.audit()
    go_to_fortnox(visit)

    expect(visit.desk.page.get_by_role("heading", name="Logga in")).to_be_visible()


def test_person_disconnects(visit: Visit) -> None:
    connect(visit.fortnox, visit.engagement, visit.bob)
    visit.desk.sign_in(visit.bob)
    visit.desk.open_named("overview:engagement", visit.engagement)

    visit.desk.page.get_by_role("button", name="Koppla från").click()

    expect(visit.desk.page.locator(".connection")).to_contain_text("Inte ansluten")
    assert FortnoxConnection.objects.get().state == FortnoxConnection.State.DISCONNECTED
    visit.desk.audit()


def test_import_while_another_runs_is_told(visit: Visit) -> None:
    connect(visit.fortnox, visit.engagement, visit.bob)
    visit.desk.sign_in(visit.bob)
    begin = reverse("importing:start", args=[visit.engagement.pk])
    visit.desk.open(begin)
    visit.desk.page.locator("main form .primary").click()
    visit.desk.page.wait_for_url("**/imports/*/")

    visit.desk.open(begin)
    with visit.desk.refused():
        visit.desk.page.locator("main form .primary").click()

    expect(visit.desk.page.locator("main")).to_contain_text("pågår")
    assert ImportRun.objects.count() == 1


def test_connection_that_ends_soon_is_among_the_things_to_do(visit: Visit) -> None:
    connection = connect(visit.fortnox, visit.engagement, visit.bob)
    FortnoxConnection.objects.update(until=connection.until - timedelta(days=25))
    visit.desk.sign_in(visit.bob)

    visit.desk.open_named("overview:engagement", visit.engagement)

    expect(visit.desk.page.get_by_role("link", name="Importera igen, så att anslutningen inte går ut")).to_be_visible()
