"""Access tokens for workers: refreshed by one process at a time, however many want one.

Every refresh gives a new pair and kills the old refresh token at once, so two processes that refresh together lose the
company. A lease keeps them apart: it is taken by one UPDATE that names the version read, no lock is held while Fortnox
is asked, and the new pair is committed before anybody uses it. See docs/decisions/0072-fortnox-tokens.md.

Only workers refresh: a web request may be killed at any moment, and its user may click twice.
"""

import logging
import os
import random
import signal
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from time import monotonic, sleep

from django.db import OperationalError, connections, transaction
from django.db.models import Q
from django.utils import timezone

from closing import crash
from closing.jobs.run import machine
from integrations.fortnox.connection import ending, endpoint, sealed, spool
from integrations.fortnox.connection.endpoint import Pair
from integrations.fortnox.connection.errors import (
    AnswerUnknownError,
    EndpointError,
    GrantRefusedError,
    TokenLostError,
    TokenUnavailableError,
)
from integrations.fortnox.models import FortnoxConnection, TokenRefresh
from integrations.vault.sealing import SealError

logger = logging.getLogger(__name__)
LEASE = timedelta(seconds=60)
"""Longer than the endpoint may take to answer."""
MIN_LEFT_SECONDS = 300
"""Refresh no earlier than this before the access token ends: fewer refreshes, fewer moments to be killed in."""
COMMIT_SECONDS = 20
_HELD = (signal.SIGALRM, signal.SIGTERM, signal.SIGINT)
INVALID_CLIENT = "invalid_client"


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a worker waits.

    Attributes:
        in_all: seconds for a token, with another process's refresh waited for.
        second_try: seconds after an answer that never came, before the old token is tried once more.
        between_looks: seconds between two looks at the row, doubled at random.
    """

    in_all: float = 45
    second_try: float = 10
    between_looks: float = 0.1


class Tokens:
    """Gives live access tokens of one connection; the client's `TokenGiver`.

    Args:
        connection_id: of a `FortnoxConnection`.
        patience: how long to wait.
    """

    def __init__(self, connection_id: uuid.UUID, *, patience: Patience = Patience()) -> None:
        self.connection_id = connection_id
        self._patience = patience
        self._owner = f"{machine()}:{os.getpid()}:{uuid.uuid4().hex[:12]}"
        self._is_begun = False

    def token(self) -> str:
        """Give an access token that lives for some minutes more.

        Raises:
            TokenLostError: the connection has ended; only connecting anew helps.
            TokenUnavailableError: not now, perhaps later.
        """
        return self._live(lambda connection, _: sealed.seconds_left(connection) > _least_left(connection))

    def renewed(self, refused: str) -> str:
        """Give another access token than one that Fortnox has refused.

        Raises:
            TokenLostError: the connection has ended; only connecting anew helps.
            TokenUnavailableError: not now, perhaps later.
        """
        return self._live(lambda connection, access: access != refused and sealed.seconds_left(connection) > 0)

    def anew(self, version: int) -> str:
        """Give an access token of a later version than the one named.

        Raises:
            TokenLostError: the connection has ended; only connecting anew helps.
            TokenUnavailableError: not now, perhaps later.
        """
        return self._live(lambda connection, _: connection.version > version)

    def _live(self, is_right: Callable[[FortnoxConnection, str], bool]) -> str:
        deadline = monotonic() + self._patience.in_all
        unanswered = 0
        while True:
            connection = self._usable()
            access = _opened(sealed.access_of, connection)
            if is_right(connection, access):
                return access
            if monotonic() > deadline:
                raise TokenUnavailableError("another process refreshes")
            if not self._takes_lease(connection):
                sleep(self._patience.between_looks * (1 + random.random()))  # noqa: S311 -- no secret
                continue
            try:
                self._refresh(connection)
            except AnswerUnknownError as error:
                self._release(connection, wait=timedelta(seconds=self._patience.second_try))
                unanswered += 1
                if unanswered > 1:
                    raise TokenUnavailableError(f"no answer ({error})") from error
            except EndpointError as error:
                self._release(connection)
                raise TokenUnavailableError(str(error)) from error

    def _usable(self) -> FortnoxConnection:
        """Read the row; a token asked for on the last day serves its work to the end, also past midnight."""
        connection = FortnoxConnection.objects.get(pk=self.connection_id)
        if connection.state == FortnoxConnection.State.LOST and spool.replay(connection.pk)["stored"]:
            connection.refresh_from_db()
        if connection.state != FortnoxConnection.State.CONNECTED:
            raise TokenLostError(connection.state)
        if not self._is_begun and connection.until < timezone.localdate():
            raise TokenLostError(FortnoxConnection.State.EXPIRED)
        self._is_begun = True
        return connection

    def _takes_lease(self, connection: FortnoxConnection) -> bool:
        now = timezone.now()
        free = Q(lease_until=None) | Q(lease_until__lt=now)
        taken = FortnoxConnection.objects.filter(free, pk=connection.pk, version=connection.version).update(
            lease_until=now + LEASE, lease_owner=self._owner
        )
        if taken:
            crash.point("token:after_lease")
        return bool(taken)

    def _release(self, connection: FortnoxConnection, *, wait: timedelta | None = None) -> None:
        """Give the lease back, or let nobody have it for a while."""
        mine = FortnoxConnection.objects.filter(pk=connection.pk, lease_owner=self._owner)
        mine.update(lease_until=timezone.now() + wait if wait else None, lease_owner="")

    def _refresh(self, connection: FortnoxConnection) -> None:
        """Get a new pair and store it; whoever asked reads the row again."""
        if spool.replay(connection.pk)["stored"]:
            return
        refresh_token = _opened(sealed.refresh_of, connection)
        note = _note(connection, refresh_token)
        crash.point("token:before_request")
        with signals_held():
            given_at = timezone.now()
            try:
                pair = _asked(connection, refresh_token)
            except GrantRefusedError as refused:
                _ended(note, TokenRefresh.Outcome.REFUSED, refused.error)
                self._judge(connection, refused, had_token=bool(refresh_token))
                return
            except AnswerUnknownError as error:
                _ended(note, TokenRefresh.Outcome.UNKNOWN, str(error))
                raise
            except EndpointError as error:
                _ended(note, TokenRefresh.Outcome.NOT_SENT, str(error))
                raise
            crash.point("token:after_response")
            path = _spooled(sealed.written(pair, connection, given_at=given_at), connection)
            crash.point("token:after_spool")
            is_stored = _insisted(lambda: sealed.store(pair, connection, given_at=given_at))
            crash.point("token:after_commit")
        if not is_stored:
            _throw_away(pair, connection)
        _ended(note, TokenRefresh.Outcome.STORED if is_stored else TokenRefresh.Outcome.OVERTAKEN)
        if path:
            path.unlink(missing_ok=True)

    def _judge(self, connection: FortnoxConnection, refused: GrantRefusedError, *, had_token: bool) -> None:
        """Decide what a refusal means: lost only when nobody has stored a newer pair meanwhile.

        Raises:
            GrantRefusedError: it is not about this connection's tokens.
            TokenLostError: they are dead.
        """
        by_credentials = not had_token or connection.is_service
        is_dead = refused.is_dead or (by_credentials and refused.error != INVALID_CLIENT)
        if not is_dead:
            raise refused
        if _insisted(lambda: ending.lose(connection, reason=refused.error)):
            raise TokenLostError


@contextmanager
def signals_held() -> Iterator[None]:
    """Let signals that end the work wait, while a pair of tokens is on its way into the database.

    A mask of the main thread would not do: a library's own threads, such as numpy's, would take the signal, and Python
    would run its handler in the main thread all the same.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    heard: dict[int, None] = {}
    before = {number: signal.signal(number, lambda number, _: heard.setdefault(number)) for number in _HELD}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler or signal.SIG_DFL)
        for late in heard:
            signal.raise_signal(late)


