"""Real processes: eight refresh once, and one that is killed anywhere leaves a state that heals or says what to do."""

import signal
from datetime import timedelta

import pytest
from django.utils import timezone

from closing.importing.sources import ConnectionState
from integrations.fortnox.connection import sealed, spool
from integrations.fortnox.connection.errors import TokenLostError
from integrations.fortnox.connection.shown import shown
from integrations.fortnox.connection.tokens import Tokens
from integrations.fortnox.models import FortnoxConnection
from tests.integrations.fortnox.connection.factory import QUICK, make_connection
from tests.integrations.fortnox.connection.takers import takers
from tests.integrations.fortnox.connection.token_server import TokenServer
from tests.jobs.installation import until

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.crash]
EIGHT = 8


def crashed(connection: FortnoxConnection, point: str) -> None:
    """Let a process die at a point, and the time of its lease pass."""
    with takers(connection, crash_at=point) as (one,):
        one.go()
        assert (one.hear(), one.hear(), one.end()) == ("going", "", -signal.SIGKILL)
    past = timezone.now() - timedelta(seconds=1)
    FortnoxConnection.objects.filter(lease_until__gt=past).update(lease_until=past)


def test_eight_processes_at_once_refresh_once(server: TokenServer) -> None:
    connection = make_connection(refresh=server.new_refresh_token())
    server.hold.clear()

    with takers(connection, count=EIGHT) as started:
        for one in started:
            one.go()
        assert [one.hear() for one in started] == ["going"] * EIGHT
        until(lambda: server.reached)
        server.hold.set()
        told = [one.hear() for one in started]

    connection.refresh_from_db()
    assert told == [sealed.fingerprint(sealed.access_of(connection))] * EIGHT
    assert (server.asked, connection.version, server.living) == (
        ["refresh_token"],
        2,
        {sealed.refresh_of(connection)},
    )


@pytest.mark.parametrize(
    ("point", "asked"),
    [
        ("token:after_lease", 1),
        ("token:before_request", 1),
        ("token:after_spool", 1),
        ("token:after_commit", 1),
    ],
)
def test_process_killed_where_nothing_is_lost_is_followed_by_one_that_heals(
    server: TokenServer, point: str, asked: int
) -> None:
    connection = make_connection(refresh=server.new_refresh_token())
    crashed(connection, point)

    token = Tokens(connection.pk, patience=QUICK).token()

    connection.refresh_from_db()
    assert (token, connection.state, len(server.asked)) == (sealed.access_of(connection), "connected", asked)
    assert (server.living, spool.replay()["stored"]) == ({sealed.refresh_of(connection)}, 0)


def test_process_killed_with_the_only_copy_leaves_a_loss_that_says_what_to_do(server: TokenServer) -> None:
    connection = make_connection(refresh=server.new_refresh_token())
    crashed(connection, "token:after_response")

    with pytest.raises(TokenLostError):
        Tokens(connection.pk, patience=QUICK).token()

    page = shown(connection.engagement, connection.user, timezone.now())
    assert page
    assert (page.state, page.is_usable, bool(page.connect_url)) == (ConnectionState.LOST, False, True)


def test_process_killed_with_the_only_copy_of_a_service_account_heals(server: TokenServer) -> None:
    server.has_consent = True
    connection = make_connection(refresh=server.new_refresh_token(), is_service=True)
    crashed(connection, "token:after_response")

    token = Tokens(connection.pk, patience=QUICK).token()

    connection.refresh_from_db()
    assert (token, connection.state) == (sealed.access_of(connection), "connected")


def test_what_a_killed_process_left_is_stored_when_a_worker_starts(server: TokenServer) -> None:
    connection = make_connection(refresh=server.new_refresh_token())
    crashed(connection, "token:after_spool")

    told = spool.replay()

    connection.refresh_from_db()
    assert (told["stored"], connection.version, {sealed.refresh_of(connection)}) == (1, 2, server.living)
    assert spool.files() == []


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGALRM, signal.SIGINT])
def test_signal_during_the_question_waits_until_the_answer_is_stored(
    server: TokenServer, number: signal.Signals
) -> None:
    connection = make_connection(refresh=server.new_refresh_token())
    server.hold.clear()

    with takers(connection) as (one,):
        one.go()
        until(lambda: server.reached)
        one.process.send_signal(number)
        server.hold.set()
        status = one.end()

    connection.refresh_from_db()
    assert (status != 0, connection.version, {sealed.refresh_of(connection)}) == (True, 2, server.living)
