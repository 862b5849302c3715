"""Tests of sending a voucher to Fortnox: what every outcome is told as, and what was booked meanwhile."""

import socket
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import pytest
import requests
from django.utils import timezone
from pytest_django.fixtures import Settings

from closing.entries.export.destinations import Answer, Outcome
from closing.entries.export.outgoing import OutgoingRow
from integrations.fortnox.client.limiter import Limiter
from integrations.fortnox.connection import ending
from integrations.fortnox.destination.bookkeeping import LONGEST_PAUSE, SHORTEST_PAUSE
from integrations.fortnox.destination.destination import FortnoxDestination
from integrations.fortnox.destination.last_look import LastLook, TooLateError
from integrations.fortnox.destination.reasons import Reason
from integrations.fortnox.models import FortnoxConnection
from integrations.fortnox.simulator.books.accounts import account_of, change_account
from integrations.fortnox.simulator.books.companies import lock_until
from integrations.fortnox.simulator.books.series import set_manual
from integrations.fortnox.simulator.register.dimensions import CostCentre, Project, add_cost_centres, add_projects
from integrations.fortnox.simulator.web.faults.kinds import Kind
from tests.integrations.fortnox.destination.conftest import RENT, Scene, yes
from tests.integrations.fortnox.simulated import SECONDS
from tests.integrations.fortnox.simulator.calls import TENANT
from tests.integrations.fortnox.simulator.register.made import YEAR

AGAIN = Answer(Outcome.NOT_SENT, may_be_sent_again=True)


def _refused(reason: Reason, words: str, *, concerns_all: bool = False, status: int = 400) -> Answer:
    return Answer(Outcome.REFUSED, reason=reason, words=words, status=status, concerns_all=concerns_all)


def _change(scene: Scene, number: str, **fields: object) -> None:
    with scene.fortnox.storage.transaction() as connection:
        account = account_of(connection, TENANT, year=YEAR, number=number)
        assert account is not None
        change_account(connection, replace(account, **fields))  # type: ignore[arg-type]  # fields of an account


def _has_expired(scene: Scene) -> None:
    FortnoxConnection.objects.filter(pk=scene.connection.pk).update(access_expires_at=timezone.now())


def test_voucher_is_booked_and_reads_back_as_it_was_sent(scene: Scene) -> None:
    books = scene.opened()

    answer = books.post(RENT, last_look=yes)

    assert answer == Answer(Outcome.BOOKED, number=1)
    read = books.read("A", 1)
    assert read is not None
    assert (read.day, read.text, read.comments, read.rows) == (RENT.day, RENT.text, RENT.comments, RENT.rows)
    assert (scene.sent, scene.booked) == (1, 1)


def test_voucher_is_shown_on_the_pages_of_the_simulator(scene: Scene) -> None:
    scene.opened().post(RENT, last_look=yes)
    pages = f"{scene.fortnox.url}/foretag/{TENANT}/verifikationer"

    listed = requests.get(f"{pages}?ar={YEAR}&serie=A", timeout=SECONDS).text
    shown = requests.get(f"{pages}/{YEAR}/A/1", timeout=SECONDS).text

    assert RENT.text in listed
    assert f"<dd>{RENT.text}</dd>" in shown
    assert f"<dd>{RENT.comments}</dd>" in shown
    assert "<td>Januari</td>" in shown
    assert shown.count('<td class="amount">1 000,50</td>') == 4


def test_cost_centre_project_and_long_text_of_a_row_arrive(scene: Scene) -> None:
    with scene.fortnox.storage.transaction() as connection:
        add_cost_centres(connection, [CostCentre(TENANT, "K1")])
        add_projects(connection, [Project(TENANT, "P1")])
    rows = (
        OutgoingRow("5010", 1, "K1", "P1", "å" * 160),
        OutgoingRow("3740", 250_000_000_001, "", "P1"),
        OutgoingRow("1930", -250_000_000_002),
    )
    voucher, books = replace(RENT, rows=rows), scene.opened()

    books.post(voucher, last_look=yes)

    read = books.read("A", 1)
    assert read is not None
    assert voucher.has_rows_of(read.rows)
    assert [row.text for row in read.rows] == ["å" * 100, "", ""]


