"""Thirty days from the last use: renewed, warned of, ended; by the Swedish calendar, and no day earlier."""

from datetime import date, timedelta

import pytest
from django.utils import translation
from time_machine import TimeMachineFixture

from closing.activity.models import Event
from closing.engagements.models import Role
from closing.importing.sources import ConnectionState
from closing.jobs import run as job_run
from closing.jobs.enqueue import enqueue
from closing.jobs.models import Job
from integrations.fortnox.connection import life
from integrations.fortnox.connection.ending import expire
from integrations.fortnox.connection.shown import shown, state_of
from integrations.fortnox.models import FortnoxConnection
from tests.integrations.fortnox.connection.factory import ended, make_connection, noon
from tests.integrations.fortnox.connection.token_server import TokenServer

pytestmark = pytest.mark.django_db
LAST = date(2026, 3, 29)
"""The last day of a connection used on 27 February; summer time begins on it."""


def events(code: str) -> list[dict[str, str]]:
    return [event.facts for event in Event.objects.filter(code=f"fortnox:{code}").order_by("sequence")]


def do_job(kind: str) -> Job:
    """Do a periodic job as a worker would."""
    job = enqueue(kind, params={})
    job_run.run(str(job.pk))
    job.refresh_from_db()
    return job


@pytest.mark.parametrize(
    ("used", "last"),
    [
        (date(2026, 2, 27), date(2026, 3, 29)),
        (date(2026, 9, 25), date(2026, 10, 25)),
        (date(2024, 1, 31), date(2024, 3, 1)),
        (date(2026, 12, 5), date(2027, 1, 4)),
    ],
)
def test_connection_lives_thirty_days(used: date, last: date) -> None:
    assert life.until(used) == last


def test_use_renews_and_is_logged_once_a_day() -> None:
    connection = make_connection(until=date(2026, 3, 10), warned_of=date(2026, 3, 10))
    today = date(2026, 3, 5)

    renewed = [life.renew(connection, today=today, actor=connection.user) for _ in range(2)]

    connection.refresh_from_db()
    assert renewed == [True, False]
    assert (connection.until, connection.warned_of) == (date(2026, 4, 4), None)
    assert events("renewed") == [{"company": "Exempel AB", "until": "2026-04-04"}]


@pytest.mark.parametrize("state", ["expired", "lost", "disconnected"])
def test_use_does_not_revive_what_has_ended(state: str) -> None:
    connection = ended(state, make_connection(until=date(2026, 3, 10)))

    renewed = life.renew(connection, today=date(2026, 3, 9))

    connection.refresh_from_db()
    assert (renewed, connection.until, connection.state) == (False, date(2026, 3, 10), state)


@pytest.mark.parametrize(
    ("today", "warned"),
    [(date(2026, 3, 21), 0), (date(2026, 3, 22), 1), (LAST, 1), (LAST + timedelta(days=1), 0)],
)
def test_warning_comes_seven_days_ahead(today: date, warned: int) -> None:
    make_connection(until=LAST)

    assert life.warn(today) == warned


def test_warning_comes_once_for_each_last_day() -> None:
    connection = make_connection(until=LAST)
    first = [life.warn(LAST - timedelta(days=6)), life.warn(LAST - timedelta(days=5))]
    life.renew(connection, today=LAST)

    again = life.warn(LAST + timedelta(days=25))

    assert (first, again) == ([1, 0], 1)
    assert [facts["until"] for facts in events("warned")] == ["2026-03-29", "2026-04-28"]


def test_connection_ends_after_its_last_day_and_no_earlier(server: TokenServer) -> None:
    token = server.new_refresh_token()
    connection = make_connection(refresh=token, until=LAST)

    told = [life.end_overdue(day) for day in (LAST, LAST + timedelta(days=1), LAST + timedelta(days=2))]

    connection.refresh_from_db()
    assert told == [0, 1, 0]
    assert (connection.state, connection.sealed_access, connection.sealed_refresh) == ("expired", "", "")
    assert (server.revoked, events("expired")) == ([token], [{"company": "Exempel AB"}])


def test_connection_renewed_at_the_last_moment_is_not_ended(server: TokenServer) -> None:
    connection = make_connection(until=LAST)
    stale = FortnoxConnection.objects.select_related("engagement__agency").get()
    life.renew(connection, today=LAST)

    assert expire(stale) is False

    connection.refresh_from_db()
    assert connection.state == "connected"


