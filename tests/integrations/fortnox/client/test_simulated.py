"""Tests of the client against the simulator, over real HTTP: every question, and every fault it can have."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

import sie
from integrations.fortnox.client.calling.call import Call, Patience
from integrations.fortnox.client.calling.calls import REAL_TIME, Calls, Time
from integrations.fortnox.client.client import FortnoxClient
from integrations.fortnox.client.errors import (
    ForbiddenError,
    FortnoxError,
    MissingError,
    OutcomeUnknownError,
    RefusedError,
    TooLargeError,
    UnauthorizedError,
    UnavailableError,
)
from integrations.fortnox.client.ledger_payloads import InvoiceState, VoucherReference, WriteOff
from integrations.fortnox.client.limiter import Limiter
from integrations.fortnox.client.new_voucher import NewVoucher
from integrations.fortnox.client.payloads import Company, CostCentre, FinancialYear, Project, VoucherRow, VoucherSeries
from integrations.fortnox.simulator.books.accounts import account_of, change_account
from integrations.fortnox.simulator.books.companies import lock_until
from integrations.fortnox.simulator.register import dimensions, events
from integrations.fortnox.simulator.register.ledger.records import NewPayment, Side
from integrations.fortnox.simulator.register.ledger.records import WriteOff as NewWriteOff
from integrations.fortnox.simulator.web.control.levers import Control
from integrations.fortnox.simulator.web.faults.kinds import Kind
from tests.integrations.fortnox.client.conftest import FakeTime
from tests.integrations.fortnox.client.test_line import GIVEN_UP
from tests.integrations.fortnox.simulated import Simulated, simulator
from tests.integrations.fortnox.simulator.calls import NOW, TENANT
from tests.integrations.fortnox.simulator.register.made import YEAR, an_invoice, at_desk, made_storage

RENT = NewVoucher(
    "A", date(2025, 12, 31), "Periodisering hyra", (VoucherRow("5010", 100_050), VoucherRow("1930", -100_050))
)
ENDLESS = None


@dataclass(slots=True)
class GrantedTokens:
    """Gives tokens that the simulator granted."""

    control: Control
    scopes: tuple[str, ...] = ()
    renewals: int = 0

    def token(self) -> str:
        """Give a token, good for everything unless scopes are named."""
        return self.control.token(TENANT, self.scopes) if self.scopes else self.control.token(TENANT)

    def renewed(self, refused: str) -> str:
        """Give another one."""
        self.renewals += 1
        return self.token()


@pytest.fixture
def fortnox(tmp_path: Path, settings: Settings) -> Iterator[Simulated]:
    """Run a simulator with one small company, as fast as it can be asked."""
    settings.USES_FORTNOX_SIMULATOR = True
    folder = tmp_path / "fortnox"
    made_storage(folder).close()
    with simulator(folder) as running:
        running.control.switch({"calls_per_window": 0})
        yield running


@pytest.fixture
def client(fortnox: Simulated) -> FortnoxClient:
    """Give a client whose waits take no time."""
    return a_client(fortnox, GrantedTokens(fortnox.control))


def a_client(fortnox: Simulated, tokens: GrantedTokens, time: FakeTime | None = None) -> FortnoxClient:
    when = time or FakeTime()
    return FortnoxClient(tokens, address=fortnox.api_url, limiter=when.limiter, when=when.time)


def test_company_and_its_years_are_told(client: FortnoxClient) -> None:
    found = (client.company(), client.financial_years(), client.financial_year_at(date(2025, 5, 1)))

    year = FinancialYear(YEAR, date(2025, 1, 1), date(2025, 12, 31), "ACCRUAL")
    assert found == (Company("Åkesson & Öst AB", "556677-8899", TENANT), (year,), year)
    assert client.financial_year_at(date(2024, 12, 31)) is None
    assert client.company_settings().organisation_number == "556677-8899"


def test_locked_period_is_told(client: FortnoxClient, fortnox: Simulated) -> None:
    assert client.locked_until() is None

    with fortnox.storage.transaction() as connection:
        lock_until(connection, TENANT, day=date(2025, 6, 30))

    assert client.locked_until() == date(2025, 6, 30)


def test_accounts_and_series_are_those_of_the_year(client: FortnoxClient) -> None:
    accounts, series = client.accounts(YEAR), client.voucher_series(YEAR)

    assert [account.number for account in accounts][:3] == ["1510", "1513", "1930"]
    assert [one.code for one in series if one.is_manual] == ["A"]
    assert VoucherSeries("B", "Kundfakturor", is_manual=False) in series


def test_settings_of_an_account_and_next_number_of_a_series_are_told(client: FortnoxClient, fortnox: Simulated) -> None:
    client.create_voucher(YEAR, RENT)
    with fortnox.storage.transaction() as connection:
        account = account_of(connection, TENANT, year=YEAR, number="5010")
        assert account is not None
        change_account(connection, replace(account, cost_centre_settings="MANDATORY", project_settings="NOTALLOWED"))

    found = {one.number: (one.cost_centre_setting, one.project_setting) for one in client.accounts(YEAR)}

    assert (found["5010"], found["1930"]) == (("MANDATORY", "NOTALLOWED"), ("ALLOWED", "ALLOWED"))
    assert (client.next_voucher_number(YEAR, "A"), client.next_voucher_number(YEAR, "B")) == (2, 1)
    with pytest.raises(MissingError):
        client.next_voucher_number(YEAR, "Z")


def test_objects_and_choices_are_told(client: FortnoxClient, fortnox: Simulated) -> None:
    with fortnox.storage.transaction() as connection:
        dimensions.add_cost_centres(connection, [dimensions.CostCentre(TENANT, "K1", "Butik", active=False)])
        dimensions.add_projects(
            connection, [dimensions.Project(TENANT, f"P{number:03}", "Bygge") for number in range(620)]
        )

    projects = client.projects()

    assert client.cost_centres() == (CostCentre("K1", "Butik", is_active=False),)
    assert (len(projects), projects[0]) == (620, Project("P000", "Bygge", "ONGOING", None, None))
    assert {"1510", "2440"} <= {one.account for one in client.predefined_accounts()}
    assert {("INVOICE", "B")} <= {(one.name, one.series) for one in client.predefined_voucher_series()}
    assert client.warnings == ()


def test_voucher_is_booked_and_read_back(client: FortnoxClient) -> None:
    booked = client.create_voucher(YEAR, RENT)

    voucher = client.voucher(YEAR, booked.series, booked.number)
    assert [(row.account, row.amount_ore) for row in voucher.rows] == [("5010", 100_050), ("1930", -100_050)]
    assert (voucher.head.text, voucher.head.day) == (RENT.text, RENT.day)
    assert [(head.series, head.number) for head in client.vouchers(YEAR, series="A", start=RENT.day)] == [("A", 1)]
    assert client.vouchers(YEAR, end=date(2025, 12, 30)) == ()
    with pytest.raises(MissingError):
        client.voucher(YEAR, "A", 2)


def test_sie_file_is_the_books(client: FortnoxClient, tmp_path: Path) -> None:
    client.create_voucher(YEAR, RENT)
    path = tmp_path / "4.se"

    count = client.sie(YEAR, path)

    read = sie.read(path)
    assert count == path.stat().st_size
    assert (read.head.company, len(read.vouchers)) == ("Åkesson & Öst AB", 1)


@pytest.mark.parametrize("side", list(Side))
def test_ledger_is_read_with_payments_and_write_offs(client: FortnoxClient, fortnox: Simulated, side: Side) -> None:
    with at_desk(fortnox.storage) as desk:
        keys = [events.make_invoice(desk, an_invoice(side)) for _ in range(3)]
        cancelled = events.make_invoice(desk, an_invoice(side), is_booked=False)
        events.cancel(desk, cancelled)
        events.pay(desk, NewPayment(keys[0], date(2025, 4, 1), 125_000))
        write_offs = [NewWriteOff("3740", 50)]
        events.pay(desk, NewPayment(keys[1], date(2025, 4, 2), 50_000, write_offs=write_offs))

    invoices = client.customer_invoices() if side is Side.CUSTOMER else client.supplier_invoices()
    unpaid = read_unpaid(client, side)
    payments = client.customer_payments() if side is Side.CUSTOMER else client.supplier_payments()
    detail = client.customer_payment if side is Side.CUSTOMER else client.supplier_payment

    told = {one.number: (one.total, one.balance, one.is_booked, one.is_cancelled) for one in invoices}
    assert told == {
        "1": (125_000, 0, True, False),
        "2": (125_000, 74_950, True, False),
        "3": (125_000, 125_000, True, False),
        "4": (125_000, 125_000, False, True),
    }
    assert unpaid == ["2", "3"]
    paid = {one.invoice: (one.day, one.amount, one.is_booked, one.has_write_off) for one in payments}
    assert paid == {"1": (date(2025, 4, 1), 125_000, True, False), "2": (date(2025, 4, 2), 50_000, True, True)}
    (second,) = [detail(one.number) for one in payments if one.has_write_off]
    assert second.write_offs == (WriteOff("3740", 50),)
    assert second.voucher == VoucherReference(YEAR, "C" if side is Side.CUSTOMER else "E", 2)


def read_unpaid(client: FortnoxClient, side: Side) -> list[str]:
    if side is Side.CUSTOMER:
        return [one.number for one in client.customer_invoices(state=InvoiceState.UNPAID)]
    return [one.number for one in client.supplier_invoices(state=InvoiceState.UNPAID)]


def test_invoices_in_a_currency_have_their_rate(client: FortnoxClient, fortnox: Simulated) -> None:
    with at_desk(fortnox.storage) as desk:
        events.make_invoice(desk, an_invoice(Side.CUSTOMER, 10_000, vat=0, rate="11.25"))
        events.make_invoice(desk, an_invoice(Side.SUPPLIER, 10_000, vat=0, rate="11.25"))

    (sold,), (bought,) = client.customer_invoices(), client.supplier_invoices()

    assert (sold.currency.code, sold.currency.in_ore(sold.total)) == ("EUR", 112_500)
    assert (bought.currency.code, bought.currency.in_ore(bought.total)) == ("EUR", 112_500)


@pytest.mark.parametrize(
    ("kind", "error"),
    [
        (Kind.UNAUTHORIZED, UnauthorizedError),
        (Kind.FORBIDDEN, ForbiddenError),
        (Kind.FORBIDDEN_EMPTY, ForbiddenError),
        (Kind.REFUSED, RefusedError),
        (Kind.HOLLOW_SUCCESS, RefusedError),
        (Kind.SERVER_ERROR, UnavailableError),
        (Kind.SERVER_ERROR_EMPTY, UnavailableError),
        (Kind.BAD_GATEWAY, UnavailableError),
        (Kind.BAD_GATEWAY_AFTER, UnavailableError),
        (Kind.DROPPED_BEFORE, UnavailableError),
        (Kind.DROPPED_AFTER, UnavailableError),
        (Kind.CUT_SHORT, UnavailableError),
    ],
)
def test_fault_that_stays_becomes_its_error(
    *, client: FortnoxClient, fortnox: Simulated, kind: Kind, error: type[FortnoxError]
) -> None:
    fortnox.control.fault(kind, calls=ENDLESS)

    with pytest.raises(FortnoxError) as caught:
        client.company()

    assert (type(caught.value), caught.value.register) == (error, "companyinformation")


@pytest.mark.parametrize(
    "kind",
    [
        Kind.UNAUTHORIZED,
        Kind.TOO_MANY,
        Kind.SERVER_ERROR,
        Kind.BAD_GATEWAY,
        Kind.DROPPED_BEFORE,
        Kind.DROPPED_AFTER,
        Kind.CUT_SHORT,
    ],
)
def test_fault_that_passes_is_not_seen(client: FortnoxClient, fortnox: Simulated, kind: Kind) -> None:
    fortnox.control.fault(kind)

    assert client.company().database_number == TENANT


@pytest.mark.parametrize("kind", [Kind.DRIP, Kind.SLOW])
def test_slow_fortnox_does_not_hold_a_call(fortnox: Simulated, kind: Kind) -> None:
    fortnox.control.fault(kind, calls=ENDLESS, seconds=20)
    tokens = GrantedTokens(fortnox.control)
    calls = Calls(tokens, root=fortnox.api_url, limiter=Limiter(), when=REAL_TIME)
    call = Call("companyinformation", patience=Patience(silent=0.3, total=0.4))

    with pytest.raises(GIVEN_UP):
        calls.read(call, b"".join)


def test_bomb_leaves_nothing_behind(client: FortnoxClient, fortnox: Simulated, tmp_path: Path) -> None:
    fortnox.control.fault(Kind.GZIP_BOMB, path="/3/sie/*", megabytes=20)
    folder = tmp_path / "run"
    folder.mkdir()

    with pytest.raises(TooLargeError):
        client.sie(YEAR, folder / "4.se", limit=10_000_000)

    assert list(folder.iterdir()) == []


def test_missing_scope_names_its_register(fortnox: Simulated) -> None:
    client = a_client(fortnox, GrantedTokens(fortnox.control, ("companyinformation",)))

    with pytest.raises(ForbiddenError) as caught:
        client.supplier_invoices()

    assert (caught.value.register, caught.value.code) == ("supplierinvoices", 2000663)
    assert client.company().database_number == TENANT


@pytest.mark.parametrize(
    ("kind", "error", "vouchers"),
    [
        (Kind.DROPPED_BEFORE, OutcomeUnknownError, 0),
        (Kind.BAD_GATEWAY, OutcomeUnknownError, 0),
        (Kind.SERVER_ERROR, OutcomeUnknownError, 0),
        (Kind.HOLLOW_SUCCESS, OutcomeUnknownError, 0),
        (Kind.DROPPED_AFTER, OutcomeUnknownError, 1),
        (Kind.BAD_GATEWAY_AFTER, OutcomeUnknownError, 1),
        (Kind.CUT_SHORT, OutcomeUnknownError, 1),
        (Kind.UNAUTHORIZED, UnauthorizedError, 0),
        (Kind.FORBIDDEN_EMPTY, ForbiddenError, 0),
        (Kind.CLOSED_SERIES, RefusedError, 0),
        (Kind.LOCKED_PERIOD, RefusedError, 0),
        (Kind.INACTIVE_ACCOUNT, RefusedError, 0),
    ],
)
def test_voucher_is_sent_once_whatever_goes_wrong(
    *, client: FortnoxClient, fortnox: Simulated, kind: Kind, error: type[FortnoxError], vouchers: int
) -> None:
    fortnox.control.fault(kind, method="POST")

    with pytest.raises(FortnoxError) as caught:
        client.create_voucher(YEAR, RENT)

    assert type(caught.value) is error
    assert len(client.vouchers(YEAR)) == vouchers
    assert len([call for call in fortnox.control.calls() if call.method == "POST"]) == 1


@dataclass(frozen=True, slots=True)
class SharedTime:
    """The simulator's own clock, which stands still but for what the client sleeps."""

    control: Control

    def clock(self) -> float:
        """Tell the simulator's time in seconds."""
        return self.control.now.timestamp()

    def sleep(self, seconds: float) -> None:
        """Let the time pass for both."""
        self.control.move_clock(timedelta(seconds=seconds))


