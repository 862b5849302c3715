"""What the login and the pages ask about the companies."""

from dataclasses import dataclass

from integrations.fortnox.simulator.storage import Storage
from integrations.fortnox.simulator.web.oauth.scopes import INTEGRATION, SCOPES

EVERY_LICENCE = frozenset({INTEGRATION}.union(*(scope.licences for scope in SCOPES.values())))


@dataclass(frozen=True, slots=True)
class Listed:
    """A company in a list: its number, name and organisation number."""

    tenant: int
    name: str
    organisation_number: str


def listed(storage: Storage) -> list[Listed]:
    """List the companies by name."""
    with storage.reading() as connection:
        rows = connection.execute("SELECT tenant, name, organisation_number FROM company ORDER BY name").fetchall()
    return [Listed(row["tenant"], row["name"], row["organisation_number"]) for row in rows]


def company(storage: Storage, tenant: int) -> Listed | None:
    """Find one."""
    return next((one for one in listed(storage) if one.tenant == tenant), None)


def licences(storage: Storage, tenant: int) -> frozenset[str]:
    """Tell which licences a company has: the words of its row, or all there are when the row names none."""
    with storage.reading() as connection:
        row = connection.execute("SELECT licences FROM company WHERE tenant = ?", (tenant,)).fetchone()
    return frozenset(row["licences"].lower().split() or EVERY_LICENCE) if row else frozenset()