def test_series_that_is_not_manual_refuses(scene: Scene) -> None:
    with scene.fortnox.storage.transaction() as connection:
        set_manual(connection, TENANT, year=YEAR, code="A", is_manual=False)

    answer = scene.opened().post(RENT, last_look=yes)

    words = "“Verifikationsserien är inte manuell (A).” (2009008)"
    assert answer == _refused(Reason.SERIES_NOT_MANUAL, words, concerns_all=True)
    assert (scene.sent, scene.booked) == (1, 0)


def test_series_that_does_not_exist_refuses(scene: Scene) -> None:
    answer = scene.opened().post(replace(RENT, series="Z"), last_look=yes)

    words = '“Verifikationsserien "Z" finns inte” (2009006)'
    assert answer == _refused(Reason.SERIES_MISSING, words, concerns_all=True)


def test_locked_period_refuses(scene: Scene) -> None:
    with scene.fortnox.storage.transaction() as connection:
        lock_until(connection, TENANT, day=date(2025, 12, 31))

    answer = scene.opened().post(RENT, last_look=yes)

    words = "“Systemadministratören har låst perioden t.o.m. 2025-12-31. Lås upp perioden för att fortsätta.” (2000401)"
    assert answer == _refused(Reason.PERIOD_LOCKED, words, concerns_all=True)


def test_inactive_account_refuses_this_voucher_alone(scene: Scene) -> None:
    _change(scene, "5010", is_active=False)

    answer = scene.opened().post(RENT, last_look=yes)

    assert answer == _refused(Reason.ACCOUNT_INACTIVE, '“Konto "5010" är inte aktivt” (2000550)')
    assert (scene.sent, scene.booked) == (1, 0)


def test_unknown_account_refuses(scene: Scene) -> None:
    rows = (OutgoingRow("8999", 100), OutgoingRow("1930", -100))

    answer = scene.opened().post(replace(RENT, rows=rows), last_look=yes)

    assert answer == _refused(Reason.ACCOUNT_MISSING, "“Kunde inte hitta konto 8999” (2001304)")


def test_account_that_demands_a_cost_centre_refuses(scene: Scene) -> None:
    _change(scene, "5010", cost_centre_settings="MANDATORY")

    answer = scene.opened().post(RENT, last_look=yes)

    words = "“Kostnadsställe måste anges på konto 5010.” (2000946)"
    assert answer == _refused(Reason.COST_CENTRE_DEMANDED, words)


def test_refusal_without_a_known_reason_has_the_words_of_fortnox(scene: Scene) -> None:
    answer = scene.opened().post(replace(RENT, day=date(2026, 1, 1)), last_look=yes)

    words = "“Transaktionsdatumet 2026-01-01 ligger utanför räkenskapsåret.” (2009005)"
    assert answer == _refused(Reason.REFUSED, words)


@pytest.mark.parametrize(
    ("code", "message", "reason"),
    [
        (2000663, "Har inte behörighet för scope.", Reason.SCOPE_MISSING),
        (2001103, "Api-licens saknas.", Reason.LICENCE_MISSING),
        (2002455, "Saknar behörighet för verifikationer.", Reason.RIGHT_MISSING),
    ],
)
def test_missing_right_concerns_every_voucher(*, scene: Scene, code: int, message: str, reason: Reason) -> None:
    books = scene.opened()
    scene.fault(Kind.FORBIDDEN, code=code, message=message)

    answer = books.post(RENT, last_look=yes)

    assert answer == _refused(reason, f"“{message}” ({code})", concerns_all=True, status=403)


def test_refusal_without_words_is_one(scene: Scene) -> None:
    books = scene.opened()
    scene.fault(Kind.FORBIDDEN_EMPTY)

    answer = books.post(RENT, last_look=yes)

    assert answer == _refused(Reason.RIGHT_MISSING, "", concerns_all=True, status=403)


