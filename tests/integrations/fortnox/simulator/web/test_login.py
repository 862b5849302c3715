"""The login in the browser, and everything that can come back from it."""

from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from integrations.fortnox.simulator.web.control.company_state import license_for
from integrations.fortnox.simulator.web.faults.kinds import Kind
from integrations.fortnox.simulator.web.oauth.clients import Client, register
from integrations.fortnox.simulator.web.oauth.people import Person, keep
from tests.integrations.fortnox.simulated import CLIENT_ID, CLIENT_SECRET, REDIRECT_URI, SECONDS, Simulated
from tests.integrations.fortnox.simulator.web.company import ALFA, KLARA


def told(address: str) -> dict[str, str]:
    """Read what an address tells the application."""
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


def tenant_of(sim: Simulated, back: str) -> int:
    """Tell which company a code is for."""
    form = {"grant_type": "authorization_code", "code": told(back)["code"], "redirect_uri": REDIRECT_URI}
    answer = requests.post(f"{sim.auth_url}/token", data=form, auth=(CLIENT_ID, CLIENT_SECRET), timeout=SECONDS).json()
    headers = {"Authorization": f"Bearer {answer['access_token']}"}
    return int(requests.get(f"{sim.api_url}/echo/a", headers=headers, timeout=SECONDS).json()["Tenant"])


def test_approval_brings_a_code_and_the_state(sim: Simulated) -> None:
    back = sim.walk(sim.authorize_url(state="x y&z"), tenant=KLARA)

    assert back.startswith(f"{REDIRECT_URI}?code=")
    assert sorted(told(back)) == ["code", "state"]
    assert told(back)["state"] == "x y&z"


def test_answer_is_added_to_a_query_that_is_there(sim: Simulated) -> None:
    back = sim.walk(sim.authorize_url(redirect_uri=f"{REDIRECT_URI}?from=us"), tenant=KLARA)

    assert sorted(told(back)) == ["code", "from", "state"]


def test_chosen_company_is_the_one_that_is_connected(sim: Simulated) -> None:
    back = sim.walk(sim.authorize_url(), tenant=ALFA)

    assert tenant_of(sim, back) == ALFA


def test_denial_comes_back_with_the_state(sim: Simulated) -> None:
    back = sim.walk(sim.authorize_url(), tenant=KLARA, answer="deny")

    assert told(back) == {
        "error": "access_denied",
        "error_description": "The user denied the request",
        "state": "a-state",
    }


def test_scope_that_is_not_ticked_comes_back_before_any_login(sim: Simulated) -> None:
    register(sim.storage, Client("narrow", "secret", scopes=("bookkeeping",)))

    answer = requests.get(sim.authorize_url(client_id="narrow"), allow_redirects=False, timeout=SECONDS)

    assert told(answer.headers["Location"])["error"] == "invalid_scope"


@pytest.mark.parametrize(
    ("licences", "error"),
    [((), "error_missing_app_license"), (("integration",), "error_missing_license")],
)
def test_licence_that_the_company_lacks_comes_back(sim: Simulated, licences: tuple[str, ...], error: str) -> None:
    license_for(sim.storage, KLARA, licences)

    back = sim.walk(sim.authorize_url(), tenant=KLARA)

    assert (told(back)["error"], told(back)["state"]) == (error, "a-state")


def test_service_account_is_for_administrators(sim: Simulated) -> None:
    member = sim.walk(sim.authorize_url(account_type="service"), tenant=KLARA, login="medarbetare")
    administrator = sim.walk(sim.authorize_url(account_type="service"), tenant=KLARA)

    assert told(member)["error"] == "error_missing_system_admin_right"
    assert sorted(told(administrator)) == ["code", "state"]


def test_person_without_the_right_is_denied(sim: Simulated) -> None:
    back = sim.walk(sim.authorize_url(), tenant=KLARA, login="lasare")

    assert told(back)["error"] == "access_denied"


def test_blocked_account_comes_back_with_nothing(sim: Simulated) -> None:
    sim.control.fault(Kind.BLOCKED_ACCOUNT, tenant=KLARA)

    back = sim.walk(sim.authorize_url(), tenant=KLARA)

    assert back == REDIRECT_URI


@pytest.mark.parametrize("error", ["access_denied", "error_no_role_permission", "error_missing_license"])
def test_any_error_can_be_asked_for(sim: Simulated, error: str) -> None:
    sim.control.fault(Kind.AUTHORIZE_ERROR, tenant=KLARA, error=error)

    backs = [told(sim.walk(sim.authorize_url(), tenant=KLARA)).get("error") for _ in range(2)]

    assert backs == [error, None]


def test_fault_of_another_company_waits_for_it(sim: Simulated) -> None:
    sim.control.fault(Kind.BLOCKED_ACCOUNT, tenant=ALFA)

    back = sim.walk(sim.authorize_url(), tenant=KLARA)

    assert "code" in told(back)
    assert [fault.tenant for fault in sim.control.faults()] == [ALFA]


