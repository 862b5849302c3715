"""The demo companies: their ledgers agree with their accounts, but for what is meant to differ."""

from datetime import date
from pathlib import Path

import pytest

import sie
from integrations.fortnox.simulator import books, register
from integrations.fortnox.simulator.books.accounts import account_of
from integrations.fortnox.simulator.books.balances import movements_of
from integrations.fortnox.simulator.books.companies import Company
from integrations.fortnox.simulator.books.years import years_of
from integrations.fortnox.simulator.exchange import Call
from integrations.fortnox.simulator.register.demo import CLEAN, LARGE, QUIRKY, Volume, make_demo_companies
from integrations.fortnox.simulator.register.demo.life import moment_of
from integrations.fortnox.simulator.register.ledger.reading import open_ore
from integrations.fortnox.simulator.register.ledger.records import Side
from integrations.fortnox.simulator.routes import find
from integrations.fortnox.simulator.storage import Storage
from tests.integrations.fortnox.simulator.calls import ADDRESS
from tests.integrations.fortnox.simulator.register.made import CONTROL

TODAY = date(2026, 11, 21)
SMALL = Volume(6, 5)


def empty(folder: Path) -> Storage:
    """Make a storage without any company."""
    storage = Storage(folder)
    storage.prepare([books.SCHEMA, register.SCHEMA])
    return storage


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Storage:
    """Make the demo companies."""
    storage = empty(tmp_path_factory.mktemp("simulator"))
    make_demo_companies(storage, TODAY, volume=SMALL)
    return storage


def differences(storage: Storage, company: Company) -> dict[Side, int]:
    """Tell by how much each account holds more than its ledger, in öre, what is owed positive."""
    found = {}
    with storage.reading() as connection:
        last = max(years_of(connection, company.tenant), key=lambda year: year.end)
        moved = movements_of(connection, company.tenant, year=last.id)
        for side, number in CONTROL.items():
            account = account_of(connection, company.tenant, year=last.id, number=number)
            assert account is not None
            held = side.sign * (account.opening_ore + moved.get(number, 0))
            found[side] = held - open_ore(connection, company.tenant, side=side)
    return found


def counted(storage: Storage, query: str, company: Company) -> int:
    """Count records of a company."""
    with storage.reading() as connection:
        (count,) = connection.execute(f"SELECT count(*) FROM {query}", [company.tenant]).fetchone()  # noqa: S608 -- ours
    assert isinstance(count, int)
    return count


@pytest.mark.parametrize("company", [CLEAN, LARGE])
def test_ledgers_of_orderly_companies_equal_their_accounts(demo: Storage, company: Company) -> None:
    assert differences(demo, company) == {Side.CUSTOMER: 0, Side.SUPPLIER: 0}


def test_ledgers_of_the_quirky_company_differ_by_what_was_done_past_them(demo: Storage) -> None:
    assert differences(demo, QUIRKY) == {Side.CUSTOMER: -(4_500_00 + 5_600_00 + 1_120_00), Side.SUPPLIER: -2_750_00}


def test_quirky_company_has_what_its_name_promises(demo: Storage) -> None:
    left = "SELECT 1 FROM voucher_row WHERE voucher = v.id AND state <> 'struck'"
    emptied = f"voucher v WHERE tenant = ? AND NOT EXISTS ({left})"

    assert counted(demo, "project WHERE tenant = ?", QUIRKY) == 540
    assert counted(demo, emptied, QUIRKY) == 1
    assert counted(demo, "invoice WHERE is_cancelled AND tenant = ?", QUIRKY) == 3
    assert counted(demo, "payment WHERE NOT is_booked AND tenant = ?", QUIRKY) == 1
    assert counted(demo, "cost_centre WHERE NOT active AND tenant = ?", QUIRKY) == 1


def test_quirky_company_has_odd_years(demo: Storage) -> None:
    with demo.reading() as connection:
        years = years_of(connection, QUIRKY.tenant)

    assert [(year.id, year.start, year.end, year.accounting_method) for year in years] == [
        (2, date(2025, 5, 1), date(2026, 4, 30), "ACCRUAL"),
        (5, date(2026, 5, 1), date(2027, 4, 30), "ACCRUAL"),
        (7, date(2023, 11, 1), date(2025, 4, 30), "CASH"),
    ]


@pytest.mark.parametrize("company", [CLEAN, QUIRKY, LARGE])
def test_organisation_numbers_are_valid(company: Company) -> None:
    assert sie.organisation_number.is_valid(company.organisation_number)


@pytest.mark.parametrize("company", [CLEAN, QUIRKY, LARGE])
def test_books_of_every_year_are_a_readable_file(demo: Storage, company: Company, tmp_path: Path) -> None:
    route = find("GET", ("sie", "4"), books.ROUTES)
    assert route is not None
    with demo.reading() as connection:
        years = years_of(connection, company.tenant)
    read = []

    for year in years:
        params = {"financialyear": str(year.id)}
        call = Call("GET", ("sie", "4"), params, None, company.tenant, moment_of(TODAY), ADDRESS)
        file = tmp_path / f"{year.id}.se"
        file.write_bytes(route.resource(demo, call).raw or b"")
        read.append(sie.read(file).vouchers)

    for vouchers in read:
        assert len(vouchers) > 100
        assert {sum(posting.amount_ore for posting in voucher.postings) for voucher in vouchers} == {0}


def test_made_again_nothing_changes(demo: Storage) -> None:
    before = counted(demo, "voucher WHERE tenant = ?", CLEAN)

    made = make_demo_companies(demo, date(2027, 3, 1))

    assert made == []
    assert counted(demo, "voucher WHERE tenant = ?", CLEAN) == before


@pytest.mark.parametrize("today", [date(2027, 1, 1), date(2028, 2, 29), date(2026, 5, 1)])
def test_companies_can_be_made_on_any_day(tmp_path: Path, today: date) -> None:
    storage = empty(tmp_path)

    made = make_demo_companies(storage, today, volume=Volume(1, 1))

    assert made == [CLEAN.name, QUIRKY.name, LARGE.name]
    assert differences(storage, CLEAN) == {Side.CUSTOMER: 0, Side.SUPPLIER: 0}
