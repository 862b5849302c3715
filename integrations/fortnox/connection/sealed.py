"""The tokens of a connection: sealed for its row, opened here alone, stored only over the version they came from."""

import hashlib
import json
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import F
from django.utils import timezone

from integrations.fortnox.connection.endpoint import Pair
from integrations.fortnox.models import FortnoxConnection
from integrations.vault.rotation import SealedRow
from integrations.vault.sealing import SealError, seal, unseal

ACCESS, REFRESH, SPOOL = "access", "refresh", "spool"
TABLE = "fortnox_connection"
FINGERPRINT_LETTERS = 16
NO_TOKENS = {"sealed_access": "", "sealed_refresh": "", "access_expires_at": None}


def place(connection_id: object, what: str) -> str:
    """Name the place a token is sealed for."""
    return f"{TABLE}:{connection_id}:{what}"


def access_of(connection: FortnoxConnection) -> str:
    """Open the access token.

    Raises:
        SealError: no key of the installation opens it, or it is another row's.
    """
    return unseal(connection.sealed_access, place(connection.pk, ACCESS))


def refresh_of(connection: FortnoxConnection) -> str:
    """Open the refresh token; empty for a service account that has none.

    Raises:
        SealError: no key of the installation opens it, or it is another row's.
    """
    return unseal(connection.sealed_refresh, place(connection.pk, REFRESH)) if connection.sealed_refresh else ""


def opens(connection: FortnoxConnection) -> bool:
    """Say whether the installation's keys open the tokens that are there."""
    try:
        access_of(connection)
        refresh_of(connection)
    except SealError:
        return False
    return True


def fields_of(pair: Pair, connection_id: object, *, now: datetime) -> dict[str, object]:
    """Give the columns that hold a pair, sealed."""
    return {
        "sealed_access": seal(pair.access, place(connection_id, ACCESS)),
        "sealed_refresh": seal(pair.refresh, place(connection_id, REFRESH)) if pair.refresh else "",
        "access_expires_at": pair.expires_at(now),
        "refreshed_at": now,
    }


def store(pair: Pair, connection: FortnoxConnection, *, given_at: datetime) -> bool:
    """Store a pair over the version it was made from.

    The version alone is named and not the lease: if nobody stored a newer pair, this one is the newest, even when its
    process was frozen past the lease and another one found the old token used and marked the connection as lost.

    Returns:
        Whether it was stored; otherwise there is a newer pair, or the connection was ended.
    """
    same = FortnoxConnection.objects.filter(pk=connection.pk, version=connection.version)
    stored = same.update(
        **fields_of(pair, connection.pk, now=given_at),
        state=FortnoxConnection.State.CONNECTED,
        ended_at=None,
        version=F("version") + 1,
        lease_until=None,
        lease_owner="",
    )
    return bool(stored)


def written(pair: Pair, connection: FortnoxConnection, *, given_at: datetime) -> str:
    """Write a pair, sealed, for a file beside the database."""
    content = {
        "version": connection.version,
        "given_at": given_at.isoformat(),
        "access": pair.access,
        "refresh": pair.refresh,
        "seconds": round(pair.life.total_seconds()),
        "scopes": list(pair.scopes),
    }
    return seal(json.dumps(content), place(connection.pk, SPOOL))


def read(text: str, connection_id: str) -> tuple[Pair, int, datetime]:
    """Read what `written` wrote: the pair, the version it was made from, and when it was given.

    Raises:
        SealError: no key of the installation opens it, or it is another row's.
    """
    content = json.loads(unseal(text, place(connection_id, SPOOL)))
    life = timedelta(seconds=content["seconds"])
    pair = Pair(content["access"], content["refresh"], life, tuple(content["scopes"]))
    return pair, int(content["version"]), datetime.fromisoformat(content["given_at"])


def fingerprint(token: str) -> str:
    """Name a token without telling it."""
    return hashlib.sha256(token.encode()).hexdigest()[:FINGERPRINT_LETTERS] if token else ""


def seconds_left(connection: FortnoxConnection) -> float:
    """Tell how long the stored access token still lives; nothing when there is none."""
    if connection.access_expires_at is None:
        return 0
    return (connection.access_expires_at - timezone.now()).total_seconds()


class SealedConnections:
    """The connections as a place whose keys can be changed."""

    name = "Fortnox connections"

    def rows(self) -> Iterator[SealedRow]:
        """Give every connection that holds tokens."""
        for connection in FortnoxConnection.objects.exclude(sealed_access="").order_by("pk").iterator():
            yield SealedRow(str(connection.pk), _texts(connection))

    def replace(self, row: SealedRow, texts: tuple[str, ...]) -> bool:
        """Put tokens that were sealed anew in the place of the earlier ones; a refresh meanwhile has won."""
        same = FortnoxConnection.objects.filter(pk=row.key, **dict(zip(_COLUMNS, row.texts, strict=False)))
        return bool(same.update(**dict(zip(_COLUMNS, texts, strict=False))))


KEPT = SealedConnections()
_COLUMNS = ("sealed_access", "sealed_refresh")


def _texts(connection: FortnoxConnection) -> tuple[str, ...]:
    """Give what is sealed in the row; a service account may have no refresh token."""
    return tuple(text for text in (connection.sealed_access, connection.sealed_refresh) if text)
