"""The ledgers in the browser agree with the books, and show it when they do not."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import requests

from integrations.fortnox.simulator.books.posting import NewRow, NewVoucher, book
from integrations.fortnox.simulator.register.events import make_invoice, pay
from integrations.fortnox.simulator.register.ledger.records import NewPayment, Side
from integrations.fortnox.simulator.web.pages.ledgers import ore_of
from tests.integrations.fortnox.simulated import SECONDS, Simulated, simulator
from tests.integrations.fortnox.simulator.calls import NOW, TENANT
from tests.integrations.fortnox.simulator.register.made import YEAR, an_invoice, at_desk, made_storage
from tests.integrations.fortnox.simulator.web.company import SIE

NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"


@pytest.fixture
def sim(tmp_path: Path) -> Iterator[Simulated]:
    """Run a simulator with a company that has a customer and a supplier."""
    made_storage(tmp_path).close()
    with simulator(tmp_path) as running:
        yield running


def shown(sim: Simulated, side: str, tenant: int = TENANT) -> tuple[list[str], list[str]]:
    """Read what the ledger, the account and the difference are, and what remains of each invoice."""
    answer = requests.get(f"{sim.url}/foretag/{tenant}/reskontra/{side}", timeout=SECONDS)
    answer.raise_for_status()
    page = answer.text.replace(NO_BREAK_SPACE, " ")
    sums = re.findall(r'<dd class="amount">([^<]*)</dd>', page)
    rows = page[page.index("<tbody>") : page.index("</tbody>")]
    return sums, re.findall(r'<td class="amount">([^<]*)</td></tr>', rows)


def test_unpaid_invoices_are_what_the_control_account_holds(sim: Simulated) -> None:
    with at_desk(sim.storage) as desk:
        make_invoice(desk, an_invoice(total=125_000))
        partly = make_invoice(desk, an_invoice(total=250_000))
        make_invoice(desk, an_invoice(total=100_000, vat=0, rate="11.5"))
        make_invoice(desk, an_invoice(Side.SUPPLIER, total=171_394))
        pay(desk, NewPayment(partly, date(2025, 3, 20), 50_050))

    customers, suppliers = shown(sim, "kunder"), shown(sim, "leverantorer")

    assert customers == (["14 749,50", "14 749,50", "0,00"], ["1 250,00", "1 999,50", "11 500,00"])
    assert suppliers == (["1 713,94", "1 713,94", "0,00"], ["1 713,94"])


def test_posting_past_the_ledger_is_a_difference(sim: Simulated) -> None:
    with at_desk(sim.storage) as desk:
        make_invoice(desk, an_invoice(total=125_000))
        rows = [NewRow("1510", 10_000), NewRow("3001", -10_000)]
        book(desk.connection, TENANT, NewVoucher(YEAR, "A", date(2025, 3, 20), "Past the ledger", rows, NOW))

    assert shown(sim, "kunder")[0] == ["1 250,00", "1 350,00", "100,00"]


SALE = b"""#KONTO 1510 "Kundfordringar"\r
#KONTO 3001 "F\x94rs\x84ljning"\r
#VER B 1 20250210 "Faktura"\r
{\r
#TRANS 1510 {} 1713.94\r
#TRANS 3001 {} -1713.94\r
}\r
"""


def test_company_made_of_a_file_has_ledgers_that_agree(sim: Simulated) -> None:
    sent = requests.post(f"{sim.url}/_sim/companies/from-sie?tenant=4711", data=SIE + SALE, timeout=SECONDS)

    assert sent.status_code == 201
    assert shown(sim, "kunder", 4711) == (["1 713,94", "1 713,94", "0,00"], ["1 713,94"])


@pytest.mark.parametrize(
    ("written", "ore"), [("1 713,94", 171_394), ("1250.00", 125_000), (1250, 125_000), (0.1, 10), (None, 0), ("", 0)]
)
def test_amount_is_read_in_every_form(written: str | float | None, ore: int) -> None:
    assert ore_of(written) == ore