def test_limit_of_fortnox_is_used_and_never_met(fortnox: Simulated) -> None:
    begun = fortnox.control.stop_clock(NOW)
    fortnox.control.switch({"calls_per_window": 25})
    time = SharedTime(fortnox.control)
    limiter, when = Limiter(clock=time.clock, sleep=time.sleep), Time(time.clock, time.sleep)
    client = FortnoxClient(GrantedTokens(fortnox.control), address=fortnox.api_url, limiter=limiter, when=when)

    for _ in range(60):
        client.company()

    assert [call.status for call in fortnox.control.calls()] == [200] * 60
    assert timedelta(seconds=10) <= fortnox.control.now - begun <= timedelta(seconds=10.01)


def test_limit_met_by_others_is_waited_out(fortnox: Simulated) -> None:
    fortnox.control.stop_clock(NOW)
    fortnox.control.switch({"calls_per_window": 25})
    time = SharedTime(fortnox.control)
    hasty = Limiter(requests=1_000, clock=time.clock, sleep=time.sleep)
    when = Time(time.clock, time.sleep)
    client = FortnoxClient(GrantedTokens(fortnox.control), address=fortnox.api_url, limiter=hasty, when=when)

    for _ in range(26):
        client.company()

    assert [call.status for call in fortnox.control.calls()] == [*[200] * 25, 429, 200]
