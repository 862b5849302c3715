"""A client with a clock of its own, and who gives it tokens."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from ssl import SSLContext

import pytest
from pytest_django.fixtures import Settings

from integrations.fortnox.client.calling.calls import Calls, Time
from integrations.fortnox.client.client import FortnoxClient
from integrations.fortnox.client.limiter import Limiter
from tests.integrations.fortnox.client.server import Reply, Scripted, scripted


@dataclass(slots=True)
class FakeTime:
    """A clock that goes on only while somebody sleeps."""

    now: float = 1_000.0
    slept: list[float] = field(default_factory=list)

    def clock(self) -> float:
        """Tell the time in seconds."""
        return self.now

    def sleep(self, seconds: float) -> None:
        """Let the time pass."""
        self.slept.append(seconds)
        self.now += seconds

    @property
    def time(self) -> Time:
        """The clock as the client takes it."""
        return Time(self.clock, self.sleep)

    @property
    def limiter(self) -> Limiter:
        """A limiter that goes by this clock."""
        return Limiter(clock=self.clock, sleep=self.sleep)


@dataclass(slots=True)
class FakeTokens:
    """Gives tokens by number: token-1, and after each renewal the next."""

    number: int = 1
    refused: list[str] = field(default_factory=list)

    def token(self) -> str:
        """Give the token of now."""
        return f"token-{self.number}"

    def renewed(self, refused: str) -> str:
        """Give the next one."""
        self.refused.append(refused)
        self.number += 1
        return self.token()


@dataclass(slots=True)
class Talk:
    """A client, the server it talks to, and the time and the tokens it does so with."""

    script: Scripted
    client: FortnoxClient
    calls: Calls
    time: FakeTime
    tokens: FakeTokens


@pytest.fixture
def talk(settings: Settings) -> Iterator[Callable[..., Talk]]:
    """Give what starts a server with answers, and a client of it."""
    settings.USES_FORTNOX_SIMULATOR = True
    running = []

    def start(*replies: Reply, when: Time | None = None, tls: SSLContext | None = None) -> Talk:
        server = scripted(*replies, tls=tls)
        script = server.__enter__()
        running.append(server)
        time, tokens = FakeTime(), FakeTokens()
        chosen = when or time.time
        client = FortnoxClient(tokens, address=script.url, limiter=time.limiter, when=chosen)
        calls = Calls(tokens, root=script.url, limiter=time.limiter, when=chosen)
        return Talk(script, client, calls, time, tokens)

    yield start
    for server in running:
        server.__exit__(None, None, None)
