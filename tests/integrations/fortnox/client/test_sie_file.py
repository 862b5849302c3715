"""Tests of SIE files onto the disk."""

from collections.abc import Callable
from pathlib import Path

import pytest

from closing.importing.reading import MAX_FILE_BYTES
from integrations.fortnox.client.errors import (
    ForbiddenError,
    FortnoxError,
    TooLargeError,
    UnavailableError,
    UnreadableAnswerError,
)
from integrations.fortnox.client.sie_file import MAX_SIE_BYTES
from tests.integrations.fortnox.client.conftest import Talk
from tests.integrations.fortnox.client.server import Reply, as_json

Start = Callable[..., Talk]
SIE = '#FLAGGA 0\r\n#FORMAT PC8\r\n#FNAMN "Åkeri"'.encode("cp437")
NO_RIGHT = {"ErrorInformation": {"error": 1, "message": "Har inte behörighet.", "code": 2000663}}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "run"
    made.mkdir()
    return made


def test_file_is_put_in_its_place_byte_by_byte(talk: Start, folder: Path) -> None:
    one = talk(Reply(body=SIE, headers={"Content-Type": "text/html"}))
    told: list[int] = []

    count = one.client.sie(4, folder / "4.se", progress=told.append)

    assert (folder / "4.se").read_bytes() == SIE
    assert (count, told[-1]) == (len(SIE), len(SIE))
    assert [(asked.path, asked.params) for asked in one.script.asked] == [("/3/sie/4", {"financialyear": "4"})]


def test_file_that_broke_off_is_fetched_again(talk: Start, folder: Path) -> None:
    one = talk(Reply(body=SIE[:20], declared=500), Reply(body=SIE))

    one.client.sie(4, folder / "4.se")

    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {"4.se": SIE}


def test_file_that_stays_broken_leaves_what_was_there(talk: Start, folder: Path) -> None:
    (folder / "4.se").write_bytes(b"before")
    one = talk(Reply(body=SIE[:20], declared=500))

    with pytest.raises(UnavailableError):
        one.client.sie(4, folder / "4.se")

    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {"4.se": b"before"}


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (Reply(204), UnreadableAnswerError),
        (Reply(body=b" \r\n"), UnreadableAnswerError),
        (Reply(body=b" " * 200_000), UnreadableAnswerError),
        (Reply(body=b"\r\n <html>Log in</html>"), UnreadableAnswerError),
        (Reply(body=b"<" + b"x" * 200_000), UnreadableAnswerError),
        (as_json({"a": 1}), UnreadableAnswerError),
        (as_json(NO_RIGHT), ForbiddenError),
        (as_json(NO_RIGHT, status=400), ForbiddenError),
    ],
)
def test_anything_but_a_file_is_an_error(*, talk: Start, folder: Path, reply: Reply, error: type[FortnoxError]) -> None:
    one = talk(reply)

    with pytest.raises(error) as caught:
        one.client.sie(4, folder / "4.se")

    assert (caught.value.register, list(folder.iterdir()), len(one.script.asked)) == ("sie", [], 1)


@pytest.mark.parametrize("headers", [{}, {"Transfer-Encoding": "chunked"}])
def test_size_is_held_to_the_limit(talk: Start, folder: Path, headers: dict[str, str]) -> None:
    body = SIE if not headers else f"{len(SIE):x}\r\n".encode() + SIE + b"\r\n0\r\n\r\n"
    reply = Reply(body=body, headers=headers, is_chunked=bool(headers))

    talk(reply).client.sie(4, folder / "whole.se", limit=len(SIE))
    with pytest.raises(TooLargeError) as caught:
        talk(reply).client.sie(4, folder / "cut.se", limit=len(SIE) - 1)

    assert (caught.value.limit, [path.name for path in folder.iterdir()]) == (len(SIE) - 1, ["whole.se"])


def test_whoever_watches_can_stop_it(talk: Start, folder: Path) -> None:
    class Stopped(Exception):  # noqa: N818 -- what a job raises
        """The job was cancelled."""

    def stop(_count: int) -> None:
        raise Stopped

    one = talk(Reply(body=SIE))

    with pytest.raises(Stopped):
        one.client.sie(4, folder / "4.se", progress=stop)

    assert (list(folder.iterdir()), len(one.script.asked)) == ([], 1)


def test_limit_is_that_of_every_file_that_is_imported() -> None:
    assert MAX_SIE_BYTES == MAX_FILE_BYTES
