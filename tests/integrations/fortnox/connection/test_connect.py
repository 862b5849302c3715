"""Going to Fortnox's login and coming back: every way it can end, and that nothing wrong is ever stored."""

import re
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from pytest_django.fixtures import Settings
from time_machine import TimeMachineFixture

from closing.activity.models import Event
from closing.activity.texts import sentence
from closing.engagements.models import Engagement, Membership, Role
from closing.importing.models import ImportRun
from closing.jobs.models import Job
from closing.users.models import User
from integrations.fortnox import texts
from integrations.fortnox.connection import sealed
from integrations.fortnox.models import FortnoxConnection, OAuthAttempt
from tests.factories import client_of, make_engagement, make_fiscal_year
from tests.integrations.fortnox.connection.factory import NUMBER, make_connection
from tests.integrations.fortnox.connection.token_server import Answer, TokenServer

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Page

pytestmark = pytest.mark.django_db
CALLBACK, STOPPED = "/fortnox/callback/", "/fortnox/stopped/"


@dataclass(frozen=True, slots=True)
class Visit:
    """Bob in his browser, with the engagement he wants to connect and the server at the other end."""

    browser: Client
    company: Engagement
    server: TokenServer
    bob: User

    def go(self, **form: object) -> dict[str, str]:
        """Send the browser to the login, and give what its address asks for."""
        answer = self.browser.post(reverse("fortnox:connect", args=[self.company.pk]), form)
        assert answer.status_code == 302
        return {name: values[0] for name, values in parse_qs(urlsplit(answer.headers["Location"]).query).items()}

    def come_back(self, **answer: str) -> "Page":
        """Go to the login, and come back with a good code, or with the answer given."""
        return self.answer(self.go()["state"], **(answer or {"code": self.server.new_refresh_token()}))

    def answer(self, state: str, **answer: str) -> "Page":
        """Come back with an answer."""
        return self.get({"state": state, **answer})

    def get(self, answer: dict[str, str]) -> "Page":
        """Come back, and go on to the page that says why there is no connection, if that is where it leads."""
        page = self.browser.get(CALLBACK, answer)
        assert (page.status_code, "?" in page.headers["Location"]) == (302, False)
        return self.browser.get(STOPPED) if page.headers["Location"] == STOPPED else page


@pytest.fixture
def visit(bob: User, server: TokenServer) -> Visit:
    """Give Bob, about to connect the company that the server knows."""
    engagement = make_engagement(
        bob.memberships.get().agency, organisation_number=NUMBER, data_source="fortnox", name="Exempel AB"
    )
    make_fiscal_year(engagement)
    return Visit(client_of(bob), engagement, server, bob)


def heading(page: "Page") -> str:
    found = re.search(r"<h1>(.*?)</h1>", page.content.decode())
    assert found
    return found[1].replace("&#x27;", "'")


def title(code: str, language: str = "sv") -> str:
    with translation.override(language):
        return str(texts.page_of(code).heading)


def test_login_is_asked_for_what_the_import_needs(visit: Visit) -> None:
    asked = visit.go()

    state = asked.pop("state")
    assert asked == {
        "client_id": "kvitt-demo",
        "redirect_uri": "http://testserver/fortnox/callback/",
        "scope": "companyinformation bookkeeping settings customer invoice supplier supplierinvoice payment "
        "costcenter project",
        "access_type": "offline",
        "response_type": "code",
    }
    assert len(state) >= 43
    assert state not in str(list(OAuthAttempt.objects.values()))


def test_service_account_is_asked_for_when_the_installation_wants_it(visit: Visit, settings: Settings) -> None:
    settings.FORTNOX_SERVICE_ACCOUNT = True

    assert visit.go()["account_type"] == "service"


