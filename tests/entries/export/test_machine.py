"""Whatever happens, in whatever order: every entry comes to the bookkeeping once.

Mutants test the test: without looking, without the quiet period, and without the last look before a voucher leaves,
vouchers are booked twice, and it is seen. The search finds the first two by itself.
"""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, Phase
from hypothesis import settings as hypothesis_settings
from hypothesis.stateful import run_state_machine_as_test
from pytest_django.fixtures import Settings

from closing.entries.export import looking, sending, settling
from closing.entries.export.models import ExportItem
from closing.users.models import User
from tests.entries.export.in_memory import ANSWER_LOST, OK, PATH, Sent
from tests.entries.export.life import LATE, QUIET_SECONDS, Life

PROFILE = hypothesis_settings(
    max_examples=20,
    stateful_step_count=12,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
SEARCH = hypothesis_settings(PROFILE, max_examples=100, phases=[Phase.generate], report_multiple_bugs=False)
TWICE = "voucher booked twice"

Mutate = Callable[[pytest.MonkeyPatch, Settings], None]


def _nobody_looks(patch: pytest.MonkeyPatch, _settings: Settings) -> None:
    """Take every uncertain voucher for one that was not booked."""
    patch.setattr(settling, "after_look", lambda _sighting, **_whether: ExportItem.State.PENDING)
    patch.setattr(looking, "find_booked", lambda _work, _waiting, _conditions: None)


def _nobody_waits(_patch: pytest.MonkeyPatch, settings: Settings) -> None:
    """Conclude from the first look."""
    settings.EXPORT_QUIET_SECONDS = 0


def _nobody_looks_back(patch: pytest.MonkeyPatch, _settings: Settings) -> None:
    """Let a voucher leave however long ago its intent was written, and whoever does the work now."""
    patch.setattr(sending, "FRESH_SECONDS", float("inf"))
    patch.setattr(sending, "_is_mine", lambda _work: True)


@pytest.fixture
def machine(settings: Settings, monkeypatch: pytest.MonkeyPatch, alice: User) -> type[Life]:
    """Give the machine, with the destination in the settings."""
    settings.ENTRY_DESTINATIONS = [PATH]
    settings.EXPORT_QUIET_SECONDS = QUIET_SECONDS
    return type("ThisLife", (Life,), {"patch": monkeypatch, "user": alice})


def live(machine: type[Life], *fates: Sent, frozen_at: str = "") -> list[str]:
    """Export an entry, meet with fates or freeze, wait a little, let another worker come, and list its vouchers."""
    life = machine()
    try:
        life.entries_are_made_and_exported(1, "A", is_busy=False)
        if frozen_at:
            life.a_worker_freezes_and_goes_on_after_another(list(fates), frozen_at, 91)
        else:
            life.a_worker_comes(list(fates), 0)
        life.a_worker_comes([OK], 0)
        life.a_worker_comes([OK], 121)
        life.time_passes(121, is_swept=False)
        return life.books.numbers_of(life.year.closing_entries.get().marker)
    finally:
        life.travel.stop()


@pytest.mark.parametrize(
    ("mutate", "fate", "frozen_at"),
    [
        (_nobody_looks, ANSWER_LOST, ""),
        (_nobody_looks, LATE, ""),
        (_nobody_waits, LATE, ""),
        (_nobody_looks_back, OK, "after_intent"),
    ],
)
def test_mutant_books_twice_what_the_machine_books_once(
    machine: type[Life],
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    *,
    mutate: Mutate,
    fate: Sent,
    frozen_at: str,
) -> None:
    sound = live(machine, fate, frozen_at=frozen_at)
    mutate(monkeypatch, settings)

    assert (sound, live(machine, fate, frozen_at=frozen_at)) == (["A 1"], ["A 1", "A 2"])


def test_every_entry_is_booked_once(machine: type[Life]) -> None:
    run_state_machine_as_test(machine, settings=PROFILE)


@pytest.mark.parametrize("mutate", [_nobody_looks, _nobody_waits])
def test_machine_sees_what_a_mutant_does(
    machine: type[Life], settings: Settings, monkeypatch: pytest.MonkeyPatch, *, mutate: Mutate
) -> None:
    mutate(monkeypatch, settings)
    machine.is_seen_through = False

    with pytest.raises(AssertionError, match=TWICE):
        run_state_machine_as_test(machine, settings=SEARCH)
