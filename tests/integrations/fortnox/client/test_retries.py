"""Tests of what is asked again, and what is not."""

from collections.abc import Callable, Iterator

import pytest

from integrations.fortnox.client.calling.call import Call
from integrations.fortnox.client.errors import (
    FortnoxError,
    OutcomeUnknownError,
    RateLimitedError,
    RefusedError,
    UnauthorizedError,
    UnavailableError,
)
from tests.integrations.fortnox.client.conftest import Talk
from tests.integrations.fortnox.client.said import COMPANY, VOUCHER
from tests.integrations.fortnox.client.server import Reply, as_json

Start = Callable[..., Talk]
UNAUTHORIZED = as_json({"message": "unauthorized"}, status=401)


def joined(pieces: Iterator[bytes]) -> bytes:
    return b"".join(pieces)


def test_too_many_requests_waits_as_long_as_told(talk: Start) -> None:
    one = talk(Reply(429, headers={"Retry-After": "7"}), as_json(COMPANY))

    one.client.company()

    assert one.time.slept == pytest.approx([7], abs=0.31)


def test_too_many_requests_without_a_word_waits_five_seconds(talk: Start) -> None:
    one = talk(Reply(429), as_json(COMPANY))

    one.client.company()

    assert one.time.slept == pytest.approx([5], abs=0.31)


def test_too_many_requests_is_given_up_after_five_waits(talk: Start) -> None:
    one = talk(Reply(429, headers={"Retry-After": "2"}))

    with pytest.raises(RateLimitedError) as caught:
        one.client.company()

    assert (caught.value.retry_after, len(one.script.asked), len(one.time.slept)) == (2, 6, 5)


def test_too_many_requests_for_longer_than_the_call_may_take_is_given_up_at_once(talk: Start) -> None:
    one = talk(Reply(429, headers={"Retry-After": "3600"}))

    with pytest.raises(RateLimitedError) as caught:
        one.client.company()

    assert (caught.value.retry_after, one.time.slept) == (3600, [])


@pytest.mark.parametrize("status", [408, 500, 502, 503, 504])
def test_fault_of_fortnox_is_asked_again_three_times(talk: Start, status: int) -> None:
    one = talk(Reply(status, body=b"<html>Bad Gateway</html>"))

    with pytest.raises(UnavailableError) as caught:
        one.client.company()

    assert (caught.value.status, caught.value.text, len(one.script.asked)) == (status, "", 4)


def test_refused_token_is_renewed_once(talk: Start) -> None:
    one = talk(UNAUTHORIZED, as_json(COMPANY))

    one.client.company()

    assert one.tokens.refused == ["token-1"]
    assert [asked.headers["Authorization"] for asked in one.script.asked] == ["Bearer token-1", "Bearer token-2"]


def test_token_refused_after_its_renewal_ends_the_call(talk: Start) -> None:
    one = talk(UNAUTHORIZED)

    with pytest.raises(UnauthorizedError):
        one.client.company()

    assert len(one.script.asked) == 2


def test_refused_token_of_a_post_is_renewed_and_the_post_is_not_repeated(talk: Start) -> None:
    one = talk(UNAUTHORIZED, as_json({}))

    with pytest.raises(UnauthorizedError):
        one.calls.change(Call("vouchers", body="{}"), joined)

    assert (one.tokens.refused, len(one.script.asked)) == (["token-1"], 1)


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (Reply(429), RateLimitedError),
        (as_json({"ErrorInformation": {"error": 1, "message": "Nej.", "code": 2000401}}, status=400), RefusedError),
        (as_json({"ErrorInformation": {"error": 1, "message": "Nej.", "code": 2000401}}), OutcomeUnknownError),
        (
            as_json({"ErrorInformation": {"Message": "System exception", "Code": 1000003}}, status=500),
            OutcomeUnknownError,
        ),
        (Reply(408), OutcomeUnknownError),
        (Reply(400, body=b"<html>"), OutcomeUnknownError),
        (Reply(502, body=b"<html>"), OutcomeUnknownError),
        (Reply(302), OutcomeUnknownError),
        (Reply(201, body=b'{"Vouch'), OutcomeUnknownError),
        (Reply(201, body=b'{"Vouch', declared=100), OutcomeUnknownError),
        (Reply(201, body=b"\x1b", headers={"Content-Encoding": "br"}), OutcomeUnknownError),
    ],
)
def test_post_is_sent_once_whatever_comes(talk: Start, reply: Reply, error: type[FortnoxError]) -> None:
    one = talk(reply)

    with pytest.raises(FortnoxError) as caught:
        one.client.create_voucher(4, VOUCHER)

    assert (type(caught.value), len(one.script.asked)) == (error, 1)