def test_login_makes_a_connection_and_begins_the_import(visit: Visit) -> None:
    page = visit.come_back()

    connection, run = FortnoxConnection.objects.get(), ImportRun.objects.get()
    told = Event.objects.get(code="fortnox:connected")
    assert (page.status_code, page.headers["Location"]) == (
        302,
        reverse("importing:run", args=[visit.company.pk, run.pk]),
    )
    assert (connection.engagement, connection.user, connection.state) == (visit.company, visit.bob, "connected")
    assert (connection.company_name, connection.organisation_number) == ("Exempel AB", "556677-8899")
    assert (connection.tenant, connection.until) == (1234567, timezone.localdate() + timedelta(days=30))
    assert {sealed.refresh_of(connection)} == visit.server.living
    assert (run.source, run.created_by, run.chosen_year) == ("fortnox", visit.bob, visit.company.fiscal_years.get())
    assert run.answers == {"chosen": "books ledgers"}
    assert (told.actor, told.facts) == (visit.bob, {"company": "Exempel AB", "until": connection.until.isoformat()})


def test_what_was_ticked_is_what_the_import_fetches(visit: Visit) -> None:
    state = visit.go(chosen=["ledgers"], year=str(visit.company.fiscal_years.get().pk))["state"]

    visit.answer(state, code=visit.server.new_refresh_token())

    assert ImportRun.objects.get().answers == {"chosen": "ledgers"}


def test_connecting_again_replaces_the_connection(visit: Visit) -> None:
    earlier = make_connection(visit.company, visit.bob, life=timedelta(hours=1), warned_of=timezone.localdate())

    visit.come_back()

    connection = FortnoxConnection.objects.get()
    assert (connection.pk, connection.version, connection.warned_of) == (earlier.pk, 2, None)
    assert {sealed.refresh_of(connection)} == visit.server.living


def test_connecting_while_an_import_runs_leads_to_that_import(visit: Visit) -> None:
    visit.come_back()
    running = ImportRun.objects.get()

    page = visit.come_back()

    assert page.headers["Location"] == reverse("importing:run", args=[visit.company.pk, running.pk])
    assert (ImportRun.objects.count(), Job.objects.count(), FortnoxConnection.objects.count()) == (1, 1, 1)


def test_scopes_left_out_are_named_and_the_rest_is_used(visit: Visit) -> None:
    page = visit.come_back()

    text = visit.browser.get(page.headers["Location"]).content.decode()
    assert "customer, invoice, supplier, supplierinvoice, payment, costcenter, project" in text


@pytest.mark.parametrize(
    "error",
    [
        "access_denied",
        "invalid_scope",
        "error_missing_license",
        "error_missing_app_license",
        "error_missing_system_admin_right",
        "error_no_role_permission",
    ],
)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_refusal_of_the_login_has_its_page(visit: Visit, error: str, language: str) -> None:
    User.objects.update(language=language)

    page = visit.come_back(error=error, error_description="Därför <b>att</b>")

    expected = title(error, language)
    told = Event.objects.get(code="fortnox:refused")
    assert (page.status_code, heading(page), visit.server.asked) == (200, expected, [])
    assert "Därför &lt;b&gt;att&lt;/b&gt;" in page.content.decode()
    assert (told.facts["reason"], told.result, FortnoxConnection.objects.count()) == (error, "refused", 0)


def test_second_try_is_for_what_the_first_was_for(visit: Visit) -> None:
    year = str(visit.company.fiscal_years.get().pk)
    state = visit.go(chosen=["ledgers"], year=year)["state"]

    page = visit.answer(state, error="access_denied")

    hidden = re.findall(r'<input type="hidden" name="(chosen|year)" value="([^"]+)">', page.content.decode())
    assert hidden == [("chosen", "ledgers"), ("year", year)]


def test_new_reason_is_shown_in_fortnoxs_own_words(visit: Visit) -> None:
    page = visit.come_back(error="error_new", error_description="Något nytt")

    text = page.content.decode()
    assert (page.status_code, heading(page)) == (200, title(""))
    assert ("error_new" in text, "Något nytt" in text) == (True, True)
    assert "Något nytt" in sentence(Event.objects.get(code="fortnox:refused"))


