"""Tests of what an answer means."""

import json
from pathlib import Path

import pytest

from integrations.fortnox.client.calling.answers import Head, content, failure, parsed, retry_after, said_in
from integrations.fortnox.client.calling.call import Call
from integrations.fortnox.client.errors import (
    ForbiddenError,
    FortnoxError,
    MissingError,
    OutcomeUnknownError,
    RefusedError,
    UnauthorizedError,
    UnavailableError,
    UnreadableAnswerError,
)

ASKING, BOOKING = Call("invoices"), Call("vouchers", body="{}")


def refused(code: object, message: str) -> bytes:
    return json.dumps({"ErrorInformation": {"error": 1, "message": message, "code": code}}).encode()


@pytest.mark.parametrize(
    ("status", "body", "error", "code", "text"),
    [
        (404, b'{"ErrorInformation":{"Error":1,"Message":"Saknas.","Code":2000434}}', MissingError, 2000434, "Saknas."),
        (404, b"", MissingError, None, ""),
        (400, refused(2000587, "Ett ogiltigt filter."), RefusedError, 2000587, "Ett ogiltigt filter."),
        (400, refused("2000588", "Fel."), RefusedError, 2000588, "Fel."),
        (400, refused(None, "Serien  är\n stängd."), RefusedError, None, "Serien är stängd."),
        (400, b'{"ErrorInformation":{"message":"Utan kod"}}', RefusedError, None, "Utan kod"),
        (
            400,
            refused(2000663, "Har inte behörighet för scope."),
            ForbiddenError,
            2000663,
            "Har inte behörighet för scope.",
        ),
        (400, refused(2001101, "x"), ForbiddenError, 2001101, "x"),
        (400, refused(2001103, "x"), ForbiddenError, 2001103, "x"),
        (400, refused(1, "Saknar behörighet för registret."), ForbiddenError, 1, "Saknar behörighet för registret."),
        (400, refused(2000359, "Ej tillåtet. (Saknar licens)"), RefusedError, 2000359, "Ej tillåtet. (Saknar licens)"),
        (403, b"", ForbiddenError, None, ""),
        (403, b"<html>Forbidden</html>", ForbiddenError, None, ""),
        (401, b'{"message":"unauthorized"}', UnauthorizedError, None, "unauthorized"),
        (500, refused(2000663, "x"), UnavailableError, 2000663, "x"),
        (503, b"<html>", UnavailableError, None, ""),
        (418, b"", RefusedError, None, ""),
    ],
)
def test_status_and_body_become_one_error(
    *, status: int, body: bytes, error: type[FortnoxError], code: int | None, text: str
) -> None:
    found = failure(ASKING, Head(status), said_in(body))

    assert (type(found), found.register, found.status) == (error, "invoices", status)
    assert (found.code, found.text) == (code, text)


@pytest.mark.parametrize(
    ("status", "body", "error"),
    [
        (400, refused(2000401, "Låst."), RefusedError),
        (404, refused(2000423, "Saknas."), MissingError),
        (403, b"", ForbiddenError),
        (401, b"", UnauthorizedError),
        (400, b"", OutcomeUnknownError),
        (404, b"<html>", OutcomeUnknownError),
        (408, refused(1, "x"), OutcomeUnknownError),
        (500, refused(1, "x"), OutcomeUnknownError),
        (200, refused(1, "x"), OutcomeUnknownError),
    ],
)
def test_post_that_was_not_certainly_refused_is_unknown(status: int, body: bytes, error: type[FortnoxError]) -> None:
    assert type(failure(BOOKING, Head(status), said_in(body))) is error


def test_recorded_errors_are_read(shared_data: Path) -> None:
    recorded = shared_data / "fortnox" / "real-error-bodies.jsonl"
    lines = [json.loads(line) for line in recorded.read_text(encoding="utf-8").splitlines() if line]

    found = {
        (one["status"], type(failure(ASKING, Head(one["status"]), said)).__name__, bool(said.text), bool(said.code))
        for one in lines
        for said in [said_in(one["raw_head"].encode())]
    }

    assert found == {
        (400, "RefusedError", True, True),
        (400, "RefusedError", True, False),
        (401, "UnauthorizedError", True, False),
        (403, "ForbiddenError", False, False),
        (404, "MissingError", True, True),
    }


@pytest.mark.parametrize(
    ("body", "error"),
    [
        (b"", UnreadableAnswerError),
        (b"[]", UnreadableAnswerError),
        (b"<html>", UnreadableAnswerError),
        (b'{"a": NaN}', UnreadableAnswerError),
        (b'{"a": 1E99999999999999999999}', UnreadableAnswerError),
        (b'{"a": "\xe5"}', UnreadableAnswerError),
        (b"[" * 100_000, UnreadableAnswerError),
        (b'{"a": ' + b"9" * 10_000 + b"}", UnreadableAnswerError),
        (refused(2000587, "x"), RefusedError),
        (refused(2000663, "x"), ForbiddenError),
    ],
)
def test_good_status_with_another_body_is_an_error(body: bytes, error: type[FortnoxError]) -> None:
    with pytest.raises(error):
        content(ASKING, body)


def test_numbers_are_not_rounded() -> None:
    read = parsed(b'{"Total": 0.10000000000000001, "Text": "\\u00e4\\/"}')

    assert read is not None
    assert (str(read["Total"]), read["Text"]) == ("0.10000000000000001", "ä/")


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("", 5),
        ("soon", 5),
        ("0", 1),
        ("12", 12),
        ("Sat, 21 Nov 2026 12:00:09 GMT", 9),
        ("Sat, 21 Nov 2026 11:00:00 GMT", 1),
    ],
)
def test_wait_is_read_from_the_header(header: str, seconds: float) -> None:
    assert retry_after(Head(429, header, "Sat, 21 Nov 2026 12:00:00 GMT")) == seconds
