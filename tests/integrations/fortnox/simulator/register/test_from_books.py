"""Ledgers made out of books alone."""

import tempfile
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from integrations.fortnox.simulator import books, register
from integrations.fortnox.simulator.books.accounts import accounts_of, set_opening
from integrations.fortnox.simulator.books.balances import movements_of
from integrations.fortnox.simulator.books.from_sie import company_from_sie
from integrations.fortnox.simulator.books.posting import NewRow, NewVoucher, book
from integrations.fortnox.simulator.books.years import years_of
from integrations.fortnox.simulator.register.from_books import ledgers_from_books
from integrations.fortnox.simulator.register.ledger.reading import open_ore
from integrations.fortnox.simulator.register.ledger.records import Side
from integrations.fortnox.simulator.storage import Storage
from tests.integrations.fortnox.simulator.calls import NOW, TENANT
from tests.integrations.fortnox.simulator.register.made import CONTROL, START, YEAR, at_desk, got, made_storage, records

REAL_FILES = Path(__file__).parents[5].parent / "shared" / "data" / "sie"


def posted(storage: Storage, *, number: str, opening: int, moves: list[int]) -> dict[Side, int]:
    """Post moves on an account, one a day, and make the ledgers; what they sum to."""
    with at_desk(storage) as desk:
        desk.connection.execute("DELETE FROM party")
        set_opening(desk.connection, TENANT, year=YEAR, ore={number: opening})
        for place, ore in enumerate(moves):
            rows = [NewRow(number, ore), NewRow("1930", -ore)]
            day = START + timedelta(days=place)
            book(desk.connection, TENANT, NewVoucher(YEAR, "A", day, "", rows, NOW))
        ledgers_from_books(desk.connection, TENANT, now=NOW)
        return {side: open_ore(desk.connection, TENANT, side=side) for side in Side}


def test_vouchers_become_invoices_and_pay_the_oldest(tmp_path: Path) -> None:
    storage = made_storage(tmp_path)

    sums = posted(storage, number="1510", opening=10_000, moves=[50_000, -30_000, 20_000])

    listed = records(got(storage, "invoices"), "Invoices")
    assert sums == {Side.CUSTOMER: 50_000, Side.SUPPLIER: 0}
    assert [(one["InvoiceDate"], one["Total"], one["Balance"], one["VoucherNumber"]) for one in listed] == [
        ("2024-12-31", 100, 0, None),
        ("2025-01-01", 500, 300, 1),
        ("2025-01-03", 200, 200, 3),
    ]
    paid = records(got(storage, "invoicepayments"), "InvoicePayments")
    assert [(one["InvoiceNumber"], one["PaymentDate"], one["Amount"]) for one in paid] == [
        (1, "2025-01-02", 100),
        (2, "2025-01-02", 200),
    ]


def test_what_is_paid_too_much_is_a_credit_invoice(tmp_path: Path) -> None:
    storage = made_storage(tmp_path)

    sums = posted(storage, number="2440", opening=0, moves=[-5_000, 8_000])

    listed = records(got(storage, "supplierinvoices"), "SupplierInvoices")
    assert sums == {Side.CUSTOMER: 0, Side.SUPPLIER: -3_000}
    assert [(one["Total"], one["Balance"], one["Credit"]) for one in listed] == [
        ("50.00", "0.00", False),
        ("-30.00", "-30.00", True),
    ]


def test_company_without_vouchers_gets_no_invoices(tmp_path: Path) -> None:
    storage = made_storage(tmp_path)

    sums = posted(storage, number="1510", opening=700, moves=[])

    assert sums == {Side.CUSTOMER: 0, Side.SUPPLIER: 0}


@pytest.mark.parametrize("name", ["Sie4.si", "SIE_exempelfil.se", "Test4.SE", "transaktioner_ovnbolag.se"])
def test_companies_of_real_files_get_ledgers_that_agree(tmp_path: Path, name: str) -> None:
    file = REAL_FILES / name
    if not file.exists():
        pytest.skip("The real SIE files are not here.")
    storage = Storage(tmp_path)
    storage.prepare([books.SCHEMA, register.SCHEMA])
    company_from_sie(storage, file, tenant=TENANT)

    with at_desk(storage) as desk:
        ledgers_from_books(desk.connection, TENANT, now=NOW)
        sums = {side: open_ore(desk.connection, TENANT, side=side) for side in Side}
        last = max(years_of(desk.connection, TENANT), key=lambda year: year.end)
        moved = movements_of(desk.connection, TENANT, year=last.id)
        chart = {one.number: one.opening_ore for one in accounts_of(desk.connection, TENANT, year=last.id)}

    held = {side: side.sign * (chart[number] + moved.get(number, 0)) for side, number in CONTROL.items()}
    assert sums == held
    assert all(sums.values())


AMOUNTS = st.integers(-10_000, 10_000).filter(bool)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(side=st.sampled_from(Side), opening=st.integers(-5_000, 5_000), moves=st.lists(AMOUNTS, min_size=1, max_size=12))
def test_ledger_is_what_the_account_holds_on_every_day(side: Side, opening: int, moves: list[int]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        storage = made_storage(Path(folder))
        sums = posted(storage, number=CONTROL[side], opening=opening, moves=moves)
        found = [ledger_on(storage, side, START + timedelta(days=place)) for place in range(-1, len(moves))]
        storage.close()

    held = [opening + sum(moves[:place]) for place in range(len(moves) + 1)]
    assert sums[side] == side.sign * held[-1]
    assert found == [side.sign * ore for ore in held]


def ledger_on(storage: Storage, side: Side, day: date) -> int:
    """Sum the ledger as it stood on a day: invoices until then less what had been paid of them."""
    with storage.reading() as connection:
        (total,) = connection.execute(
            "SELECT coalesce((SELECT sum(total) FROM invoice WHERE side = :side AND day <= :day), 0)"
            " - coalesce((SELECT sum(amount) FROM payment WHERE side = :side AND day <= :day), 0)",
            {"side": side, "day": day.isoformat()},
        ).fetchone()
    return int(total)
