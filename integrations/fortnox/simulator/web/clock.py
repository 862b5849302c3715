"""The simulator's own time: the machine's, moved by an offset, or stopped. Kept in the storage."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from integrations.fortnox.simulator.storage import Storage

SWEDEN = ZoneInfo("Europe/Stockholm")
"""Fortnox's own times, such as `lastmodified`, are Swedish local time."""

SCHEMA = """
CREATE TABLE IF NOT EXISTS web_clock (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    offset_seconds REAL NOT NULL,
    stopped_at REAL
);
"""


def now(storage: Storage) -> datetime:
    """Tell the time in Sweden."""
    offset, stopped_at = _setting(storage)
    if stopped_at is not None:
        return datetime.fromtimestamp(stopped_at, SWEDEN)
    return (datetime.now(UTC) + timedelta(seconds=offset)).astimezone(SWEDEN)


def is_moved(storage: Storage) -> bool:
    """Say whether the clock shows another time than the machine's."""
    return _setting(storage) != (0.0, None)


def moment(seconds: float) -> str:
    """Write a moment, in seconds since 1970, as a Swede reads it."""
    return datetime.fromtimestamp(seconds, SWEDEN).strftime("%Y-%m-%d %H:%M:%S")


def move(storage: Storage, by: timedelta) -> None:
    """Move the clock from where it stands; back when it is negative. One that is stopped stays so."""
    offset, stopped_at = _setting(storage)
    if stopped_at is None:
        _set(storage, offset + by.total_seconds(), None)
    else:
        _set(storage, offset, stopped_at + by.total_seconds())


def move_to(storage: Storage, when: datetime) -> None:
    """Let the clock show this moment now, and go on from there."""
    _set(storage, (when - datetime.now(UTC)).total_seconds(), None)


def stop(storage: Storage, when: datetime) -> None:
    """Let the clock show this moment until it is moved."""
    _set(storage, 0, when.timestamp())


def reset(storage: Storage) -> None:
    """Let the clock be the machine's."""
    _set(storage, 0, None)


def _setting(storage: Storage) -> tuple[float, float | None]:
    with storage.reading() as connection:
        row = connection.execute("SELECT offset_seconds, stopped_at FROM web_clock").fetchone()
    return (row["offset_seconds"], row["stopped_at"]) if row else (0.0, None)


def _set(storage: Storage, offset_seconds: float, stopped_at: float | None) -> None:
    with storage.transaction() as connection:
        connection.execute("INSERT OR REPLACE INTO web_clock VALUES (1, ?, ?)", (offset_seconds, stopped_at))
