"""Calls of Fortnox, made: the one place for the limit, retries, tokens, deadlines and the log.

A GET is tried again after a broken connection, a fault of Fortnox, a 429, and once with a renewed token. A POST is sent
once, whatever comes: what has been booked twice cannot be taken back.
"""

import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http import HTTPStatus
from math import ldexp
from random import SystemRandom
from typing import Protocol, TypeVar

import requests

from integrations.fortnox.client.calling import answers, body
from integrations.fortnox.client.calling.answers import Head
from integrations.fortnox.client.calling.body import TooManyBytesError, UnknownPackingError
from integrations.fortnox.client.calling.call import Call
from integrations.fortnox.client.calling.deadline import Deadline
from integrations.fortnox.client.calling.wire import BrokenLineError, Wire
from integrations.fortnox.client.errors import (
    FortnoxError,
    NotSentError,
    OutcomeUnknownError,
    RateLimitedError,
    TooLargeError,
    UnauthorizedError,
    UnavailableError,
    UnreadableAnswerError,
)
from integrations.fortnox.client.limiter import Gate

logger = logging.getLogger(__name__)

MOST_RETRIES = 3
MOST_RATE_LIMITED = 5
FIRST_PAUSE = 0.5
JITTER = 0.3
"""Seconds; each pause is twice the one before. Source: docs/decisions/0076-fortnox-client.md."""
MAX_REFUSAL_BYTES = 65_536
"""What is read of a failure; a longer one is a page, and says nothing."""

_chance = SystemRandom()
T = TypeVar("T")
Receive = Callable[[Iterator[bytes]], T]
"""Makes something of the body of a good answer, which comes piece by piece."""


class TokenGiver(Protocol):
    """Gives access tokens of one company; what it raises ends the call."""

    def token(self) -> str:
        """Give a live access token."""

    def renewed(self, refused: str) -> str:
        """Give another one, after Fortnox refused this one."""


@dataclass(frozen=True, slots=True)
class Time:
    """Where the time comes from, and how it is waited for."""

    clock: Callable[[], float] = field(default=time.monotonic)
    sleep: Callable[[float], None] = field(default=time.sleep)


REAL_TIME = Time()


class Calls:
    """Makes calls of one company.

    Args:
        tokens: gives access tokens.
        root: the address of the interface.
        limiter: of the company, see `limiter_of`.
        when: the clock.
    """

    def __init__(self, tokens: TokenGiver, *, root: str, limiter: Gate, when: Time) -> None:
        self._tokens = tokens
        self._root = root
        self._limiter = limiter
        self._time = when
        self._wire = Wire()

    def read(self, call: Call, receive: Receive[T]) -> T:
        """Make a GET, again if need be.

        Raises:
            FortnoxError: it did not succeed.
        """
        deadline = self._deadline(call)
        token, tries = self._tokens.token(), _Tries()
        while True:
            try:
                return self._attempt(call, receive, token=token, number=tries.count, deadline=deadline)
            except UnauthorizedError:
                if tries.renewals:
                    raise
                tries.renewals += 1
                token = self._tokens.renewed(token)
            except (NotSentError, UnavailableError, RateLimitedError) as error:
                self._wait(tries.pause_after(error), deadline, error)

    def change(self, call: Call, receive: Receive[T]) -> T:
        """Make a POST, once.

        Raises:
            OutcomeUnknownError: it may have been carried out.
            FortnoxError: it was not. After UnauthorizedError the token has been renewed.
        """
        token = self._tokens.token()
        try:
            return self._attempt(call, receive, token=token, number=1, deadline=self._deadline(call))
        except UnauthorizedError:
            self._tokens.renewed(token)
            raise
        except RateLimitedError as error:
            self._limiter.hold(error.retry_after)
            raise
        except (UnavailableError, UnreadableAnswerError, TooLargeError) as error:
            raise OutcomeUnknownError(call.register, status=error.status) from error

    def _deadline(self, call: Call) -> Deadline:
        return Deadline(self._time.clock() + call.patience.total, self._time.clock)

    def _wait(self, pause: float, deadline: Deadline, error: FortnoxError) -> None:
        """Wait before the next attempt; without the time for it, the error stands."""
        if pause >= deadline.remaining:
            raise error
        if isinstance(error, RateLimitedError):
            self._limiter.hold(pause)
        else:
            self._time.sleep(pause)

    def _attempt(self, call: Call, receive: Receive[T], *, token: str, number: int, deadline: Deadline) -> T:
        """Send a request once, and take in its answer."""
        self._limiter.wait()
        begun, status = self._time.clock(), 0
        try:
            with self._wire.answer(call, root=self._root, token=token, deadline=deadline) as response:
                status = response.status_code
                return _received(call, response, receive=receive, deadline=deadline)
        except BrokenLineError as error:
            raise (NotSentError if error.never_left else UnavailableError)(call.register) from error
        finally:
            milliseconds = round((self._time.clock() - begun) * 1000)
            logger.info(
                "%s /3/%s: %s in %d ms, attempt %d", call.method, call.path, status or "none", milliseconds, number
            )


@dataclass(slots=True)
class _Tries:
    """What has been tried for one call."""

    failures: int = 0
    rate_limited: int = 0
    renewals: int = 0

    @property
    def count(self) -> int:
        """Which attempt it is."""
        return 1 + self.failures + self.rate_limited + self.renewals

    def pause_after(self, error: FortnoxError) -> float:
        """Count a failure, and tell how many seconds to wait before the next attempt.

        Raises:
            FortnoxError: the one given, when it was the last attempt.
        """
        if isinstance(error, RateLimitedError):
            self.rate_limited += 1
            if self.rate_limited > MOST_RATE_LIMITED:
                raise error
            return error.retry_after + _chance.uniform(0, JITTER)
        self.failures += 1
        if self.failures > MOST_RETRIES:
            raise error
        return ldexp(FIRST_PAUSE, self.failures - 1) + _chance.uniform(0, JITTER)


def _received(call: Call, response: requests.Response, *, receive: Receive[T], deadline: Deadline) -> T:
    """Take in a good answer, or raise the error of another."""
    is_good = HTTPStatus.OK <= response.status_code < HTTPStatus.MULTIPLE_CHOICES
    try:
        if is_good:
            return receive(body.pieces(response, deadline, limit=call.limit))
        beginning = b"".join(body.pieces(response, deadline, limit=MAX_REFUSAL_BYTES))
    except TooManyBytesError as error:
        if is_good:
            raise TooLargeError(call.register, limit=call.limit, status=response.status_code) from error
        beginning = b""
    except UnknownPackingError as error:
        if is_good:
            raise UnreadableAnswerError(call.register, status=response.status_code) from error
        beginning = b""
    headers = response.headers
    head = Head(response.status_code, headers.get("Retry-After", ""), headers.get("Date", ""))
    raise answers.failure(call, head, answers.said_in(beginning))
