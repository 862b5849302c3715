"""Django's SQLite backend with a fair queue for writers; the file name is Django's word for a database backend.

SQLite lets one writer in at a time and has the others ask again and again: whoever asks at the right moment gets in,
so a loader that begins its next transaction at once can keep the others out for long. Here every write passes a
turnstile first: a lock on a file beside the database, held only while the transaction begins, or while a statement
that is a transaction of its own is carried out. The kernel lets waiters through in about the order they came, so a
loader's next chunk queues behind whoever is waiting.
"""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from django.db.backends.sqlite3 import base

try:
    import fcntl
except ImportError:  # not on Windows: writers are served as SQLite does it
    fcntl = None  # type: ignore[assignment]

_WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE|REPLACE)\b", re.IGNORECASE)


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection to the embedded database, whose writers queue up."""

    def create_cursor(self, name: str | None = None) -> "Cursor":
        """Give a cursor whose writes queue up."""
        cursor: Cursor = self.connection.cursor(factory=partial(Cursor, database=self.settings_dict["NAME"]))
        return cursor

    def _start_transaction_under_autocommit(self) -> None:
        """Begin a transaction, after those that have waited longer."""
        with turnstile(self.settings_dict["NAME"]):
            super()._start_transaction_under_autocommit()  # type: ignore[misc] # not in the stubs


class Cursor(base.SQLiteCursorWrapper):
    """A cursor that queues up with a write that no transaction surrounds."""

    def __init__(self, connection: Any, *, database: str | os.PathLike[str]) -> None:
        super().__init__(connection)
        self._database = database

    def execute(self, query: str, params: Any = None) -> Any:
        """Carry out a statement, a lone write in its turn."""
        if self.connection.in_transaction or not _WRITES.match(query):
            return super().execute(query, params)
        with turnstile(self._database):
            return super().execute(query, params)


@contextmanager
def turnstile(database: str | os.PathLike[str]) -> Iterator[None]:
    """Wait for one's turn to write to a database file.

    A database in memory has no other writers; where no lock file can be made, writers are served as SQLite does it.
    """
    gate = _open(database)
    if gate is None:
        yield
        return
    try:
        fcntl.flock(gate, fcntl.LOCK_EX)
        yield
    finally:
        # Closing alone would not do: a process forked meanwhile by another thread has the same file open.
        fcntl.flock(gate, fcntl.LOCK_UN)
        os.close(gate)


def _open(database: str | os.PathLike[str]) -> int | None:
    name = os.fspath(database)
    if fcntl is None or ":memory:" in name or "mode=memory" in name:
        return None
    try:
        return os.open(f"{name}.turn", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError:
        return None
