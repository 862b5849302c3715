"""The last calls that came in, so that a test or a person sees what was really asked; never a body, never a token."""

from dataclasses import dataclass

from integrations.fortnox.simulator.storage import Storage

KEPT_CALLS = 5_000

SCHEMA = """
CREATE TABLE IF NOT EXISTS web_call (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at REAL NOT NULL,
    tenant INTEGER,
    method TEXT NOT NULL,
    path TEXT NOT NULL,
    query TEXT NOT NULL,
    status INTEGER NOT NULL,
    fault TEXT NOT NULL
);
"""


@dataclass(frozen=True, slots=True)
class LoggedCall:
    """One call.

    Attributes:
        at: seconds since 1970, by the simulator's clock.
        tenant: the company, as far as the token told it.
        method: of the request.
        path: without an ending slash.
        query: as it came.
        status: what was answered, or would have been; 0 when nothing was.
        fault: the kind of the fault that it met; empty without one.
    """

    at: float
    tenant: int | None
    method: str
    path: str
    query: str
    status: int
    fault: str


def note(storage: Storage, call: LoggedCall) -> None:
    """Add a call, and let the oldest go."""
    values = (call.at, call.tenant, call.method, call.path, call.query, call.status, call.fault)
    with storage.transaction() as connection:
        number = connection.execute(
            "INSERT INTO web_call (at, tenant, method, path, query, status, fault) VALUES (?, ?, ?, ?, ?, ?, ?)",
            values,
        ).lastrowid
        connection.execute("DELETE FROM web_call WHERE id <= ?", ((number or 0) - KEPT_CALLS,))


def calls(storage: Storage) -> list[LoggedCall]:
    """List the calls, the oldest first."""
    with storage.reading() as connection:
        rows = connection.execute(
            "SELECT at, tenant, method, path, query, status, fault FROM web_call ORDER BY id"
        ).fetchall()
    return [LoggedCall(*row) for row in rows]


def forget(storage: Storage) -> None:
    """Begin anew."""
    with storage.transaction() as connection:
        connection.execute("DELETE FROM web_call")
