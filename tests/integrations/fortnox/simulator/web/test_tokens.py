"""The token endpoint: codes and refresh tokens are good once, and its refusals are the recorded ones."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from integrations.fortnox.simulator.web.oauth.clients import Client, register
from tests.integrations.fortnox.simulated import CLIENT_ID, CLIENT_SECRET, REDIRECT_URI, SECONDS, Simulated
from tests.integrations.fortnox.simulator.web.company import KLARA, get

US = (CLIENT_ID, CLIENT_SECRET)
INVALID = {"error": "invalid_grant", "error_description": "Invalid refresh token"}


def ask(
    sim: Simulated, form: dict[str, str], *, auth: tuple[str, str] | None = US, tenant: str = ""
) -> requests.Response:
    """Ask the token endpoint."""
    headers = {"TenantId": tenant} if tenant else {}
    return requests.post(f"{sim.auth_url}/token", data=form, auth=auth, headers=headers, timeout=SECONDS)


def refresh(sim: Simulated, token: str, *, auth: tuple[str, str] | None = US) -> requests.Response:
    """Ask for a new pair."""
    return ask(sim, {"grant_type": "refresh_token", "refresh_token": token}, auth=auth)


def code_of(sim: Simulated, **changes: str) -> str:
    """Log in, and take the code out of the address that the browser is sent back to."""
    back = sim.walk(sim.authorize_url(**changes), tenant=KLARA)
    return parse_qs(urlsplit(back).query)["code"][0]


def redeem(sim: Simulated, code: str, redirect_uri: str = REDIRECT_URI) -> requests.Response:
    """Ask for the tokens of a code."""
    return ask(sim, {"grant_type": "authorization_code", "code": code, "redirect_uri": redirect_uri})


def test_code_gives_a_pair_in_the_recorded_order(sim: Simulated) -> None:
    answer = redeem(sim, code_of(sim))

    pair = answer.json()
    assert list(pair) == ["access_token", "expires_in", "token_type", "scope", "refresh_token"]
    assert (pair["expires_in"], pair["token_type"]) == (3600, "bearer")
    assert pair["scope"] == "companyinformation bookkeeping"
    assert len(pair["refresh_token"]) == 40
    assert (answer.headers["Cache-Control"], answer.headers["Pragma"]) == ("no-store", "no-cache")


def test_access_token_of_a_code_opens_the_company(sim: Simulated) -> None:
    token = redeem(sim, code_of(sim)).json()["access_token"]

    answer = get(sim, "echo/a", headers={"Authorization": f"Bearer {token}"})

    assert (answer.status_code, answer.json()["Tenant"]) == (200, KLARA)


def test_code_is_good_once(sim: Simulated) -> None:
    code = code_of(sim)

    statuses = [redeem(sim, code).status_code for _ in range(2)]

    assert statuses == [200, 400]


def test_code_lives_ten_minutes(sim: Simulated) -> None:
    sim.control.stop_clock()
    late, early = code_of(sim), code_of(sim)

    sim.control.move_clock(timedelta(seconds=599))
    before = redeem(sim, early)
    sim.control.move_clock(timedelta(seconds=1))
    after = redeem(sim, late)

    assert (before.status_code, after.status_code) == (200, 400)
    assert after.json() == {"error": "invalid_grant", "error_description": "The authorization code has expired"}


def test_code_wants_the_redirect_address_it_was_asked_for_with(sim: Simulated) -> None:
    code = code_of(sim)

    wrong = redeem(sim, code, "http://127.0.0.1:9/other")
    right = redeem(sim, code)

    assert (wrong.status_code, wrong.json()["error"]) == (400, "redirect_uri_mismatch")
    assert right.status_code == 200


def test_code_of_another_application_is_refused(sim: Simulated) -> None:
    register(sim.storage, Client("another", "secret"))
    code = code_of(sim)

    answer = ask(
        sim,
        {"grant_type": "authorization_code", "code": code, "redirect_uri": REDIRECT_URI},
        auth=("another", "secret"),
    )

    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_grant")


def test_no_refresh_token_without_offline_access(sim: Simulated) -> None:
    pair = redeem(sim, code_of(sim, access_type="")).json()

    assert list(pair) == ["access_token", "expires_in", "token_type", "scope"]


def test_refresh_gives_a_new_pair_and_kills_the_old_token(sim: Simulated) -> None:
    old = sim.control.tokens(KLARA).refresh_token

    first = refresh(sim, old)
    again = refresh(sim, old)
    second = refresh(sim, first.json()["refresh_token"])

    assert [answer.status_code for answer in (first, again, second)] == [200, 400, 200]
    assert again.json() == INVALID


def test_only_one_of_many_at_once_gets_a_pair(sim: Simulated) -> None:
    token = sim.control.tokens(KLARA).refresh_token

    with ThreadPoolExecutor(8) as pool:
        statuses = sorted(pool.map(lambda _: refresh(sim, token).status_code, range(8)))

    assert statuses == [200] + [400] * 7


def test_refresh_token_lives_45_days(sim: Simulated) -> None:
    sim.control.stop_clock()
    late, early = (sim.control.tokens(KLARA).refresh_token for _ in range(2))

    sim.control.move_clock(timedelta(days=45, seconds=-1))
    before = refresh(sim, early)
    sim.control.move_clock(timedelta(seconds=1))
    after = refresh(sim, late)

    assert (before.status_code, after.status_code) == (200, 400)
    assert after.json() == INVALID


@pytest.mark.parametrize("lever", ["expire_refresh_tokens", "use_refresh_tokens", "revoke_consents"])
def test_refresh_token_that_was_spoiled_is_refused(sim: Simulated, lever: str) -> None:
    token = sim.control.tokens(KLARA).refresh_token

    changed = getattr(sim.control, lever)(KLARA)

    assert (changed, refresh(sim, token).json()) == (1, INVALID)


def test_access_token_outlives_the_consent(sim: Simulated) -> None:
    headers = {"Authorization": f"Bearer {sim.control.token(KLARA)}"}

    sim.control.revoke_consents(KLARA)

    assert get(sim, "echo/a", headers=headers).status_code == 200


def test_refusals_are_what_was_recorded(sim: Simulated, shared_data: Path) -> None:
    lines = (shared_data / "fortnox" / "real-error-bodies.jsonl").read_text(encoding="utf-8").splitlines()
    recorded = {one["status"]: one for one in map(json.loads, lines) if one["uri"].endswith("/oauth-v1/token")}

    ours = [refresh(sim, "rubbish", auth=(CLIENT_ID, "wrong")), refresh(sim, "rubbish")]

    assert [(answer.status_code, answer.text, [answer.headers["Content-Type"]]) for answer in ours] == [
        (status, recorded[status]["raw_head"], recorded[status]["content_type"]) for status in (401, 400)
    ]


@pytest.mark.parametrize("auth", [None, ("nobody", CLIENT_SECRET), (CLIENT_ID, ""), (CLIENT_ID, CLIENT_SECRET + " ")])
def test_wrong_credentials_do_not_use_up_the_token(sim: Simulated, auth: tuple[str, str] | None) -> None:
    token = sim.control.tokens(KLARA).refresh_token

    refused = refresh(sim, token, auth=auth)

    assert (refused.status_code, refused.headers["Content-Type"]) == (401, "text/plain;charset=UTF-8")
    assert refresh(sim, token).status_code == 200


@pytest.mark.parametrize(
    ("form", "error"),
    [
        ({}, "invalid_request"),
        ({"grant_type": "password"}, "unsupported_grant_type"),
        ({"grant_type": "refresh_token"}, "invalid_request"),
        ({"grant_type": "authorization_code"}, "invalid_request"),
        ({"grant_type": "authorization_code", "code": "rubbish"}, "invalid_grant"),
    ],
)
def test_what_is_not_understood_is_refused(sim: Simulated, form: dict[str, str], error: str) -> None:
    answer = ask(sim, form)

    assert (answer.status_code, answer.json()["error"]) == (400, error)


def test_page_that_is_asked_for_without_a_form_is_refused(sim: Simulated) -> None:
    answer = requests.get(f"{sim.auth_url}/token", auth=US, timeout=SECONDS)

    assert (answer.status_code, answer.json()["error"]) == (405, "invalid_request")


def test_service_account_needs_no_refresh_token(sim: Simulated) -> None:
    sim.control.tokens(KLARA, ("companyinformation", "bookkeeping"), is_service=True)

    answer = ask(sim, {"grant_type": "client_credentials"}, tenant=str(KLARA))

    assert list(answer.json()) == ["access_token", "expires_in", "token_type", "scope"]
    assert answer.json()["scope"] == "companyinformation bookkeeping"


def test_service_account_asks_for_fewer_scopes_but_not_for_more(sim: Simulated) -> None:
    sim.control.tokens(KLARA, ("companyinformation", "bookkeeping"), is_service=True)

    fewer, more = (
        ask(sim, {"grant_type": "client_credentials", "scope": scope}, tenant=str(KLARA))
        for scope in ("bookkeeping", "bookkeeping invoice")
    )

    assert fewer.json()["scope"] == "bookkeeping"
    assert (more.status_code, more.json()["error"]) == (400, "invalid_scope")


@pytest.mark.parametrize("tenant", ["", "1002", "9999", "rubbish"])
def test_service_account_of_another_company_is_refused(sim: Simulated, tenant: str) -> None:
    sim.control.tokens(KLARA, is_service=True)

    answer = ask(sim, {"grant_type": "client_credentials"}, tenant=tenant)

    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_grant")


def test_persons_consent_is_no_service_account(sim: Simulated) -> None:
    sim.control.tokens(KLARA)

    answer = ask(sim, {"grant_type": "client_credentials"}, tenant=str(KLARA))

    assert answer.status_code == 400


def test_revoked_consent_ends_the_service_account(sim: Simulated) -> None:
    sim.control.tokens(KLARA, is_service=True)

    sim.control.revoke_consents(KLARA)

    assert ask(sim, {"grant_type": "client_credentials"}, tenant=str(KLARA)).status_code == 400


@pytest.mark.parametrize("is_known", [True, False])
def test_revoking_is_answered_alike_for_any_token(sim: Simulated, *, is_known: bool) -> None:
    token = sim.control.tokens(KLARA).refresh_token
    form = {"token_type_hint": "refresh_token", "token": token if is_known else "rubbish"}

    answer = requests.post(f"{sim.auth_url}/revoke", data=form, auth=US, timeout=SECONDS)

    assert (answer.status_code, answer.json()) == (200, {"revoked": True})
    assert refresh(sim, token).status_code == (400 if is_known else 200)


def test_grace_lets_a_used_token_give_another_pair(sim: Simulated) -> None:
    sim.control.switch({"reuse_grace_seconds": 10})
    sim.control.stop_clock()
    token = sim.control.tokens(KLARA).refresh_token

    statuses = [refresh(sim, token).status_code for _ in range(2)]
    sim.control.move_clock(timedelta(seconds=10))

    assert [*statuses, refresh(sim, token).status_code] == [200, 200, 400]


def test_fatal_reuse_ends_the_newer_token_too(sim: Simulated) -> None:
    sim.control.switch({"is_reuse_fatal": True})
    old = sim.control.tokens(KLARA).refresh_token
    new = refresh(sim, old).json()["refresh_token"]

    refresh(sim, old)

    assert refresh(sim, new).json() == INVALID
