"""What an error of Fortnox's means for an export. Pure.

A reason is told by Fortnox's code where that is known publicly, otherwise by how its sentence begins: what a sentence
repeats of what was sent stands at its end. Source: fortnox.se/developer, errors; sentences cited by integrators'
help pages; docs/decisions/0084-fortnox-destination.md.
"""

import re

from closing.entries.export.destinations import Answer, DestinationError, Outcome
from integrations.fortnox.client.errors import (
    ForbiddenError,
    FortnoxError,
    MissingError,
    NotSentError,
    RateLimitedError,
    RefusedError,
    TooLargeError,
    UnauthorizedError,
    UnavailableError,
    UnreadableAnswerError,
)
from integrations.fortnox.client.words import fortnox_words
from integrations.fortnox.connection.errors import TokenError, TokenLostError
from integrations.fortnox.destination.reasons import Reason
from integrations.fortnox.models import FortnoxConnection

State = FortnoxConnection.State
TOKEN_SECONDS = 10.0
"""What is waited for a token that could not be had: an answer that never came keeps others away for as long."""

_BY_CODE = {
    2000359: Reason.CHARACTERS_REFUSED,
    2000401: Reason.PERIOD_LOCKED,
    2000423: Reason.ACCOUNT_MISSING,
    2000550: Reason.ACCOUNT_INACTIVE,
    2000663: Reason.SCOPE_MISSING,
    2000946: Reason.COST_CENTRE_DEMANDED,
    2000947: Reason.COST_CENTRE_INACTIVE,
    2001101: Reason.LICENCE_MISSING,
    2001103: Reason.LICENCE_MISSING,
    2001161: Reason.PROJECT_MISSING,
    2001304: Reason.ACCOUNT_MISSING,
}
_BY_TEXT = (
    (re.compile(r"Verifikationsserien är inte manuell"), Reason.SERIES_NOT_MANUAL),
    (re.compile(r"Verifikationsserien\b.* finns inte"), Reason.SERIES_MISSING),
    (re.compile(r"Ogiltig verifikationsserie"), Reason.SERIES_MISSING),
    (re.compile(r"Räkenskapsår(et)? finns inte"), Reason.YEAR_MISSING),
    (re.compile(r"Konto \"?[0-9]+\"? är inte aktivt"), Reason.ACCOUNT_INACTIVE),
)
_BY_TYPE: dict[type[FortnoxError], Reason] = {
    NotSentError: Reason.UNREACHABLE,
    UnauthorizedError: Reason.TOKEN_REFUSED,
    ForbiddenError: Reason.RIGHT_MISSING,
    RefusedError: Reason.REFUSED,
    MissingError: Reason.REFUSED,
    RateLimitedError: Reason.TOO_MANY_CALLS,
    UnavailableError: Reason.UNAVAILABLE,
    UnreadableAnswerError: Reason.UNREADABLE,
    TooLargeError: Reason.UNREADABLE,
}
_BY_STATE = {
    State.LOST: Reason.CONNECTION_LOST,
    State.EXPIRED: Reason.CONNECTION_ENDED,
    State.DISCONNECTED: Reason.CONNECTION_MISSING,
}
_SPEAKING = (ForbiddenError, RefusedError, MissingError)
"""Errors whose code and sentence say more than their type."""
_PASSING = (NotSentError, RateLimitedError, UnavailableError)
CONCERNS_ALL = frozenset(
    {
        Reason.SCOPE_MISSING,
        Reason.LICENCE_MISSING,
        Reason.RIGHT_MISSING,
        Reason.YEAR_MISSING,
        Reason.SERIES_MISSING,
        Reason.SERIES_NOT_MANUAL,
        Reason.PERIOD_LOCKED,
    }
)

TOO_LATE = Answer(Outcome.NOT_SENT, reason=Reason.TOO_LATE, may_be_sent_again=True)


def stopped(error: FortnoxError | TokenError) -> DestinationError:
    """Make the port's error of one that ended a question."""
    if isinstance(error, TokenError):
        return DestinationError(_reason_of_token(error), may_pass=not isinstance(error, TokenLostError))
    return DestinationError(reason_of(error), words=fortnox_words(error), may_pass=isinstance(error, _PASSING))


def answer_to(error: FortnoxError | TokenError, *, pause: float) -> Answer:
    """Tell what became of a voucher whose sending ended with an error.

    Args:
        error: what `create_voucher` raised.
        pause: seconds to wait before the next try, where the error does not say how long.
    """
    if isinstance(error, TokenLostError):
        return Answer(Outcome.NOT_SENT, reason=_reason_of_token(error), concerns_all=True)
    if isinstance(error, TokenError):
        return Answer(
            Outcome.NOT_SENT, reason=Reason.LOGIN_UNANSWERED, may_be_sent_again=True, retry_after=TOKEN_SECONDS
        )
    if isinstance(error, _SPEAKING):
        return _refused(error)
    seconds = _seconds_to_wait(error, pause)
    if seconds is None:
        # Whatever else may come of it: nobody knows what was done.
        return Answer(Outcome.UNKNOWN, reason=Reason.NO_ANSWER, words=fortnox_words(error), status=error.status)
    return Answer(
        Outcome.NOT_SENT,
        reason=reason_of(error),
        words=fortnox_words(error),
        status=error.status,
        may_be_sent_again=True,
        retry_after=seconds,
    )


def reason_of(error: FortnoxError) -> Reason:
    """Tell why Fortnox could not be asked, or said no."""
    if isinstance(error, _SPEAKING):
        if error.code in _BY_CODE:
            return _BY_CODE[error.code]
        told = (reason for pattern, reason in _BY_TEXT if pattern.match(error.text))
        return next(told, _BY_TYPE[type(error)])
    return _BY_TYPE.get(type(error), Reason.NO_ANSWER)


def _reason_of_token(error: TokenError) -> Reason:
    if isinstance(error, TokenLostError):
        return _BY_STATE.get(State(error.state), Reason.CONNECTION_LOST)
    return Reason.LOGIN_UNANSWERED


def _refused(error: FortnoxError) -> Answer:
    reason = reason_of(error)
    return Answer(
        Outcome.REFUSED,
        reason=reason,
        words=fortnox_words(error),
        status=error.status,
        concerns_all=reason in CONCERNS_ALL,
    )


def _seconds_to_wait(error: FortnoxError, pause: float) -> float | None:
    """Tell how long to wait before a voucher that certainly was not booked is sent again; None when nothing is certain.

    After an UnauthorizedError there is a new token already.
    """
    if isinstance(error, UnauthorizedError):
        return 0.0
    if isinstance(error, RateLimitedError):
        return error.retry_after
    return pause if isinstance(error, NotSentError) else None
