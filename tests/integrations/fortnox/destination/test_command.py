"""`manage.py export_entries` to a simulated Fortnox: over the connection of whoever is connected."""

import pytest
from pytest_django.fixtures import Settings

from closing.entries.models import ClosingEntry
from integrations.fortnox.connection import ending
from integrations.fortnox.simulator.web.faults.kinds import Kind
from tests.entries.export.management.commanding import refused, told, typed
from tests.integrations.fortnox.destination.conftest import Scene
from tests.integrations.fortnox.destination.exports import make_entries, vouchers_by_mark

pytestmark = pytest.mark.django_db(transaction=True)

BOOKED = "Booked. Read back: as it was sent"


@pytest.fixture(autouse=True)
def _hasty(settings: Settings) -> None:
    settings.EXPORT_QUIET_SECONDS = 1


def test_entries_become_vouchers_over_the_connection_there_is(scene: Scene) -> None:
    entries = make_entries(scene, 2)

    lines, status = typed(scene.year, "--series-v", "A")

    assert (lines, status) == ([f"V1: A 1 {BOOKED}", f"V2: A 2 {BOOKED}"], 0)
    assert vouchers_by_mark(scene) == {entry.marker: [("A", entry.number)] for entry in entries}


def test_trial_asks_fortnox_and_sends_nothing(scene: Scene) -> None:
    make_entries(scene, 1)

    assert typed(scene.year, "--series-v", "A", "--dry-run") == (["V1: Would be sent to series A."], 0)
    assert (scene.sent, scene.booked) == (0, 0)


def test_series_that_is_not_manual_there_is_wrong_usage(scene: Scene) -> None:
    make_entries(scene, 1)

    words, status = refused(str(scene.engagement.pk), "--series-v", "B")

    assert (words.split(": ")[0], status) == ("Name the voucher series with --series-v and --series-s", 2)
    assert scene.sent == 0


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "en",
            "You are not connected to Fortnox, and rights there are personal. Import from Fortnox to connect.",
        ),
        (
            "sv",
            (
                "Du är inte ansluten till Fortnox, och behörigheter där är personliga. Importera från Fortnox "
                "för att ansluta."
            ),
        ),
    ],
)
def test_without_a_connection_nothing_is_sent(scene: Scene, *, language: str, words: str) -> None:
    make_entries(scene, 1)
    ending.disconnect(scene.connection, actor=scene.user)

    assert refused(str(scene.engagement.pk), "--series-v", "A", language=language) == (words, 1)
    assert scene.sent == 0


def test_connection_to_another_company_sends_nothing(scene: Scene) -> None:
    make_entries(scene, 1)
    scene.engagement.organisation_number = "5560360793"
    scene.engagement.save()

    words, status = refused("556036-0793", "--series-v", "A")

    assert (words.split(". ")[0], status, scene.sent) == (
        "The connection leads to another company than this engagement's",
        1,
        0,
    )


def test_refusal_of_fortnox_is_told_in_its_words(scene: Scene) -> None:
    make_entries(scene, 2)
    scene.fault(Kind.INACTIVE_ACCOUNT)

    first, second = told(scene.year, "--series-v", "A")

    assert (first["state"], first["voucher"], first["codes"]) == ("rejected", None, {"reason": "account-inactive"})
    assert first["words"].startswith("Refused. An account is not active in Fortnox in this financial year.")
    assert (second["state"], second["voucher"]) == ("done", "A 1")


def test_what_fortnox_left_uncertain_is_looked_up_later(scene: Scene) -> None:
    (entry,) = make_entries(scene, 1)
    scene.fault(Kind.DROPPED_AFTER)
    scene.fortnox.control.fault(Kind.FORBIDDEN, method="GET", path="/3/vouchers/*", calls=None, skip=1)
    before, uncertain = typed(scene.year, "--series-v", "A")
    scene.fortnox.control.forget_faults()

    after = typed(scene.year, "--reconcile")

    assert (before[0].split(". ")[0], uncertain) == ("V1: Uncertain", 1)
    assert after == ([f"V1: A 1 {BOOKED}"], 0)
    assert (scene.booked, ClosingEntry.objects.get(pk=entry.pk).status) == (1, "transferred")
