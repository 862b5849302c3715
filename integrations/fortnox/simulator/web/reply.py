"""What goes out on the wire: a status, bytes, and the manner in which they are sent."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from integrations.fortnox.simulator.exchange import JsonValue

JSON = "application/json"
HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Sending:
    """How the bytes go out; without anything: at once and whole.

    Attributes:
        is_dropped: nothing is sent at all, the connection is closed.
        is_reset: it is closed with a TCP reset, not in good order.
        wait_seconds: how long the first byte waits.
        drip_bytes: bytes of the body sent at a time; 0 sends all of them at once.
        drip_seconds: the time between them.
        cut_at: after so many bytes of the body the connection is closed; None sends all of them.
    """

    is_dropped: bool = False
    is_reset: bool = False
    wait_seconds: float = 0
    drip_bytes: int = 0
    drip_seconds: float = 0
    cut_at: int | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer, ready to be sent.

    Attributes:
        status: the HTTP status.
        body: the bytes after the headers.
        content_type: empty sends none.
        headers: the others, but the length, which follows from the body.
        sending: the manner.
    """

    status: int = 200
    body: bytes = b""
    content_type: str = JSON
    headers: Mapping[str, str] = field(default_factory=dict)
    sending: Sending = field(default_factory=Sending)

    def with_headers(self, headers: Mapping[str, str]) -> "Reply":
        """Give the same reply with more headers."""
        return replace(self, headers={**self.headers, **headers})

    def sent(self, sending: Sending) -> "Reply":
        """Give the same reply, sent in this manner."""
        return replace(self, sending=sending)


def plain_json(body: JsonValue, status: int = 200) -> Reply:
    """Answer JSON as everybody else writes it: the control plane's and the login's."""
    return Reply(status, json.dumps(body, separators=(",", ":"), ensure_ascii=False).encode())


def redirected(address: str) -> Reply:
    """Send the browser somewhere else."""
    return Reply(302, b"", HTML, {"Location": address})
