"""The HTTP server: connections kept alive, bodies of every kind, and an end in good order."""

import http.client
import socket
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from werkzeug.wrappers import Request

from integrations.fortnox.simulator.web.reply import Reply
from integrations.fortnox.simulator.web.server import MAX_BODY_BYTES, Server
from tests.integrations.fortnox.simulated import SECONDS, Simulated, simulator
from tests.integrations.fortnox.simulator.web.company import KLARA, bearer, get, make_books, send_voucher, vouchers


def connection_to(sim: Simulated) -> http.client.HTTPConnection:
    """Open a connection."""
    address = urlsplit(sim.url)
    return http.client.HTTPConnection(address.hostname or "", address.port, timeout=SECONDS)


def test_connection_is_kept_for_call_after_call(sim: Simulated) -> None:
    connection = connection_to(sim)
    headers = bearer(sim)

    connection.request("GET", "/3/echo/a", headers=headers)
    first = connection.getresponse()
    first.read()
    used = connection.sock
    connection.request("POST", "/3/echo/b", body=b'{"A": 1}', headers=headers)
    second = connection.getresponse()
    second.read()

    assert (first.status, second.status, connection.sock) == (200, 201, used)
    assert used is not None
    connection.close()


def test_connection_is_kept_after_a_refusal(sim: Simulated) -> None:
    connection = connection_to(sim)

    statuses = []
    for _ in range(2):
        connection.request("POST", "/3/echo/a", body=b"x" * 100_000)
        answer = connection.getresponse()
        answer.read()
        statuses.append(answer.status)

    assert statuses == [401, 401]
    connection.close()


def test_body_in_pieces_is_read(sim: Simulated) -> None:
    connection = connection_to(sim)

    pieces = iter([b'{"A":', b' "0123456789abcdef"', b"}"])
    connection.request("POST", "/3/echo/a", body=pieces, headers=bearer(sim), encode_chunked=True)
    answer = connection.getresponse().read()

    assert b'"Body":{"A":"0123456789abcdef"}' in answer
    connection.close()


def test_head_has_the_headers_alone(sim: Simulated) -> None:
    connection = connection_to(sim)

    connection.request("HEAD", "/")
    answer = connection.getresponse()

    assert (answer.status, answer.read()) == (200, b"")
    assert int(answer.headers["Content-Length"]) > 0
    connection.close()


@pytest.mark.parametrize("length", [str(MAX_BODY_BYTES + 1), "-1", "many"])
def test_body_of_no_good_length_is_refused(sim: Simulated, length: str) -> None:
    connection = connection_to(sim)

    connection.putrequest("POST", "/3/echo/a")
    connection.putheader("Content-Length", length)
    connection.endheaders()
    answer = connection.getresponse()

    assert (answer.status, answer.headers["Connection"]) == (413, "close")
    connection.close()


def test_call_that_broke_off_in_its_body_is_not_done(books: Simulated) -> None:
    address = urlsplit(books.url)
    head = f"POST /3/vouchers HTTP/1.1\r\nHost: x\r\nAuthorization: {bearer(books)['Authorization']}\r\n"
    with socket.create_connection((address.hostname, address.port), timeout=SECONDS) as line:
        line.sendall(f"{head}Content-Length: 1000\r\n\r\n{{}}".encode())
        line.shutdown(socket.SHUT_WR)
        answered = line.recv(100)

    assert answered == b""
    assert books.control.calls() == []


def test_server_that_fails_says_so() -> None:
    def fail(request: Request) -> Reply:
        raise ZeroDivisionError

    server = Server(("127.0.0.1", 0), fail)
    server.start()
    address = urlsplit(server.url)
    connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=SECONDS)

    connection.request("GET", "/")
    status = connection.getresponse().status
    connection.close()
    server.end()

    assert status == 500


def test_end_breaks_off_the_connections_there_are(tmp_path: Path) -> None:
    with simulator(tmp_path) as running:
        connection = connection_to(running)
        connection.request("GET", "/")
        connection.getresponse().read()
        line = connection.sock
        assert line is not None

    assert line.recv(1) == b""
    connection.close()


def test_everything_outlives_a_restart(tmp_path: Path) -> None:
    with simulator(tmp_path) as first:
        make_books(first.storage, KLARA)
        headers = bearer(first)
        send_voucher(first)
        first.control.fault("server_error", skip=1)
        first.control.switch({"refresh_days": 31})
        moment = first.control.stop_clock()

    with simulator(tmp_path) as second:
        found = vouchers(second)
        met = get(second, "vouchers?financialyear=1", headers=headers)

        assert (found, met.status_code) == (["A1"], 500)
        assert second.control.switch({}).refresh_days == 31
        assert second.control.now == moment
        assert [call.path for call in second.control.calls()] == ["/3/vouchers"] * 3
