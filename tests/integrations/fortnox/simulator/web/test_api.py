"""A call under /3/: who may make it, and how tolerantly it is read."""

import base64
import json
from datetime import timedelta

import pytest
import requests

from tests.integrations.fortnox.simulated import SECONDS, Simulated
from tests.integrations.fortnox.simulator.web.company import ALFA, KLARA, bearer, get


def test_call_without_a_token_is_unauthorized(sim: Simulated) -> None:
    answer = get(sim, "echo/a", headers={})

    assert (answer.status_code, answer.content) == (401, b'{"message":"unauthorized"}')
    assert answer.headers["Content-Type"] == "application/json"


@pytest.mark.parametrize("word", ["Bearer rubbish", "Bearer a.b.c", "Bearer ", "Basic YTpi"])
def test_call_with_a_token_that_is_none_is_unauthorized(sim: Simulated, word: str) -> None:
    assert get(sim, "echo/a", headers={"Authorization": word}).status_code == 401


def test_token_of_another_simulator_is_unauthorized(sim: Simulated) -> None:
    header, claims, signature = sim.control.token(KLARA).split(".")
    forged = base64.urlsafe_b64encode(
        base64.urlsafe_b64decode(claims + "==").replace(b'"tenantId":1001', b'"tenantId":1002')
    )

    answer = get(sim, "echo/a", headers={"Authorization": f"Bearer {header}.{forged.decode()}.{signature}"})

    assert answer.status_code == 401


def test_token_lives_an_hour(sim: Simulated) -> None:
    sim.control.stop_clock()
    headers = bearer(sim)

    sim.control.move_clock(timedelta(seconds=3599))
    before = get(sim, "echo/a", headers=headers).status_code
    sim.control.move_clock(timedelta(seconds=1))
    after = get(sim, "echo/a", headers=headers).status_code

    assert (before, after) == (200, 401)


def test_token_decides_the_company(sim: Simulated) -> None:
    answers = [get(sim, "echo/a", headers=bearer(sim, tenant)).json()["Tenant"] for tenant in (KLARA, ALFA)]

    assert answers == [KLARA, ALFA]


def test_token_tells_who_it_is_for(sim: Simulated) -> None:
    _, packed, _ = sim.control.token(KLARA, ("bookkeeping", "settings")).split(".")

    claims = json.loads(base64.urlsafe_b64decode(packed + "=="))

    assert claims["tenantId"] == KLARA
    assert claims["sub"] == "11@1001"
    assert claims["scopes"] == ["bookkeeping", "settings"]
    assert claims["exp"] - claims["iat"] == 3600


def test_token_is_longer_than_a_short_column(sim: Simulated) -> None:
    assert 1000 < len(sim.control.token(KLARA)) < 4000


@pytest.mark.parametrize("path", ["echo/a", "echo/a/", "echo//a"])
def test_path_is_read_with_and_without_an_ending_slash(sim: Simulated, path: str) -> None:
    assert get(sim, path).json()["Path"] == "echo/a"


def test_names_of_parameters_are_read_in_any_case(sim: Simulated) -> None:
    answer = get(sim, "echo/a?financialYear=4&Date=2025-01-01&LIMIT=1&limit=5")

    assert answer.json()["Params"] == {"financialyear": "4", "date": "2025-01-01", "limit": "5"}


def test_post_takes_the_parameters_of_a_list(sim: Simulated) -> None:
    answer = requests.post(
        f"{sim.api_url}/echo/a?page=2&financialyear=4", json={"A": 1}, headers=bearer(sim), timeout=SECONDS
    )

    assert (answer.status_code, answer.headers["Location"]) == (201, "echo")
    assert answer.json()["Params"] == {"page": "2", "financialyear": "4"}
    assert answer.json()["Body"] == {"A": 1}


def test_address_of_a_record_is_the_simulators_own(sim: Simulated) -> None:
    answer = get(sim, "echo/a")

    assert answer.json()["Address"] == sim.api_url
    assert b"http:\\/\\/127.0.0.1" in answer.content


