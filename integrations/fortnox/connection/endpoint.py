"""Fortnox's token endpoint: four calls, each of one POST that is never repeated here.

The body is read as JSON whatever its content type says, because refusals come as text/html and text/plain.
Source: recorded answers of 2023-02-01; fortnox.se/developer, get access token, refresh access token, revoke.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from ssl import SSLCertVerificationError
from time import monotonic

import requests
from django.conf import settings
from urllib3.exceptions import MaxRetryError, NewConnectionError, SSLError

from integrations.fortnox.addresses import AddressError, auth_url
from integrations.fortnox.client.calling.body import TooManyBytesError, UnknownPackingError, pieces
from integrations.fortnox.client.calling.deadline import Deadline
from integrations.fortnox.client.calling.wire import BrokenLineError
from integrations.fortnox.connection.errors import AnswerUnknownError, GrantRefusedError, NotSentError

CONNECT_SECONDS = 5
READ_SECONDS = 20
"""Together well under the lease of a refresh, see `tokens.LEASE`."""
WEB_READ_SECONDS = 10
"""While a person waits in front of the browser."""
MAX_ANSWER_BYTES = 100_000
TOO_MANY_REQUESTS = 429
_REFUSALS = (400, 401, 403)
_OK = 200


@dataclass(frozen=True, slots=True, repr=False)
class Pair:
    """An access token and, unless it is a service account's, the refresh token for the next; never shown.

    Attributes:
        life: of the access token.
        scopes: what was granted.
    """

    access: str
    refresh: str
    life: timedelta
    scopes: tuple[str, ...]

    def expires_at(self, now: datetime) -> datetime:
        """Tell until when the access token lives, when it was given now."""
        return now + self.life


def exchange(code: str, *, redirect_uri: str) -> Pair:
    """Give in the code that the browser brought, for the first pair.

    Raises:
        NotSentError, AnswerUnknownError, GrantRefusedError: there are no tokens.
    """
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": redirect_uri}
    return _pair(_post("token", form, read_seconds=WEB_READ_SECONDS))


def refresh(token: str) -> Pair:
    """Give in a refresh token for the next pair; the old one is dead the moment this is answered.

    Raises:
        NotSentError, AnswerUnknownError, GrantRefusedError: there are no tokens, or it is not known whether.
    """
    return _pair(_post("token", {"grant_type": "refresh_token", "refresh_token": token}))


def by_credentials(tenant: int) -> Pair:
    """Give an access token of a service account, by the application's own credentials.

    Raises:
        NotSentError, AnswerUnknownError, GrantRefusedError: there is no token.

    Source: fortnox.se/developer, get access token using client credentials.
    """
    return _pair(_post("token", {"grant_type": "client_credentials"}, headers={"TenantId": str(tenant)}))


def revoke(token: str) -> None:
    """End a refresh token; one that is already dead is no error.

    Raises:
        NotSentError, AnswerUnknownError, GrantRefusedError: it may still live.
    """
    form = {"token_type_hint": "refresh_token", "token": token}
    _post("revoke", form, read_seconds=WEB_READ_SECONDS)


def _post(
    name: str, form: Mapping[str, str], *, headers: Mapping[str, str] | None = None, read_seconds: int = READ_SECONDS
) -> Mapping[str, object]:
    """Send a form with the application's own credentials, and read the answer."""
    try:
        address = f"{auth_url()}/{name}"
        with requests.post(
            address,
            data=form,
            headers={"Accept": "application/json", **(headers or {})},
            auth=(settings.FORTNOX_CLIENT_ID, settings.FORTNOX_CLIENT_SECRET),
            timeout=(CONNECT_SECONDS, read_seconds),
            allow_redirects=False,
            stream=True,
        ) as answer:
            status, content = answer.status_code, _json(_read(answer, Deadline(monotonic() + read_seconds)))
    except (AddressError, requests.exceptions.ConnectTimeout) as error:
        raise NotSentError(type(error).__name__) from None
    except requests.exceptions.RequestException as error:
        # The text of the error may hold the address with what was sent; its kind is enough.
        raise (NotSentError if _never_connected(error) else AnswerUnknownError)(type(error).__name__) from None
    return _judged(status, content)


def _judged(status: int, content: Mapping[str, object] | None) -> Mapping[str, object]:
    if status == _OK and content is not None:
        return content
    if status == TOO_MANY_REQUESTS:
        raise NotSentError("429")
    if status in _REFUSALS and content is not None and isinstance(content.get("error"), str):
        raise GrantRefusedError(str(content["error"]), str(content.get("error_description", "")))
    raise AnswerUnknownError(str(status))


def _read(answer: requests.Response, deadline: Deadline) -> bytes:
    """Read the body, up to what an answer can need; one that drips is cut off before the lease ends."""
    try:
        return b"".join(pieces(answer, deadline, limit=MAX_ANSWER_BYTES))
    except (BrokenLineError, TooManyBytesError, UnknownPackingError) as error:
        raise AnswerUnknownError(type(error).__name__) from error


def _json(body: bytes) -> Mapping[str, object] | None:
    """Read an object; None when it is none."""
    try:
        content = json.loads(body)
    except ValueError:
        return None
    return content if isinstance(content, dict) else None


def _never_connected(error: requests.exceptions.RequestException) -> bool:
    """Tell whether not even a connection was made, so that nothing can have been sent.

    A certificate is judged before anything is sent; any other fault of the encryption may come with the answer.
    """
    cause = error.args[0] if error.args else None
    reason = cause.reason if isinstance(cause, MaxRetryError) else None
    if isinstance(reason, SSLError):
        return any(isinstance(one, SSLCertVerificationError) for one in reason.args)
    return isinstance(reason, NewConnectionError)


def _pair(content: Mapping[str, object]) -> Pair:
    """Read a pair of tokens; an answer without them is one that was not understood."""
    access, refresh_token = content.get("access_token"), content.get("refresh_token", "")
    seconds, scopes = content.get("expires_in"), content.get("scope", "")
    is_readable = isinstance(refresh_token, str) and isinstance(scopes, str)
    if not (isinstance(access, str) and access and isinstance(seconds, int) and is_readable):
        raise AnswerUnknownError("no tokens")
    return Pair(access, str(refresh_token), timedelta(seconds=seconds), tuple(str(scopes).split()))
