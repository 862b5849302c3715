"""The pages in the browser show what is in the books, and let nobody break in by a name."""

from datetime import date, datetime

import pytest
import requests

from integrations.fortnox.simulator.books.posting import NewRow, NewVoucher, RowState, book
from integrations.fortnox.simulator.web.clock import SWEDEN
from integrations.fortnox.simulator.web.pages.amounts import kronor, kronor_or_nothing
from tests.integrations.fortnox.simulated import SECONDS, Simulated
from tests.integrations.fortnox.simulator.web.company import ALFA, KLARA, SIE, bearer, get, make_books, send_voucher

REGISTERED = datetime(2026, 1, 15, 9, 30, tzinfo=SWEDEN)
STRUCK = (
    NewRow("5010", 100_000),
    NewRow("1930", -100_000),
    NewRow("3001", -171_394, state=RowState.STRUCK, person="Bo"),
)


def show(sim: Simulated, path: str) -> str:
    """Open a page."""
    answer = requests.get(f"{sim.url}{path}", timeout=SECONDS)
    answer.raise_for_status()
    return answer.text.replace("\N{NO-BREAK SPACE}", " ")


def post(sim: Simulated, rows: tuple[NewRow, ...], description: str = "Hyra") -> None:
    """Post a voucher past the interface."""
    voucher = NewVoucher(1, "A", date(2025, 12, 31), description, rows, REGISTERED)
    with sim.storage.transaction() as connection:
        book(connection, KLARA, voucher)


@pytest.mark.parametrize(
    ("ore", "expected"),
    [(0, "0,00"), (5, "0,05"), (-5, "−0,05"), (171_394, "1 713,94"), (-123_456_789, "−1 234 567,89")],
)
def test_amount_is_written_as_a_swede_reads_it(ore: int, expected: str) -> None:
    assert kronor(ore).replace("\N{NO-BREAK SPACE}", " ") == expected


def test_nothing_is_written_for_no_amount() -> None:
    assert (kronor_or_nothing(0), kronor_or_nothing(-100)) == ("", "−1,00")


def test_start_lists_companies_and_how_to_point_a_program_here(books: Simulated) -> None:
    make_books(books.storage, ALFA, "Alfa AB")

    page = show(books, "/")

    assert page.index("Alfa AB") < page.index("Klara AB")
    assert f"{books.url}/3</code>" in page


def test_start_says_when_the_clock_was_moved(books: Simulated) -> None:
    before = show(books, "/")

    books.control.stop_clock(REGISTERED)

    assert ", flyttad" not in before
    assert "2026-01-15 09:30, flyttad" in show(books, "/")


def test_voucher_that_was_sent_is_seen(books: Simulated) -> None:
    send_voucher(books, "Periodisering hyra")

    listed = show(books, f"/foretag/{KLARA}/verifikationer")
    shown = show(books, f"/foretag/{KLARA}/verifikationer/1/A/1")

    assert f'href="/foretag/{KLARA}/verifikationer/1/A/1">A 1</a>' in listed
    assert "Periodisering hyra" in listed
    assert "<h1>Verifikation A 1</h1>" in shown
    assert shown.count('<td class="amount">1 000,50</td>') == 4


def test_struck_row_is_shown_and_not_added_up(books: Simulated) -> None:
    post(books, STRUCK)

    page = show(books, f"/foretag/{KLARA}/verifikationer/1/A/1")

    assert page.count('<tr class="struck">') == 1
    assert page.count('<td class="amount">1 000,00</td>') == 4
    assert page.count("1 713,94") == 1


def test_accounts_hold_what_the_interface_says(books: Simulated) -> None:
    send_voucher(books)

    page = show(books, f"/foretag/{KLARA}/konton")

    answered = get(books, "accounts/1930?financialyear=1").json()["Account"]["BalanceCarriedForward"]
    assert answered == -1000.5
    assert page.count("−1 000,50") == 2


def test_list_of_vouchers_has_pages_and_a_series(books: Simulated) -> None:
    for number in range(101):
        post(books, STRUCK[:2], f"Text {number}")

    first, second = (show(books, f"/foretag/{KLARA}/verifikationer?ar=1&sida={page}") for page in (1, 2))
    empty = show(books, f"/foretag/{KLARA}/verifikationer?ar=1&serie=B")

    assert (first.count('<th scope="row">'), second.count('<th scope="row">')) == (100, 1)
    assert "sida 1 av 2" in first
    assert "Text 0<" in second
    assert "Här finns inga verifikationer." in empty


