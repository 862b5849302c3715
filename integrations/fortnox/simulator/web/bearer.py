"""The access token: a JWT signed with HS256, with the claims that Fortnox's have.

Source: a sample in the tests of softwerkab/fortnox-csharp-api-sdk. What `rightsAsJson` holds is invented; it makes the
token as long as real ones, which is more than a field of 255 characters takes.
"""

import base64
import binascii
import gzip
import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypedDict, cast

from integrations.fortnox.simulator.storage import Storage

ISSUER = "https://api.fortnox.se/oauth2"
_HEADER = {"typ": "JWT", "alg": "HS256"}

SCHEMA = """
CREATE TABLE IF NOT EXISTS web_key (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    secret TEXT NOT NULL
);
"""


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who calls.

    Attributes:
        client_id: the application.
        user_id: the person who approved it, or the service account.
        tenant: the company's DatabaseNumber.
        scopes: what was approved.
    """

    client_id: str
    user_id: int
    tenant: int
    scopes: tuple[str, ...]


class _Claims(TypedDict):
    clientId: str
    userId: int
    tenantId: int
    scopes: list[str]
    exp: int


def signed(storage: Storage, bearer: Bearer, *, issued: int, life_seconds: int) -> str:
    """Sign an access token.

    Args:
        storage: holds the key.
        bearer: whose it is.
        issued: seconds since 1970.
        life_seconds: how long it lives.
    """
    number = secrets.token_hex(20)
    rights = gzip.compress(json.dumps({scope: ["read", "write"] for scope in bearer.scopes}).encode(), mtime=0)
    claims = {
        "userId": bearer.user_id,
        "tenantId": bearer.tenant,
        "clientId": bearer.client_id,
        "rightsAsJson": base64.b64encode(rights).decode(),
        "scopes": list(bearer.scopes),
        "authsource": "OAUTH2",
        "id": number,
        "jti": number,
        "iss": ISSUER,
        "aud": bearer.client_id,
        "sub": f"{bearer.user_id}@{bearer.tenant}",
        "exp": issued + life_seconds,
        "iat": issued,
        "token_type": "bearer",
        "scope": " ".join(bearer.scopes),
    }
    text = f"{_part(_HEADER)}.{_part(claims)}"
    return f"{text}.{_signature(storage, text)}"


def bearer_of(storage: Storage, token: str, *, at: float) -> Bearer | None:
    """Open an access token; None when it is not ours, damaged, or past its life.

    Args:
        storage: holds the key.
        token: what stands after "Bearer".
        at: the time now, in seconds since 1970.
    """
    text, _, signature = token.rpartition(".")
    if not text or not hmac.compare_digest(_signature(storage, text).encode(), signature.encode()):
        return None
    try:
        claims = cast("_Claims", json.loads(_unpacked(text.partition(".")[2])))
    except (ValueError, binascii.Error):
        return None
    if claims["exp"] <= at:
        return None
    return Bearer(claims["clientId"], claims["userId"], claims["tenantId"], tuple(claims["scopes"]))


def _signature(storage: Storage, text: str) -> str:
    return _packed(hmac.new(_key(storage), text.encode(), hashlib.sha256).digest())


def _key(storage: Storage) -> bytes:
    with storage.reading() as connection:
        row = connection.execute("SELECT secret FROM web_key").fetchone()
    if row is None:
        with storage.transaction() as connection:
            connection.execute("INSERT OR IGNORE INTO web_key VALUES (1, ?)", (secrets.token_hex(32),))
            row = connection.execute("SELECT secret FROM web_key").fetchone()
    return bytes.fromhex(row["secret"])


def _part(value: Mapping[str, object]) -> str:
    return _packed(json.dumps(value, separators=(",", ":")).encode())


def _packed(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def _unpacked(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