@pytest.mark.parametrize("options", [{}, {"tenant": ALFA}])
def test_wrong_company_can_be_asked_for(sim: Simulated, options: dict[str, int]) -> None:
    requests.post(
        f"{sim.url}/_sim/faults",
        json={"kind": "wrong_company", "tenant": KLARA, "options": options},
        timeout=SECONDS,
    )

    back = sim.walk(sim.authorize_url(), tenant=KLARA)

    assert tenant_of(sim, back) == ALFA


def test_narrowed_scopes_can_be_asked_for(sim: Simulated) -> None:
    sim.control.fault(Kind.NARROWED_SCOPES, without=["bookkeeping"])

    back = sim.walk(sim.authorize_url(), tenant=KLARA)

    form = {"grant_type": "authorization_code", "code": told(back)["code"], "redirect_uri": REDIRECT_URI}
    answer = requests.post(f"{sim.auth_url}/token", data=form, auth=(CLIENT_ID, CLIENT_SECRET), timeout=SECONDS)
    assert answer.json()["scope"] == "companyinformation"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"client_id": "nobody"}, "Auth code or ClientID supplied is invalid"),
        ({"response_type": "token"}, "Auth code or ClientID supplied is invalid"),
        ({"redirect_uri": "https://elsewhere.example/callback"}, "Invalid redirect_uri"),
        ({"redirect_uri": "javascript://localhost/%0aalert(1)"}, "Invalid redirect_uri"),
    ],
)
def test_what_cannot_be_sent_back_stays_on_a_page(sim: Simulated, changes: dict[str, str], words: str) -> None:
    answer = requests.get(sim.authorize_url(**changes), allow_redirects=False, timeout=SECONDS)

    assert answer.status_code == 400
    assert f"<h1>{words}</h1>" in answer.text


def test_service_account_that_is_not_ticked_stays_on_a_page(sim: Simulated) -> None:
    register(sim.storage, Client("plain", "secret", allows_service=False))

    answer = requests.get(sim.authorize_url(client_id="plain", account_type="service"), timeout=SECONDS)

    assert "<h1>Client does not allow service account</h1>" in answer.text


def test_registered_address_counts_when_none_is_given(sim: Simulated) -> None:
    register(sim.storage, Client("one", "secret", redirect_uris=("https://kvitt.example/callback",)))
    address = sim.authorize_url(client_id="one").replace("redirect_uri=http%3A%2F%2F127.0.0.1%3A9%2Fcallback", "ui=sv")

    back = sim.walk(address, tenant=KLARA)
    code = told(back)["code"]
    form = {"grant_type": "authorization_code", "code": code}
    answer = requests.post(f"{sim.auth_url}/token", data=form, auth=("one", "secret"), timeout=SECONDS)

    assert back.startswith("https://kvitt.example/callback?code=")
    assert answer.status_code == 200


def test_wrong_password_is_told(sim: Simulated) -> None:
    page = requests.get(sim.authorize_url(), timeout=SECONDS)

    form = {"attempt": told(page.url)["attempt"], "login": "byra", "password": "wrong"}
    answer = requests.post(f"{sim.auth_url}/auth/login", data=form, timeout=SECONDS)

    assert 'role="alert"' in answer.text
    assert 'role="alert"' not in page.text


def test_consent_is_not_reached_without_a_login(sim: Simulated) -> None:
    page = requests.get(sim.authorize_url(), timeout=SECONDS)

    form = {"attempt": told(page.url)["attempt"], "answer": "approve"}
    answer = requests.post(f"{sim.auth_url}/auth/consent", data=form, allow_redirects=False, timeout=SECONDS)

    assert answer.headers["Location"].startswith("/oauth-v1/auth/login?")


def test_company_of_somebody_else_is_not_chosen(sim: Simulated) -> None:
    keep(sim.storage, Person("ann", "ann", "Ann", 77, "administrator", (ALFA,)))

    back = sim.walk(sim.authorize_url(), tenant=KLARA, login="ann")

    assert "code" not in told(back)


def test_attempt_ends_with_its_answer(sim: Simulated) -> None:
    page = requests.get(sim.authorize_url(), timeout=SECONDS)
    attempt = {"attempt": told(page.url)["attempt"]}
    for step, form in (
        ("login", {"login": "byra", "password": "byra"}),
        ("company", {"tenant": str(KLARA)}),
        ("consent", {"answer": "approve"}),
    ):
        requests.post(f"{sim.auth_url}/auth/{step}", data={**attempt, **form}, allow_redirects=False, timeout=SECONDS)

    again = requests.post(f"{sim.auth_url}/auth/consent", data={**attempt, "answer": "approve"}, timeout=SECONDS)

    assert again.status_code == 400


def test_texts_of_companies_are_no_markup(sim: Simulated) -> None:
    with sim.storage.transaction() as connection:
        connection.execute("UPDATE company SET name = '<b>Klara</b>' WHERE tenant = ?", (KLARA,))

    page = requests.get(sim.url, timeout=SECONDS)

    assert "&lt;b&gt;Klara&lt;/b&gt;" in page.text
    assert "<b>Klara" not in page.text


def test_pages_let_nothing_in_from_elsewhere(sim: Simulated) -> None:
    page = requests.get(sim.authorize_url(), timeout=SECONDS)

    assert page.headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'self'")
