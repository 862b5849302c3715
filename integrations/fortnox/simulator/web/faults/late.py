"""Calls that are done after their caller gave up: what a server does that is still at work when the line breaks."""

import json
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime

from integrations.fortnox.simulator.exchange import Call, Refusal
from integrations.fortnox.simulator.routes import Route, find
from integrations.fortnox.simulator.storage import Storage

SCHEMA = """
CREATE TABLE IF NOT EXISTS web_late_call (
    id INTEGER PRIMARY KEY,
    due_at REAL NOT NULL,
    tenant INTEGER NOT NULL,
    method TEXT NOT NULL,
    path TEXT NOT NULL,
    params TEXT NOT NULL,
    body TEXT NOT NULL,
    address TEXT NOT NULL
);
"""


def put_off(storage: Storage, call: Call, *, seconds: float) -> None:
    """Keep a call, to be done when the simulator's clock has gone on so far."""
    values = (
        call.now.timestamp() + seconds,
        call.tenant,
        call.method,
        json.dumps(call.path),
        json.dumps(dict(call.params)),
        json.dumps(call.body),
        call.address,
    )
    with storage.transaction() as connection:
        connection.execute(
            "INSERT INTO web_late_call (due_at, tenant, method, path, params, body, address) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            values,
        )


def waiting(storage: Storage) -> int:
    """Count the calls that are still to be done."""
    with storage.reading() as connection:
        return int(connection.execute("SELECT count(*) FROM web_late_call").fetchone()[0])


def catch_up(storage: Storage, routes: Sequence[Route], now: datetime) -> None:
    """Do the calls whose time has come. Before anything else is answered, so that nobody can tell the difference."""
    with storage.reading() as connection:
        is_due = connection.execute("SELECT 1 FROM web_late_call WHERE due_at <= ?", (now.timestamp(),)).fetchone()
    if is_due is None:
        return
    with storage.transaction() as connection:
        rows = connection.execute(
            "SELECT * FROM web_late_call WHERE due_at <= ? ORDER BY due_at, id", (now.timestamp(),)
        ).fetchall()
        connection.execute("DELETE FROM web_late_call WHERE due_at <= ?", (now.timestamp(),))
    for row in rows:
        call = Call(
            row["method"],
            tuple(json.loads(row["path"])),
            json.loads(row["params"]),
            json.loads(row["body"]),
            row["tenant"],
            datetime.fromtimestamp(row["due_at"], now.tzinfo),
            row["address"],
        )
        route = find(call.method, call.path, routes)
        with suppress(Refusal):
            if route is not None:
                route.resource(storage, call)
