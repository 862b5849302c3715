"""The applications that may ask for a login, as the developer portal keeps them."""

import base64
import binascii
import hmac
import sqlite3
from dataclasses import dataclass
from urllib.parse import urlsplit

from integrations.fortnox.simulator.storage import Storage
from integrations.fortnox.simulator.web.oauth.scopes import SCOPES

LOOPBACK = "loopback"
"""In the place of a redirect address: any address of this machine, on any port. The portal has no such thing."""

_LOOPBACK_HOSTS = {"127.0.0.1", "localhost", "::1"}


@dataclass(frozen=True, slots=True)
class Client:
    """An application.

    Attributes:
        client_id: its public name.
        secret: its password at the token endpoint.
        name: shown on the consent page.
        redirect_uris: where a browser may be sent back to; LOOPBACK stands for every address of this machine.
        scopes: those that are ticked.
        allows_service: "Service account: only administrator" is ticked.
    """

    client_id: str
    secret: str
    name: str = "Kvitt"
    redirect_uris: tuple[str, ...] = (LOOPBACK,)
    scopes: tuple[str, ...] = tuple(SCOPES)
    allows_service: bool = True

    def takes(self, redirect_uri: str) -> bool:
        """Say whether a browser may be sent back there."""
        if redirect_uri in self.redirect_uris:
            return True
        address = urlsplit(redirect_uri)
        is_here = address.scheme in {"http", "https"} and address.hostname in _LOOPBACK_HOSTS
        return LOOPBACK in self.redirect_uris and is_here

    @property
    def registered_uri(self) -> str | None:
        """The address that counts when none is given."""
        return next((uri for uri in self.redirect_uris if uri != LOOPBACK), None)


DEFAULT_CLIENT = Client("kvitt-demo", "kvitt-demo-secret")
"""There from the first start. Invented."""


def register(storage: Storage, client: Client) -> None:
    """Add an application, or change it."""
    with storage.transaction() as connection:
        connection.execute(
            "INSERT OR REPLACE INTO web_client VALUES (?, ?, ?, ?, ?, ?)",
            (
                client.client_id,
                client.secret,
                client.name,
                "\n".join(client.redirect_uris),
                " ".join(client.scopes),
                client.allows_service,
            ),
        )


def client_named(storage: Storage, client_id: str) -> Client | None:
    """Find an application."""
    with storage.reading() as connection:
        row = connection.execute("SELECT * FROM web_client WHERE client_id = ?", (client_id,)).fetchone()
    return _client(row) if row else None


def client_of(storage: Storage, authorization: str) -> Client | None:
    """Find the application that signs in with Basic authentication; None when the secret is wrong.

    Args:
        storage: holds the applications.
        authorization: the header.
    """
    kind, _, packed = authorization.partition(" ")
    try:
        name, _, secret = base64.b64decode(packed, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return None
    client = client_named(storage, name) if kind.lower() == "basic" else None
    is_right = client is not None and hmac.compare_digest(client.secret.encode(), secret.encode())
    return client if is_right else None


def _client(row: sqlite3.Row) -> Client:
    return Client(
        row["client_id"],
        row["secret"],
        row["name"],
        tuple(row["redirect_uris"].split("\n")),
        tuple(row["scopes"].split()),
        bool(row["allows_service"]),
    )
