"""The simulator for tests: the real server, over real HTTP, in a thread of the test's own process."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from integrations.fortnox.simulator.routes import Route
from integrations.fortnox.simulator.storage import Storage
from integrations.fortnox.simulator.web import parts
from integrations.fortnox.simulator.web.app import Simulator, opened
from integrations.fortnox.simulator.web.control.levers import Control
from integrations.fortnox.simulator.web.oauth.clients import DEFAULT_CLIENT
from integrations.fortnox.simulator.web.server import Server

CLIENT_ID = DEFAULT_CLIENT.client_id
CLIENT_SECRET = DEFAULT_CLIENT.secret


@dataclass(frozen=True, slots=True)
class Simulated:
    """A simulator that runs.

    Attributes:
        url: where it answers, such as "http://127.0.0.1:40001".
        storage: its companies, to look into or to fill.
        control: its levers: tokens without a login, faults, the clock.
    """

    url: str
    storage: Storage
    control: Control

    @property
    def api_url(self) -> str:
        """What stands for https://api.fortnox.se/3."""
        return f"{self.url}/3"

    @property
    def auth_url(self) -> str:
        """What stands for https://apps.fortnox.se/oauth-v1."""
        return f"{self.url}/oauth-v1"


@contextmanager
def simulator(
    folder: Path, *, routes: Sequence[Route] = parts.ROUTES, schemas: Sequence[str] = parts.SCHEMAS
) -> Iterator[Simulated]:
    """Run a simulator with its storage in a folder; the folder can be opened again afterwards.

    Args:
        folder: made when it is not there.
        routes: the resources under /3/.
        schemas: the tables of their parts.
    """
    storage = opened(folder, schemas=schemas)
    server = Server(("127.0.0.1", 0), Simulator(storage, routes).answer)
    server.start()
    try:
        yield Simulated(server.url, storage, Control(storage))
    finally:
        server.end()
        storage.close()
