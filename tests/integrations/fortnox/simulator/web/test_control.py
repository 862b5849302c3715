"""The control plane, over HTTP."""

import pytest
import requests

from integrations.fortnox.simulator.exchange import JsonValue
from integrations.fortnox.simulator.web.control.plane import LEVERS
from tests.integrations.fortnox.simulated import CLIENT_ID, CLIENT_SECRET, SECONDS, Simulated
from tests.integrations.fortnox.simulator.web.company import ALFA, KLARA, SIE, get, send_voucher


def pull(sim: Simulated, lever: str, asked: JsonValue = None, *, method: str = "POST") -> requests.Response:
    """Pull a lever."""
    return requests.request(method, f"{sim.url}/_sim/{lever}", json=asked, timeout=SECONDS)


def test_levers_are_listed(sim: Simulated) -> None:
    answer = pull(sim, "", method="GET")

    assert len(answer.json()["levers"]) == len(LEVERS) + 1
    assert "POST /_sim/faults" in answer.json()["levers"]


def test_lever_that_is_none_tells_which_there_are(sim: Simulated) -> None:
    answer = pull(sim, "nothing")

    assert (answer.status_code, len(answer.json()["levers"])) == (404, len(LEVERS) + 1)


@pytest.mark.parametrize(
    ("lever", "asked", "error"),
    [
        ("faults", {"kind": "rain"}, "There is no fault 'rain'; there are: "),
        ("faults", {"kind": "slow", "options": {"minutes": 1}}, "slow has no option minutes."),
        ("faults", {"kind": "slow", "options": 1}, "options is an object."),
        ("faults", {"kind": "slow", "calls": "1"}, "calls is a whole number."),
        ("clock", {"to": "tomorrow"}, "to is a time as 2026-03-29T01:30:00+01:00."),
        ("clock", {"to": "2026-03-29T01:30:00"}, "to lacks its zone, such as +01:00."),
        ("clock", {"by_seconds": "1"}, "by_seconds is a number of seconds."),
        ("switches", {"weather": 1}, "There is no switch 'weather'; there are: "),
        ("switches", {"refresh_days": "45"}, 'refresh_days takes int, not "45".'),
        ("switches", {"refresh_days": True}, "refresh_days takes int, not true."),
        ("tokens", {}, "tenant is missing."),
        ("tokens", {"tenant": KLARA, "scopes": 1}, "scopes is a list of texts."),
        ("tokens", {"tenant": KLARA, "is_service": 1}, "is_service is true or false."),
        ("refresh-tokens", {"tenant": KLARA}, "become is expired or used."),
        ("people", {"login": "ann", "right": "owner"}, "right is administrator, member or reader."),
        ("companies", {"tenant": 1}, "There is no company 1."),
        ("companies", {"tenant": KLARA, "locked_until": "soon"}, "locked_until is a day as 2025-12-31."),
        ("series", {"tenant": KLARA, "year": 1, "series": "A", "is_manual": True}, "There is nothing to change: "),
        ("clock", [], "The body is no JSON object."),
    ],
)
def test_what_is_not_understood_is_told(sim: Simulated, lever: str, asked: JsonValue, *, error: str) -> None:
    answer = pull(sim, lever, asked)

    assert answer.status_code == 400
    assert answer.json()["error"].startswith(error)


def test_body_that_is_no_json_is_told(sim: Simulated) -> None:
    answer = requests.post(f"{sim.url}/_sim/clock", data=b"{", timeout=SECONDS)

    assert (answer.status_code, answer.json()) == (400, {"error": "The body is no JSON."})


def test_page_of_another_site_pulls_no_lever(sim: Simulated) -> None:
    answers = [
        requests.post(f"{sim.url}/_sim/clock", headers={"Origin": origin}, timeout=SECONDS).status_code
        for origin in ("https://elsewhere.example", sim.url)
    ]

    assert answers == [403, 200]


def test_clock_is_set_moved_and_reset(sim: Simulated) -> None:
    set_to = pull(sim, "clock", {"to": "2026-03-29T01:59:00+01:00", "stop": True}).json()
    moved = pull(sim, "clock", {"by_seconds": 120}).json()
    reset = pull(sim, "clock", {"reset": True}).json()

    assert set_to == {"now": "2026-03-29T01:59:00+01:00", "is_moved": True}
    assert moved == {"now": "2026-03-29T03:01:00+02:00", "is_moved": True}
    assert reset["is_moved"] is False


def test_switch_is_set_and_taken_back(sim: Simulated) -> None:
    changed = pull(sim, "switches", {"refresh_days": 31, "is_reuse_fatal": True}).json()
    back = pull(sim, "switches", {"refresh_days": None, "is_reuse_fatal": None}).json()

    assert (changed["refresh_days"], changed["is_reuse_fatal"]) == (31, True)
    assert (back["refresh_days"], back["is_reuse_fatal"]) == (45, False)


def test_tokens_are_given_without_a_login(sim: Simulated) -> None:
    pair = pull(sim, "tokens", {"tenant": ALFA, "scopes": "bookkeeping"}).json()

    answer = get(sim, "echo/a", headers={"Authorization": f"Bearer {pair['access_token']}"})

    assert answer.json()["Tenant"] == ALFA
    assert len(pair["refresh_token"]) == 40