def test_callback_with_nothing_explains_a_blocked_account_and_leads_back(visit: Visit) -> None:
    visit.go()

    page = visit.get({})

    assert (page.status_code, heading(page)) == (200, title("nothing"))
    assert reverse("fortnox:connect", args=[visit.company.pk]) in page.content.decode()


def test_callback_with_nothing_and_no_login_before_it_is_a_page_too(visit: Visit) -> None:
    page = visit.get({})

    assert (page.status_code, "/connect/" in page.content.decode()) == (200, False)


def test_code_is_taken_once(visit: Visit) -> None:
    state = visit.go()["state"]
    answer = {"state": state, "code": visit.server.new_refresh_token()}
    visit.get(answer)

    page = visit.get(answer)

    assert (heading(page), len(visit.server.asked)) == (title("used"), 1)


def test_answer_in_another_browser_is_refused_without_its_words(visit: Visit) -> None:
    state = visit.go()["state"]

    page = replace(visit, browser=client_of(visit.bob)).answer(state, error="x", error_description="Ring 08-123")

    assert (page.status_code, heading(page)) == (200, title("stranger"))
    assert "08-123" not in page.content.decode()
    assert OAuthAttempt.objects.get().used_at is None


def test_answer_of_another_person_is_refused(visit: Visit, alice: User) -> None:
    state = visit.go()["state"]
    session = visit.browser.session
    other = client_of(alice)
    theirs = other.session
    theirs["fortnox_logins"] = session["fortnox_logins"]
    theirs.save()

    page = replace(visit, browser=other).answer(state, code=visit.server.new_refresh_token())

    assert (heading(page), visit.server.asked) == (title("stranger"), [])


@pytest.mark.parametrize("state", ["", "nonsense"])
def test_code_without_a_known_state_is_refused(visit: Visit, state: str) -> None:
    visit.go()

    page = visit.answer(state, code=visit.server.new_refresh_token())

    assert (heading(page), visit.server.asked) == (title("stranger"), [])


@pytest.mark.parametrize(("minutes", "status"), [(15, 302), (16, 200)])
def test_login_may_take_fifteen_minutes(
    visit: Visit, time_machine: TimeMachineFixture, *, minutes: int, status: int
) -> None:
    now = timezone.now()
    time_machine.move_to(now, tick=False)
    state = visit.go()["state"]
    time_machine.move_to(now + timedelta(minutes=minutes), tick=False)

    page = visit.answer(state, code=visit.server.new_refresh_token())

    assert (page.status_code, FortnoxConnection.objects.count()) == (status, status == 302)


def test_right_is_asked_again_on_the_way_back(visit: Visit) -> None:
    state = visit.go()["state"]
    Membership.objects.filter(user=visit.bob).update(role=Role.READER)

    page = visit.answer(state, code=visit.server.new_refresh_token())

    assert (heading(page), visit.server.asked) == (title("not_allowed"), [])


def test_other_company_is_named_and_nothing_is_stored(visit: Visit) -> None:
    visit.server.company = {"CompanyName": "Annat AB", "OrganizationNumber": "556036-0793"}

    page = visit.come_back()

    text = page.content.decode()
    told = Event.objects.get(code="fortnox:refused")
    assert (page.status_code, heading(page)) == (200, title("company_differs"))
    assert ("Annat AB (556036-0793)" in text, "556677-8899" in text) == (True, True)
    assert (FortnoxConnection.objects.count(), ImportRun.objects.count(), visit.server.living) == (0, 0, set())
    assert told.facts == {"reason": "company_differs", "text": "Annat AB (556036-0793)"}


def test_other_company_leaves_the_connection_there_is(visit: Visit) -> None:
    earlier = make_connection(visit.company, visit.bob)
    visit.server.company = {"OrganizationNumber": "556036-0793"}

    visit.come_back()

    assert list(FortnoxConnection.objects.values()) == [
        {key: value for key, value in vars(earlier).items() if not key.startswith("_")}
    ]


