"""Where the simulator keeps its companies: one SQLite file in a folder of its own."""

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from weakref import WeakSet

FILE_NAME = "simulator.sqlite3"
BUSY_TIMEOUT_SECONDS = 30
"""How long a writer waits for another process that writes the same file."""


class NestedTransactionError(Exception):
    """A transaction was begun by a thread that reads or writes already."""


class _Connection(sqlite3.Connection):
    """A connection that the storage can remember without keeping it alive when its thread has ended."""


class Storage:
    """One SQLite file, shared by the threads of the simulator; each thread has a connection of its own.

    Amounts are integer öre, days text as "2025-12-31", truths 0 or 1.
    """

    def __init__(self, folder: Path) -> None:
        """Open the storage of a folder, which is made when it is not there."""
        folder.mkdir(parents=True, exist_ok=True)
        self.path = folder / FILE_NAME
        self._writer = threading.RLock()
        self._opening = threading.Lock()
        self._local = threading.local()
        self._connections: WeakSet[_Connection] = WeakSet()

    def prepare(self, schemas: Sequence[str]) -> None:
        """Make the tables that are not there yet; each schema is a run of CREATE … IF NOT EXISTS statements."""
        with self._writer:
            connection = self._connection()
            connection.execute("PRAGMA journal_mode = WAL")
            for schema in schemas:
                connection.executescript(schema)

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Write: all or nothing, one writer at a time, and what is read inside is what was written last.

        Raises:
            NestedTransactionError: the thread reads or writes already; pass its connection on instead.
        """
        with self._writer:
            connection = self._connection()
            if connection.in_transaction:
                raise NestedTransactionError
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.rollback()
                raise
            connection.commit()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Read one state of the storage, whatever is written meanwhile; inside a transaction its own."""
        connection = self._connection()
        if connection.in_transaction:
            yield connection
            return
        connection.execute("BEGIN")
        try:
            yield connection
        finally:
            connection.rollback()

    def close(self) -> None:
        """Close the connections of all threads; the next use opens new ones."""
        with self._writer, self._opening:
            for connection in tuple(self._connections):
                connection.close()
            self._connections.clear()
            self._local = threading.local()

    def _connection(self) -> _Connection:
        """Give the connection of this thread."""
        connection: _Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = sqlite3.connect(
                self.path,
                timeout=BUSY_TIMEOUT_SECONDS,
                isolation_level=None,
                check_same_thread=False,
                factory=_Connection,
            )
            connection.row_factory = sqlite3.Row
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA synchronous = NORMAL")
            self._local.connection = connection
            with self._opening:
                self._connections.add(connection)
        return connection