def test_company_shows_its_series_and_its_lock(books: Simulated) -> None:
    with books.storage.transaction() as connection:
        connection.execute("UPDATE company SET locked_until = '2025-06-30', unlockable_series = 'I'")

    page = show(books, f"/foretag/{KLARA}")

    assert "2025-06-30 (utom serie I)" in page
    assert page.count("<td>Ja</td>") == 1
    assert page.count("<td>Nej</td>") == 12


def test_connection_is_listed_and_taken_away(books: Simulated) -> None:
    pair = books.control.tokens(KLARA)
    before = show(books, f"/foretag/{KLARA}")

    requests.post(f"{books.url}/foretag/{KLARA}/ta-bort-anslutning", data={"client_id": "kvitt-demo"}, timeout=SECONDS)

    form = {"grant_type": "refresh_token", "refresh_token": pair.refresh_token}
    refused = requests.post(
        f"{books.auth_url}/token", data=form, auth=("kvitt-demo", "kvitt-demo-secret"), timeout=SECONDS
    )
    assert "<strong>Kvitt</strong>" in before
    assert "Inget program är anslutet." in show(books, f"/foretag/{KLARA}")
    assert refused.status_code == 400


def test_calls_of_a_company_are_shown(books: Simulated) -> None:
    make_books(books.storage, ALFA, "Alfa AB")
    get(books, "vouchers?financialyear=1")

    mine, other = show(books, f"/foretag/{KLARA}"), show(books, f"/foretag/{ALFA}")

    assert "GET /3/vouchers?financialyear=1" in mine
    assert "Inget program har frågat efter företaget än." in other


def test_tokens_stand_on_no_page(books: Simulated) -> None:
    headers = bearer(books)
    pair = books.control.tokens(KLARA)
    get(books, "vouchers?financialyear=1", headers=headers)

    pages = show(books, "/") + show(books, f"/foretag/{KLARA}")

    assert pair.refresh_token not in pages
    assert headers["Authorization"].removeprefix("Bearer ") not in pages


def test_company_without_years_is_shown(sim: Simulated) -> None:
    pages = [show(sim, f"/foretag/{KLARA}{path}") for path in ("", "/verifikationer", "/konton", "/reskontra/kunder")]

    assert ["Företaget har inga räkenskapsår." in page for page in pages] == [True, True, True, False]


@pytest.mark.parametrize(
    "path",
    ["nothing", "foretag/1", "foretag/x", f"foretag/{KLARA}/verifikationer/1/A/99", f"foretag/{KLARA}/reskontra/x"],
)
def test_page_that_is_none_is_told(books: Simulated, path: str) -> None:
    answer = requests.get(f"{books.url}/{path}", timeout=SECONDS)

    assert answer.status_code == 404
    assert "<h1>Sidan finns inte</h1>" in answer.text


@pytest.mark.parametrize(("name", "status"), [("simulator.css", 200), ("simulator.svg", 200), ("../settings.py", 404)])
def test_only_files_of_the_style_are_given(books: Simulated, name: str, status: int) -> None:
    answer = requests.get(f"{books.url}/_static/{name.replace('..', '%2e%2e')}", timeout=SECONDS)

    assert answer.status_code == status


def test_connection_is_not_taken_away_by_looking(books: Simulated) -> None:
    answer = requests.get(f"{books.url}/foretag/{KLARA}/ta-bort-anslutning", timeout=SECONDS)

    assert answer.status_code == 404


def test_company_is_made_of_a_file_on_the_start_page(books: Simulated) -> None:
    sent = [("file", ("books.se", SIE))]

    first, second = (requests.post(f"{books.url}/foretag", files=sent, timeout=SECONDS) for _ in range(2))

    assert (first.url, second.url) == (f"{books.url}/foretag/9000001", f"{books.url}/foretag/9000002")
    assert "<h1>Klara AB</h1>" in first.text


def test_file_that_is_no_sie_file_is_told(books: Simulated) -> None:
    answer = requests.post(f"{books.url}/foretag", files=[("file", ("x.se", b"\0"))], timeout=SECONDS)

    assert answer.status_code == 400
    assert "<h1>Företaget kunde inte skapas</h1>" in answer.text
