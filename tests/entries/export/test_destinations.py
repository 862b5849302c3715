"""What the settings say of the export is checked when the application starts."""

import pytest
from pytest_django.fixtures import Settings

from closing.entries.export.destinations import check_destinations
from closing.entries.export.work import check_quiet_period

FORTNOX = "integrations.fortnox.destination.destination.FortnoxDestination"
OTHER = "closing.entries.export.work.Terms"


def test_destinations_of_the_settings_are_sound() -> None:
    assert (check_destinations(), check_quiet_period()) == ([], [])


@pytest.mark.parametrize(
    ("paths", "identity", "words"),
    [
        (["closing.nowhere.Nothing"], "export.E001", "ENTRY_DESTINATIONS names closing.nowhere.Nothing, which cannot"),
        ([OTHER], "export.E002", f"{OTHER} in ENTRY_DESTINATIONS is not a destination."),
        ([FORTNOX, FORTNOX], "export.E003", "Two destinations have the key fortnox."),
    ],
)
def test_destination_that_is_none_or_not_alone_is_named(
    settings: Settings, *, paths: list[str], identity: str, words: str
) -> None:
    settings.ENTRY_DESTINATIONS = paths

    (fault,) = check_destinations()

    assert (fault.id, str(fault.msg)[: len(words)]) == (identity, words)


@pytest.mark.parametrize(("seconds", "ids"), [(94, ["export.E004"]), (95, [])])
def test_quiet_period_shorter_than_a_call_may_take_is_refused(settings: Settings, seconds: int, ids: list[str]) -> None:
    settings.EXPORT_QUIET_SECONDS = seconds

    assert [fault.id for fault in check_quiet_period()] == ids