@pytest.mark.parametrize(
    ("accept", "status"),
    [
        ("*/*", 200),
        ("application/json", 200),
        ("text/plain", 200),
        ("application/octet-stream", 400),
        ("application/pdf", 400),
        ("application/octet-stream, application/json", 200),
    ],
)
def test_types_of_files_are_not_answered(sim: Simulated, accept: str, status: int) -> None:
    answer = get(sim, "echo/a", headers={**bearer(sim), "Accept": accept})

    assert answer.status_code == status
    if status == 400:
        information = {"error": 1, "message": "Invalid response type", "code": 1000030}
        assert answer.json() == {"ErrorInformation": information}


def test_form_is_not_read(sim: Simulated) -> None:
    answer = requests.post(f"{sim.api_url}/echo/a", data={"A": "1"}, headers=bearer(sim), timeout=SECONDS)

    assert answer.json()["ErrorInformation"]["code"] == 1000031


def test_broken_json_is_refused(sim: Simulated) -> None:
    answer = requests.post(f"{sim.api_url}/echo/a", data=b'{"A":', headers=bearer(sim), timeout=SECONDS)

    information = {"error": 1, "message": "Error deserializing JSON: JSON_ERROR_SYNTAX", "code": 2002115}
    assert (answer.status_code, answer.json()) == (400, {"ErrorInformation": information})


def test_scope_that_the_token_lacks_is_refused(sim: Simulated) -> None:
    answer = get(sim, "echo/a", headers=bearer(sim, KLARA, "invoice"))

    information = {"error": 1, "message": "Har inte behörighet för scope.", "code": 2000663}
    assert (answer.status_code, answer.json()) == (400, {"ErrorInformation": information})


def test_one_of_two_scopes_is_enough(sim: Simulated) -> None:
    answers = [get(sim, "settings/echo", headers=bearer(sim, KLARA, scope)) for scope in ("settings", "bookkeeping")]

    assert [answer.status_code for answer in answers] == [200, 200]


def test_missing_scope_can_be_answered_403(sim: Simulated) -> None:
    sim.control.switch({"scope_refusal_status": 403})

    answer = get(sim, "echo/a", headers=bearer(sim, KLARA, "invoice"))

    information = {"Error": 1, "Message": "Har inte behörighet för scope.", "Code": 2000663}
    assert (answer.status_code, answer.json()) == (403, {"ErrorInformation": information})


@pytest.mark.parametrize(("licences", "code"), [(["integration"], 2001101), (["bokföring"], 2001103), ([], 2001103)])
def test_licence_that_the_company_lacks_is_refused(sim: Simulated, licences: list[str], code: int) -> None:
    requests.post(f"{sim.url}/_sim/companies", json={"tenant": KLARA, "licences": licences}, timeout=SECONDS)

    answers = [get(sim, "echo/a", headers=bearer(sim, tenant)) for tenant in (KLARA, ALFA)]

    assert [answer.status_code for answer in answers] == [400, 200]
    assert answers[0].json()["ErrorInformation"]["code"] == code


def test_path_that_is_none_is_missing(sim: Simulated) -> None:
    answer = get(sim, "nothing/here")

    assert answer.status_code == 404
    assert sorted(answer.json()["ErrorInformation"]) == ["Code", "Error", "Message"]


def test_refusal_of_a_resource_is_written(sim: Simulated) -> None:
    missing, wrong = get(sim, "refusing/missing"), get(sim, "refusing/wrong")

    assert (missing.status_code, missing.json()["ErrorInformation"]["Code"]) == (404, 2000434)
    assert (wrong.status_code, wrong.json()["ErrorInformation"]["code"]) == (400, 2000587)


def test_page_of_another_site_may_call_with_a_token(sim: Simulated) -> None:
    headers = {**bearer(sim), "Origin": "https://elsewhere.example"}

    answer = requests.post(f"{sim.api_url}/echo/a", json={}, headers=headers, timeout=SECONDS)

    assert answer.status_code == 201


def test_calls_are_listed_without_tokens_and_bodies(sim: Simulated) -> None:
    get(sim, "echo/a?page=2")
    get(sim, "echo/b", headers={})

    found = [(call.tenant, call.method, call.path, call.query, call.status) for call in sim.control.calls()]

    assert found == [(KLARA, "GET", "/3/echo/a", "page=2", 200), (None, "GET", "/3/echo/b", "", 401)]
