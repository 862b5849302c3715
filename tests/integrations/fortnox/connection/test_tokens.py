"""An access token is refreshed once, stored before it is used, and lost only when Fortnox says so."""

from datetime import date, datetime, timedelta

import pytest
from django.db import OperationalError, connections, transaction
from django.utils import timezone
from pytest_django.fixtures import Settings
from time_machine import TimeMachineFixture

from closing.activity.models import Event
from integrations.fortnox.connection import sealed, spool
from integrations.fortnox.connection.ending import disconnect
from integrations.fortnox.connection.endpoint import Pair
from integrations.fortnox.connection.errors import TokenLostError, TokenUnavailableError
from integrations.fortnox.connection.tokens import Tokens
from integrations.fortnox.models import FortnoxConnection, TokenRefresh
from tests.integrations.fortnox.connection.factory import ACCESS, QUICK, ended, make_connection
from tests.integrations.fortnox.connection.token_server import (
    BROKEN_AFTER,
    BROKEN_BEFORE,
    GATEWAY_AFTER,
    TOO_MANY,
    Answer,
    TokenServer,
)

pytestmark = pytest.mark.django_db


def tokens_of(connection: FortnoxConnection) -> Tokens:
    return Tokens(connection.pk, patience=QUICK)


def outcomes(connection: FortnoxConnection) -> list[str]:
    return list(connection.refreshes.order_by("started_at").values_list("outcome", flat=True))


def test_token_with_time_left_is_given_without_asking(server: TokenServer) -> None:
    connection = make_connection(life=timedelta(minutes=6))

    token = tokens_of(connection).token()

    assert (token, server.asked) == (ACCESS, [])


@pytest.mark.parametrize("seconds", [299, 0, -3600])
def test_token_with_little_left_is_refreshed_and_stored(server: TokenServer, seconds: int) -> None:
    connection = make_connection(refresh=server.new_refresh_token(), life=timedelta(seconds=seconds))

    token = tokens_of(connection).token()

    connection.refresh_from_db()
    assert token == sealed.access_of(connection) != ACCESS
    assert {sealed.refresh_of(connection)} == server.living
    assert (connection.version, connection.lease_until, connection.lease_owner) == (2, None, "")
    assert (outcomes(connection), server.asked, spool.files()) == (["stored"], ["refresh_token"], [])


def test_second_token_is_given_from_the_row(server: TokenServer) -> None:
    connection = make_connection(refresh=server.new_refresh_token())

    first, second = tokens_of(connection).token(), tokens_of(connection).token()

    assert (first, len(server.asked)) == (second, 1)


def test_refused_token_is_replaced_once(server: TokenServer) -> None:
    connection = make_connection(refresh=server.new_refresh_token(), life=timedelta(hours=1))

    renewed = tokens_of(connection).renewed(ACCESS)
    again = tokens_of(connection).renewed(ACCESS)

    assert (renewed, len(server.asked)) == (again, 1)
    assert renewed != ACCESS


def test_token_that_lives_shortly_from_the_start_is_not_refreshed_for_ever(server: TokenServer) -> None:
    connection = make_connection(refresh=server.new_refresh_token())
    short = Answer(200, b'{"access_token":"short","expires_in":60,"scope":"","refresh_token":"r"}', rotates=True)
    server.planned.append(short)

    tokens = [tokens_of(connection).token(), tokens_of(connection).token()]

    assert (tokens, len(server.asked)) == (["short", "short"], 1)


def test_dead_refresh_token_means_lost(server: TokenServer) -> None:
    connection = make_connection(refresh="used")

    with pytest.raises(TokenLostError) as lost:
        tokens_of(connection).token()

    connection.refresh_from_db()
    told = Event.objects.get(code="fortnox:lost")
    assert (lost.value.state, connection.state, outcomes(connection)) == ("lost", "lost", ["refused"])
    assert (connection.sealed_access, connection.sealed_refresh) == ("", "")
    assert (told.facts, told.result) == ({"company": "Exempel AB", "reason": "invalid_grant"}, "failed")


def test_lost_connection_asks_fortnox_nothing(server: TokenServer) -> None:
    connection = ended("lost", make_connection())

    with pytest.raises(TokenLostError):
        tokens_of(connection).token()

    assert server.asked == []


