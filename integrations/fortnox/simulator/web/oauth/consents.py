"""What a company allows an application, until it takes it back."""

import sqlite3
from dataclasses import dataclass

from integrations.fortnox.simulator.storage import Storage


@dataclass(frozen=True, slots=True)
class Consent:
    """Somebody at a company said yes.

    Attributes:
        number: of the consent.
        client_id: the application.
        tenant: the company.
        user_id: who said yes.
        scopes: what was approved.
        is_service: the tokens belong to a service account, not to the person.
        given_at: seconds since 1970.
        revoked_at: seconds since 1970; None while it holds.
    """

    number: int
    client_id: str
    tenant: int
    user_id: int
    scopes: tuple[str, ...]
    is_service: bool
    given_at: float
    revoked_at: float | None


def give(connection: sqlite3.Connection, consent: Consent) -> Consent:
    """Keep a consent under a number of its own."""
    cursor = connection.execute(
        "INSERT INTO web_consent (client_id, tenant, user_id, scopes, is_service, given_at) VALUES (?, ?, ?, ?, ?, ?)",
        (
            consent.client_id,
            consent.tenant,
            consent.user_id,
            " ".join(consent.scopes),
            consent.is_service,
            consent.given_at,
        ),
    )
    return consent_numbered(connection, cursor.lastrowid or 0)


def consent_numbered(connection: sqlite3.Connection, number: int) -> Consent:
    """Find a consent by its number, which a code or a token holds."""
    return _consent(connection.execute("SELECT * FROM web_consent WHERE id = ?", (number,)).fetchone())


def consents_of(storage: Storage, tenant: int) -> list[Consent]:
    """List a company's consents, the newest first."""
    with storage.reading() as connection:
        rows = connection.execute("SELECT * FROM web_consent WHERE tenant = ? ORDER BY id DESC", (tenant,)).fetchall()
    return [_consent(row) for row in rows]


def service_consent(storage: Storage, client_id: str, tenant: int) -> Consent | None:
    """Find the newest living consent of a service account."""
    found = consents_of(storage, tenant)
    living = (one for one in found if one.client_id == client_id and one.is_service and one.revoked_at is None)
    return next(living, None)


def revoke(storage: Storage, tenant: int, *, at: float, client_id: str | None = None) -> int:
    """Take back a company's consents, as under "Hantera integrationer"; the refresh tokens die with them.

    Args:
        storage: holds them.
        tenant: the company.
        at: seconds since 1970.
        client_id: of one application alone.

    Returns:
        How many were taken back.
    """
    with storage.transaction() as connection:
        cursor = connection.execute(
            "UPDATE web_consent SET revoked_at = ?1 "
            "WHERE tenant = ?2 AND revoked_at IS NULL AND (?3 IS NULL OR client_id = ?3)",
            (at, tenant, client_id),
        )
    return cursor.rowcount


def _consent(row: sqlite3.Row) -> Consent:
    return Consent(
        row["id"],
        row["client_id"],
        row["tenant"],
        row["user_id"],
        tuple(row["scopes"].split()),
        bool(row["is_service"]),
        row["given_at"],
        row["revoked_at"],
    )
