"""Signs of life during a fetch."""

import pytest

from integrations.fortnox.fetching.beat import Beat, BeatingTokens

Told = tuple[int, str, dict[str, str | int]]


class Listener:
    """Hears what is told, and stops the work when it shall."""

    def __init__(self) -> None:
        self.heard: list[Told] = []
        self.stops = False

    def report(self, per_cent: int, step: str, **facts: str | int) -> None:
        """Hear a step."""
        if self.stops:
            raise InterruptedError
        self.heard.append((per_cent, step, facts))


class Tokens:
    """Gives two tokens."""

    def token(self) -> str:
        """Give the first."""
        return "first"

    def renewed(self, refused: str) -> str:
        """Give the second."""
        return f"after {refused}"


def test_every_call_tells_the_last_step_once_more() -> None:
    listener = Listener()
    beat = Beat(listener)
    tokens = BeatingTokens(Tokens(), beat)

    before = tokens.token()
    beat.report(0, "fetching_ledger", account="1510")
    given = [tokens.token(), tokens.renewed("first")]
    beat.sleep(0)

    assert (before, given) == ("first", ["first", "after first"])
    assert listener.heard == [(0, "fetching_ledger", {"account": "1510"})] * 4


def test_work_that_must_stop_stops_at_the_next_call() -> None:
    listener = Listener()
    beat = Beat(listener)
    beat.report(0, "fetching_ledger")
    listener.stops = True

    with pytest.raises(InterruptedError):
        BeatingTokens(Tokens(), beat).token()
