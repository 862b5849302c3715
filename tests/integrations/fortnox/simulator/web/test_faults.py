"""Every fault, as a client meets it over real HTTP."""

import gzip
import http.client
import json
import time
from urllib.parse import urlsplit

import pytest
import requests

from integrations.fortnox.simulator.exchange import JsonValue
from integrations.fortnox.simulator.web.faults.kinds import LOGIN_KINDS, OPTIONS, Kind
from integrations.fortnox.simulator.web.faults.plan import Fault, UnknownFaultError
from tests.integrations.fortnox.simulated import CLIENT_ID, CLIENT_SECRET, SECONDS, Simulated
from tests.integrations.fortnox.simulator.web.company import ALFA, KLARA, bearer, get, send_voucher, vouchers

NO_RIGHT = (
    r'{"ErrorInformation":{"Error":1,"Message":"Saknar beh\u00f6righet f\u00f6r leverant\u00f6rsregister.",'
    r'"Code":2003275}}'
)


@pytest.mark.parametrize(
    ("kind", "status", "body"),
    [
        (Kind.UNAUTHORIZED, 401, '{"message":"unauthorized"}'),
        (Kind.FORBIDDEN, 403, NO_RIGHT),
        (Kind.FORBIDDEN_EMPTY, 403, ""),
        (Kind.TOO_MANY, 429, '{"ErrorInformation":{"Message":"Too many requests"}}'),
        (Kind.SERVER_ERROR, 500, '{"ErrorInformation":{"error":1,"message":"System exception","code":1000003}}'),
        (Kind.SERVER_ERROR_EMPTY, 500, ""),
        (Kind.HOLLOW_SUCCESS, 200, '{"ErrorInformation":{"error":1,"message":"System exception","code":1000003}}'),
    ],
)
def test_fault_is_answered_once_in_place_of_the_call(sim: Simulated, kind: Kind, status: int, *, body: str) -> None:
    sim.control.fault(kind, tenant=KLARA)

    met, after = get(sim, "echo/a"), get(sim, "echo/a")

    assert (met.status_code, met.text) == (status, body)
    assert after.status_code == 200


@pytest.mark.parametrize(
    ("kind", "options", "sentence"),
    [
        (Kind.CLOSED_SERIES, {"series": "I"}, "Verifikationsserien är inte manuell (I)."),
        (
            Kind.LOCKED_PERIOD,
            {"until": "2025-06-30"},
            "En användare har låst perioden t.o.m. 2025-06-30. Lås upp perioden för att fortsätta.",
        ),
        (Kind.INACTIVE_ACCOUNT, {"account": "5010"}, 'Konto "5010" är inte aktivt'),
    ],
)
def test_refusal_waits_for_a_voucher(
    books: Simulated, kind: Kind, options: dict[str, JsonValue], *, sentence: str
) -> None:
    books.control.keep_fault(Fault(kind, options=options))

    listed = get(books, "vouchers?financialyear=1").status_code
    refused = send_voucher(books)

    assert (listed, refused.status_code) == (200, 400)
    assert refused.json()["ErrorInformation"]["message"] == sentence
    assert vouchers(books) == []


def test_retry_after_is_sent_when_it_is_asked_for(sim: Simulated) -> None:
    sim.control.fault(Kind.TOO_MANY, calls=2, retry_after=7)

    answers = [get(sim, "echo/a").headers.get("Retry-After") for _ in range(3)]

    assert answers == ["7", "7", None]


@pytest.mark.parametrize("status", [502, 503, 504])
def test_gateway_answers_with_a_page(sim: Simulated, status: int) -> None:
    sim.control.fault(Kind.BAD_GATEWAY, status=status)

    answer = get(sim, "echo/a")

    assert (answer.status_code, answer.headers["Content-Type"]) == (status, "text/html; charset=utf-8")
    assert answer.text.startswith("<html>")


@pytest.mark.parametrize("reset", [False, True])
def test_connection_dropped_before_the_write_books_nothing(books: Simulated, *, reset: bool) -> None:
    books.control.fault(Kind.DROPPED_BEFORE, method="POST", reset=reset)

    with pytest.raises(requests.ConnectionError):
        send_voucher(books)

    assert vouchers(books) == []


