"""What is not known of Fortnox, or differs between its customers: settings that a test or a person can change.

All of them are kept in the storage, as JSON by name.
"""

import json
from dataclasses import asdict, dataclass, fields, replace

from integrations.fortnox.simulator.exchange import JsonValue
from integrations.fortnox.simulator.storage import Storage

SCHEMA = """
CREATE TABLE IF NOT EXISTS web_switch (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
);
"""


@dataclass(frozen=True, slots=True)
class Switches:
    """The settings, each as it is until it is changed.

    Attributes:
        calls_per_window: calls that a client may make for one company in five seconds; 0 sets no limit.
            Source: fortnox.se/developer, rate limits: 25.
        retry_after_seconds: sent with every 429; None sends no header. Invented: not documented.
        scope_refusal_status: 400 or 403 for a missing scope or licence. Both were seen.
        code_seconds: life of an authorisation code. Source: developer pages, 10 minutes.
        access_seconds: life of an access token. Source: recorded, 3600.
        refresh_days: life of a refresh token. Source: developer pages, 45; older pages 31.
        reuse_grace_seconds: how long a used refresh token still gives a pair. Invented: not documented; 0 is strict.
        is_reuse_fatal: the use of a used refresh token ends the newer ones too. Invented: not documented.
    """

    calls_per_window: int = 25
    retry_after_seconds: int | None = None
    scope_refusal_status: int = 400
    code_seconds: int = 600
    access_seconds: int = 3600
    refresh_days: int = 45
    reuse_grace_seconds: int = 0
    is_reuse_fatal: bool = False


class UnknownSwitchError(ValueError):
    """There is no switch of that name, or it takes no such value."""


def switches(storage: Storage) -> Switches:
    """Read them all."""
    with storage.reading() as connection:
        rows = connection.execute("SELECT name, value FROM web_switch").fetchall()
    return replace(Switches(), **{row["name"]: json.loads(row["value"]) for row in rows})


def change(storage: Storage, changes: dict[str, JsonValue]) -> Switches:
    """Set the switches that are named; null takes one back to what it was.

    Raises:
        UnknownSwitchError: none is changed then.
    """
    defaults = asdict(Switches())
    for name, value in changes.items():
        if name not in defaults:
            raise UnknownSwitchError(f"There is no switch {name!r}; there are: {', '.join(sorted(defaults))}.")
        if value is not None and type(value) is not _TYPES[name]:
            raise UnknownSwitchError(f"{name} takes {_TYPES[name].__name__}, not {json.dumps(value)}.")
    with storage.transaction() as connection:
        for name, value in changes.items():
            connection.execute("DELETE FROM web_switch WHERE name = ?", (name,))
            if value is not None:
                connection.execute("INSERT INTO web_switch VALUES (?, ?)", (name, json.dumps(value)))
    return switches(storage)


_TYPES = {field.name: bool if field.name == "is_reuse_fatal" else int for field in fields(Switches)}
