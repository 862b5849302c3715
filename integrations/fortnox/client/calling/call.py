"""A call of Fortnox before it is made: what is asked, how long it may take, how much may come."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

MAX_LIST_BYTES = 20_000_000
"""A page of 500 records is below a megabyte. Source: recorded answers."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a call may take.

    Attributes:
        silent: seconds without a byte.
        total: seconds in all, with every attempt and what is waited between them.
    """

    silent: float
    total: float


READING = Patience(silent=30, total=120)
"""Source: docs/decisions/0076-fortnox-client.md."""
BOOKING = Patience(silent=60, total=60)
"""One attempt; waiting longer tells more than asking again. Source: docs/decisions/0076-fortnox-client.md."""
EXPORTING = Patience(silent=120, total=300)
"""A SIE file is put together before its first byte comes. Source: docs/decisions/0076-fortnox-client.md."""


@dataclass(frozen=True, slots=True)
class Call:
    """A call.

    Attributes:
        path: what follows /3/, with names in braces for what `pieces` holds: "vouchers/{series}/{number}".
        pieces: what stands for the names in braces.
        params: the query.
        body: of a POST, as JSON; None makes it a GET.
        patience: how long it may take.
        limit: the most bytes that are taken in, counted after decoding.
    """

    path: str
    pieces: Mapping[str, str | int] = field(default_factory=dict)
    params: Mapping[str, str | int] = field(default_factory=dict)
    body: str | None = None
    patience: Patience = READING
    limit: int = MAX_LIST_BYTES

    @property
    def method(self) -> str:
        """GET or POST."""
        return "GET" if self.body is None else "POST"

    @property
    def changes(self) -> bool:
        """Say whether the call changes anything over there."""
        return self.body is not None

    @property
    def register(self) -> str:
        """The register that is called, such as "vouchers"."""
        return self.path.split("/{")[0]

    def address(self, root: str) -> str:
        """Write the address; what stands for a name in braces stays one piece of the path."""
        pieces = {name: quote(str(value), safe="") for name, value in self.pieces.items()}
        return f"{root}/{self.path.format_map(pieces)}"
