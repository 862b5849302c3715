"""Nobody stays signed in for longer than they should."""

import datetime as dt

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client
from django.urls import reverse
from time_machine import TimeMachineFixture

from closing.users.models import User
from closing.users.session_life import sweep
from tests.factories import client_of

PAGE = "/account/profile/"
START = dt.datetime(2026, 3, 2, 8, 0, tzinfo=dt.UTC)
pytestmark = pytest.mark.django_db


def visit(client: Client, clock: TimeMachineFixture, *minutes: int) -> list[int]:
    """Ask for a page at each of these minutes after the start, and give the answers."""
    answers = []
    for minute in minutes:
        clock.move_to(START + dt.timedelta(minutes=minute), tick=False)
        answers.append(client.get(PAGE).status_code)
    return answers


def test_session_ends_after_an_hour_without_a_page(time_machine: TimeMachineFixture, bob: User) -> None:
    time_machine.move_to(START, tick=False)
    client = client_of(bob)

    assert visit(client, time_machine, 0, 59, 118) == [200, 200, 200]
    assert visit(client, time_machine, 180) == [302]


def test_session_ends_after_eight_hours_however_busy(time_machine: TimeMachineFixture, bob: User) -> None:
    time_machine.move_to(START, tick=False)
    client = client_of(bob)

    assert visit(client, time_machine, *range(0, 481, 30)) == [200] * 17
    assert visit(client, time_machine, 481) == [302]


def test_ended_session_leads_to_sign_in_and_says_why(time_machine: TimeMachineFixture, bob: User) -> None:
    time_machine.move_to(START, tick=False)
    User.objects.filter(pk=bob.pk).update(language="en")
    client = client_of(bob)
    visit(client, time_machine, 0)
    time_machine.move_to(START + dt.timedelta(minutes=61), tick=False)

    answer = client.get(PAGE, follow=True)

    assert answer.redirect_chain == [("/account/login/?next=/account/profile/", 302)]
    assert [str(message) for message in answer.context["messages"]] == [
        "You were signed out because your session was over. Sign in to go on."
    ]


def test_fragment_of_an_ended_session_reloads_the_whole_page(time_machine: TimeMachineFixture, bob: User) -> None:
    time_machine.move_to(START, tick=False)
    client = client_of(bob)
    visit(client, time_machine, 0)
    time_machine.move_to(START + dt.timedelta(minutes=61), tick=False)

    answer = client.get(PAGE, headers={"hx-request": "true"})

    assert (answer.status_code, answer.headers["HX-Refresh"]) == (200, "true")


def test_use_is_noted_once_a_minute_in_the_list_of_sessions(time_machine: TimeMachineFixture, bob: User) -> None:
    time_machine.move_to(START, tick=False)
    client = client_of(bob)
    UserSession.objects.create(user=bob, session_key=client.session.session_key, ip="127.0.0.1", user_agent="Prov")

    visit(client, time_machine, 10)
    time_machine.move_to(START + dt.timedelta(minutes=10, seconds=50), tick=False)
    client.get(reverse("users:profile"))

    assert UserSession.objects.get().last_seen_at == START + dt.timedelta(minutes=10)


def test_sweep_clears_what_is_over_and_keeps_what_lives(
    time_machine: TimeMachineFixture, *, bob: User, rita: User
) -> None:
    time_machine.move_to(START, tick=False)
    old = client_of(bob)
    UserSession.objects.create(user=bob, session_key=old.session.session_key, ip="127.0.0.1", user_agent="Prov")
    time_machine.move_to(START + dt.timedelta(hours=9), tick=False)
    new = client_of(rita)
    UserSession.objects.create(user=rita, session_key=new.session.session_key, ip="127.0.0.1", user_agent="Prov")

    cleared = sweep(None)

    assert cleared == {"sessions": 1, "lines": 1}
    assert UserSession.objects.get().user == rita
    assert new.get(PAGE).status_code == 200
