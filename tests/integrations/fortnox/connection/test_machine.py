"""Whatever happens, in whatever order: no token is lost but by an answer that never arrived, and that is said so."""

import itertools
from pathlib import Path

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from pytest_django.fixtures import Settings

from closing import crash
from integrations.fortnox.connection import ending, joining, sealed, spool, upkeep
from integrations.fortnox.connection.errors import TokenError
from integrations.fortnox.connection.tokens import Patience, Tokens
from integrations.fortnox.models import FortnoxConnection, OAuthAttempt
from tests.integrations.fortnox.connection.factory import make_connection
from tests.integrations.fortnox.connection.token_server import (
    BROKEN_AFTER,
    BROKEN_BEFORE,
    GATEWAY_AFTER,
    TOO_MANY,
    Answer,
    TokenServer,
)

AT_ONCE = Patience(in_all=0.2, second_try=0, between_looks=0.001)
POINTS = ("after_lease", "before_request", "after_response", "after_spool", "after_commit")
FAULTS = (BROKEN_BEFORE, BROKEN_AFTER, GATEWAY_AFTER, TOO_MANY)
_serial = itertools.count()


class Killed(BaseException):
    """A process that dies: nothing after it is done."""


class Life(RuleBasedStateMachine):
    """One connection, and everything that may happen to it."""

    server: TokenServer
    place: Settings
    folder: Path
    patch: pytest.MonkeyPatch
    is_service: bool

    def __init__(self) -> None:
        super().__init__()
        self.place.DATA_DIR = self.folder / str(next(_serial))
        self.server.planned.clear()
        self.server.has_consent = self.is_service
        self.connection = make_connection(refresh=self.server.new_refresh_token(), is_service=self.is_service)
        self.is_answer_lost = False

    @rule(
        faults=st.one_of(st.just([]), st.lists(st.sampled_from(FAULTS), max_size=2)),
        dies_at=st.sampled_from([None, *POINTS]),
    )
    def a_worker_wants_a_token(self, faults: list[Answer], dies_at: str | None) -> None:
        """Let the access token run out, and a worker ask for one, while the line or the worker may break."""
        FortnoxConnection.objects.filter(pk=self.connection.pk).update(access_expires_at=timezone.now())
        asked = len(self.server.asked)
        self.server.planned[:] = faults
        with self.patch.context() as patch:
            patch.setattr(crash, "point", lambda name: self._maybe_die(name, dies_at))
            self._ask()
        used = faults[: len(self.server.asked) - asked]
        self.is_answer_lost |= any(fault.rotates for fault in used)
        self.server.planned.clear()

    @rule(frozen_at=st.sampled_from(POINTS[:4]))
    def a_worker_is_frozen_past_its_lease_and_another_one_asks(self, frozen_at: str) -> None:
        """Let a second worker begin, and end, while the first stands still with its lease run out."""
        FortnoxConnection.objects.filter(pk=self.connection.pk).update(access_expires_at=timezone.now())

        def thief(name: str) -> None:
            if name == f"token:{frozen_at}":
                self.time_passes()
                patch.setattr(crash, "point", str)
                self._ask()

        with self.patch.context() as patch:
            patch.setattr(crash, "point", thief)
            self._ask()

    @rule()
    def time_passes(self) -> None:
        """Let the lease of a dead process run out."""
        FortnoxConnection.objects.filter(pk=self.connection.pk).update(lease_until=None)

    @rule()
    def a_worker_starts(self) -> None:
        """Store what dead processes left."""
        spool.replay()

    @rule()
    def tokens_are_minded(self) -> None:
        """Do the periodic work."""
        upkeep.refresh_due(timezone.now(), alive=lambda: None)

    @rule(how=st.sampled_from(["disconnect", "expire"]), comes_back=st.sampled_from([True, True, True, False]))
    def the_connection_ends(self, how: str, *, comes_back: bool) -> None:
        """End the connection by its user or by the calendar; most come back."""
        ending.disconnect(self._row(), actor=None) if how == "disconnect" else ending.expire(self._row())
        if comes_back:
            self.the_user_connects_again()

    @precondition(lambda self: self._row().state != "connected")
    @rule()
    def the_user_connects_again(self) -> None:
        """Come back from Fortnox's login."""
        self.time_passes()
        attempt = OAuthAttempt.objects.create(
            engagement=self.connection.engagement, user=self.connection.user, state_hash=str(next(_serial))
        )
        joining.join(attempt, self.server.new_refresh_token())
        FortnoxConnection.objects.filter(pk=self.connection.pk).update(is_service=self.is_service)
        self.is_answer_lost = False

    @invariant()
    def living_connection_has_its_token_unless_an_answer_was_lost(self) -> None:
        """A connected row holds the token that Fortnox takes next, or the spool does."""
        row = self._row()
        if row.state == "connected" and not self.is_answer_lost and not self.is_service:
            assert {sealed.refresh_of(row), *self._spooled(row)} & self.server.living

    @invariant()
    def loss_has_a_cause(self) -> None:
        """A connection is lost only by an answer that never arrived, and a service account never."""
        assert self._row().state != "lost" or (self.is_answer_lost and not self.is_service)

    @invariant()
    def ended_connection_holds_nothing(self) -> None:
        """What has ended has no token any more."""
        row = self._row()
        assert row.state == "connected" or (row.sealed_access, row.sealed_refresh) == ("", "")

    def teardown(self) -> None:
        """Ask once more, in peace: there is a token, or the page says to import again."""
        self.time_passes()
        told = self._ask(Patience())
        row = self._row()
        assert told == (sealed.access_of(row) if row.state == "connected" else "TokenLostError")

    def _ask(self, patience: Patience = AT_ONCE) -> str:
        try:
            return Tokens(self.connection.pk, patience=patience).token()
        except TokenError as error:
            return type(error).__name__
        except Killed:
            return "killed"

    def _maybe_die(self, name: str, dies_at: str | None) -> None:
        if name == f"token:{dies_at}":
            self.is_answer_lost |= dies_at == "after_response"
            raise Killed

    def _row(self) -> FortnoxConnection:
        return FortnoxConnection.objects.select_related("engagement__agency").get(pk=self.connection.pk)

    def _spooled(self, row: FortnoxConnection) -> list[str]:
        """Give the refresh tokens in the spool that would still be stored."""
        found = [sealed.read(path.read_text(), str(row.pk)) for path in spool.files() if str(row.pk) in path.name]
        return [pair.refresh for pair, version, _ in found if version == row.version]


PROFILE = settings(
    max_examples=15,
    stateful_step_count=20,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def world(server: TokenServer, settings: Settings, tmp_path: Path) -> dict[str, object]:
    """Give what a life takes place in."""
    return {"server": server, "place": settings, "folder": tmp_path}


@pytest.mark.django_db
@pytest.mark.parametrize("is_service", [False, True])
def test_no_token_is_lost_but_with_an_answer(
    world: dict[str, object], monkeypatch: pytest.MonkeyPatch, *, is_service: bool
) -> None:
    machine = type("ThisLife", (Life,), {**world, "patch": monkeypatch, "is_service": is_service})

    run_state_machine_as_test(machine, settings=PROFILE)
