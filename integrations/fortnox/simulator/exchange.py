"""What passes between the web part of the simulator and its resources: a call, an answer, a refusal."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

JsonValue = None | bool | int | float | str | list["JsonValue"] | dict[str, "JsonValue"]


@dataclass(frozen=True, slots=True)
class Call:
    """A call of a resource, after the token was accepted, its scope was found, and no fault was due.

    Attributes:
        method: "GET", "POST", "PUT".
        path: what follows /3/, in pieces and without an ending slash: ("vouchers", "A", "17").
        params: the query by lower-case names; of a repeated name the last.
        body: the JSON of the request; None when there was none.
        tenant: the company's DatabaseNumber.
        now: the simulator's own time, with time zone Europe/Stockholm.
        address: the beginning of every "@url", such as "https://api.fortnox.se/3".
    """

    method: str
    path: tuple[str, ...]
    params: Mapping[str, str]
    body: JsonValue
    tenant: int
    now: datetime
    address: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a resource answers: JSON, or bytes as they are.

    Attributes:
        status: 200, 201 or 204.
        body: written as JSON in Fortnox's own way (keys in this order, ASCII, escaped slashes).
        raw: bytes sent as they are, in place of a body.
        content_type: of the raw bytes.
    """

    status: int = 200
    body: JsonValue = None
    raw: bytes | None = None
    content_type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)


class Refusal(Exception):  # noqa: N818 -- reads as what it is
    """A call that Fortnox refuses with ErrorInformation.

    Args:
        status: the HTTP status.
        code: Fortnox's own code.
        message: Fortnox's own sentence, in Swedish.
        is_missing: a record that is not there; its answer is written with capital letters, others with small ones.
    """

    def __init__(self, status: int, code: int, message: str, *, is_missing: bool = False) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.is_missing = is_missing