def test_account_that_is_no_number_is_not_sent(scene: Scene) -> None:
    rows = (OutgoingRow("19³0", 100), OutgoingRow("KASSA", -100))

    answer = scene.opened().post(replace(RENT, rows=rows), last_look=yes)

    assert answer == Answer(Outcome.REFUSED, reason=Reason.ACCOUNT_MISSING)
    assert scene.sent == 0


@pytest.mark.parametrize(("options", "seconds"), [({}, 5.0), ({"retry_after": 3}, 3.0)])
def test_too_many_calls_is_not_sent_and_says_how_long_to_wait(
    *, scene: Scene, options: dict[str, int], seconds: float
) -> None:
    books = scene.opened()
    scene.fault(Kind.TOO_MANY, **options)

    answer = books.post(RENT, last_look=yes)

    too_many = replace(AGAIN, reason=Reason.TOO_MANY_CALLS, words="“Too many requests”", status=429)
    assert answer == replace(too_many, retry_after=seconds)
    assert (scene.sent, scene.booked) == (1, 0)


@pytest.mark.parametrize(
    ("kind", "status", "words", "booked"),
    [
        (Kind.SERVER_ERROR, 500, "“System exception” (1000003)", 0),
        (Kind.SERVER_ERROR_EMPTY, 500, "", 0),
        (Kind.BAD_GATEWAY, 502, "", 0),
        (Kind.HOLLOW_SUCCESS, 200, "“System exception” (1000003)", 0),
        (Kind.DROPPED_BEFORE, None, "", 0),
        (Kind.DROPPED_AFTER, None, "", 1),
        (Kind.BAD_GATEWAY_AFTER, 502, "", 1),
        (Kind.CUT_SHORT, None, "", 1),
    ],
)
def test_answer_that_says_nothing_is_uncertain_and_sent_once(
    *, scene: Scene, kind: Kind, status: int | None, words: str, booked: int
) -> None:
    books = scene.opened()
    scene.fault(kind)

    answer = books.post(RENT, last_look=yes)

    assert answer == Answer(Outcome.UNKNOWN, reason=Reason.NO_ANSWER, words=words, status=status)
    assert (scene.sent, scene.booked) == (1, booked)
    listed = books.vouchers("A", start=RENT.day, end=RENT.day)
    assert [(one.text, one.comments) for one in listed] == [(RENT.text, RENT.comments)] * booked


def test_voucher_that_is_booked_late_is_found_later(scene: Scene) -> None:
    scene.fortnox.control.stop_clock()
    books = scene.opened()
    scene.fault(Kind.LATE_COMMIT, seconds=60)

    answer = books.post(RENT, last_look=yes)

    before = books.vouchers("A", start=RENT.day, end=RENT.day)
    scene.fortnox.control.move_clock(timedelta(seconds=60))
    after = books.vouchers("A", start=RENT.day, end=RENT.day)
    assert answer.outcome == Outcome.UNKNOWN
    assert (before, [one.number for one in after]) == ((), [1])


def test_fortnox_that_is_not_reached_was_sent_nothing(scene: Scene, settings: Settings) -> None:
    books = scene.opened()
    settings.FORTNOX_API_URL = f"http://127.0.0.1:{_closed_port()}/3"

    answer = books.post(RENT, last_look=yes)

    assert replace(answer, retry_after=0.0) == replace(AGAIN, reason=Reason.UNREACHABLE)
    assert SHORTEST_PAUSE <= answer.retry_after <= LONGEST_PAUSE
    assert (scene.sent, scene.booked) == (0, 0)


def test_refused_token_is_renewed_and_the_next_try_books(scene: Scene) -> None:
    books, version = scene.opened(), scene.connection.version
    scene.fault(Kind.UNAUTHORIZED)

    answers = [books.post(RENT, last_look=yes) for _ in range(2)]

    assert answers == [
        replace(AGAIN, reason=Reason.TOKEN_REFUSED, words="“unauthorized”", status=401),
        Answer(Outcome.BOOKED, number=1),
    ]
    assert (scene.connection.version, scene.sent, scene.booked) == (version + 1, 2, 1)


