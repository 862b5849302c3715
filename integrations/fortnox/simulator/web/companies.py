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


@dataclass(frozen=True, slots=True)
class Facts:
    """What a company has set: its last locked day, its method, its licences, the year it works in."""

    locked_until: str
    unlockable_series: str
    accounting_method: str
    licences: str
    chosen_year: int | None


def facts(storage: Storage, tenant: int) -> Facts:
    """Read what a company has set.

    Raises:
        LookupError: there is no such company.
    """
    with storage.reading() as connection:
        row = connection.execute("SELECT * FROM company WHERE tenant = ?", (tenant,)).fetchone()
    if row is None:
        raise LookupError(tenant)
    method = "Bokslutsmetoden" if row["accounting_method"] == "CASH" else "Faktureringsmetoden"
    words = ", ".join(sorted(licences(storage, tenant)))
    return Facts(row["locked_until"] or "", row["unlockable_series"], method, words, row["chosen_year"])
