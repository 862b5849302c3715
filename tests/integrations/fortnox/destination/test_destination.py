"""Tests of Fortnox in the list of destinations: who may send, with whose connection, and what is written down."""

from datetime import date, timedelta

import pytest
from django.conf import settings
from django.utils import timezone
from django.utils.translation import override

from closing.activity.models import Event
from closing.activity.texts import sentence
from closing.entries.export.destinations import (
    DestinationError,
    DestinationState,
    EntryDestination,
    check_destinations,
    destination_of,
)
from closing.users.models import User
from integrations.fortnox.destination.destination import FortnoxDestination
from integrations.fortnox.destination.reasons import Reason
from integrations.fortnox.models import FortnoxConnection
from tests.factories import make_membership, make_user
from tests.integrations.fortnox.connection.factory import ended
from tests.integrations.fortnox.destination.conftest import Scene

State = FortnoxConnection.State
TODAY = date(2026, 3, 1)
COMPANY = "Exempel AB"
NOT_CONNECTED = {
    "en": "You are not connected to Fortnox, and rights there are personal. Import from Fortnox to connect.",
    "sv": (
        "Du är inte ansluten till Fortnox, och behörigheter där är personliga. Importera från Fortnox för att ansluta."
    ),
}


def _colleague(scene: Scene) -> User:
    user = make_user("bob@alfa.example", name="Bob Ask")
    make_membership(user, scene.engagement.agency)
    return user


def _state(scene: Scene, language: str = "en") -> DestinationState:
    with override(language):
        return FortnoxDestination().state(scene.engagement, scene.user)


def _reason(scene: Scene, user: User | None) -> str:
    with pytest.raises(DestinationError) as caught:
        FortnoxDestination().open(scene.year, user, scene.life)
    return caught.value.reason


def test_fortnox_is_a_destination_of_the_settings(scene: Scene) -> None:
    found = destination_of(scene.engagement)

    assert isinstance(found, FortnoxDestination)
    assert isinstance(found, EntryDestination)
    assert (found.key, found.name, check_destinations()) == ("fortnox", "Fortnox", [])
    assert settings.ENTRY_DESTINATIONS == ["integrations.fortnox.destination.destination.FortnoxDestination"]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Export closing entries to Fortnox (without attachments)"),
        ("sv", "Exportera bokslutsverifikationer till Fortnox (utan bilagor)"),
    ],
)
def test_button_has_its_words(language: str, words: str) -> None:
    with override(language):
        assert str(FortnoxDestination.button) == words


def test_connection_that_lives_is_ready_up_to_its_last_day(scene: Scene) -> None:
    FortnoxConnection.objects.update(until=timezone.localdate())

    assert _state(scene) == DestinationState(is_ready=True, sentence="", company=COMPANY)
    assert scene.fortnox.control.calls() == []


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "You have lost your token, to proceed import again."),
        ("sv", "Anslutningen till Fortnox har gått förlorad. Importera igen för att fortsätta."),
    ],
)
def test_lost_connection_is_said_in_the_words_of_its_button(scene: Scene, language: str, words: str) -> None:
    ended(State.LOST, scene.connection)

    assert _state(scene, language) == DestinationState(is_ready=False, sentence=words, company=COMPANY)
    assert _reason(scene, scene.user) == Reason.CONNECTION_LOST


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "The connection ended after 30 days without import or export. Import again to connect anew."),
        (
            "sv",
            "Anslutningen upphörde efter 30 dagar utan import eller export. Importera igen för att ansluta på nytt.",
        ),
    ],
)
def test_connection_past_its_last_day_has_ended(scene: Scene, language: str, words: str) -> None:
    FortnoxConnection.objects.update(until=timezone.localdate() - timedelta(days=1))

    assert _state(scene, language) == DestinationState(is_ready=False, sentence=words, company=COMPANY)
    assert _reason(scene, scene.user) == Reason.CONNECTION_ENDED


@pytest.mark.parametrize(("language", "words"), NOT_CONNECTED.items())
def test_connection_of_a_colleague_is_not_ones_own(scene: Scene, language: str, words: str) -> None:
    bob = _colleague(scene)

    with override(language):
        found = FortnoxDestination().state(scene.engagement, bob)

    assert found == DestinationState(is_ready=False, sentence=words, company=COMPANY)
    assert _reason(scene, bob) == Reason.CONNECTION_MISSING


def test_connection_that_was_ended_is_missing(scene: Scene) -> None:
    ended(State.DISCONNECTED, scene.connection)

    assert _state(scene) == DestinationState(is_ready=False, sentence=NOT_CONNECTED["en"], company="")
    assert _reason(scene, scene.user) == Reason.CONNECTION_MISSING


def test_system_itself_uses_the_connection_of_anybody(scene: Scene) -> None:
    books = FortnoxDestination().open(scene.year, None, scene.life)

    assert books.conditions().company == "Åkesson & Öst AB"
    ended(State.LOST, scene.connection)
    assert _reason(scene, None) == Reason.CONNECTION_MISSING


def test_export_lets_the_connection_live_and_is_written_down(scene: Scene) -> None:
    FortnoxConnection.objects.update(until=TODAY + timedelta(days=3))

    FortnoxDestination().exported(scene.year, scene.user, booked=12, today=TODAY)

    assert scene.connection.until == TODAY + timedelta(days=30)
    events = Event.objects.filter(code__startswith="fortnox:").order_by("code")
    assert [(event.code, event.actor) for event in events] == [
        ("fortnox:exported", scene.user),
        ("fortnox:renewed", scene.user),
    ]
    with override("en"):
        assert sentence(events[0]) == "Booked in Fortnox for Exempel AB: 12 vouchers of fiscal year 2025."


def test_export_of_nothing_changes_nothing(scene: Scene) -> None:
    before = scene.connection.until

    FortnoxDestination().exported(scene.year, scene.user, booked=0, today=TODAY + timedelta(days=900))

    assert (scene.connection.until, Event.objects.filter(code__startswith="fortnox:").count()) == (before, 0)


def test_export_whose_connection_is_gone_ends_quietly(scene: Scene) -> None:
    FortnoxConnection.objects.all().delete()

    FortnoxDestination().exported(scene.year, scene.user, booked=1, today=TODAY)

    assert not Event.objects.filter(code__startswith="fortnox:").exists()
