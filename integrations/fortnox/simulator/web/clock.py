"""The simulator's own time: the machine's, moved by an offset that is kept in the storage."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from integrations.fortnox.simulator.storage import Storage

SWEDEN = ZoneInfo("Europe/Stockholm")
"""Fortnox's own times, such as `lastmodified`, are Swedish local time."""

SCHEMA = """
CREATE TABLE IF NOT EXISTS web_clock (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    offset_seconds REAL NOT NULL
);
"""


def now(storage: Storage) -> datetime:
    """Tell the time in Sweden."""
    return (datetime.now(UTC) + timedelta(seconds=offset_seconds(storage))).astimezone(SWEDEN)


def moment(seconds: float) -> str:
    """Write a moment, in seconds since 1970, as a Swede reads it."""
    return datetime.fromtimestamp(seconds, SWEDEN).strftime("%Y-%m-%d %H:%M:%S")


def offset_seconds(storage: Storage) -> float:
    """Tell how far the clock was moved, in seconds; positive is the future."""
    with storage.reading() as connection:
        row = connection.execute("SELECT offset_seconds FROM web_clock").fetchone()
    return float(row["offset_seconds"]) if row else 0.0


def move_to(storage: Storage, moment: datetime) -> None:
    """Let the clock show this moment now, and go on from there."""
    set_offset(storage, (moment - datetime.now(UTC)).total_seconds())


def set_offset(storage: Storage, seconds: float) -> None:
    """Move the clock this far from the machine's own."""
    with storage.transaction() as connection:
        connection.execute(
            "INSERT INTO web_clock (id, offset_seconds) VALUES (1, ?) "
            "ON CONFLICT (id) DO UPDATE SET offset_seconds = excluded.offset_seconds",
            (seconds,),
        )
