"""A login under way in the browser, from the first address to the one the browser is sent back to."""

import secrets
import sqlite3
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from integrations.fortnox.simulator.storage import Storage


@dataclass(frozen=True, slots=True)
class Attempt:
    """What the application asked for, and how far the person has come.

    Attributes:
        number: unguessable; it stands in the forms.
        client_id: the application.
        redirect_uri: where the browser is sent back to.
        is_redirect_given: the application gave the address, and must give it again with the code.
        state: sent back as it came; None when there was none.
        scopes: asked for.
        is_offline: a refresh token is asked for.
        is_service: tokens of a service account are asked for.
        login: who has signed in.
        tenant: which company they have chosen.
        is_ended: the browser was sent back.
    """

    number: str
    client_id: str
    redirect_uri: str
    is_redirect_given: bool
    state: str | None
    scopes: tuple[str, ...]
    is_offline: bool
    is_service: bool
    login: str | None = None
    tenant: int | None = None
    is_ended: bool = False

    def back(self, **answer: str) -> str:
        """Write the address that the browser is sent back to, with an answer and the state."""
        if self.state is not None:
            answer["state"] = self.state
        joint = "&" if urlsplit(self.redirect_uri).query else "?"
        return f"{self.redirect_uri}{joint}{urlencode(answer)}"


def begin(storage: Storage, attempt: Attempt) -> Attempt:
    """Keep an attempt under a number of its own."""
    number = secrets.token_urlsafe(24)
    values = (
        number,
        attempt.client_id,
        attempt.redirect_uri,
        attempt.is_redirect_given,
        attempt.state,
        " ".join(attempt.scopes),
        attempt.is_offline,
        attempt.is_service,
    )
    with storage.transaction() as connection:
        connection.execute(
            "INSERT INTO web_attempt (id, client_id, redirect_uri, is_redirect_given, state, scopes, is_offline, "
            "is_service) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            values,
        )
        return _numbered(connection, number)


def attempt_numbered(storage: Storage, number: str) -> Attempt | None:
    """Find an attempt that goes on still."""
    with storage.reading() as connection:
        row = connection.execute("SELECT 1 FROM web_attempt WHERE id = ? AND ended_at IS NULL", (number,)).fetchone()
        return _numbered(connection, number) if row else None


def sign(storage: Storage, attempt: Attempt, login: str) -> None:
    """Note who has signed in."""
    with storage.transaction() as connection:
        connection.execute("UPDATE web_attempt SET login = ?, tenant = NULL WHERE id = ?", (login, attempt.number))


def choose(storage: Storage, attempt: Attempt, tenant: int) -> None:
    """Note the company."""
    with storage.transaction() as connection:
        connection.execute("UPDATE web_attempt SET tenant = ? WHERE id = ?", (tenant, attempt.number))


def end(connection: sqlite3.Connection, attempt: Attempt, *, at: float) -> bool:
    """End an attempt; false when it was ended already."""
    cursor = connection.execute(
        "UPDATE web_attempt SET ended_at = ? WHERE id = ? AND ended_at IS NULL", (at, attempt.number)
    )
    return cursor.rowcount == 1


def _numbered(connection: sqlite3.Connection, number: str) -> Attempt:
    row = connection.execute("SELECT * FROM web_attempt WHERE id = ?", (number,)).fetchone()
    return Attempt(
        row["id"],
        row["client_id"],
        row["redirect_uri"],
        bool(row["is_redirect_given"]),
        row["state"],
        tuple(row["scopes"].split()),
        bool(row["is_offline"]),
        bool(row["is_service"]),
        row["login"],
        row["tenant"],
        row["ended_at"] is not None,
    )