@pytest.mark.parametrize("reset", [False, True])
def test_connection_dropped_after_the_write_has_booked(books: Simulated, *, reset: bool) -> None:
    books.control.fault(Kind.DROPPED_AFTER, method="POST", reset=reset)

    with pytest.raises(requests.ConnectionError):
        send_voucher(books)

    assert vouchers(books) == ["A1"]


def test_gateway_that_gave_up_after_the_write_has_booked(books: Simulated) -> None:
    books.control.fault(Kind.BAD_GATEWAY_AFTER, method="POST", status=504)

    answer = send_voucher(books)

    assert (answer.status_code, vouchers(books)) == (504, ["A1"])


def test_slow_answer_has_booked_when_the_caller_gives_up(books: Simulated) -> None:
    books.control.fault(Kind.SLOW, method="POST", seconds=600)

    with pytest.raises(requests.Timeout):
        send_voucher(books, timeout=0.5)

    _wait_for_vouchers(books, 1)
    assert vouchers(books) == ["A1"]


def test_drip_sends_the_whole_answer_in_drops(sim: Simulated) -> None:
    sim.control.fault(Kind.DRIP, bytes=40, seconds=0.01)

    dripped, whole = get(sim, "echo/a"), get(sim, "echo/a")

    assert dripped.content == whole.content


def test_drip_never_ends_while_a_byte_comes_now_and_then(sim: Simulated) -> None:
    sim.control.fault(Kind.DRIP, bytes=1, seconds=600)

    # Whether the headers or the first byte is waited for in vain is a matter of how quick the machine is.
    with pytest.raises((requests.ConnectionError, requests.Timeout)):
        requests.get(f"{sim.api_url}/echo/a", headers=bearer(sim), timeout=0.5)


def test_answer_cut_short_says_it_would_have_been_longer(sim: Simulated) -> None:
    sim.control.fault(Kind.CUT_SHORT, at=10)

    with pytest.raises(requests.exceptions.ChunkedEncodingError):
        get(sim, "echo/a")


def test_truncated_sie_is_whole_as_an_answer(sim: Simulated) -> None:
    whole = get(sim, "sie/4?financialyear=1").content
    sim.control.fault(Kind.TRUNCATED_SIE, share=0.25)

    unharmed, truncated = get(sim, "echo/a"), get(sim, "sie/4?financialyear=1")

    assert (unharmed.status_code, truncated.status_code) == (200, 200)
    assert truncated.content == whole[: len(whole) // 4]


def test_gzip_bomb_is_small_on_the_wire(sim: Simulated) -> None:
    sim.control.fault(Kind.GZIP_BOMB, megabytes=20)
    address = urlsplit(sim.url)
    connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=SECONDS)

    connection.request("GET", "/3/sie/4?financialyear=1", headers=bearer(sim))
    answer = connection.getresponse()
    packed = answer.read()
    connection.close()

    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(packed) < 100_000
    unpacked = gzip.decompress(packed)
    assert (unpacked[:11], len(unpacked)) == (b"#FLAGGA 0\r\n", 20 * 1_048_576 + 63)


@pytest.mark.parametrize(
    ("options", "status", "body"),
    [
        ({}, 400, {"error": "invalid_grant", "error_description": "Invalid refresh token"}),
        (
            {"error": "error_missing_license", "status": 401, "description": "No license"},
            401,
            {"error": "error_missing_license", "error_description": "No license"},
        ),
    ],
)
def test_token_endpoint_refuses_when_it_is_asked_to(
    sim: Simulated, options: dict[str, JsonValue], status: int, *, body: dict[str, str]
) -> None:
    sim.control.keep_fault(Fault(Kind.TOKEN_REFUSED, KLARA, options=options))

    other, mine, again = _refreshed(sim, ALFA), _refreshed(sim, KLARA), _refreshed(sim, KLARA)

    assert (mine.status_code, mine.json()) == (status, body)
    assert (other.status_code, again.status_code) == (200, 200)


