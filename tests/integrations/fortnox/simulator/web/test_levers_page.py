"""The page where a person pulls the levers."""

import pytest
import requests

from integrations.fortnox.simulator.web.faults.kinds import Kind
from integrations.fortnox.simulator.web.faults.words import WORDS
from tests.integrations.fortnox.simulated import SECONDS, Simulated
from tests.integrations.fortnox.simulator.web.company import ALFA, KLARA, get, make_books, send_voucher

PAGE = f"/foretag/{KLARA}/reglage"


def pull(sim: Simulated, lever: str, **fields: str) -> str:
    """Send a form of the page, and give the page that comes of it."""
    answer = requests.post(f"{sim.url}{PAGE}", data={"lever": lever, **fields}, timeout=SECONDS)
    answer.raise_for_status()
    return answer.text


def test_every_fault_has_words() -> None:
    assert set(WORDS) == set(Kind)


def test_fault_is_asked_for_and_forgotten(books: Simulated) -> None:
    asked = pull(books, "fault", kind="server_error", calls="2")
    met = get(books, "companyinformation").status_code
    forgotten = pull(books, "forget")

    assert "500: fel hos Fortnox: 2 anrop till <code> /3/*</code>" in asked
    assert met == 500
    assert "Inget fel väntar" in forgotten
    assert get(books, "companyinformation").status_code == 200


def test_fault_meets_the_company_of_the_page_alone(books: Simulated) -> None:
    make_books(books.storage, ALFA, "Alfa AB")

    pull(books, "fault", kind="server_error", calls="1")

    assert [fault.tenant for fault in books.control.faults()] == [KLARA]
    other = requests.get(f"{books.url}/foretag/{ALFA}/reglage", timeout=SECONDS).text
    assert "Inget fel väntar" in other


@pytest.mark.parametrize("kind", list(Kind))
def test_every_fault_can_be_asked_for(books: Simulated, kind: Kind) -> None:
    page = pull(books, "fault", kind=kind, calls="1")

    assert f"<li>{WORDS[kind]}: nästa anrop till" in page


def test_period_is_locked_and_unlocked(books: Simulated) -> None:
    pull(books, "lock", until="2025-12-31")
    locked = send_voucher(books).status_code
    pull(books, "lock", until="")

    assert (locked, send_voucher(books).status_code) == (400, 201)


def test_series_is_closed_and_opened(books: Simulated) -> None:
    pull(books, "series", year="1", series="A", manual="no")
    closed = send_voucher(books).status_code
    pull(books, "series", year="1", series="A", manual="yes")

    assert (closed, send_voucher(books).status_code) == (400, 201)


def test_clock_is_moved_and_reset(books: Simulated) -> None:
    before = books.control.now

    moved = pull(books, "clock", days="45")
    after = books.control.now
    reset = pull(books, "clock", days="")

    assert (after - before).days == 45
    assert "flyttad från datorns" in moved
    assert "flyttad från datorns" not in reset


@pytest.mark.parametrize(
    "fields",
    [
        {"lever": "fault", "kind": "rain", "calls": "1"},
        {"lever": "lock", "until": "soon"},
        {"lever": "series", "year": "1", "series": "Z", "manual": "yes"},
        {"lever": "series", "year": "x", "series": "A", "manual": "yes"},
        {"lever": "clock", "days": "many"},
        {"lever": "clock", "days": "99999999"},
        {"lever": "nothing"},
        {},
    ],
)
def test_form_that_is_not_understood_changes_nothing(books: Simulated, fields: dict[str, str]) -> None:
    answer = requests.post(f"{books.url}{PAGE}", data=fields, timeout=SECONDS)

    assert answer.status_code == 200
    assert books.control.faults() == []
    assert "flyttad" not in answer.text
    assert send_voucher(books).status_code == 201


def test_form_of_another_site_is_not_taken(books: Simulated) -> None:
    headers = {"Origin": "https://elsewhere.example"}

    answer = requests.post(f"{books.url}{PAGE}", data={"lever": "lock"}, headers=headers, timeout=SECONDS)

    assert answer.status_code == 403
