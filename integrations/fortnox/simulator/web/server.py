"""The HTTP server: a thread a connection, connections kept alive, and every manner of sending a reply.

Werkzeug's own closes each connection after one answer, and cannot break off in the middle of one.
"""

import logging
import socket
import struct
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from io import BytesIO
from socketserver import ThreadingTCPServer
from threading import Event, Lock, Thread
from urllib.parse import unquote_to_bytes

from werkzeug.wrappers import Request

from integrations.fortnox.simulator.web.reply import Reply

MAX_BODY_BYTES = 200_000_000
IDLE_SECONDS = 120
_CHUNK_BYTES = 65_536
_NO_LINGER = struct.pack("ii", 1, 0)
_FAILED = Reply(500, b"The simulator itself failed; see its log.", "text/plain; charset=utf-8")

Answerer = Callable[[Request], Reply]

logger = logging.getLogger(__name__)


class Server(ThreadingTCPServer):
    """Answers on an address until it is ended.

    Args:
        address: host and port; port 0 takes a free one.
        answer: what answers a request.
    """

    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], answer: Answerer) -> None:
        self.answer = answer
        self.ending = Event()
        self._connections: set[socket.socket] = set()
        self._lock = Lock()
        self._thread: Thread | None = None
        if ":" in address[0]:
            self.address_family = socket.AF_INET6
        super().__init__(address, _Handler)

    @property
    def url(self) -> str:
        """Where it answers, such as "http://127.0.0.1:8100"."""
        host, port = self.server_address[:2]
        name = host.decode() if isinstance(host, bytes | bytearray) else str(host)
        return f"http://[{name}]:{port}" if ":" in name else f"http://{name}:{port}"

    def start(self) -> None:
        """Answer in a thread of its own."""
        self._thread = Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Take no more connections, and break off those there are."""
        self.ending.set()
        if self._thread is not None:
            self.shutdown()
            self._thread.join()
        self.server_close()
        with self._lock:
            open_ones = list(self._connections)
        for connection in open_ones:
            _shut(connection)

    def enter(self, connection: socket.socket) -> None:
        """Note a connection, so that it can be broken off."""
        with self._lock:
            self._connections.add(connection)

    def leave(self, connection: socket.socket) -> None:
        """Forget a connection."""
        with self._lock:
            self._connections.discard(connection)

    def handle_error(self, request: object, client_address: object) -> None:
        """Write what went wrong with a connection to the log, in place of the console."""
        logger.debug("A connection from %s broke.", client_address)


class _Handler(BaseHTTPRequestHandler):
    """One connection: request after request until either side closes it."""

    server: Server
    protocol_version = "HTTP/1.1"
    timeout = IDLE_SECONDS
    wbufsize = -1
    disable_nagle_algorithm = True

    def setup(self) -> None:
        super().setup()
        self.server.enter(self.connection)

    def finish(self) -> None:
        self.server.leave(self.connection)
        try:
            super().finish()
        except OSError:
            logger.debug("The other side was gone before the last byte.")

    def version_string(self) -> str:
        return "fortnox-simulator"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- http.server names it so
        logger.debug(format, *args)

    def do_GET(self) -> None:
        """Answer one request."""
        body = self._body()
        if body is None:
            self.close_connection = True
            self._send(Reply(413, b"The body is too long, or says not how long it is.", "text/plain"))
            return
        try:
            reply = self.server.answer(Request(self._environ(body)))
        except Exception:
            logger.exception("%s %s failed.", self.command, self.path)
            reply = _FAILED
        self._send(reply)

    def do_POST(self) -> None:
        """Answer one request, as the next three do."""
        self.do_GET()

    def do_PUT(self) -> None:
        self.do_GET()

    def do_DELETE(self) -> None:
        self.do_GET()

    def do_HEAD(self) -> None:
        self.do_GET()

    def _environ(self, body: bytes) -> dict[str, object]:
        """Write the request as WSGI has it."""
        path, _, query = self.path.partition("?")
        host, port = self.server.server_address[:2]
        environ: dict[str, object] = {
            "REQUEST_METHOD": self.command,
            "SCRIPT_NAME": "",
            "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
            "QUERY_STRING": query,
            "CONTENT_TYPE": self.headers.get("Content-Type", ""),
            "CONTENT_LENGTH": str(len(body)),
            "SERVER_NAME": str(host),
            "SERVER_PORT": str(port),
            "SERVER_PROTOCOL": self.request_version,
            "REMOTE_ADDR": self.client_address[0],
            "wsgi.url_scheme": "http",
            "wsgi.input": BytesIO(body),
        }
        for name, value in self.headers.items():
            environ.setdefault(f"HTTP_{name.upper().replace('-', '_')}", value)
        # The pieces of a chunked body are put together already; with this header nobody would read them.
        environ.pop("HTTP_TRANSFER_ENCODING", None)
        return environ

    def _body(self) -> bytes | None:
        """Read all of the body, so that the next request begins where it should; None when it is too long."""
        if self.headers.get("Transfer-Encoding", "").lower() == "chunked":
            return self._chunked_body()
        declared = self.headers.get("Content-Length", "0")
        if not declared.isdecimal() or int(declared) > MAX_BODY_BYTES:
            return None
        return self._exactly(int(declared))

    def _exactly(self, size: int) -> bytes:
        body = self.rfile.read(size)
        if len(body) < size:
            raise ConnectionAbortedError
        return body

    def _chunked_body(self) -> bytes | None:
        body = bytearray()
        while size := int(self.rfile.readline(100).split(b";")[0].strip() or b"0", 16):
            if len(body) + size > MAX_BODY_BYTES:
                return None
            body += self._exactly(size)
            self.rfile.readline(10)
        while self.rfile.readline(_CHUNK_BYTES).strip():
            """Skip the headers that may stand after the last piece."""
        return bytes(body)

    def _send(self, reply: Reply) -> None:
        sending = reply.sending
        if sending.wait_seconds and self.server.ending.wait(sending.wait_seconds):
            self.close_connection = True
            return
        if sending.is_dropped:
            self._break_off(is_reset=sending.is_reset)
            return
        self._send_head(reply)
        if self.command == "HEAD":
            return
        body = reply.body if sending.cut_at is None else reply.body[: sending.cut_at]
        for piece in _pieces(body, sending.drip_bytes):
            self.wfile.write(piece)
            if sending.drip_seconds:
                self.wfile.flush()
                if self.server.ending.wait(sending.drip_seconds):
                    break
        self.wfile.flush()
        if sending.cut_at is not None:
            self._break_off(is_reset=sending.is_reset)

    def _send_head(self, reply: Reply) -> None:
        self.send_response(reply.status)
        if reply.content_type and reply.status != 204:  # noqa: PLR2004 -- No Content has no type either
            self.send_header("Content-Type", reply.content_type)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        if reply.status != 204:  # noqa: PLR2004 -- as above
            self.send_header("Content-Length", str(len(reply.body)))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()

    def _break_off(self, *, is_reset: bool) -> None:
        """Close the connection, at once and without a word when it is a reset."""
        self.close_connection = True
        if is_reset:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _NO_LINGER)
            self.connection.close()
        else:
            _shut(self.connection)


def _pieces(body: bytes, size: int) -> list[bytes]:
    return [body[start : start + size] for start in range(0, len(body), size)] if size else [body]


def _shut(connection: socket.socket) -> None:
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        logger.debug("The connection was closed already.")
