"""JSON as Fortnox writes it: ASCII, lower-case hexadecimal escapes, escaped slashes, no blanks.

Source: the recorded answers; `{"message":"unauthorized"}` is 26 bytes.
"""

import json

from integrations.fortnox.simulator.exchange import Answer, JsonValue, Refusal
from integrations.fortnox.simulator.web.reply import JSON, Reply

FORBIDDEN = 403


def written(value: JsonValue) -> bytes:
    """Write JSON in Fortnox's way; a number without decimals has no decimal point."""
    text = json.dumps(_whole(value), ensure_ascii=True, separators=(",", ":"))
    # A slash stands in texts alone, and never in an escape that was just written.
    return text.replace("/", "\\/").encode()


def reply_to(answer: Answer) -> Reply:
    """Write what a resource answered."""
    if answer.raw is not None:
        return Reply(answer.status, answer.raw, answer.content_type, dict(answer.headers))
    body = b"" if answer.body is None else written(answer.body)
    return Reply(answer.status, body, JSON, dict(answer.headers))


def refused(refusal: Refusal) -> Reply:
    """Write a refusal: with capital letters when a record or a right is missing, with small ones otherwise.

    Source: recorded for 404 and 400; seen live for 403.
    """
    names = ("Error", "Message", "Code") if refusal.is_missing or refusal.status == FORBIDDEN else _SMALL
    values: tuple[JsonValue, ...] = (1, refusal.message, refusal.code)
    return Reply(refusal.status, written({"ErrorInformation": dict(zip(names, values, strict=True))}))


_SMALL = ("error", "message", "code")


def _whole(value: JsonValue) -> JsonValue:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, dict):
        return {key: _whole(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_whole(part) for part in value]
    return value
