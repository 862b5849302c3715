"""Tests of the connection: slow, broken and hostile answers."""

import gzip
import logging
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from integrations.fortnox.client.calling.call import Call, Patience
from integrations.fortnox.client.calling.calls import REAL_TIME
from integrations.fortnox.client.errors import (
    NotSentError,
    OutcomeUnknownError,
    TooLargeError,
    UnavailableError,
    UnreadableAnswerError,
)
from tests.integrations.fortnox.client.conftest import Talk
from tests.integrations.fortnox.client.said import COMPANY
from tests.integrations.fortnox.client.server import Reply, as_json

Start = Callable[..., Talk]
IMPATIENT = Patience(silent=0.3, total=0.6)
GIVEN_UP = (UnavailableError, NotSentError)
"""On a loaded machine so short a time may pass before there is a connection."""


def joined(pieces: Iterator[bytes]) -> bytes:
    return b"".join(pieces)


@pytest.mark.parametrize("fate", ["drip", "drip_head", "drip_chunk", "silent"])
def test_slow_answer_does_not_hold_a_call_beyond_its_deadline(talk: Start, fate: str) -> None:
    one = talk(Reply(fate=fate), when=REAL_TIME)

    with pytest.raises(GIVEN_UP) as caught:
        one.calls.read(Call("companyinformation", patience=IMPATIENT), joined)

    assert caught.value.register == "companyinformation"


def test_slow_answer_to_a_post_is_unknown(talk: Start) -> None:
    one = talk(Reply(fate="silent"), when=REAL_TIME)

    with pytest.raises(OutcomeUnknownError):
        one.calls.change(Call("vouchers", body="{}", patience=Patience(silent=0.3, total=60)), joined)

    assert one.script.paths == ["/3/vouchers"]


@pytest.mark.parametrize(
    "broken", [Reply(fate="reset"), Reply(body=b'{"a"', declared=100), Reply(headers={"Content-Encoding": "gzip"})]
)
def test_broken_answer_is_asked_for_again(talk: Start, broken: Reply) -> None:
    one = talk(broken, broken, as_json(COMPANY))

    company = one.client.company()

    assert (company.name, len(one.script.asked)) == ("Exempel AB", 3)


def test_answer_that_stays_broken_is_given_up(talk: Start) -> None:
    one = talk(Reply(fate="reset"))

    with pytest.raises(UnavailableError):
        one.client.company()

    assert len(one.script.asked) == 4
    assert [round(pause * 2) / 2 for pause in one.time.slept] == pytest.approx([0.5, 1, 2], abs=0.5)


def test_post_that_breaks_off_is_unknown_and_sent_once(talk: Start) -> None:
    one = talk(Reply(fate="reset"))

    with pytest.raises(OutcomeUnknownError):
        one.calls.change(Call("vouchers", body="{}"), joined)

    assert len(one.script.asked) == 1


@pytest.mark.parametrize("body", [None, "{}"])
def test_request_that_finds_no_server_was_not_sent(talk: Start, body: str | None) -> None:
    one = talk(Reply())
    one.script.ended.set()
    nowhere = "http://127.0.0.1:1/3"
    one.calls._root = nowhere

    with pytest.raises(NotSentError):
        (one.calls.read if body is None else one.calls.change)(Call("vouchers", body=body), joined)


def test_server_without_encryption_was_not_sent_anything(talk: Start) -> None:
    one = talk(Reply())
    one.calls._root = one.script.url.replace("http://", "https://")

    with pytest.raises(NotSentError):
        one.calls.change(Call("vouchers", body="{}"), joined)

    assert one.script.asked == []


@pytest.mark.parametrize("packed", [gzip.compress, zlib.compress])
def test_packed_body_is_taken_in(talk: Start, packed: Callable[[bytes], bytes]) -> None:
    body = packed(as_json(COMPANY).body)
    one = talk(Reply(body=body, headers={"Content-Encoding": "gzip" if packed is gzip.compress else "deflate"}))

    assert one.client.company().database_number == 1234567


def test_body_packed_in_several_parts_is_taken_in_whole(talk: Start) -> None:
    body = as_json(COMPANY).body
    parts = gzip.compress(body[:30]) + gzip.compress(body[30:])
    one = talk(Reply(body=parts, headers={"Content-Encoding": "gzip"}))

    assert one.client.company().database_number == 1234567


def test_body_packed_in_an_unknown_way_is_refused(talk: Start) -> None:
    one = talk(Reply(body=b"\x1b\x00", headers={"Content-Encoding": "br"}))

    with pytest.raises(UnreadableAnswerError):
        one.client.company()


def test_small_packed_body_cannot_become_a_large_one(talk: Start, tmp_path: Path) -> None:
    bomb = gzip.compress(b"#FLAGGA 0\r\n" + bytes(50_000_000))
    one = talk(Reply(body=bomb, headers={"Content-Encoding": "gzip"}))
    folder = tmp_path / "run"
    folder.mkdir()

    with pytest.raises(TooLargeError) as caught:
        one.client.sie(4, folder / "4.se", limit=1_000_000)

    assert caught.value.limit == 1_000_000
    assert list(folder.iterdir()) == []
    assert len(one.script.asked) == 1


def test_redirect_is_not_followed(talk: Start) -> None:
    one = talk(Reply(302, headers={"Location": "http://169.254.169.254/"}))

    with pytest.raises(UnreadableAnswerError) as caught:
        one.client.company()

    assert (caught.value.status, len(one.script.asked)) == (302, 1)


def test_cookies_and_passwords_of_the_machine_are_not_sent(
    talk: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login someone password secret\n", encoding="ascii")
    monkeypatch.setenv("NETRC", str(netrc))
    one = talk(Reply(body=as_json(COMPANY).body, headers={"Set-Cookie": "track=1"}))

    one.client.company()
    one.client.company()

    sent = [(asked.headers["Authorization"], asked.headers.get("Cookie")) for asked in one.script.asked]
    assert sent == [("Bearer token-1", None), ("Bearer token-1", None)]


def test_log_names_the_call_and_nothing_of_what_went_over_it(talk: Start, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, logger="integrations")
    one = talk(Reply(500, body=b"a secret of the company"), as_json(COMPANY))

    one.client.company()

    lines = [record.getMessage() for record in caplog.records if record.name.startswith("integrations")]
    assert lines == [
        "GET /3/companyinformation: 500 in 0 ms, attempt 1",
        "GET /3/companyinformation: 200 in 0 ms, attempt 2",
    ]
