"""A company as small as one can be, and calls for it."""

import requests

from integrations.fortnox.simulator.storage import Storage
from tests.integrations.fortnox.simulated import SECONDS, Simulated

KLARA = 1001
ALFA = 1002


def make_company(storage: Storage, tenant: int, name: str) -> None:
    """Make a company without any books."""
    with storage.transaction() as connection:
        connection.execute(
            "INSERT INTO company (tenant, name, organisation_number) VALUES (?, ?, '556677-8899')", (tenant, name)
        )


def bearer(sim: Simulated, tenant: int = KLARA, *scopes: str) -> dict[str, str]:
    """Make the header of a call for a company, with these scopes or with all."""
    token = sim.control.token(tenant, scopes) if scopes else sim.control.token(tenant)
    return {"Authorization": f"Bearer {token}"}


def get(sim: Simulated, path: str, headers: dict[str, str] | None = None) -> requests.Response:
    """Ask for a resource under /3/, with a token that is good for everything unless headers say otherwise."""
    sent = bearer(sim) if headers is None else headers
    return requests.get(f"{sim.api_url}/{path}", headers=sent, timeout=SECONDS)
