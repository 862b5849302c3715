"""What is done for tokens in the background: old ones refreshed, cut-off refreshes finished, the spool emptied."""

from datetime import timedelta

import pytest
from django.utils import timezone

from closing.jobs import watchdog
from integrations.fortnox.connection import sealed, spool, upkeep
from integrations.fortnox.connection.endpoint import Pair
from integrations.fortnox.models import FortnoxConnection, OAuthAttempt, TokenRefresh
from tests.integrations.fortnox.connection.factory import ended, make_connection
from tests.integrations.fortnox.connection.test_life import do_job
from tests.integrations.fortnox.connection.token_server import TokenServer

pytestmark = pytest.mark.django_db
LONG_AGO = timedelta(days=21)


def aged(connection: FortnoxConnection, by: timedelta = LONG_AGO) -> FortnoxConnection:
    """Let the tokens of a connection be old."""
    FortnoxConnection.objects.filter(pk=connection.pk).update(refreshed_at=timezone.now() - by)
    return connection


def test_old_refresh_token_is_renewed_and_a_young_one_left(server: TokenServer) -> None:
    old = aged(make_connection(refresh=server.new_refresh_token(), life=timedelta(hours=1)))
    young = make_connection(refresh=server.new_refresh_token())

    job = do_job("fortnox_tokens")

    versions = [FortnoxConnection.objects.get(pk=one.pk).version for one in (old, young)]
    assert (job.state, job.result["refreshed"], versions) == ("done", 1, [2, 1])


@pytest.mark.parametrize("state", ["expired", "lost", "disconnected"])
def test_ended_connection_is_left(server: TokenServer, state: str) -> None:
    aged(ended(state, make_connection(refresh="used")))

    assert (do_job("fortnox_tokens").state, server.asked) == ("done", [])


def test_connection_whose_days_are_over_is_left_to_end(server: TokenServer) -> None:
    aged(make_connection(refresh=server.new_refresh_token(), until=timezone.localdate() - timedelta(days=1)))

    assert (do_job("fortnox_tokens").state, server.asked) == ("done", [])


def test_what_else_lies_in_the_spool_is_left(server: TokenServer) -> None:
    spool.folder().mkdir(parents=True)
    for name in ("notes.txt", "odd.tokens", "a.b.tokens", ".tokens"):
        (spool.folder() / name).write_text("x", encoding="ascii")

    assert (spool.files(), spool.replay()) == ([], {"stored": 0, "outdated": 0, "unreadable": 0})


def test_service_account_without_refresh_token_has_nothing_that_grows_old(server: TokenServer) -> None:
    aged(make_connection(refresh="", is_service=True))

    assert (do_job("fortnox_tokens").state, server.asked) == ("done", [])


@pytest.mark.parametrize(("token", "state"), [("good", "connected"), ("used", "lost")])
def test_refresh_that_was_cut_off_is_found_out(server: TokenServer, token: str, state: str) -> None:
    refresh = server.new_refresh_token() if token == "good" else token
    connection = make_connection(refresh=refresh, life=timedelta(hours=1))
    note = TokenRefresh.objects.create(connection=connection, from_version=1)
    TokenRefresh.objects.filter(pk=note.pk).update(started_at=timezone.now() - timedelta(minutes=3))

    do_job("fortnox_tokens")

    connection.refresh_from_db()
    assert (connection.state, len(server.asked)) == (state, 1)


def test_refresh_that_is_under_way_is_left(server: TokenServer) -> None:
    lease = timezone.now() + timedelta(seconds=30)
    connection = make_connection(refresh=server.new_refresh_token(), lease_until=lease, lease_owner="other")
    TokenRefresh.objects.create(connection=connection, from_version=1)

    do_job("fortnox_tokens")

    assert server.asked == []


def test_spool_is_emptied(server: TokenServer) -> None:
    connection = make_connection()
    outdated = make_connection(version=7)
    for one, version in ((connection, 1), (outdated, 6)):
        one.version = version
        text = sealed.written(Pair("a", "r", timedelta(hours=1), ()), one, given_at=timezone.now())
        spool.keep(text, one)
    (spool.folder() / f"{connection.pk}.9.tokens").write_text("no token", encoding="ascii")

    result = do_job("fortnox_tokens").result

    connection.refresh_from_db()
    assert {name: result[f"spool_{name}"] for name in ("stored", "outdated", "unreadable")} == {
        "stored": 1,
        "outdated": 1,
        "unreadable": 1,
    }
    assert (sealed.access_of(connection), [path.name.split(".")[1] for path in spool.files()]) == ("a", ["9"])


def test_starting_worker_empties_the_spool(server: TokenServer) -> None:
    connection = make_connection()
    pair = Pair("access-spooled", "r", timedelta(hours=1), ())
    spool.keep(sealed.written(pair, connection, given_at=timezone.now()), connection)

    watchdog.begin()

    connection.refresh_from_db()
    assert (sealed.access_of(connection), spool.files()) == ("access-spooled", [])


def test_spool_is_closed_to_others_and_holds_nothing_readable(server: TokenServer) -> None:
    connection = make_connection()
    pair = Pair("access-secret", "refresh-secret", timedelta(hours=1), ())

    path = spool.keep(sealed.written(pair, connection, given_at=timezone.now()), connection)

    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    assert "secret" not in path.read_text()


def test_pair_in_the_spool_of_another_connection_is_refused(server: TokenServer) -> None:
    connection, other = make_connection(), make_connection()
    pair = Pair("a", "r", timedelta(hours=1), ())
    path = spool.keep(sealed.written(pair, connection, given_at=timezone.now()), connection)
    path.rename(path.with_name(f"{other.pk}.1.tokens"))

    assert spool.replay() == {"stored": 0, "outdated": 0, "unreadable": 1}


def test_one_connection_in_trouble_keeps_no_other_waiting(server: TokenServer) -> None:
    first = aged(make_connection(refresh="used"), LONG_AGO + timedelta(days=1))
    second = aged(make_connection(refresh=server.new_refresh_token()))

    told = upkeep.refresh_due(timezone.now(), alive=lambda: None)

    states = [FortnoxConnection.objects.get(pk=one.pk).state for one in (first, second)]
    assert (told, states) == ({"refreshed": 1, "not_refreshed": 1}, ["lost", "connected"])


def test_old_notes_and_logins_are_cleared_away(server: TokenServer) -> None:
    connection = make_connection()
    for days in (91, 1):
        note = TokenRefresh.objects.create(connection=connection, from_version=0, outcome="stored")
        TokenRefresh.objects.filter(pk=note.pk).update(started_at=timezone.now() - timedelta(days=days))
        OAuthAttempt.objects.create(
            state_hash=str(days),
            engagement=connection.engagement,
            user=connection.user,
            begun_at=timezone.now() - timedelta(days=days),
        )

    do_job("fortnox_tokens")

    assert (TokenRefresh.objects.count(), OAuthAttempt.objects.get().state_hash) == (1, "1")


def test_answer_that_never_came_is_asked_for_again(server: TokenServer) -> None:
    connection = make_connection(refresh=server.new_refresh_token(), life=timedelta(hours=1))
    TokenRefresh.objects.create(connection=connection, from_version=1, outcome=TokenRefresh.Outcome.UNKNOWN)

    do_job("fortnox_tokens")

    connection.refresh_from_db()
    assert (connection.version, server.asked) == (2, ["refresh_token"])
