"""Codes and refresh tokens: each is good once, and gives the next.

Source: fortnox.se/developer, get access token, refresh access token; life of 10 minutes and of 45 days.
"""

import secrets
import sqlite3
from dataclasses import dataclass

from integrations.fortnox.simulator.storage import Storage
from integrations.fortnox.simulator.web.oauth.consents import Consent, consent_numbered
from integrations.fortnox.simulator.web.switches import Switches

SECONDS_A_DAY = 86_400
INVALID_REFRESH_TOKEN = "Invalid refresh token"  # noqa: S105 -- recorded words, no secret
INVALID_CODE = "Authorization code doesn't exist or is invalid for the client"
EXPIRED_CODE = "The authorization code has expired"
OTHER_ADDRESS = "The redirect URI is missing or do not match"


class GrantRefusedError(Exception):
    """A code or a token that gives nothing; `description` is what the answer says.

    The words for a code are those of the library whose words the recorded answers are: they are not recorded.
    """

    def __init__(self, description: str, error: str = "invalid_grant") -> None:
        super().__init__(description)
        self.description = description
        self.error = error


@dataclass(frozen=True, slots=True)
class Grant:
    """What a code or a token gave: the consent behind it, and the next refresh token, unless none was asked for."""

    consent: Consent
    refresh_token: str | None


@dataclass(frozen=True, slots=True)
class Terms:
    """Under what terms tokens are given: to whom, when, and by which switches.

    Attributes:
        client_id: the application that asks.
        at: seconds since 1970.
        switches: the lives.
    """

    client_id: str
    at: float
    switches: Switches


@dataclass(frozen=True, slots=True)
class CodeWish:
    """How a code was asked for: the redirect address as far as one was given, and whether it gives a refresh token."""

    redirect_uri: str | None
    is_offline: bool


def new_code(connection: sqlite3.Connection, consent: Consent, wish: CodeWish, *, expires_at: float) -> str:
    """Make a code for a consent."""
    code = secrets.token_hex(20)
    connection.execute(
        "INSERT INTO web_code (code, consent, redirect_uri, is_offline, expires_at) VALUES (?, ?, ?, ?, ?)",
        (code, consent.number, wish.redirect_uri, wish.is_offline, expires_at),
    )
    return code


def redeem(storage: Storage, code: str, redirect_uri: str | None, *, terms: Terms) -> Grant:
    """Give what a code is good for, once.

    Raises:
        GrantRefusedError: unknown, used, too old, or asked for with another redirect address.
    """
    with storage.transaction() as connection:
        row = connection.execute("SELECT * FROM web_code WHERE code = ?", (code,)).fetchone()
        if row is None or row["used_at"] is not None:
            raise GrantRefusedError(INVALID_CODE)
        consent = consent_numbered(connection, row["consent"])
        if consent.client_id != terms.client_id or consent.revoked_at is not None:
            raise GrantRefusedError(INVALID_CODE)
        if row["redirect_uri"] is not None and row["redirect_uri"] != redirect_uri:
            raise GrantRefusedError(OTHER_ADDRESS, "redirect_uri_mismatch")
        if row["expires_at"] <= terms.at:
            raise GrantRefusedError(EXPIRED_CODE)
        connection.execute("UPDATE web_code SET used_at = ? WHERE code = ?", (terms.at, code))
        return Grant(consent, new_refresh_token(connection, consent, terms=terms) if row["is_offline"] else None)


def rotate(storage: Storage, token: str, *, terms: Terms) -> Grant:
    """Give a new refresh token for an old one, which dies at once.

    Raises:
        GrantRefusedError: unknown, used, expired, revoked, or another application's.
    """
    with storage.transaction() as connection:
        row = connection.execute("SELECT * FROM web_refresh_token WHERE token = ?", (token,)).fetchone()
        consent = consent_numbered(connection, row["consent"]) if row else None
        if consent is not None and _is_living(row, consent, terms):
            connection.execute(
                "UPDATE web_refresh_token SET used_at = coalesce(used_at, ?) WHERE token = ?", (terms.at, token)
            )
            return Grant(consent, new_refresh_token(connection, consent, terms=terms))
        if consent is not None and row["used_at"] is not None and terms.switches.is_reuse_fatal:
            _revoke_all(connection, consent, terms.at)
    raise GrantRefusedError(INVALID_REFRESH_TOKEN)


def new_refresh_token(connection: sqlite3.Connection, consent: Consent, *, terms: Terms) -> str:
    """Make a refresh token of 40 characters, as the recorded ones are."""
    token = secrets.token_hex(20)
    expires_at = terms.at + terms.switches.refresh_days * SECONDS_A_DAY
    connection.execute(
        "INSERT INTO web_refresh_token (token, consent, issued_at, expires_at) VALUES (?, ?, ?, ?)",
        (token, consent.number, terms.at, expires_at),
    )
    return token


def revoke_token(storage: Storage, token: str, *, client_id: str, at: float) -> None:
    """End a refresh token of the application; one that is not there is no error."""
    with storage.transaction() as connection:
        connection.execute(
            "UPDATE web_refresh_token SET revoked_at = ? WHERE token = ? AND revoked_at IS NULL "
            "AND consent IN (SELECT id FROM web_consent WHERE client_id = ?)",
            (at, token, client_id),
        )


def tenant_behind(storage: Storage, proof: str) -> int | None:
    """Tell which company a code or a refresh token is for, so that a fault can be meant for that company."""
    with storage.reading() as connection:
        row = connection.execute(
            "SELECT tenant FROM web_consent WHERE id IN (SELECT consent FROM web_code WHERE code = ?1 "
            "UNION SELECT consent FROM web_refresh_token WHERE token = ?1)",
            (proof,),
        ).fetchone()
    return int(row["tenant"]) if row else None


def _is_living(row: sqlite3.Row, consent: Consent, terms: Terms) -> bool:
    if consent.client_id != terms.client_id or consent.revoked_at is not None or row["revoked_at"] is not None:
        return False
    is_fresh = row["used_at"] is None or terms.at < row["used_at"] + terms.switches.reuse_grace_seconds
    return bool(is_fresh and row["expires_at"] > terms.at)


def _revoke_all(connection: sqlite3.Connection, consent: Consent, at: float) -> None:
    connection.execute(
        "UPDATE web_refresh_token SET revoked_at = ? WHERE consent = ? AND revoked_at IS NULL", (at, consent.number)
    )


def spoil(storage: Storage, tenant: int, *, expires_at: float | None = None, used_at: float | None = None) -> int:
    """Let a company's living refresh tokens be expired or used; say how many they were.

    Args:
        storage: holds them.
        tenant: the company.
        expires_at: seconds since 1970; None leaves the life as it is.
        used_at: seconds since 1970; None leaves them unused.
    """
    with storage.transaction() as connection:
        return connection.execute(
            "UPDATE web_refresh_token SET expires_at = coalesce(?1, expires_at), used_at = coalesce(?2, used_at) "
            "WHERE used_at IS NULL AND consent IN (SELECT id FROM web_consent WHERE tenant = ?3)",
            (expires_at, used_at, tenant),
        ).rowcount
