"""Records into tables: a dataclass whose fields are named as the columns."""

import sqlite3
from collections.abc import Sequence
from dataclasses import fields
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


def update(connection: sqlite3.Connection, table: str, record: "DataclassInstance", *, key: Sequence[str]) -> None:
    """Write a record over the one of its key; nothing when there is none."""
    names = [field.name for field in fields(record)]
    changes = ", ".join(f"{name} = :{name}" for name in names)
    place = " AND ".join(f"{name} = :{name}" for name in key)
    statement = f"UPDATE {table} SET {changes} WHERE {place}"  # noqa: S608 -- the names are ours
    connection.execute(statement, {name: getattr(record, name) for name in names})


def insert(connection: sqlite3.Connection, table: str, records: Sequence["DataclassInstance"]) -> None:
    """Insert records of one class."""
    if not records:
        return
    names = [field.name for field in fields(records[0])]
    marks = ", ".join("?" * len(names))
    statement = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})"  # noqa: S608 -- the names are ours
    connection.executemany(statement, ([getattr(record, name) for name in names] for record in records))