def test_connection_whose_import_is_under_way_is_ended_after_it(server: TokenServer) -> None:
    connection = make_connection(until=LAST)
    key = f"books:{connection.engagement_id}"
    job = enqueue("import", params={}, engagement=connection.engagement, dedupe_key=key)
    during = life.end_overdue(LAST + timedelta(days=1))
    Job.objects.filter(pk=job.pk).update(state=Job.State.DONE)

    after = life.end_overdue(LAST + timedelta(days=1))

    assert (during, after) == (0, 1)


@pytest.mark.parametrize(
    ("moment", "result"),
    [
        # Midnight of the first summer day is 22:00 UTC, an hour earlier than the day before.
        ("2026-03-29T21:59:59+00:00", {"ended": 0, "warned": 1}),
        ("2026-03-29T22:00:00+00:00", {"ended": 1, "warned": 0}),
        ("2026-03-21T22:59:59+00:00", {"ended": 0, "warned": 0}),
        ("2026-03-21T23:00:00+00:00", {"ended": 0, "warned": 1}),
    ],
)
def test_periodic_job_goes_by_the_swedish_day(
    server: TokenServer, time_machine: TimeMachineFixture, *, moment: str, result: dict[str, int]
) -> None:
    time_machine.move_to(moment, tick=False)
    make_connection(until=LAST)

    assert do_job("fortnox_lives").result == {**result, "forbidden": 0}


@pytest.mark.parametrize(
    ("moment", "result"),
    [
        # The day on which winter time begins has 25 hours.
        ("2026-10-25T22:59:59+00:00", {"ended": 0, "warned": 1}),
        ("2026-10-25T23:00:00+00:00", {"ended": 1, "warned": 0}),
    ],
)
def test_periodic_job_goes_by_the_swedish_day_in_autumn(
    server: TokenServer, time_machine: TimeMachineFixture, *, moment: str, result: dict[str, int]
) -> None:
    time_machine.move_to(moment, tick=False)
    make_connection(until=date(2026, 10, 25))

    assert do_job("fortnox_lives").result == {**result, "forbidden": 0}


def test_connection_of_somebody_who_may_no_longer_work_is_ended(server: TokenServer) -> None:
    kept, connection = make_connection(), make_connection()
    connection.user.memberships.update(role=Role.READER)

    result = do_job("fortnox_lives").result

    states = [FortnoxConnection.objects.get(pk=one.pk).state for one in (kept, connection)]
    assert (result["forbidden"], states) == (1, ["connected", "disconnected"])


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (LAST - timedelta(days=8), ConnectionState.LIVE),
        (LAST - timedelta(days=7), ConnectionState.ENDING),
        (LAST, ConnectionState.ENDING),
        (LAST + timedelta(days=1), ConnectionState.ENDED),
    ],
)
def test_state_is_known_before_the_jobs_have_run(day: date, state: ConnectionState) -> None:
    assert state_of(make_connection(until=LAST), day) == state


def test_page_tells_company_person_and_last_day() -> None:
    connection = make_connection(until=LAST)

    page = shown(connection.engagement, connection.user, noon(LAST - timedelta(days=20)))

    assert page
    assert (page.state, page.company, page.person, page.until) == (
        ConnectionState.LIVE,
        "Exempel AB",
        str(connection.user),
        LAST,
    )
    assert page.disconnect_url == f"/e/{connection.engagement_id}/fortnox/disconnect/"


def test_page_of_a_lost_connection_says_the_fixed_words() -> None:
    connection = ended("lost", make_connection())

    with translation.override("en"):
        page = shown(connection.engagement, connection.user, noon(connection.until))

    assert page
    assert (page.state, page.sentence, page.is_usable) == (
        ConnectionState.LOST,
        "You have lost your token, to proceed import again.",
        False,
    )


def test_page_names_a_colleague_who_is_connected() -> None:
    connection = make_connection()
    alice = make_connection(connection.engagement).user
    FortnoxConnection.objects.filter(user=alice).delete()

    page = shown(connection.engagement, alice, noon(connection.until))

    assert page
    assert (page.state, page.company, page.disconnect_url) == (ConnectionState.MISSING, "Exempel AB", "")
    assert str(connection.user) in page.sentence


def test_connection_whose_tokens_no_key_opens_is_shown_as_lost() -> None:
    connection = make_connection(sealed_access="gAAAA")

    assert state_of(connection, connection.until) == ConnectionState.LOST
