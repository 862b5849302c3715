"""Tests of what an export asks Fortnox before and after it sends: the conditions, numbers, lists, vouchers."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import pytest
from django.utils import timezone

from closing.entries.export.conditions import AccountThere, Rule, SeriesThere
from closing.entries.export.destinations import DestinationError, ListedVoucher
from closing.entries.export.outgoing import COST_CENTRE, PROJECT, OutgoingRow
from integrations.fortnox.client.client import FortnoxClient
from integrations.fortnox.connection import sealed
from integrations.fortnox.connection.endpoint import Pair
from integrations.fortnox.destination.bookkeeping import FortnoxBookkeeping
from integrations.fortnox.destination.destination import FortnoxDestination
from integrations.fortnox.destination.reasons import Reason
from integrations.fortnox.simulator.books.accounts import account_of, change_account
from integrations.fortnox.simulator.books.companies import lock_until
from integrations.fortnox.simulator.books.posting import BookedVoucher, NewRow, NewVoucher, book
from integrations.fortnox.simulator.books.series import set_manual
from integrations.fortnox.simulator.books.years import add_year
from integrations.fortnox.simulator.register import quirks
from integrations.fortnox.simulator.register.dimensions import CostCentre, Project, add_cost_centres, add_projects
from integrations.fortnox.simulator.web.control.levers import EVERY_SCOPE
from integrations.fortnox.simulator.web.faults.kinds import Kind
from integrations.fortnox.simulator.web.faults.plan import Fault
from tests.integrations.fortnox.client.conftest import FakeTime, FakeTokens
from tests.integrations.fortnox.client.server import Reply, Scripted, scripted
from tests.integrations.fortnox.destination.conftest import RENT, Scene, StoppedError, yes
from tests.integrations.fortnox.simulator.calls import NOW, TENANT
from tests.integrations.fortnox.simulator.register.made import NAMES, YEAR, at_desk

LAST_DAY = date(2025, 12, 31)
HOUR = timedelta(hours=1)


def test_conditions_are_those_of_the_year_in_fortnox(scene: Scene) -> None:
    with scene.fortnox.storage.transaction() as connection:
        set_manual(connection, TENANT, year=YEAR, code="I")
        lock_until(connection, TENANT, day=date(2025, 6, 30))
        account = account_of(connection, TENANT, year=YEAR, number="5010")
        assert account is not None
        demanding = replace(account, cost_centre_settings="MANDATORY", project_settings="NOTALLOWED")
        change_account(connection, replace(demanding, is_active=False))
        centres = [CostCentre(TENANT, "K1"), CostCentre(TENANT, "K2", active=False)]
        add_cost_centres(connection, centres)
        statuses = {"P1": "ONGOING", "P2": "COMPLETED", "P3": "NOTSTARTED"}
        add_projects(connection, [Project(TENANT, number, status=status) for number, status in statuses.items()])

    found = FortnoxDestination().open(scene.year, scene.user, scene.life).conditions()

    assert (found.company, found.organisation_number, found.year) == ("Åkesson & Öst AB", "556677-8899", str(YEAR))
    assert found.manual_series == (
        SeriesThere("A", "Redovisning", is_manual=True),
        SeriesThere("I", "Bokslut", is_manual=True),
    )
    assert (len(found.series), set(found.accounts)) == (13, set(NAMES))
    rules = {COST_CENTRE: Rule.DEMANDED, PROJECT: Rule.FORBIDDEN}
    assert found.accounts["5010"] == AccountThere("5010", is_active=False, rules=rules)
    assert found.accounts["1930"] == AccountThere("1930", is_active=True)
    assert found.objects == {COST_CENTRE: {"K1": True, "K2": False}, PROJECT: {"P1": True, "P2": False, "P3": True}}
    assert found.locked_until == date(2025, 6, 30)


@pytest.mark.parametrize(
    "days", [(date(2024, 1, 1), date(2024, 12, 31)), (date(2025, 1, 1), date(2026, 4, 30))], ids=["other", "longer"]
)
def test_year_with_other_days_is_not_the_year(scene: Scene, days: tuple[date, date]) -> None:
    scene.year.start, scene.year.end = days
    books = FortnoxDestination().open(scene.year, scene.user, scene.life)

    found = books.conditions()

    assert (found.company, found.year, found.series, found.accounts) == ("Åkesson & Öst AB", "", (), {})
    with pytest.raises(DestinationError) as caught:
        books.highest("A")
    assert (caught.value.reason, caught.value.may_pass) == (Reason.YEAR_MISSING, False)


def test_year_is_found_by_its_days_among_others(scene: Scene) -> None:
    with scene.fortnox.storage.transaction() as connection:
        add_year(connection, TENANT, start=date(2026, 1, 1), end=date(2026, 12, 31), number=1)

    found = FortnoxDestination().open(scene.year, scene.user, scene.life).conditions()

    assert found.year == str(YEAR)


def test_registers_that_may_not_be_read_are_left_out(scene: Scene) -> None:
    with scene.fortnox.storage.transaction() as connection:
        lock_until(connection, TENANT, day=LAST_DAY)
        add_projects(connection, [Project(TENANT, "P1")])
    _grant(scene, without={"costcenter", "settings"})

    found = FortnoxDestination().open(scene.year, scene.user, scene.life).conditions()

    assert (found.year, found.objects, found.locked_until) == (str(YEAR), {PROJECT: {"P1": True}}, None)


def test_right_to_the_bookkeeping_is_needed(scene: Scene) -> None:
    _grant(scene, without={"bookkeeping"})

    error = _error_of(FortnoxDestination().open(scene.year, scene.user, scene.life).conditions)

    words = "“Har inte behörighet för scope.” (2000663)"
    assert (error.reason, error.words, error.may_pass) == (Reason.SCOPE_MISSING, words, False)


def test_highest_number_is_that_of_the_series(scene: Scene) -> None:
    books = scene.opened()
    for _ in range(3):
        books.post(RENT, last_look=yes)

    assert (books.highest("A"), books.highest("B")) == (3, 0)
    assert _error_of(partial(books.highest, "Z")).reason == Reason.SERIES_MISSING


def test_list_holds_the_vouchers_of_those_days_in_that_series(scene: Scene) -> None:
    with scene.fortnox.storage.transaction() as connection:
        set_manual(connection, TENANT, year=YEAR, code="I")
    books = scene.opened()
    for voucher in (RENT, replace(RENT, day=date(2025, 12, 30)), replace(RENT, series="I")):
        books.post(voucher, last_look=yes)

    found = books.vouchers("A", start=LAST_DAY, end=LAST_DAY)

    assert found == (ListedVoucher(1, LAST_DAY, RENT.text, RENT.comments),)
    assert [one.number for one in books.vouchers("A", start=date(2025, 1, 1), end=LAST_DAY)] == [1, 2]


def test_voucher_that_is_not_there_is_none(scene: Scene) -> None:
    assert scene.opened().read("A", 1) is None


def test_struck_rows_are_not_read(scene: Scene) -> None:
    books = scene.opened()
    with at_desk(scene.fortnox.storage) as desk:
        rows = (NewRow("5010", 100), NewRow("1930", -100))
        booked: BookedVoucher = book(desk.connection, TENANT, NewVoucher(YEAR, "A", LAST_DAY, "Hyra", rows, NOW))
        quirks.edit_voucher(desk, booked, rows=(NewRow("3740", 7), NewRow("1930", -7)), person="Bo")

    read = books.read("A", 1)

    assert read is not None
    assert (read.comments, read.rows) == ("", (OutgoingRow("3740", 7), OutgoingRow("1930", -7)))


@pytest.mark.parametrize(
    ("fault", "reason", "words", "may_pass"),
    [
        (Fault(Kind.UNAUTHORIZED), Reason.TOKEN_REFUSED, "“unauthorized”", False),
        (Fault(Kind.FORBIDDEN_EMPTY), Reason.RIGHT_MISSING, "", False),
        (Fault(Kind.REFUSED), Reason.REFUSED, "“Ogiltig parameter i anropet.” (2000588)", False),
        (Fault(Kind.SERVER_ERROR), Reason.UNAVAILABLE, "“System exception” (1000003)", True),
        (Fault(Kind.TOO_MANY, options={"retry_after": 1}), Reason.TOO_MANY_CALLS, "“Too many requests”", True),
    ],
)
def test_question_that_cannot_be_answered_says_why(
    *, scene: Scene, fault: Fault, reason: Reason, words: str, may_pass: bool
) -> None:
    books = scene.opened()
    scene.fortnox.control.keep_fault(replace(fault, calls=None))

    error = _error_of(partial(books.read, "A", 1))

    assert (error.reason, error.words, error.may_pass) == (reason, words, may_pass)


def test_fault_that_passes_is_not_noticed(scene: Scene) -> None:
    books = scene.opened()
    scene.fortnox.control.fault(Kind.BAD_GATEWAY)

    assert books.highest("A") == 0


def test_lost_connection_ends_the_asking(scene: Scene) -> None:
    books = scene.opened()
    scene.fortnox.control.revoke_consents(TENANT)
    scene.fortnox.control.fault(Kind.UNAUTHORIZED)

    error = _error_of(partial(books.highest, "A"))

    assert (error.reason, error.may_pass) == (Reason.CONNECTION_LOST, False)


def test_every_question_gives_a_sign_of_life_that_may_stop_the_work(scene: Scene) -> None:
    books = scene.opened()
    before = scene.life.signs

    books.highest("A")

    assert scene.life.signs == before + 1
    scene.life.most = scene.life.signs
    with pytest.raises(StoppedError):
        books.vouchers("A", start=LAST_DAY, end=LAST_DAY)


@pytest.fixture
def other() -> Iterator[Scripted]:
    """Give a Fortnox that answers as it is told to."""
    with scripted() as server:
        yield server


def test_list_that_is_not_whole_is_no_list(other: Scripted) -> None:
    books = _books_of(other)
    of_more = {"@TotalResources": 2, "@TotalPages": 1, "@CurrentPage": 1}
    head = {"Year": YEAR, "VoucherSeries": "A", "VoucherNumber": 1, "TransactionDate": "2025-12-31"}
    other.replies = [_json({"MetaInformation": of_more, "Vouchers": [head]})]

    error = _error_of(lambda: books.vouchers("A", start=LAST_DAY, end=LAST_DAY))

    assert (error.reason, error.may_pass) == (Reason.LIST_NOT_WHOLE, True)
    whole = {**of_more, "@TotalResources": 1}
    other.replies = [_json({"MetaInformation": whole, "Vouchers": [head]})]
    assert books.vouchers("A", start=LAST_DAY, end=LAST_DAY) == (ListedVoucher(1, LAST_DAY, "", ""),)


def test_highest_number_is_counted_where_the_series_does_not_tell_the_next(other: Scripted) -> None:
    books = _books_of(other)
    heads = [{"Year": YEAR, "VoucherSeries": "A", "VoucherNumber": number} for number in (2, 7, 5)]
    series = {"Code": "A", "Manual": True, "Year": YEAR}
    other.replies = [_json({"VoucherSeries": series}), _json({"Vouchers": heads})]

    assert books.highest("A") == 7


def test_answer_that_is_not_understood_is_told_so(other: Scripted) -> None:
    books = _books_of(other)
    other.replies = [_json({"VoucherSeries": {"NextVoucherNumber": "many"}})]

    error = _error_of(partial(books.highest, "A"))

    assert (error.reason, error.may_pass) == (Reason.UNREADABLE, False)


def _books_of(server: Scripted) -> FortnoxBookkeeping:
    """Open the books of a Fortnox that has one year and nothing in it."""
    year = {"Id": YEAR, "FromDate": "2025-01-01", "ToDate": "2025-12-31"}
    company = {"CompanyName": "Exempel AB", "OrganizationNumber": "556677-8899", "DatabaseNumber": 1}
    lists = ("VoucherSeriesCollection", "Accounts", "CostCenters", "Projects")
    server.replies = [
        _json({"CompanyInformation": company}),
        _json({"FinancialYears": [year]}),
        *(_json({name: []}) for name in lists),
        _json({"LockedPeriod": {}}),
    ]
    time, tokens = FakeTime(), FakeTokens()
    asking = FortnoxClient(tokens, address=server.url, limiter=time.limiter, when=time.time)
    books = FortnoxBookkeeping((date(2025, 1, 1), LAST_DAY), asking=asking, tokens=tokens, gate=time.limiter)
    books.conditions()
    return books


def _json(content: object) -> Reply:
    return Reply(body=json.dumps(content).encode())


def _error_of(ask: Callable[[], object]) -> DestinationError:
    with pytest.raises(DestinationError) as caught:
        ask()
    return caught.value


def _grant(scene: Scene, *, without: set[str]) -> None:
    """Let the connection's tokens open less than everything."""
    scopes = tuple(scope for scope in EVERY_SCOPE if scope not in without)
    tokens = scene.fortnox.control.tokens(TENANT, scopes)
    connection = scene.connection
    pair = Pair(tokens.access_token, tokens.refresh_token, HOUR, scopes=scopes)
    assert sealed.store(pair, connection, given_at=timezone.now())