def test_refresh_dropped_after_the_write_has_used_the_token(sim: Simulated) -> None:
    token = sim.control.tokens(KLARA).refresh_token
    sim.control.fault(Kind.DROPPED_AFTER, path="/oauth-v1/token")

    with pytest.raises(requests.ConnectionError):
        _refresh(sim, token)

    assert _refresh(sim, token).status_code == 400


@pytest.mark.parametrize(
    ("reach", "met"),
    [
        ({}, ["echo/a"]),
        ({"calls": 2}, ["echo/a", "echo/b"]),
        ({"calls": None}, ["echo/a", "echo/b", "echo/c"]),
        ({"skip": 1}, ["echo/b"]),
        ({"skip": 1, "calls": 2}, ["echo/b", "echo/c"]),
        ({"path": "/3/echo/[bc]"}, ["echo/b"]),
        ({"path": "/3/settings/*"}, []),
        ({"method": "POST"}, []),
        ({"tenant": ALFA}, []),
        ({"tenant": KLARA}, ["echo/a"]),
    ],
)
def test_fault_meets_the_calls_it_is_for(sim: Simulated, reach: dict[str, JsonValue], met: list[str]) -> None:
    fault = {"kind": "server_error", **reach}
    requests.post(f"{sim.url}/_sim/faults", json=fault, timeout=SECONDS).raise_for_status()

    statuses = {path: get(sim, path).status_code for path in ("echo/a", "echo/b", "echo/c")}

    assert [path for path, status in statuses.items() if status == 500] == met


def test_first_fault_that_was_asked_for_comes_first(sim: Simulated) -> None:
    sim.control.fault(Kind.SERVER_ERROR)
    sim.control.fault(Kind.FORBIDDEN_EMPTY)

    assert [get(sim, "echo/a").status_code for _ in range(3)] == [500, 403, 200]


def test_faults_can_be_forgotten(sim: Simulated) -> None:
    sim.control.fault(Kind.SERVER_ERROR, calls=None)

    assert sim.control.forget_faults() == 1
    assert get(sim, "echo/a").status_code == 200


def test_call_tells_which_fault_it_met(sim: Simulated) -> None:
    sim.control.fault(Kind.DROPPED_BEFORE)

    with pytest.raises(requests.ConnectionError):
        get(sim, "echo/a")

    assert [(call.status, call.fault) for call in sim.control.calls()] == [(0, "dropped_before")]


def test_option_that_a_fault_does_not_have_is_refused(sim: Simulated) -> None:
    with pytest.raises(UnknownFaultError):
        sim.control.fault(Kind.UNAUTHORIZED, retry_after=1)


def test_every_fault_with_options_says_which() -> None:
    plain = {
        *(Kind.UNAUTHORIZED, Kind.FORBIDDEN_EMPTY, Kind.SERVER_ERROR, Kind.SERVER_ERROR_EMPTY, Kind.BLOCKED_ACCOUNT)
    }

    assert set(Kind) - set(OPTIONS) == plain
    assert {Kind.BLOCKED_ACCOUNT, Kind.WRONG_COMPANY} < LOGIN_KINDS


def _refresh(sim: Simulated, token: str) -> requests.Response:
    form = {"grant_type": "refresh_token", "refresh_token": token}
    return requests.post(f"{sim.auth_url}/token", data=form, auth=(CLIENT_ID, CLIENT_SECRET), timeout=SECONDS)


def _refreshed(sim: Simulated, tenant: int) -> requests.Response:
    return _refresh(sim, sim.control.tokens(tenant).refresh_token)


def _wait_for_vouchers(sim: Simulated, count: int) -> None:
    """Wait until the call that nobody waits for any more is done."""
    deadline = time.monotonic() + SECONDS
    while len(vouchers(sim)) < count and time.monotonic() < deadline:
        time.sleep(0.02)


def test_fault_is_json(sim: Simulated) -> None:
    asked = {"kind": "drip", "tenant": KLARA, "options": {"seconds": 0.5}}

    answer = requests.post(f"{sim.url}/_sim/faults", data=json.dumps(asked), timeout=SECONDS)

    assert answer.json() == {
        "kind": "drip",
        "tenant": KLARA,
        "method": None,
        "path": "/3/*",
        "calls": 1,
        "skip": 0,
        "options": {"seconds": 0.5},
        "number": 1,
    }
