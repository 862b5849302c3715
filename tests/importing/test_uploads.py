"""How much a request may carry, tried with real requests over real sockets."""

import os
import socket
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone
from django_scopes import scopes_disabled
from pytest_django.live_server_helper import LiveServer

from closing.engagements.models import Engagement
from closing.importing.models import ImportRun
from closing.importing.reading import MAX_FILE_BYTES
from closing.importing.uploads import FORM_BYTES, MAX_BODY_BYTES, BodyLimit, remove_stale_uploads
from closing.users.models import User
from tests.factories import client_of
from tests.importing.conftest import example

pytestmark = pytest.mark.django_db(transaction=True)

BOUNDARY = b"kvitt-boundary"
HEAD_OF_FILE = (
    b"--" + BOUNDARY + b'\r\nContent-Disposition: form-data; name="upload"; filename="bok.se"\r\n'
    b"Content-Type: application/octet-stream\r\n\r\n"
)
FOOT_OF_FILE = b"\r\n--" + BOUNDARY + b"--\r\n"
CSRF = "c" * 32
ANSWER_SECONDS = 30


class Wire:
    """A connection to the server, on which anything can be said."""

    def __init__(self, live_server: LiveServer, cookies: str) -> None:
        host, port = live_server.url.removeprefix("http://").split(":")
        self._cookies = cookies
        self._host = host
        self._socket = socket.create_connection((host, int(port)), timeout=ANSWER_SECONDS)

    def begin(self, path: str, **headers: str) -> None:
        """Send the head of a POST with files."""
        lines = [
            f"POST {path} HTTP/1.1",
            f"Host: {self._host}",
            f"Cookie: {self._cookies}",
            f"X-CSRFToken: {CSRF}",
            f"Content-Type: multipart/form-data; boundary={BOUNDARY.decode()}",
            *(f"{name.replace('_', '-')}: {value}" for name, value in headers.items()),
        ]
        self._socket.sendall("\r\n".join([*lines, "", ""]).encode())

    def send(self, content: bytes) -> bool:
        """Send some of the body; say whether the server still listens."""
        try:
            self._socket.sendall(content)
        except OSError:
            return False
        return True

    def status(self) -> int:
        """Read the status of the answer."""
        return int(self.answer().split(b" ", 2)[1])

    def answer(self) -> bytes:
        """Read the answer."""
        self._socket.shutdown(socket.SHUT_WR)
        parts = []
        try:
            while part := self._socket.recv(65536):
                parts.append(part)
        except OSError:
            pass
        self._socket.close()
        return b"".join(parts)


def _cookies(client: Client | None) -> str:
    session = f"; session={client.cookies['session'].value}" if client else ""
    return f"csrf={CSRF}{session}"


def _on_disk() -> int:
    """Count the bytes that uploads have left in the folder of temporary files and in that of the imports."""
    folders = (Path(settings.FILE_UPLOAD_TEMP_DIR), Path(settings.DATA_DIR) / "imports")
    return sum(path.stat().st_size for folder in folders for path in folder.rglob("*") if path.is_file())


@pytest.fixture
def address(company: Engagement) -> str:
    """Give the address that files of the company are sent to."""
    return reverse("importing:start", args=[company.pk])


@pytest.fixture
def nobody(live_server: LiveServer) -> Wire:
    """Connect without signing in, with a CSRF cookie of one's own making."""
    return Wire(live_server, _cookies(None))


@pytest.fixture
def bobs(live_server: LiveServer, bob: User) -> Wire:
    """Connect as a preparer."""
    return Wire(live_server, _cookies(client_of(bob)))


def test_stranger_leaves_no_byte(nobody: Wire, address: str) -> None:
    nobody.begin(address, Content_Length="30000000")
    nobody.send(HEAD_OF_FILE + b"x" * 3_000_000)

    answer = nobody.answer()

    assert answer.split(b" ", 2)[1] == b"413"
    assert "Ingen är inloggad" in answer.decode() or "Nobody is signed in" in answer.decode()
    assert _on_disk() == 0


@pytest.mark.parametrize("path", ["/account/login/", "/no/such/page/"])
def test_large_body_to_any_other_address_is_refused(nobody: Wire, path: str) -> None:
    nobody.begin(path, Content_Length=str(FORM_BYTES + 1))

    assert nobody.status() == 413
    assert _on_disk() == 0