def test_too_narrow_a_consent_is_explained_and_given_back(visit: Visit) -> None:
    visit.server.scope = "companyinformation settings"

    page = visit.come_back()

    assert (heading(page), visit.server.living) == (title("narrowed"), set())
    assert ("bookkeeping" in page.content.decode(), FortnoxConnection.objects.count()) == (True, 0)


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (Answer(400, b'{"error":"invalid_grant","error_description":"Invalid"}'), "code_refused"),
        (Answer(401, b'{"error":"invalid_client"}', "text/plain"), "invalid_client"),
        (Answer(401, b'{"error":"error_missing_license"}'), "error_missing_license"),
        (Answer(502, b"<html>"), "unavailable"),
        (Answer(200, b"[]"), "unavailable"),
        (
            Answer(200, b'{"access_token":"a","expires_in":60,"scope":"companyinformation bookkeeping"}'),
            "no_refresh_token",
        ),
    ],
)
def test_every_refusal_of_the_code_has_its_page(visit: Visit, answer: Answer, code: str) -> None:
    visit.server.planned.append(answer)

    page = visit.come_back()

    assert (page.status_code, heading(page)) == (200, title(code))
    assert (FortnoxConnection.objects.count(), visit.server.revoked) == (0, [])


def test_service_account_needs_no_refresh_token(visit: Visit, settings: Settings) -> None:
    settings.FORTNOX_SERVICE_ACCOUNT = True
    body = b'{"access_token":"a","expires_in":3600,"scope":"companyinformation bookkeeping"}'
    visit.server.planned.append(Answer(200, body))

    visit.come_back()

    connection = FortnoxConnection.objects.get()
    assert (connection.is_service, connection.sealed_refresh, sealed.access_of(connection)) == (True, "", "a")


def test_company_that_may_not_be_read_has_its_page(visit: Visit) -> None:
    body = b'{"ErrorInformation":{"error":1,"message":"Har inte beh\\u00f6righet f\\u00f6r scope.","code":2000663}}'
    visit.server.company_answer = Answer(400, body, "application/json")

    page = visit.come_back()

    assert (heading(page), visit.server.living) == (title("forbidden"), set())
    assert "Har inte behörighet för scope. (2000663)" in page.content.decode()


def test_installation_without_application_says_so(visit: Visit, settings: Settings) -> None:
    settings.FORTNOX_CLIENT_ID = ""

    visit.browser.post(reverse("fortnox:connect", args=[visit.company.pk]))

    page = visit.browser.get(STOPPED)
    assert (page.status_code, heading(page)) == (200, title("not_configured"))


def test_disconnecting_removes_the_tokens_and_revokes_them(visit: Visit) -> None:
    token = visit.server.new_refresh_token()
    connection = make_connection(visit.company, visit.bob, refresh=token)

    answer = visit.browser.post(reverse("fortnox:disconnect", args=[visit.company.pk]))

    connection.refresh_from_db()
    told = Event.objects.get(code="fortnox:disconnected")
    assert answer.headers["Location"] == reverse("overview:engagement", args=[visit.company.pk])
    assert (connection.state, connection.sealed_access, connection.sealed_refresh) == ("disconnected", "", "")
    assert (visit.server.revoked, told.actor) == ([token], visit.bob)


def test_disconnecting_holds_although_fortnox_is_down(visit: Visit, settings: Settings) -> None:
    settings.FORTNOX_AUTH_URL = "http://127.0.0.1:9/oauth-v1"
    connection = make_connection(visit.company, visit.bob)

    visit.browser.post(reverse("fortnox:disconnect", args=[visit.company.pk]))

    connection.refresh_from_db()
    assert (connection.state, connection.sealed_refresh) == ("disconnected", "")


def test_nobody_disconnects_for_another(visit: Visit, alice: User) -> None:
    connection = make_connection(visit.company, visit.bob)

    client_of(alice).post(reverse("fortnox:disconnect", args=[visit.company.pk]))

    connection.refresh_from_db()
    assert connection.state == "connected"
