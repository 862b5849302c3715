"""Faults played out: what is answered in place of a call, and what becomes of the answer of one that was done."""

import gzip
from collections.abc import Callable
from functools import lru_cache

from integrations.fortnox.simulator.books import refusals
from integrations.fortnox.simulator.exchange import JsonValue, Refusal
from integrations.fortnox.simulator.web import writing
from integrations.fortnox.simulator.web.faults.kinds import Kind
from integrations.fortnox.simulator.web.faults.plan import Fault
from integrations.fortnox.simulator.web.reply import HTML, JSON, Reply, Sending, plain_json

UNAUTHORIZED = Reply(401, b'{"message":"unauthorized"}', "application/json")
"""Source: recorded on 2023-02-01."""

_MEGABYTE = 1_048_576
_SIE_HEAD = b'#FLAGGA 0\r\n#FORMAT PC8\r\n#SIETYP 4\r\n#PROGRAM "Fortnox" 3.60.16\r\n'


def instead(fault: Fault) -> Reply | None:
    """Answer in place of the call; None when the call is to be done."""
    played = _INSTEAD.get(fault.kind)
    return played(fault) if played else None


def afterwards(fault: Fault, reply: Reply) -> Reply:
    """Send the answer of a call that was done, as the fault has it."""
    played = _AFTERWARDS.get(fault.kind)
    return played(fault, reply) if played else reply


def too_many(retry_after: JsonValue) -> Reply:
    """Answer 429. The body is invented: it is not documented, and neither is whether Retry-After is sent."""
    reply = Reply(429, writing.written({"ErrorInformation": {"Message": "Too many requests"}}))
    return reply if retry_after is None else reply.with_headers({"Retry-After": str(retry_after)})


def dropped(fault: Fault) -> Reply:
    """Answer nothing: the connection is closed."""
    return Reply(sending=Sending(is_dropped=True, is_reset=bool(fault.options.get("reset"))))


def bad_gateway(fault: Fault) -> Reply:
    """Answer as the gateway in front of Fortnox does."""
    status = number(fault, "status", 502)
    words = {502: "Bad Gateway", 503: "Service Temporarily Unavailable", 504: "Gateway Time-out"}.get(status, "Error")
    page = f"<html>\r\n<head><title>{status} {words}</title></head>\r\n<body>\r\n<center><h1>{status} {words}</h1>"
    return Reply(status, f"{page}</center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n".encode(), HTML)


def number(fault: Fault, name: str, otherwise: int) -> int:
    """Read a whole number among the options."""
    value = fault.options.get(name, otherwise)
    return int(value) if isinstance(value, int | float | str) else otherwise


def seconds(fault: Fault, otherwise: float) -> float:
    """Read how many seconds the fault is about."""
    value = fault.options.get("seconds", otherwise)
    return float(value) if isinstance(value, int | float | str) else otherwise


def text(fault: Fault, name: str, otherwise: str) -> str:
    """Read a text among the options."""
    value = fault.options.get(name)
    return otherwise if value is None else str(value)


def _refusal(fault: Fault, usual: Refusal) -> Reply:
    """Refuse with the fault's own status, code and words, as far as it has any."""
    status, code = number(fault, "status", usual.status), number(fault, "code", usual.code)
    return writing.refused(Refusal(status, code, text(fault, "message", usual.message)))


def _hollow(fault: Fault) -> Reply:
    """Answer 200 with an ErrorInformation, which happens. Source: a client that checks for it (noxctl)."""
    body = _refusal(fault, Refusal(400, 1000003, "System exception")).body
    return Reply(200, body)


def _closed_series(fault: Fault) -> Reply:
    return writing.refused(refusals.series_not_manual(text(fault, "series", "A")))


def _locked_period(fault: Fault) -> Reply:
    return writing.refused(refusals.locked("En användare", text(fault, "until", "2025-12-31")))


def _inactive_account(fault: Fault) -> Reply:
    return writing.refused(refusals.account_inactive(text(fault, "account", "1930")))


def _token_refused(fault: Fault) -> Reply:
    error, description = text(fault, "error", "invalid_grant"), text(fault, "description", "Invalid refresh token")
    body = plain_json({"error": error, "error_description": description}).body
    return Reply(number(fault, "status", 400), body, "text/html; charset=UTF-8")


def _gzip_bomb(fault: Fault) -> Reply:
    megabytes = number(fault, "megabytes", 300)
    body = gzip.compress(_SIE_HEAD, mtime=0) + _packed_megabyte() * megabytes
    return Reply(200, body, "application/octet-stream", {"Content-Encoding": "gzip"})


@lru_cache(maxsize=1)
def _packed_megabyte() -> bytes:
    """Pack a megabyte of empty lines; a gzip file may hold any number of such parts, one after the other."""
    return gzip.compress(b"\r\n" * (_MEGABYTE // 2), mtime=0)


_INSTEAD: dict[Kind, Callable[[Fault], Reply]] = {
    Kind.UNAUTHORIZED: lambda _: UNAUTHORIZED,
    Kind.FORBIDDEN: lambda fault: _refusal(fault, Refusal(403, 2003275, "Saknar behörighet för leverantörsregister.")),
    Kind.FORBIDDEN_EMPTY: lambda _: Reply(403, b"", ""),
    Kind.REFUSED: lambda fault: _refusal(fault, Refusal(400, 2000588, "Ogiltig parameter i anropet.")),
    Kind.TOO_MANY: lambda fault: too_many(fault.options.get("retry_after")),
    Kind.SERVER_ERROR: lambda fault: _refusal(fault, Refusal(500, 1000003, "System exception")),
    Kind.SERVER_ERROR_EMPTY: lambda _: Reply(500, b"", JSON),
    Kind.BAD_GATEWAY: bad_gateway,
    Kind.DROPPED_BEFORE: dropped,
    Kind.GZIP_BOMB: _gzip_bomb,
    Kind.HOLLOW_SUCCESS: _hollow,
    Kind.CLOSED_SERIES: _closed_series,
    Kind.LOCKED_PERIOD: _locked_period,
    Kind.INACTIVE_ACCOUNT: _inactive_account,
    Kind.TOKEN_REFUSED: _token_refused,
}


def _slow(fault: Fault, reply: Reply) -> Reply:
    return reply.sent(Sending(wait_seconds=seconds(fault, 10)))


def _drip(fault: Fault, reply: Reply) -> Reply:
    return reply.sent(Sending(drip_bytes=max(number(fault, "bytes", 1), 1), drip_seconds=seconds(fault, 1)))


def _cut_short(fault: Fault, reply: Reply) -> Reply:
    at = number(fault, "at", len(reply.body) // 2)
    return reply.sent(Sending(cut_at=at, is_reset=bool(fault.options.get("reset"))))


def _truncated(fault: Fault, reply: Reply) -> Reply:
    """End the file early in an answer that is whole in itself: only who reads the file can tell."""
    share = fault.options.get("share", 0.5)
    kept = int(len(reply.body) * (share if isinstance(share, int | float) else 0.5))
    return Reply(reply.status, reply.body[:kept], reply.content_type, reply.headers)


_AFTERWARDS: dict[Kind, Callable[[Fault, Reply], Reply]] = {
    Kind.DROPPED_AFTER: lambda fault, _: dropped(fault),
    Kind.BAD_GATEWAY_AFTER: lambda fault, _: bad_gateway(fault),
    Kind.SLOW: _slow,
    Kind.DRIP: _drip,
    Kind.CUT_SHORT: _cut_short,
    Kind.TRUNCATED_SIE: _truncated,
}
