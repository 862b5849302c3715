"""The simulator for tests: the real server, over real HTTP, in a thread of the test's own process."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import requests

from integrations.fortnox.simulator.routes import Route
from integrations.fortnox.simulator.storage import Storage
from integrations.fortnox.simulator.web import parts
from integrations.fortnox.simulator.web.app import Simulator, opened
from integrations.fortnox.simulator.web.control.levers import Control
from integrations.fortnox.simulator.web.oauth.clients import DEFAULT_CLIENT
from integrations.fortnox.simulator.web.server import Server

CLIENT_ID = DEFAULT_CLIENT.client_id
CLIENT_SECRET = DEFAULT_CLIENT.secret
REDIRECT_URI = "http://127.0.0.1:9/callback"
SECONDS = 30
"""How long an answer may take on a loaded machine."""


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

    def walk(self, address: str, *, tenant: int, login: str = "byra", answer: str = "approve") -> str:
        """Walk through the login as a person does, form by form, and give the address the browser is sent back to.

        Args:
            address: the authorize page with its query, where the application sends the browser.
            tenant: the company that is chosen.
            login: who logs in.
            answer: "approve" or "deny".
        """
        path = f"{self.auth_url}/auth"
        went = _went(requests.get(address, allow_redirects=False, timeout=SECONDS))
        if not went.startswith("/"):
            return went
        attempt = {"attempt": parse_qs(urlsplit(went).query)["attempt"][0]}
        for step, form in (
            ("login", {"login": login, "password": login}),
            ("company", {"tenant": str(tenant)}),
            ("consent", {"answer": answer}),
        ):
            answered = requests.post(f"{path}/{step}", data={**attempt, **form}, allow_redirects=False, timeout=SECONDS)
            went = _went(answered)
            if not went.startswith("/"):
                break
        return went

    def authorize_url(self, **changes: str) -> str:
        """Write the address of the authorize page as an application would, with what is changed."""
        usual = {
            "client_id": CLIENT_ID,
            "response_type": "code",
            "state": "a-state",
            "scope": "companyinformation bookkeeping",
            "redirect_uri": REDIRECT_URI,
            "access_type": "offline",
        }
        return f"{self.auth_url}/auth?{urlencode({**usual, **changes})}"


def _went(answered: requests.Response) -> str:
    """Tell where an answer sends the browser; the page itself when it stays."""
    return answered.headers.get("Location") or f"/{answered.status_code}"


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
