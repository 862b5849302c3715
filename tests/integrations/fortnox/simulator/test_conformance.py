"""Every resource of the simulator held against Fortnox's OpenAPI document, as far as recorded answers agree with it."""

from datetime import date

import pytest

from integrations.fortnox.simulator import books, register
from integrations.fortnox.simulator.books.posting import NewRow, NewVoucher, book
from integrations.fortnox.simulator.exchange import JsonValue
from integrations.fortnox.simulator.register import events
from integrations.fortnox.simulator.register.dimensions import CostCentre, Project, add_cost_centres, add_projects
from integrations.fortnox.simulator.register.ledger.records import NewPayment, Side, WriteOff
from integrations.fortnox.simulator.storage import Storage
from tests.integrations.fortnox.simulator.calls import NOW, TENANT, a_call
from tests.integrations.fortnox.simulator.documented import documented, faults
from tests.integrations.fortnox.simulator.register.made import DAY, YEAR, an_invoice, at_desk, made_storage

ROUTES = {f"{route.method} {route.pattern}": route for route in (*books.ROUTES, *register.ROUTES)}
UNDOCUMENTED = {"GET vouchers/sublist", "GET sie/{type}"}
"""The first is tolerance of ours; the second answers with a file."""
PATHS = {
    "GET financialyears/{id}": f"financialyears/{YEAR}",
    "GET accounts/{number}": "accounts/1510",
    "GET voucherseries/{code}": "voucherseries/A",
    "GET vouchers/sublist/{series}": "vouchers/sublist/A",
    "GET vouchers/{series}/{number}": "vouchers/A/1",
    "GET costcenters/{code}": "costcenters/10",
    "GET projects/{number}": "projects/P1",
    "GET predefinedaccounts/{name}": "predefinedaccounts/CUSTCLAIM",
    "GET predefinedvoucherseries/{name}": "predefinedvoucherseries/INVOICE",
    "GET customers/{number}": "customers/1",
    "GET suppliers/{number}": "suppliers/7",
    "GET invoices/{number}": "invoices/1",
    "GET supplierinvoices/{number}": "supplierinvoices/1",
    "GET invoicepayments/{number}": "invoicepayments/1",
    "GET supplierinvoicepayments/{number}": "supplierinvoicepayments/1",
}
OTHERS = [
    *(f"{ledger}/{number}" for ledger in ("invoices", "supplierinvoices") for number in (2, 3, 4)),
    *(f"{ledger}/2" for ledger in ("invoicepayments", "supplierinvoicepayments")),
]
"""Unbooked and in euro, settled, a credit invoice; a payment that is not booked."""


@pytest.fixture(scope="module")
def storage(tmp_path_factory: pytest.TempPathFactory) -> Storage:
    """Make a company with something of everything."""
    made = made_storage(tmp_path_factory.mktemp("simulator"))
    with at_desk(made) as desk:
        add_cost_centres(desk.connection, [CostCentre(TENANT, "10", "Bygg")])
        add_projects(desk.connection, [Project(TENANT, "P1", "Kv. Ängsklockan", leader="Åsa", start_day="2025-01-01")])
        rows = [NewRow("5010", 500, cost_centre="10"), NewRow("1930", -500)]
        book(desk.connection, TENANT, NewVoucher(YEAR, "A", DAY, "Hyra", rows, NOW))
        for side in Side:
            key = events.make_invoice(desk, an_invoice(side))
            events.pay(desk, NewPayment(key, DAY, 25_000, write_offs=[WriteOff("6351", 50)]))
            events.pay(desk, NewPayment(key, DAY, 25_000, is_booked=False))
            events.make_invoice(desk, an_invoice(side, 99_950, rate="11.25"), is_booked=False)
            paid = events.make_invoice(desk, an_invoice(side, 10_001, vat=0))
            events.credit(desk, paid, day=date(2025, 5, 1))
    return made


@pytest.mark.parametrize("name", sorted(name for name in ROUTES if name.startswith("GET") and name not in UNDOCUMENTED))
def test_resource_answers_as_the_document_and_the_recordings_say(storage: Storage, name: str) -> None:
    answer = ROUTES[name].resource(storage, a_call(f"{PATHS.get(name, name.removeprefix('GET '))}"))

    assert answer.status == 200
    assert faults(answer.body, documented(ROUTES[name])) == []


@pytest.mark.parametrize("path", OTHERS)
def test_records_in_other_states_have_the_same_shape(storage: Storage, path: str) -> None:
    route = ROUTES[f"GET {path.split('/', maxsplit=1)[0]}/{{number}}"]

    answer = route.resource(storage, a_call(path))

    assert faults(answer.body, documented(route)) == []


def test_created_voucher_is_as_the_document_says(storage: Storage) -> None:
    rows: JsonValue = [{"Account": 5010, "Debit": 12.5}, {"Account": 1930, "Credit": "12.50"}]
    voucher: JsonValue = {
        "Description": "Hyra",
        "TransactionDate": "2025-03-14",
        "VoucherSeries": "A",
        "VoucherRows": rows,
    }

    answer = ROUTES["POST vouchers"].resource(storage, a_call("vouchers", method="POST", body={"Voucher": voucher}))

    assert faults(answer.body, documented(ROUTES["POST vouchers"])) == []


def test_every_resource_is_asked() -> None:
    one = {name for name in ROUTES if "{" in name and name not in UNDOCUMENTED}

    assert set(PATHS) == one