def _asked(connection: FortnoxConnection, refresh_token: str) -> Pair:
    """Refresh; a service account whose refresh token is dead gets an access token by the client's credentials."""
    if refresh_token:
        try:
            return endpoint.refresh(refresh_token)
        except GrantRefusedError as refused:
            if not (refused.is_dead and connection.is_service):
                raise
            logger.warning("Connection %s heals itself by client credentials.", connection.pk)
    return endpoint.by_credentials(connection.tenant)


def _note(connection: FortnoxConnection, refresh_token: str) -> TokenRefresh:
    """Write down, for good, that Fortnox is about to be asked."""
    with transaction.atomic(durable=True):
        return TokenRefresh.objects.create(
            connection=connection,
            from_version=connection.version,
            from_fingerprint=sealed.fingerprint(refresh_token),
            by_credentials=not refresh_token,
        )


def _ended(note: TokenRefresh, outcome: TokenRefresh.Outcome, error: str = "") -> None:
    TokenRefresh.objects.filter(pk=note.pk).update(outcome=outcome, error=error[:60], ended_at=timezone.now())


def _least_left(connection: FortnoxConnection) -> float:
    """Tell how many seconds a token must have left; one that is short-lived from the start needs half its life."""
    if connection.access_expires_at is None or connection.refreshed_at is None:
        return MIN_LEFT_SECONDS
    return min(MIN_LEFT_SECONDS, (connection.access_expires_at - connection.refreshed_at).total_seconds() / 2)


def _opened(open_: Callable[[FortnoxConnection], str], connection: FortnoxConnection) -> str:
    """Open a token; when no key does, connecting anew is all that helps, but the row stays for the right key."""
    try:
        return open_(connection)
    except SealError as error:
        logger.error("The tokens of connection %s cannot be opened: %s.", connection.pk, type(error).__name__)  # noqa: TRY400 -- the traceback tells nothing more
        raise TokenLostError from error


def _spooled(text: str, connection: FortnoxConnection) -> Path | None:
    try:
        return spool.keep(text, connection)
    except OSError:
        logger.exception("The spool cannot be written.")
        return None


def _insisted(store: Callable[[], bool]) -> bool:
    """Write although the database is busy or was away for a moment."""
    deadline = monotonic() + COMMIT_SECONDS
    while True:
        try:
            return store()
        except OperationalError:
            if monotonic() > deadline:
                raise
            logger.exception("What Fortnox said waits for the database.")
            connections.close_all()
            sleep(0.2)


def _throw_away(pair: Pair, connection: FortnoxConnection) -> None:
    """End a pair that came too late, when its connection was ended by somebody meanwhile."""
    ended = FortnoxConnection.objects.filter(pk=connection.pk).exclude(state=FortnoxConnection.State.CONNECTED)
    if pair.refresh and ended.exists():
        ending.revoke(pair.refresh)