@pytest.mark.parametrize(
    ("lever", "asked"),
    [
        ("consents/revoke", {"tenant": KLARA}),
        ("refresh-tokens", {"tenant": KLARA, "become": "used"}),
        ("refresh-tokens", {"tenant": KLARA, "become": "expired"}),
    ],
)
def test_refresh_token_is_spoiled(sim: Simulated, lever: str, asked: JsonValue) -> None:
    form = {"grant_type": "refresh_token", "refresh_token": sim.control.tokens(KLARA).refresh_token}

    pull(sim, lever, asked).raise_for_status()

    answer = requests.post(f"{sim.auth_url}/token", data=form, auth=(CLIENT_ID, CLIENT_SECRET), timeout=SECONDS)
    assert answer.json()["error"] == "invalid_grant"


def test_application_and_person_of_ones_own_can_log_in(sim: Simulated) -> None:
    pull(sim, "clients", {"client_id": "mine", "secret": "s", "redirect_uris": ["https://mine.example/cb"]})
    pull(sim, "people", {"login": "ann", "tenants": [ALFA]})

    address = sim.authorize_url(client_id="mine", redirect_uri="https://mine.example/cb")
    back = sim.walk(address, tenant=ALFA, login="ann")

    assert back.startswith("https://mine.example/cb?code=")


def test_calls_are_listed_and_forgotten(sim: Simulated) -> None:
    get(sim, "echo/a")

    listed = pull(sim, "calls", method="GET").json()
    pull(sim, "calls", method="DELETE")

    assert [call["path"] for call in listed] == ["/3/echo/a"]
    assert pull(sim, "calls", method="GET").json() == []


def test_faults_are_listed_and_forgotten(sim: Simulated) -> None:
    pull(sim, "faults", {"kind": "server_error"})

    listed = pull(sim, "faults", method="GET").json()

    assert [fault["kind"] for fault in listed] == ["server_error"]
    assert pull(sim, "faults", method="DELETE").json() == {"forgotten": 1}


@pytest.mark.parametrize(
    ("lever", "asked", "sentence"),
    [
        ("companies", {"tenant": KLARA, "locked_until": "2025-12-31"}, "har låst perioden t.o.m. 2025-12-31"),
        ("series", {"tenant": KLARA, "year": 1, "series": "A", "is_manual": False}, "inte manuell (A)"),
        ("accounts", {"tenant": KLARA, "year": 1, "account": "5010", "is_active": False}, '"5010" är inte aktivt'),
    ],
)
def test_company_is_changed_for_good(books: Simulated, lever: str, asked: JsonValue, *, sentence: str) -> None:
    pull(books, lever, asked).raise_for_status()

    answers = [send_voucher(books) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [400, 400]
    assert sentence in answers[1].json()["ErrorInformation"]["message"]


def test_series_that_is_exempt_takes_vouchers_in_a_locked_period(books: Simulated) -> None:
    pull(books, "companies", {"tenant": KLARA, "locked_until": "2025-12-31", "unlockable_series": "A"})

    assert send_voucher(books).status_code == 201


def test_companies_are_listed_with_what_they_have_set(books: Simulated) -> None:
    pull(books, "companies", {"tenant": KLARA, "chosen_year": 1, "licences": ["integration"]})

    listed = pull(books, "companies", method="GET").json()

    assert listed == [
        {
            "tenant": KLARA,
            "name": "Klara AB",
            "organisation_number": "556677-8899",
            "locked_until": "",
            "unlockable_series": "",
            "accounting_method": "Faktureringsmetoden",
            "licences": "integration",
            "chosen_year": 1,
        }
    ]


def _make(sim: Simulated, tenant: str, *files: bytes) -> requests.Response:
    sent = [("file", ("books.se", file)) for file in files]
    return requests.post(f"{sim.url}/_sim/companies/from-sie?tenant={tenant}", files=sent, timeout=SECONDS)


def test_company_is_made_of_a_sie_file(books: Simulated) -> None:
    made = _make(books, "4711", SIE)

    headers = {"Authorization": f"Bearer {books.control.token(4711)}"}
    listed = get(books, "vouchers", headers=headers).json()["Vouchers"]
    assert (made.status_code, made.json()["name"]) == (201, "Klara AB")
    assert [(voucher["VoucherSeries"], voucher["VoucherNumber"]) for voucher in listed] == [("A", 1)]


def test_company_is_made_of_a_body_that_is_a_file(books: Simulated) -> None:
    answer = requests.post(f"{books.url}/_sim/companies/from-sie?tenant=4711&name=Ny", data=SIE, timeout=SECONDS)

    assert answer.json() == {"tenant": 4711, "name": "Ny", "organisation_number": "556677-8899"}


@pytest.mark.parametrize(
    ("tenant", "file"), [("0", SIE), ("x", SIE), (str(KLARA), SIE), ("4711", b"no file"), ("4711", b"")]
)
def test_company_that_cannot_be_made_is_told(books: Simulated, tenant: str, file: bytes) -> None:
    answer = _make(books, tenant, file)

    assert (answer.status_code, list(answer.json())) == (400, ["error"])