def test_reader_may_not_send_files(live_server: LiveServer, rita: User, address: str) -> None:
    wire = Wire(live_server, _cookies(client_of(rita)))
    wire.begin(address, Content_Length="30000000")
    wire.send(HEAD_OF_FILE + b"x" * 1_000_000)

    assert wire.status() == 413
    assert _on_disk() == 0


def test_declared_length_over_the_limit_is_refused_before_the_body(bobs: Wire, address: str) -> None:
    bobs.begin(address, Content_Length=str(MAX_BODY_BYTES + 1))

    answer = bobs.answer()

    assert answer.split(b" ", 2)[1] == b"413"
    assert b"100 MB" in answer
    assert _on_disk() == 0


def test_file_over_the_limit_is_stopped_while_it_comes_in_and_leaves_nothing(bobs: Wire, address: str) -> None:
    body = MAX_FILE_BYTES + 1
    bobs.begin(address, Content_Length=str(len(HEAD_OF_FILE) + body + len(FOOT_OF_FILE)))
    bobs.send(HEAD_OF_FILE)
    block = b"#" * 1_048_576
    for _ in range(body // len(block)):
        if not bobs.send(block):
            break
    bobs.send(b"#" * (body % len(block)) + FOOT_OF_FILE)

    assert bobs.status() == 413
    assert _on_disk() == 0
    with scopes_disabled():
        assert ImportRun.objects.count() == 0


def test_file_within_the_limit_is_received(bobs: Wire, address: str) -> None:
    content = example("same-file").read() + b'#PROSA "x"\r\n' * 300_000
    bobs.begin(address, Content_Length=str(len(HEAD_OF_FILE) + len(content) + len(FOOT_OF_FILE)))
    bobs.send(HEAD_OF_FILE + content + FOOT_OF_FILE)

    assert bobs.status() == 302
    assert _on_disk() == len(content)


def test_body_without_a_length_is_refused_where_its_end_cannot_be_told(bobs: Wire, address: str) -> None:
    bobs.begin(address, Transfer_Encoding="chunked")
    bobs.send(b"100000\r\n" + HEAD_OF_FILE)

    assert bobs.status() == 411
    assert _on_disk() == 0


def test_compressed_body_is_refused(bobs: Wire, address: str) -> None:
    bobs.begin(address, Content_Length="100", Content_Encoding="gzip")
    bobs.send(b"\x1f\x8b" + b"\0" * 98)

    assert bobs.status() == 415


def _chunked(user: User, path: str, content: bytes) -> tuple[HttpResponseBase, int]:
    """Send a body without a length through a server that tells its end; give the answer and what the view got."""
    received = 0

    def view(request: HttpRequest) -> HttpResponseBase:
        nonlocal received
        received = sum(file.size or 0 for file in request.FILES.getlist("upload"))
        return HttpResponse()

    request = RequestFactory().generic("POST", path, content, f"multipart/form-data; boundary={BOUNDARY.decode()}")
    request.META |= {"HTTP_TRANSFER_ENCODING": "chunked", "wsgi.input_terminated": True, "CONTENT_LENGTH": ""}
    request.META["wsgi.input"] = BytesIO(content)
    request.user, request.session = user, SessionBase()
    limit = BodyLimit(view)
    return limit(request), received


def test_body_without_a_length_is_counted(bob: User, address: str) -> None:
    content = HEAD_OF_FILE + b"#" * 3_000_000 + FOOT_OF_FILE

    answer, received = _chunked(bob, address, content)

    assert (answer.status_code, received) == (200, 3_000_000)


def test_body_without_a_length_to_another_address_ends_at_the_size_of_a_form(bob: User) -> None:
    content = HEAD_OF_FILE + b"#" * (FORM_BYTES + 1) + FOOT_OF_FILE

    answer, _received = _chunked(bob, "/account/login/", content)

    assert answer.status_code == 413


def test_stale_uploads_are_removed_and_fresh_ones_kept(company: Engagement) -> None:
    folder = Path(settings.FILE_UPLOAD_TEMP_DIR)
    stale, fresh, other = folder / "tmp1.upload.se", folder / "tmp2.upload.se", folder / "notes.txt"
    for path in (stale, fresh, other):
        path.write_bytes(b"#")
    yesterday = (timezone.now() - timedelta(hours=25)).timestamp()
    for path in (stale, other):
        os.utime(path, (yesterday, yesterday))

    removed = remove_stale_uploads(timezone.now())

    assert removed == 1
    assert sorted(path.name for path in folder.iterdir()) == ["notes.txt", "tmp2.upload.se"]