def test_token_that_expired_is_renewed_before_the_voucher_leaves(scene: Scene) -> None:
    books = scene.opened()
    _has_expired(scene)

    answer = books.post(RENT, last_look=yes)

    assert answer == Answer(Outcome.BOOKED, number=1)
    assert [call.path for call in scene.fortnox.control.calls()] == ["/oauth-v1/token", "/3/vouchers"]


def test_company_that_takes_its_consent_back_loses_the_connection(scene: Scene) -> None:
    books = scene.opened()
    scene.fortnox.control.revoke_consents(TENANT)
    scene.fault(Kind.UNAUTHORIZED)

    answer = books.post(RENT, last_look=yes)

    assert answer == Answer(Outcome.NOT_SENT, reason=Reason.CONNECTION_LOST, concerns_all=True)
    assert FortnoxDestination().state(scene.engagement, scene.user).is_ready is False
    assert scene.booked == 0


def test_connection_that_the_user_ended_sends_nothing(scene: Scene) -> None:
    books = scene.opened()
    ending.disconnect(scene.connection, actor=scene.user)

    answer = books.post(RENT, last_look=yes)

    assert answer == Answer(Outcome.NOT_SENT, reason=Reason.CONNECTION_MISSING, concerns_all=True)
    assert scene.sent == 0


def test_token_that_cannot_be_had_now_may_be_had_later(scene: Scene, settings: Settings) -> None:
    books = scene.opened()
    _has_expired(scene)
    settings.FORTNOX_AUTH_URL = f"http://127.0.0.1:{_closed_port()}/oauth-v1"

    answer = books.post(RENT, last_look=yes)

    assert answer == replace(AGAIN, reason=Reason.LOGIN_UNANSWERED, retry_after=10.0)
    assert scene.sent == 0


def test_voucher_needs_the_year_that_the_conditions_found(scene: Scene) -> None:
    books = FortnoxDestination().open(scene.year, scene.user, scene.life)

    answer = books.post(RENT, last_look=yes)

    assert answer == Answer(Outcome.NOT_SENT, reason=Reason.YEAR_MISSING, concerns_all=True)
    assert scene.sent == 0


def test_last_look_that_says_no_keeps_the_voucher_here(scene: Scene) -> None:
    books = scene.opened()

    answer = books.post(RENT, last_look=lambda: False)

    assert answer == Answer(Outcome.NOT_SENT, reason=Reason.TOO_LATE, may_be_sent_again=True)
    assert scene.fortnox.control.calls() == []
    assert books.post(RENT, last_look=yes) == Answer(Outcome.BOOKED, number=1)


def test_last_look_comes_once_and_after_the_token(scene: Scene) -> None:
    books, looks = scene.opened(), list[list[str]]()
    _has_expired(scene)

    def look() -> bool:
        looks.append([call.path for call in scene.fortnox.control.calls()])
        return True

    books.post(RENT, last_look=look)

    assert looks == [["/oauth-v1/token"]]


def test_sending_gives_no_sign_of_life_that_could_stop_it(scene: Scene) -> None:
    books = scene.opened()
    scene.life.most = scene.life.signs

    answer = books.post(RENT, last_look=yes)

    assert answer == Answer(Outcome.BOOKED, number=1)


@dataclass(slots=True)
class Clock:
    """Goes on only while somebody sleeps, and remembers what happened when."""

    now: float = 0.0
    told: list[tuple[str, float]] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        """Let the time pass."""
        self.now += seconds

    def look(self) -> bool:
        """Remember the look."""
        self.told.append(("look", self.now))
        return False


def test_last_look_comes_after_the_wait_for_the_limit() -> None:
    clock = Clock()
    limiter = Limiter(requests=1, seconds=5.0, clock=lambda: clock.now, sleep=clock.sleep)
    limiter.wait()
    gate = LastLook(limiter, clock.look)

    gate.hold(7.0)
    with pytest.raises(TooLateError):
        gate.wait()

    assert clock.told == [("look", 7.0)]


def _closed_port() -> int:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port: int = closed.getsockname()[1]
    return port
