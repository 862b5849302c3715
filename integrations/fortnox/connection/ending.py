"""How a connection ends: by its user, after 30 days, or because Fortnox no longer knows its tokens.

Each is one UPDATE that names the old state, with its log entry in the same transaction. The sealed tokens are gone with
it; what Fortnox is then told can fail without harm, because nobody holds the token any more.
"""

import logging

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from closing.activity.events import Code
from closing.activity.models import Event
from closing.users.models import User
from integrations.fortnox.connection import endpoint, sealed
from integrations.fortnox.connection.errors import EndpointError
from integrations.fortnox.connection.journal import record
from integrations.fortnox.models import FortnoxConnection
from integrations.vault.sealing import SealError

logger = logging.getLogger(__name__)
State = FortnoxConnection.State


def disconnect(connection: FortnoxConnection, *, actor: User | None) -> bool:
    """End a connection because somebody wants it: its tokens are gone at once, and revoked at Fortnox.

    Returns:
        Whether it was ended now; otherwise it had ended already.
    """
    return _end(connection, State.DISCONNECTED, code=Code.FORTNOX_DISCONNECTED, actor=actor)


def expire(connection: FortnoxConnection) -> bool:
    """End a connection whose 30 days are over.

    Returns:
        Whether it was ended now; otherwise it had ended already, or was renewed in the meantime.
    """
    still = Q(until=connection.until)
    return _end(connection, State.EXPIRED, code=Code.FORTNOX_EXPIRED, actor=None, still=still)


@transaction.atomic
def lose(connection: FortnoxConnection, *, reason: str) -> bool:
    """Mark a connection as lost, unless a newer pair of tokens was stored since it was read.

    The version stays: should a process that was frozen come back with the newest pair, that one still counts.
    """
    same = FortnoxConnection.objects.filter(pk=connection.pk, version=connection.version, state=State.CONNECTED)
    lost = same.update(state=State.LOST, ended_at=timezone.now(), lease_until=None, lease_owner="", **sealed.NO_TOKENS)
    if lost:
        record(connection, Code.FORTNOX_LOST, actor=None, result=Event.Result.FAILED, reason=reason)
    return bool(lost)


def revoke(refresh_token: str) -> None:
    """Tell Fortnox that a refresh token is not to be used any more; when that fails it dies by itself in time."""
    try:
        endpoint.revoke(refresh_token)
    except EndpointError as error:
        logger.warning("A refresh token could not be revoked at Fortnox: %s.", error)


def _end(
    connection: FortnoxConnection, state: State, *, code: Code, actor: User | None, still: Q | None = None
) -> bool:
    with transaction.atomic():
        live = FortnoxConnection.objects.filter(still or Q(), pk=connection.pk, state=State.CONNECTED)
        now = live.select_for_update().first()
        if now is None:
            return False
        refresh_token = _refresh_token(now)
        live.update(
            state=state,
            ended_at=timezone.now(),
            version=F("version") + 1,
            lease_until=None,
            lease_owner="",
            **sealed.NO_TOKENS,
        )
        record(connection, code, actor=actor)
    if refresh_token:
        revoke(refresh_token)
    return True


def _refresh_token(connection: FortnoxConnection) -> str:
    try:
        return sealed.refresh_of(connection)
    except SealError:
        return ""