def test_dead_refresh_token_whose_successor_is_there_is_not_lost(
    server: TokenServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    connection = make_connection(refresh="used")
    sound = make_connection(refresh=server.new_refresh_token())

    def slower(answer: str) -> None:
        # Another process stores a pair between this one's question and its answer.
        other = FortnoxConnection.objects.get(pk=connection.pk)
        pair = Pair("access-other", "refresh-other", timedelta(hours=1), ())
        assert sealed.store(pair, other, given_at=timezone.now())

    monkeypatch.setattr("closing.crash.point", slower)
    token = tokens_of(connection).token()

    connection.refresh_from_db()
    assert (token, connection.state, sound.state) == ("access-other", "connected", "connected")


@pytest.mark.parametrize("fault", [BROKEN_AFTER, GATEWAY_AFTER])
def test_answer_that_is_lost_after_the_change_means_lost_at_the_second_try(server: TokenServer, fault: Answer) -> None:
    connection = make_connection(refresh=server.new_refresh_token())
    server.planned.append(fault)

    with pytest.raises(TokenLostError):
        tokens_of(connection).token()

    assert (outcomes(connection), len(server.asked)) == (["unknown", "refused"], 2)


def test_answer_that_is_lost_before_the_change_heals_at_the_second_try(server: TokenServer) -> None:
    connection = make_connection(refresh=server.new_refresh_token())
    server.planned.append(BROKEN_BEFORE)

    token = tokens_of(connection).token()

    assert token != ACCESS
    assert outcomes(connection) == ["unknown", "stored"]


def test_two_answers_lost_leave_the_connection_as_it_is(server: TokenServer) -> None:
    connection = make_connection(refresh=server.new_refresh_token())
    server.planned += [BROKEN_BEFORE, BROKEN_BEFORE]

    with pytest.raises(TokenUnavailableError):
        tokens_of(connection).token()

    connection.refresh_from_db()
    assert (connection.state, outcomes(connection)) == ("connected", ["unknown", "unknown"])
    assert tokens_of(connection).token() != ACCESS


@pytest.mark.parametrize(
    "fault",
    [
        TOO_MANY,
        Answer(401, b'{"error":"invalid_client","error_description":"x"}', "text/plain;charset=UTF-8"),
        Answer(401, b'{"error":"error_missing_license"}'),
    ],
)
def test_refusal_that_is_not_about_the_token_leaves_the_connection(server: TokenServer, fault: Answer) -> None:
    connection = make_connection(refresh=server.new_refresh_token())
    server.planned.append(fault)

    with pytest.raises(TokenUnavailableError):
        tokens_of(connection).token()

    connection.refresh_from_db()
    assert (connection.state, connection.lease_until) == ("connected", None)
    assert tokens_of(connection).token() != ACCESS


def test_fortnox_out_of_reach_leaves_the_connection(server: TokenServer, settings: Settings) -> None:
    connection = make_connection(refresh=server.new_refresh_token())
    settings.FORTNOX_AUTH_URL = "http://127.0.0.1:9/oauth-v1"

    with pytest.raises(TokenUnavailableError):
        tokens_of(connection).token()

    connection.refresh_from_db()
    assert (connection.state, connection.lease_until, outcomes(connection)) == ("connected", None, ["not_sent"])


def test_service_account_heals_by_client_credentials(server: TokenServer) -> None:
    server.has_consent = True
    connection = make_connection(refresh="used", is_service=True)

    token = tokens_of(connection).token()
    FortnoxConnection.objects.update(access_expires_at=timezone.now())
    later = tokens_of(connection).token()

    connection.refresh_from_db()
    assert len({ACCESS, token, later}) == 3
    assert (connection.state, connection.sealed_refresh) == ("connected", "")
    assert server.asked == ["refresh_token", "client_credentials", "client_credentials"]


def test_service_account_without_consent_is_lost(server: TokenServer) -> None:
    connection = make_connection(refresh="used", is_service=True)

    with pytest.raises(TokenLostError):
        tokens_of(connection).token()

    connection.refresh_from_db()
    assert connection.state == "lost"


def test_lease_of_a_dead_process_is_taken_over(server: TokenServer) -> None:
    connection = make_connection(
        refresh=server.new_refresh_token(), lease_until=timezone.now() - timedelta(seconds=1), lease_owner="dead"
    )

    assert tokens_of(connection).token() != ACCESS


def test_lease_of_a_living_process_is_waited_for(server: TokenServer) -> None:
    lease = timezone.now() + timedelta(seconds=60)
    connection = make_connection(refresh=server.new_refresh_token(), lease_until=lease, lease_owner="other")
    impatient = Tokens(connection.pk, patience=type(QUICK)(in_all=0.1, between_looks=0.01))

    with pytest.raises(TokenUnavailableError):
        impatient.token()

    assert server.asked == []


def test_pair_left_in_the_spool_is_used_and_nothing_asked(server: TokenServer) -> None:
    connection = make_connection(refresh="used")
    pair = Pair("access-spooled", server.new_refresh_token(), timedelta(hours=1), ())
    spool.keep(sealed.written(pair, connection, given_at=timezone.now()), connection)

    token = tokens_of(connection).token()

    assert (token, server.asked, spool.files()) == ("access-spooled", [], [])


def test_pair_left_in_the_spool_revives_a_lost_connection(server: TokenServer) -> None:
    connection = make_connection(refresh="used")
    pair = Pair("access-spooled", server.new_refresh_token(), timedelta(hours=1), ())
    text = sealed.written(pair, connection, given_at=timezone.now())
    with pytest.raises(TokenLostError):
        tokens_of(connection).token()
    spool.keep(text, connection)

    assert tokens_of(connection).token() == "access-spooled"


def test_pair_that_comes_after_a_disconnection_is_revoked(server: TokenServer, monkeypatch: pytest.MonkeyPatch) -> None:
    connection = make_connection(refresh=server.new_refresh_token())

    def disconnects(name: str) -> None:
        if name == "token:after_response":
            disconnect(FortnoxConnection.objects.get(pk=connection.pk), actor=None)

    monkeypatch.setattr("closing.crash.point", disconnects)
    with pytest.raises(TokenLostError) as lost:
        tokens_of(connection).token()

    connection.refresh_from_db()
    assert (lost.value.state, connection.state, outcomes(connection)) == ("disconnected", "disconnected", ["overtaken"])
    assert (server.living, connection.sealed_refresh) == (set(), "")


def test_tokens_that_no_key_opens_are_lost_for_the_user_and_kept_for_the_key(server: TokenServer) -> None:
    connection = make_connection(sealed_access="gAAAA", life=timedelta(hours=1))

    with pytest.raises(TokenLostError):
        tokens_of(connection).token()

    connection.refresh_from_db()
    assert (connection.state, connection.sealed_access) == ("connected", "gAAAA")


def test_last_day_is_a_day_of_life_and_the_next_is_not(server: TokenServer, time_machine: TimeMachineFixture) -> None:
    # 2026-03-29 has 23 hours in Sweden.
    time_machine.move_to("2026-03-29T21:59:00+00:00", tick=False)
    connection = make_connection(refresh=server.new_refresh_token(), until=date(2026, 3, 29))
    begun = tokens_of(connection)
    first = begun.token()
    time_machine.move_to("2026-03-29T22:01:00+00:00", tick=False)

    with pytest.raises(TokenLostError) as lost:
        tokens_of(connection).token()

    assert (lost.value.state, begun.token()) == ("expired", first)


def test_pair_is_stored_although_the_database_is_away_for_a_moment(
    server: TokenServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    connection = make_connection(refresh=server.new_refresh_token())
    store, failures = sealed.store, [OperationalError("database is locked"), OperationalError("gone")]

    def fails_twice(pair: Pair, row: FortnoxConnection, *, given_at: datetime) -> bool:
        if failures:
            raise failures.pop()
        return store(pair, row, given_at=given_at)

    monkeypatch.setattr(sealed, "store", fails_twice)
    monkeypatch.setattr(connections, "close_all", lambda: None)
    token = tokens_of(connection).token()

    connection.refresh_from_db()
    assert (token, connection.version, len(server.asked)) == (sealed.access_of(connection), 2, 1)


def test_refresh_never_stands_inside_a_transaction(server: TokenServer) -> None:
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic(), transaction.atomic():
        tokens_of(make_connection(refresh=server.new_refresh_token())).token()

    assert server.asked == []


def test_no_secret_stands_in_the_row_the_note_or_the_words(server: TokenServer) -> None:
    connection = make_connection(refresh=server.new_refresh_token())
    access = tokens_of(connection).token()
    connection.refresh_from_db()
    note = TokenRefresh.objects.get()

    shown = " ".join([repr(connection), str(connection), repr(vars(connection)), repr(vars(note)), repr(Pair)])

    assert [secret for secret in (access, *server.living) if secret in shown] == []
