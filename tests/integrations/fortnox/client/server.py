"""A small HTTP server that answers what a test tells it to, and as badly as it tells it to."""

import json
import socket
import struct
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ssl import SSLContext
from threading import Event, Thread
from urllib.parse import parse_qsl, urlsplit

SECONDS_BETWEEN_DROPS = 0.01
MOST_DROPS = 6_000
"""A minute: a client without a deadline is held that long, and the test then fails."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What is answered.

    Attributes:
        status: the HTTP status.
        body: its bytes.
        headers: besides Content-Length.
        declared: the Content-Length that is told, when it is not the true one.
        fate: "whole"; "drip": the body byte by byte; "drip_head": the headers byte by byte; "drip_chunk": the length of
            a chunk byte by byte; "reset": no answer at all, the connection is reset; "silent": no answer at all.
        is_chunked: the body is already cut into chunks, so that no Content-Length is told.
    """

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    declared: int | None = None
    fate: str = "whole"
    is_chunked: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that came."""

    method: str
    path: str
    params: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes


@dataclass(slots=True)
class Scripted:
    """The server: what it will answer, in turn, and what it was asked; the last answer is for ever."""

    url: str = ""
    replies: list[Reply] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    ended: Event = field(default_factory=Event)

    @property
    def paths(self) -> list[str]:
        """The paths that were asked for."""
        return [asked.path for asked in self.asked]

    def next_reply(self) -> Reply:
        """Take the next answer."""
        return self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]


def as_json(value: object, *, status: int = 200, **headers: str) -> Reply:
    """Answer an object as JSON."""
    return Reply(status, json.dumps(value).encode(), {"Content-Type": "application/json", **headers})


def a_list(key: str, rows: list[dict[str, object]], *, total: int | None = None, pages: int = 1) -> Reply:
    """Answer a page of a list as Fortnox does."""
    count = len(rows) if total is None else total
    meta = {"@TotalResources": count, "@TotalPages": pages if count else 0, "@CurrentPage": 1}
    return as_json({"MetaInformation": meta, key: rows})


class _Quiet(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *args: object) -> None:
        """Say nothing of connections that the client broke off."""


@contextmanager
def scripted(*replies: Reply, tls: SSLContext | None = None) -> Iterator[Scripted]:
    """Run a server with these answers, encrypted when it is given how."""
    script = Scripted(replies=list(replies))
    server = _Quiet(("127.0.0.1", 0), _handler_of(script))
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    script.url = f"{'https' if tls else 'http'}://127.0.0.1:{server.server_port}/3"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield script
    finally:
        script.ended.set()
        server.shutdown()
        thread.join()
        server.server_close()


def _handler_of(script: Scripted) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            params = dict(parse_qsl(parts.query))
            script.asked.append(Asked(self.command, parts.path, params, dict(self.headers), body))
            reply = script.next_reply()
            with suppress(OSError):
                _answer(self, reply, script.ended)

        do_POST = do_GET  # noqa: N815 -- the name that http.server calls

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    return Handler


def _answer(handler: BaseHTTPRequestHandler, reply: Reply, ended: Event) -> None:
    if reply.fate == "reset":
        handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    if reply.fate == "silent":
        ended.wait(SECONDS_BETWEEN_DROPS * MOST_DROPS)
    if reply.fate in ("reset", "silent"):
        handler.close_connection = True
        handler.connection.close()
        return
    head = _head(reply)
    handler.wfile.write(head if reply.fate != "drip_head" else b"HTTP/1.1 200 OK\r\nX-Drops: ")
    if reply.fate.startswith("drip"):
        _drip(handler, ended)
    handler.wfile.write(reply.body)
    handler.wfile.flush()
    if reply.declared is not None:
        handler.close_connection = True


def _head(reply: Reply) -> bytes:
    length = len(reply.body) if reply.declared is None else reply.declared
    headers = {**({} if reply.is_chunked else {"Content-Length": str(length)}), **reply.headers}
    if reply.fate == "drip":
        headers["Content-Length"] = str(MOST_DROPS)
    if reply.fate == "drip_chunk":
        headers = {"Transfer-Encoding": "chunked"}
    lines = [f"HTTP/1.1 {reply.status} -", *(f"{name}: {value}" for name, value in headers.items()), "", ""]
    return "\r\n".join(lines).encode()


def _drip(handler: BaseHTTPRequestHandler, ended: Event) -> None:
    for _ in range(MOST_DROPS):
        if ended.wait(SECONDS_BETWEEN_DROPS):
            return
        handler.wfile.write(b"0")
        handler.wfile.flush()
