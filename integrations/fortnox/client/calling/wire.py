"""The connection itself: encryption, timeouts, no redirects, no retries; and whether a request left at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.cookiejar import DefaultCookiePolicy
from socket import SHUT_RDWR, socket
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from requests.auth import AuthBase
from requests.exceptions import ConnectTimeout, InvalidHeader, InvalidURL, RequestException
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError, ProxyError
from urllib3.poolmanager import PoolManager
from urllib3.response import HTTPResponse

from integrations.fortnox.client.calling.call import Call
from integrations.fortnox.client.calling.deadline import Deadline, cut_off

CONNECT_SECONDS = 5.0
"""Source: docs/decisions/0076-fortnox-client.md."""
_AT_LEAST = 0.001
_NEVER_LEFT = (NewConnectionError, ConnectTimeoutError, ProxyError)


class BrokenLineError(Exception):
    """There is no answer, or only a part of one; `never_left` when the request was not even sent."""

    def __init__(self, *, never_left: bool = False) -> None:
        super().__init__("never sent" if never_left else "broken off")
        self.never_left = never_left


class Bearer(AuthBase):
    """Puts the access token on a request; without it, requests would look for a password in a .netrc."""

    def __init__(self, token: str) -> None:
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        """Add the header."""
        request.headers["Authorization"] = f"Bearer {self._token}"
        return request


class Wire:
    """Sends a request once."""

    def __init__(self) -> None:
        self._session = requests.Session()
        self._session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        # A length that is told and a body that is not packed can be counted; a packed one is taken too.
        self._session.headers.update({"Accept": "application/json", "Accept-Encoding": "identity"})
        self._session.headers["User-Agent"] = "Kvitt (year-end closing)"
        for scheme in ("https://", "http://"):
            self._session.mount(scheme, _Adapter(max_retries=0, pool_connections=2, pool_maxsize=4))

    @contextmanager
    def answer(self, call: Call, *, root: str, token: str, deadline: Deadline) -> Iterator[requests.Response]:
        """Send a request and give its answer, whose body is still to be read.

        Raises:
            BrokenLineError: there is none.
        """
        seconds = max(deadline.remaining, _AT_LEAST)
        try:
            response = self._session.request(
                call.method,
                call.address(root),
                params={name: str(value) for name, value in call.params.items()},
                data=call.body.encode() if call.body is not None else None,
                headers={"Content-Type": "application/json"} if call.changes else {},
                auth=Bearer(token),
                timeout=(min(CONNECT_SECONDS, seconds), min(call.patience.silent, seconds)),
                allow_redirects=False,
                stream=True,
            )
        except RequestException as error:
            # Not `from error`: its words may hold the request with the token.
            raise BrokenLineError(never_left=_never_left(error)) from None
        with response:
            yield response


class _Plain(HTTPConnection):
    """A connection to a simulator on this machine."""

    def connect(self) -> None:
        """Connect; what goes wrong says that nothing was sent."""
        with _connecting(self):
            super().connect()

    def getresponse(self) -> HTTPResponse:  # type: ignore[override]  # as urllib3's own
        """Wait for the head of the answer, and no longer than the timeout for all of it."""
        with _listening(self):
            return super().getresponse()


class _Encrypted(HTTPSConnection):
    """A connection to Fortnox."""

    def connect(self) -> None:
        """Connect and agree on the encryption; what goes wrong says that nothing was sent."""
        with _connecting(self):
            super().connect()

    def getresponse(self) -> HTTPResponse:  # type: ignore[override]  # as urllib3's own
        """Wait for the head of the answer, and no longer than the timeout for all of it."""
        with _listening(self):
            return super().getresponse()


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _Plain


class _EncryptedPool(HTTPSConnectionPool):
    ConnectionCls = _Encrypted


class _Adapter(HTTPAdapter):
    """Makes connections of ours, straight or through the proxy of the environment."""

    def init_poolmanager(self, connections: int, maxsize: int, *args: bool, **kwargs: Any) -> None:
        """Set up the pool of straight connections."""
        super().init_poolmanager(connections, maxsize, *args, **kwargs)
        _use_own_pools(self.poolmanager)

    def proxy_manager_for(self, proxy: str, **kwargs: object) -> PoolManager:
        """Give the pool of connections through a proxy."""
        manager: PoolManager = super().proxy_manager_for(proxy, **kwargs)
        _use_own_pools(manager)
        return manager


def _use_own_pools(manager: PoolManager) -> None:
    manager.pool_classes_by_scheme = {"http": _PlainPool, "https": _EncryptedPool}


@contextmanager
def _connecting(connection: HTTPConnection) -> Iterator[None]:
    """Make one error of all that goes wrong before a byte of the request is sent."""
    try:
        yield
    except ConnectTimeoutError:
        raise
    except Exception as error:
        raise NewConnectionError(connection, type(error).__name__) from error


@contextmanager
def _listening(connection: HTTPConnection) -> Iterator[None]:
    """Hold the head of an answer to its timeout, also when it comes byte by byte."""
    sock = connection.sock
    if not isinstance(connection.timeout, int | float) or not isinstance(sock, socket):
        yield
        return
    # Past an SSLSocket's own method, which would take the state away that another thread is reading with.
    with cut_off(connection.timeout, partial(socket.shutdown, sock, SHUT_RDWR)) as is_cut:
        yield
    if is_cut.is_set():
        # The head may look whole: its reader takes the end of the connection for the end of the head.
        raise TimeoutError


def _never_left(error: RequestException) -> bool:
    """Say whether a request that failed was never sent."""
    reason = getattr(error.args[0], "reason", None) if error.args else None
    return isinstance(error, ConnectTimeout | InvalidHeader | InvalidURL) or isinstance(reason, _NEVER_LEFT)
