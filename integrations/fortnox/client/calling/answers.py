"""What an answer means: the content of a good one, the error of another. Pure.

Source: fortnox.se/developer, errors; recorded answers, where the same object comes with capitals and with small
letters; docs/decisions/0076-fortnox-client.md.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import NoReturn

from integrations.fortnox.client.calling.call import Call
from integrations.fortnox.client.errors import (
    ForbiddenError,
    FortnoxError,
    MissingError,
    OutcomeUnknownError,
    RateLimitedError,
    RefusedError,
    UnauthorizedError,
    UnavailableError,
    UnreadableAnswerError,
)

PAUSE_SECONDS = 5.0
"""What is waited after a 429 that does not say how long: the stretch of the limit. Source: fortnox.se/developer."""
RIGHTS = frozenset({2000663, 2001101, 2001103, 2001339, 2001393, 2002455, 2003275, 2003330})
"""Codes for a scope, a licence or a user's right that is missing, whatever the status. Source: observed answers."""

_MISSING_RIGHT = re.compile(
    r"inte behörighet|saknar behörighet|behörighet saknas|ingen aktiv licens|saknar licens|licens saknas", re.IGNORECASE
)
_REPEATED = re.compile(r"\([^)]*\)|\"[^\"]*\"")
_LONGEST_TEXT = 500
_LONGEST_CODE = 12
_CERTAIN = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.TOO_MANY_REQUESTS})
"""Refused at the door, whatever the body says."""


@dataclass(frozen=True, slots=True)
class Said:
    """What Fortnox itself says about a failure; `is_information` when it says so in its own form."""

    code: int | None = None
    text: str = ""
    is_information: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """The head of an answer, as far as it is used."""

    status: int
    retry_after: str = ""
    date: str = ""


def content(call: Call, body: bytes) -> Mapping[str, object]:
    """Read the JSON of an answer with a good status, numbers without rounding.

    Raises:
        UnreadableAnswerError: it is no object of JSON.
        FortnoxError: it holds an error of Fortnox in spite of its status.
    """
    read = parsed(body)
    if read is None:
        raise UnreadableAnswerError(call.register)
    said = _said(read)
    if said.is_information:
        raise failure(call, Head(HTTPStatus.OK), said)
    return read


def parsed(body: bytes) -> Mapping[str, object] | None:
    """Read an object of JSON; None when it is none."""
    try:
        read = json.loads(body.decode("utf-8-sig"), parse_float=Decimal, parse_constant=_refuse)
    except (ValueError, ArithmeticError, RecursionError):
        return None
    return read if isinstance(read, dict) else None


def failure(call: Call, head: Head, said: Said) -> FortnoxError:
    """Make the error of an answer that is no good one.

    Args:
        call: what was asked.
        head: of the answer.
        said: what Fortnox says about it.
    """
    if call.changes and not _is_certain(head.status, said):
        return OutcomeUnknownError(call.register, status=head.status, code=said.code, text=said.text)
    if head.status == HTTPStatus.TOO_MANY_REQUESTS:
        pause = retry_after(head)
        return RateLimitedError(call.register, retry_after=pause, status=head.status, code=said.code, text=said.text)
    if head.status < HTTPStatus.BAD_REQUEST and not said.is_information:
        return UnreadableAnswerError(call.register, status=head.status)
    return _error_class(head.status, said)(call.register, status=head.status, code=said.code, text=said.text)


def said_in(body: bytes) -> Said:
    """Find what Fortnox says in the body of a failure; a page of HTML says nothing."""
    return _said(parsed(body) or {})


def retry_after(head: Head) -> float:
    """Tell how many seconds to wait after a 429; the header has seconds or a moment, or is not there."""
    text = head.retry_after.strip()
    if text.isascii() and text.isdigit():
        return max(1.0, float(text))
    try:
        until = parsedate_to_datetime(text)
        now = parsedate_to_datetime(head.date) if head.date else datetime.now(UTC)
        return max(1.0, (until - now).total_seconds())
    except (TypeError, ValueError):
        return PAUSE_SECONDS


def _said(content: Mapping[str, object]) -> Said:
    fields = _lower(content)
    information = fields.get("errorinformation")
    if isinstance(information, dict):
        inner = _lower(information)
        return Said(_code(inner.get("code")), _text(inner.get("message")), is_information=True)
    return Said(None, _text(fields.get("message") or fields.get("error_description") or fields.get("error")))


def _is_certain(status: int, said: Said) -> bool:
    """Say whether an answer to a POST makes it certain that nothing was done.

    A refusal in Fortnox's own form does, and one at the door; a page of a gateway or a timeout does not.
    """
    if status in _CERTAIN:
        return True
    is_refusal = HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR
    return is_refusal and status != HTTPStatus.REQUEST_TIMEOUT and said.is_information


def _error_class(status: int, said: Said) -> type[FortnoxError]:
    """Choose the error for an answer that is no good one."""
    if status == HTTPStatus.UNAUTHORIZED:
        return UnauthorizedError
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR or status == HTTPStatus.REQUEST_TIMEOUT:
        return UnavailableError
    if status == HTTPStatus.FORBIDDEN or _lacks_right(said):
        return ForbiddenError
    if status == HTTPStatus.NOT_FOUND:
        return MissingError
    return RefusedError


def _lacks_right(said: Said) -> bool:
    """Tell a missing right by its code, or by the sentence apart from what it repeats of what was sent."""
    return said.code in RIGHTS or bool(_MISSING_RIGHT.search(_REPEATED.sub("", said.text)))


def _lower(fields: Mapping[str, object]) -> dict[str, object]:
    return {name.lower(): value for name, value in fields.items()}


def _code(value: object) -> int | None:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    is_digits = isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= _LONGEST_CODE
    return int(str(value)) if is_digits else None


def _text(value: object) -> str:
    return " ".join(value.split())[:_LONGEST_TEXT] if isinstance(value, str) else ""


def _refuse(constant: str) -> NoReturn:
    """Refuse NaN and Infinity, which Python reads and JSON does not have.

    Raises:
        ValueError: always.
    """
    raise ValueError(constant)
