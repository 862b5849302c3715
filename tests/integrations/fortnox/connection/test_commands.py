"""The commands of an operator: what they tell, what they do, and how they end."""

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from pytest_django.fixtures import Settings

from integrations.fortnox.connection import sealed, spool
from integrations.fortnox.connection.endpoint import Pair
from integrations.fortnox.models import FortnoxConnection, TokenRefresh
from tests.factories import client_of, make_user
from tests.integrations.fortnox.connection.factory import ACCESS, NUMBER, ended, make_connection
from tests.integrations.fortnox.connection.token_server import TokenServer

pytestmark = pytest.mark.django_db


def called(*arguments: str) -> tuple[list[str], int]:
    """Run a command; give its lines and its exit status."""
    out = StringIO()
    try:
        call_command(*arguments, stdout=out)
    except SystemExit as exited:
        return out.getvalue().splitlines(), int(str(exited.code))
    return out.getvalue().splitlines(), 0


def facts(*arguments: str) -> tuple[list[dict[str, object]], int]:
    lines, status = called(*arguments, "--json")
    return [json.loads(line) for line in lines], status


def test_sound_connection_is_told_whole(server: TokenServer) -> None:
    connection = make_connection(life=timedelta(hours=1), scopes="companyinformation bookkeeping settings")

    (setup, told), status = facts("check_fortnox", NUMBER)

    assert (status, setup["client_id"], setup["problems"], setup["spooled"]) == (0, "kvitt-demo", [], 0)
    assert (told["connection"], told["person"], told["shown"], told["state"], told["days_left"]) == (
        str(connection.pk),
        connection.user.email,
        "live",
        "connected",
        30,
    )
    assert (told["problems"], told["on_newest_key"], told["last_refresh"]) == ([], True, "")
    assert told["missing_scopes"] == [
        "customer",
        "invoice",
        "supplier",
        "supplierinvoice",
        "payment",
        "costcenter",
        "project",
    ]


def test_connection_is_told_in_lines_a_person_reads(server: TokenServer) -> None:
    connection = make_connection(until=timezone.localdate() + timedelta(days=3))

    lines, status = called("check_fortnox", str(connection.engagement_id))

    assert status == 0
    assert lines[0] == "Application: kvitt-demo (simulator)"
    assert "tenant 1234567" in lines[3]
    assert lines[4].strip() == f"ending (connected), last day {connection.until}, 3 days left"


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ({"sealed_access": "gAAAA"}, "No key of TOKEN_KEYS opens"),
        ({"until": "2026-01-01"}, "do the workers run?"),
    ],
)
def test_what_is_wrong_is_named_and_ends_with_one(server: TokenServer, fault: dict[str, str], words: str) -> None:
    connection = make_connection()
    FortnoxConnection.objects.filter(pk=connection.pk).update(**fault)

    lines, status = called("check_fortnox")

    assert (status, [words in line for line in lines if line.startswith("WRONG")]) == (1, [True])


def test_lost_connection_and_cut_off_refresh_say_what_helps(server: TokenServer) -> None:
    ended("lost", make_connection())
    cut_off = make_connection()
    TokenRefresh.objects.create(connection=cut_off, from_version=1)

    lines, status = called("check_fortnox")

    wrong = {line.rsplit(": ", 1)[1] for line in lines if line.startswith("WRONG")}
    assert (status, wrong) == (
        1,
        {"the user must import again, which leads to the login.", "run refresh_tokens, or import again."},
    )


def test_connection_of_somebody_without_right_is_named(server: TokenServer) -> None:
    make_connection(user=make_user())

    lines, status = called("check_fortnox")

    assert (status, lines[-1]) == (1, "WRONG  Its user may no longer work on the engagement.")


def test_installation_without_application_is_wrong(settings: Settings) -> None:
    settings.FORTNOX_CLIENT_ID, settings.FORTNOX_API_URL = "", "http://example.com/3"

    lines, status = called("check_fortnox")

    assert (status, len([line for line in lines if line.startswith("WRONG")])) == (1, 2)


@pytest.mark.parametrize("text", ["5560360793", "nonsense", "7b7a3f5e-1111-4111-8111-111111111111"])
def test_engagement_that_is_not_there_is_said(server: TokenServer, text: str) -> None:
    with pytest.raises(CommandError, match=text):
        call_command("check_fortnox", text)


def test_replay_stores_what_is_in_the_spool_and_asks_nothing(server: TokenServer) -> None:
    connection = make_connection()
    pair = Pair("access-spooled", "r", timedelta(hours=1), ())
    spool.keep(sealed.written(pair, connection, given_at=timezone.now()), connection)

    lines, status = called("refresh_tokens", "--replay")

    connection.refresh_from_db()
    assert (lines, status) == (["Spool: 1 stored, 0 out of date, 0 unreadable."], 0)
    assert (sealed.access_of(connection), server.asked) == ("access-spooled", [])


def test_refresh_of_all_tells_of_each_and_ends_with_one_when_one_fails(server: TokenServer) -> None:
    sound = make_connection(refresh=server.new_refresh_token(), life=timedelta(hours=1))
    dead = make_connection(refresh="used", life=timedelta(hours=1))

    told, status = facts("refresh_tokens", "--all")

    of_each = {fact["connection"]: (fact["refreshed"], fact["state"]) for fact in told[1:]}
    assert (status, of_each) == (1, {str(sound.pk): (True, "connected"), str(dead.pk): (False, "lost")})


def test_refresh_of_what_is_due_leaves_the_young(server: TokenServer) -> None:
    make_connection(refresh=server.new_refresh_token())

    lines, status = called("refresh_tokens")

    assert (lines, status, server.asked) == (["Spool: 0 stored, 0 out of date, 0 unreadable."], 0, [])


def test_admin_and_commands_show_no_token_sealed_or_not(server: TokenServer) -> None:
    connection = make_connection()
    root = make_user(second_factor=True)
    root.is_staff = root.is_superuser = True
    root.save()
    browser = client_of(root)

    pages = [
        browser.get("/admin/fortnox/fortnoxconnection/").content.decode(),
        browser.get(f"/admin/fortnox/fortnoxconnection/{connection.pk}/change/").content.decode(),
        "\n".join(called("check_fortnox", "--json")[0]),
    ]

    secrets = (ACCESS, "refresh-0", connection.sealed_access, connection.sealed_refresh)
    assert "Exempel AB" in pages[1]
    assert [secret for secret in secrets for page in pages if secret in page] == []
