"""The demo companies as an import meets them: over HTTP their ledgers agree with their books at every month's end."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

import pytest

from closing.appendices.items import Ledger, LedgerItems, VoucherKey
from closing.appendices.ledgers import ledger_at
from integrations.fortnox.client.client import FortnoxClient
from integrations.fortnox.fetching.ledgers import Terms, payables, receivables
from integrations.fortnox.fetching.registers import customer_register, series_of_ledgers, supplier_register
from integrations.fortnox.simulator.books.accounts import account_of
from integrations.fortnox.simulator.books.balances import movements_of
from integrations.fortnox.simulator.books.years import FinancialYear, years_of
from integrations.fortnox.simulator.register.demo import CLEAN, QUIRKY, Volume, make_demo_companies
from integrations.fortnox.simulator.register.demo.life import months_between
from integrations.fortnox.simulator.register.ledger.records import Side
from tests.integrations.fortnox.client.conftest import FakeTime
from tests.integrations.fortnox.simulated import Simulated, simulator
from tests.integrations.fortnox.simulator.register.made import CONTROL

TODAY, SINCE = date(2026, 11, 21), date(2025, 12, 31)
QUIRKS_FROM = date(2026, 3, 31)
OFF = {Ledger.RECEIVABLES: 4_500_00 + 5_600_00 + 1_120_00, Ledger.PAYABLES: 2_750_00}
SIDES = {Ledger.RECEIVABLES: Side.CUSTOMER, Ledger.PAYABLES: Side.SUPPLIER}


class Token:
    """A token that is good for everything."""

    def __init__(self, sim: Simulated, tenant: int) -> None:
        self._sim, self._tenant = sim, tenant

    def token(self) -> str:
        """Give it."""
        return self._sim.control.token(self._tenant)

    def renewed(self, refused: str) -> str:
        """Give another one."""
        return self.token()


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simulated]:
    """Run the simulator with the demo companies."""
    with simulator(tmp_path_factory.mktemp("simulator")) as running:
        running.control.switch({"calls_per_window": 0})
        make_demo_companies(running.storage, TODAY, volume=Volume(1, 1))
        yield running


def fetched(sim: Simulated, tenant: int, ledger: Ledger) -> LedgerItems:
    """Fetch a ledger as an import does."""
    when = FakeTime()
    client = FortnoxClient(Token(sim, tenant), address=sim.api_url, limiter=when.limiter, when=when.time)
    years = client.financial_years()
    terms = Terms({year.id: year.start for year in years}, SINCE, TODAY, series_of_ledgers(client))
    if ledger is Ledger.RECEIVABLES:
        return receivables(*customer_register(client, SINCE), terms)
    return payables(*supplier_register(client, SINCE), terms)


def differences(sim: Simulated, tenant: int, ledger: Ledger) -> dict[date, int]:
    """Tell by how much a ledger is above its account at the end of each month."""
    items, found = fetched(sim, tenant, ledger), {}
    months = months_between(SINCE, TODAY)
    days = [after - timedelta(days=1) for _, after in pairwise(months)]
    with sim.storage.reading() as connection:
        years = {year.id: year for year in years_of(connection, tenant)}
        vouchers = connection.execute("SELECT * FROM voucher WHERE tenant = ?", [tenant]).fetchall()
    booked_on = {
        VoucherKey(years[row["year"]].start, row["series"], str(row["number"])): date.fromisoformat(row["day"])
        for row in vouchers
    }
    for day in [*days, TODAY]:
        year = next(one for one in years.values() if one.holds(day))
        held = account_on(sim, tenant, year=year, number=CONTROL[SIDES[ledger]], day=day)
        found[day] = ledger_at(items, day, booked_on=booked_on, account_ore=held).difference_ore or 0
    return found


def account_on(sim: Simulated, tenant: int, *, year: FinancialYear, number: str, day: date) -> int:
    """Give what an account holds on a day, debit positive."""
    with sim.storage.reading() as connection:
        account = account_of(connection, tenant, year=year.id, number=number)
        moved = movements_of(connection, tenant, year=year.id, account=number, until=day.isoformat())
    assert account is not None
    return account.opening_ore + moved.get(number, 0)


@pytest.mark.parametrize("ledger", Ledger)
def test_clean_company_agrees_at_every_months_end(demo: Simulated, ledger: Ledger) -> None:
    found = differences(demo, CLEAN.tenant, ledger)

    assert len(found) == 12
    assert set(found.values()) == {0}


@pytest.mark.parametrize("ledger", Ledger)
def test_quirky_company_differs_by_its_quirks_alone(demo: Simulated, ledger: Ledger) -> None:
    found = differences(demo, QUIRKY.tenant, ledger)

    assert {day: ore for day, ore in found.items() if ore} == {day: OFF[ledger] for day in found if day >= QUIRKS_FROM}
