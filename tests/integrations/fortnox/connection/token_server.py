"""A small token server with the one habit that matters: every refresh kills the token it was given."""

import json
import threading
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from typing import Any
from urllib.parse import parse_qs

LIFE_SECONDS = 3600
OWN_NAME = b64encode(b"kvitt-demo:kvitt-demo-secret").decode()


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer in place of the usual one; `body` None breaks the connection instead."""

    status: int = 200
    body: bytes | None = b""
    content_type: str = "text/html; charset=UTF-8"
    rotates: bool = False


COMPANY = {
    "Address": "Gatan 1",
    "City": "Växjö",
    "CountryCode": "SE",
    "DatabaseNumber": 1234567,
    "CompanyName": "Exempel AB",
    "OrganizationNumber": "556677-8899",
    "VisitAddress": "",
    "VisitCity": "",
    "VisitCountryCode": "",
    "VisitZipCode": "",
    "ZipCode": "352 30",
}

BROKEN_BEFORE = Answer(body=None)
BROKEN_AFTER = Answer(body=None, rotates=True)
GATEWAY_AFTER = Answer(502, b"<html>Bad Gateway</html>", rotates=True)
TOO_MANY = Answer(429, b"")


@dataclass
class TokenServer:
    """What the server knows, and what happened to it.

    Attributes:
        url: where it answers, the address before "/token".
        living: the refresh tokens that are good now.
        asked: the grant type of each call, in order.
        revoked: the tokens that were revoked.
        planned: answers for the next calls, in order.
        has_consent: a service account may ask by client credentials.
        reached: how many calls have come in, answered or not.
        company: what differs from the usual company.
        company_answer: the answer to the question which company it is, in place of the usual one.
        hold: calls wait until it is set, for tests that need a slow answer.
    """

    url: str = ""
    living: set[str] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)
    revoked: list[str] = field(default_factory=list)
    planned: list[Answer] = field(default_factory=list)
    has_consent: bool = False
    scope: str = "companyinformation bookkeeping settings"
    reached: int = 0
    hold: threading.Event = field(default_factory=threading.Event)
    company: dict[str, object] = field(default_factory=dict)
    company_answer: Answer | None = None
    _serial: Iterator[int] = field(default_factory=lambda: count(1))
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        """Answer at once, unless a test wants otherwise."""
        self.hold.set()

    def new_refresh_token(self) -> str:
        """Give a refresh token that is good once."""
        token = f"refresh-{next(self._serial)}"
        self.living.add(token)
        return token

    def answer(self, form: dict[str, str], headers: Any) -> Answer:
        """Answer one call to the token address."""
        with self._lock:
            self.reached += 1
        self.hold.wait()
        with self._lock:
            self.asked.append(form.get("grant_type", ""))
            planned = self.planned.pop(0) if self.planned else None
            if planned and not planned.rotates:
                return planned
            usual = self._usual(form, headers)
            return planned or usual

    def revoke(self, form: dict[str, str]) -> Answer:
        """Answer one call to the address that ends tokens."""
        self.revoked.append(form["token"])
        self.living.discard(form["token"])
        return Answer(200, b'{"revoked":true}', "application/json")

    def _usual(self, form: dict[str, str], headers: Any) -> Answer:
        if headers.get("Authorization") != f"Basic {OWN_NAME}":
            return Answer(401, b'{"error":"invalid_client","error_description":"no"}', "text/plain;charset=UTF-8")
        if form["grant_type"] == "client_credentials":
            if not (self.has_consent and headers.get("TenantId") == "1234567"):
                return Answer(400, b'{"error":"invalid_request","error_description":"Invalid tenant"}')
            return self._pair("")
        token = form.get("refresh_token", form.get("code", ""))
        if token not in self.living:
            return Answer(400, b'{"error":"invalid_grant","error_description":"Invalid refresh token"}')
        self.living.discard(token)
        return self._pair(self.new_refresh_token())

    def _pair(self, refresh_token: str) -> Answer:
        pair: dict[str, object] = {
            "access_token": f"access-{next(self._serial)}",
            "expires_in": LIFE_SECONDS,
            "token_type": "bearer",
            "scope": self.scope,
        }
        pair |= {"refresh_token": refresh_token} if refresh_token else {}
        return Answer(200, json.dumps(pair).encode(), "application/json")


def _company(known: TokenServer) -> Answer:
    body = json.dumps({"CompanyInformation": {**COMPANY, **known.company}}).encode()
    return Answer(200, body, "application/json")


@contextmanager
def running() -> Iterator[TokenServer]:
    """Run a token server on a free port of this machine."""
    known = TokenServer()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(known))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    known.url = f"http://127.0.0.1:{server.server_port}/oauth-v1"
    try:
        yield known
    finally:
        known.hold.set()
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(known: TokenServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        """Reads a form, asks the server, writes what it says."""

        def do_GET(self) -> None:
            """Answer which company it is, to whoever has a token."""
            self._write(known.company_answer or _company(known))

        def do_POST(self) -> None:
            """Answer a POST."""
            sent = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
            form = {name: values[0] for name, values in parse_qs(sent).items()}
            answer = known.revoke(form) if self.path.endswith("/revoke") else known.answer(form, self.headers)
            self._write(answer)

        def _write(self, answer: Answer) -> None:
            if answer.body is None:
                self.close_connection = True
                return
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.content_type)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 -- its name in the base class
            """Keep quiet."""

    return Handler
