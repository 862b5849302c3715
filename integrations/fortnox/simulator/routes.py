"""Which resource answers which call."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from integrations.fortnox.simulator.exchange import Answer, Call
from integrations.fortnox.simulator.storage import Storage

Resource = Callable[[Storage, Call], Answer]
"""Answers a call out of the storage; it may raise `Refusal`."""


@dataclass(frozen=True, slots=True)
class Route:
    """A resource and the calls it answers.

    Attributes:
        method: "GET", "POST", "PUT".
        pattern: the path after /3/; a piece in braces stands for any one piece: "vouchers/{series}/{number}".
        scope: the scope a token needs, such as "bookkeeping".
        resource: what answers.
    """

    method: str
    pattern: str
    scope: str
    resource: Resource

    def fits(self, path: Sequence[str]) -> bool:
        """Say whether a path, in pieces, is one of this route's."""
        pieces = self.pattern.split("/")
        return len(pieces) == len(path) and all(
            _is_open(piece) or piece == given for piece, given in zip(pieces, path, strict=True)
        )

    @property
    def open_pieces(self) -> int:
        """Count the pieces that stand for anything."""
        return sum(map(_is_open, self.pattern.split("/")))


def find(method: str, path: Sequence[str], routes: Sequence[Route]) -> Route | None:
    """Find the route of a call; of several the one that says most of the path itself.

    Args:
        method: of the call.
        path: what follows /3/, in pieces.
        routes: all there are.

    Returns:
        The route; None when the method and the path have none.
    """
    fitting = [route for route in routes if route.method == method and route.fits(path)]
    return min(fitting, key=lambda route: route.open_pieces, default=None)


def _is_open(piece: str) -> bool:
    """Say whether a piece of a pattern stands for anything."""
    return piece.startswith("{")
