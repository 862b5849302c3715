"""Writes many rows at once, in the way that each database takes them fastest.

SQLite takes them by `executemany` in short transactions, so that no other writer waits long. PostgreSQL takes them by
COPY, in a thread beside the one that gets the next rows.

An insert through the ORM costs ten times as much (Source: measured, `docs/performance.md`).
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from django.db import connection, models, transaction

from closing.books.storing.blocks import ROWS_IN_A_BLOCK, Block, Column, Columns, Table

_TRANSACTIONS_TO_A_CHECKPOINT = 8
_COPY_LOG = "PRAGMA wal_checkpoint(PASSIVE)"
_SETTINGS = {
    "sqlite": (
        ("PRAGMA wal_autocheckpoint = 100000",),
        (_COPY_LOG, "PRAGMA wal_autocheckpoint = 1000"),
    ),
    "postgresql": (("SET synchronous_commit = off",), ("RESET synchronous_commit",)),
}
"""What is set before a load, and after it; the latter as in `closing/settings.py`."""


def table_of(model: type[models.Model]) -> Table:
    """Describe the table of a model, its columns by their attributes: `account_id` for the foreign key `account`."""
    text_fields = (models.CharField, models.TextField, models.JSONField)
    columns = {
        field.attname: Column(
            name=field.column or field.attname,
            is_null=field.null,
            is_text=isinstance(field, text_fields),
            longest=field.max_length or 0,
        )
        for field in model._meta.concrete_fields  # noqa: SLF001 -- Django's documented model API
    }
    return Table(model._meta.db_table, columns, is_copied=connection.vendor == "postgresql")  # noqa: SLF001 -- as above


class Load:
    """A run of many writes to the database, each of them begun before it is settled."""

    def __init__(self, pool: ThreadPoolExecutor, *, is_beside: bool) -> None:
        """Begin a run.

        Args:
            pool: one thread that writes while this one goes on.
            is_beside: whether it is used; not with SQLite, where two threads are slower than one.
        """
        self._pool = pool
        self._is_beside = is_beside
        self._writing: Future[None] | None = None
        self._transactions = 0

    def write(self, model: type[models.Model], columns: Columns) -> None:
        """Write rows now."""
        self.begin(list(table_of(model).blocks(columns)))
        self.settle()

    def begin(self, blocks: Sequence[Block]) -> None:
        """Begin to write rows; until they are settled, the connection is not to be used."""
        connection.ensure_connection()
        if self._is_beside:
            self._writing = self._pool.submit(_write, blocks, connection.connection)
            return
        for some in _of_a_transaction(blocks):
            with transaction.atomic():
                _write(some, connection.connection)
            self.after_transaction()

    def settle(self) -> None:
        """Wait until what was begun is written; what went wrong with it is raised here."""
        writing, self._writing = self._writing, None
        if writing:
            writing.result()

    def after_transaction(self) -> None:
        """Copy SQLite's log into the database now and then, while no transaction is open."""
        self._transactions += 1
        is_time = self._transactions % _TRANSACTIONS_TO_A_CHECKPOINT == 0
        if is_time and connection.vendor == "sqlite" and not connection.in_atomic_block:
            _carry_out([_COPY_LOG])


@contextmanager
def long_load() -> Iterator[Load]:
    """Prepare the connection for many transactions in a row, and set it back afterwards.

    PostgreSQL need not bring these commits to the disk one by one: nothing points at what is being loaded, and the
    commit that flips the books is written after them in the same log and takes them along. With SQLite that would fall
    on the next other writer, who would wait for all of it. But there a commit copies the log into the database when it
    leaves more than so many pages in it, which during a load is every time, and each time the same index pages again;
    the load does it every so many transactions, between them.
    """
    before, after = ((), ()) if connection.in_atomic_block else _SETTINGS[connection.vendor]
    try:
        _carry_out(before)
        with ThreadPoolExecutor(1) as pool:
            yield Load(pool, is_beside=connection.vendor == "postgresql")
    finally:
        _carry_out(after)


def _of_a_transaction(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Put blocks together until there are enough rows for a transaction."""
    some: list[Block] = []
    for block in blocks:
        some.append(block)
        if sum(count for _statement, _content, count in some) >= ROWS_IN_A_BLOCK:
            yield some
            some = []
    if some:
        yield some


def _write(blocks: Sequence[Block], raw: Any) -> None:
    """Write on the driver's own connection: Django's cursors belong to one thread, and keep copies of the rows."""
    for statement, content, _count in blocks:
        if isinstance(content, str):
            with raw.cursor() as cursor, cursor.copy(statement) as copy:
                copy.write(content)
        else:
            raw.executemany(statement, zip(*content, strict=True))


def _carry_out(statements: Sequence[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
