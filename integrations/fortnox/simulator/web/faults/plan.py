"""The faults that are asked for, kept in the storage, and counted down as calls meet them."""

import json
import sqlite3
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from integrations.fortnox.simulator.exchange import JsonValue
from integrations.fortnox.simulator.storage import Storage
from integrations.fortnox.simulator.web.faults.kinds import LOGIN_KINDS, OPTIONS, VOUCHER_KINDS, Kind

SCHEMA = """
CREATE TABLE IF NOT EXISTS web_fault (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    tenant INTEGER,
    method TEXT,
    path TEXT NOT NULL,
    skip INTEGER NOT NULL,
    calls INTEGER,
    options TEXT NOT NULL
);
"""
EVERY_CALL = "/3/*"
LOGIN = "/oauth-v1/auth"
TOKEN = "/oauth-v1/token"  # noqa: S105 -- a path


class UnknownFaultError(ValueError):
    """What was asked for is no fault, or takes no such option."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that goes wrong when a call matches.

    Attributes:
        kind: what.
        tenant: the company whose calls it meets; None meets all.
        method: "GET", "POST"; None meets all.
        path: a pattern as the shell has them, without an ending slash, such as "/3/vouchers*"; empty is what the kind
            is for: every call under /3/, vouchers that are sent, or the login.
        calls: how many matching calls it meets; None meets them until it is taken away.
        skip: how many matching calls pass before.
        options: what belongs to the kind.
        number: given when it is kept.
    """

    kind: Kind
    tenant: int | None = None
    method: str | None = None
    path: str = ""
    calls: int | None = 1
    skip: int = 0
    options: Mapping[str, JsonValue] = field(default_factory=dict)
    number: int = 0


@dataclass(frozen=True, slots=True)
class Met:
    """What a fault is compared with: the method, the path without an ending slash, the company if it is known."""

    method: str
    path: str
    tenant: int | None


def ask_for(storage: Storage, fault: Fault) -> Fault:
    """Keep a fault until it has met the calls it is for.

    Raises:
        UnknownFaultError: an option that the kind does not have.
    """
    unknown = set(fault.options) - OPTIONS.get(fault.kind, frozenset())
    if unknown:
        raise UnknownFaultError(f"{fault.kind} has no option {', '.join(sorted(unknown))}.")
    method, path = _reach(fault)
    values = (fault.kind, fault.tenant, method, path, fault.skip, fault.calls, json.dumps(dict(fault.options)))
    with storage.transaction() as connection:
        number = connection.execute(
            "INSERT INTO web_fault (kind, tenant, method, path, skip, calls, options) VALUES (?, ?, ?, ?, ?, ?, ?)",
            values,
        ).lastrowid
        return _fault(connection.execute("SELECT * FROM web_fault WHERE id = ?", (number,)).fetchone())


def waiting(storage: Storage) -> list[Fault]:
    """List the faults that are still to come, in the order they were asked for."""
    with storage.reading() as connection:
        return [_fault(row) for row in connection.execute("SELECT * FROM web_fault ORDER BY id").fetchall()]


def forget(storage: Storage, number: int | None = None) -> int:
    """Take away one fault, or all; say how many it were."""
    with storage.transaction() as connection:
        return connection.execute("DELETE FROM web_fault WHERE ?1 IS NULL OR id = ?1", (number,)).rowcount


def due(storage: Storage, met: Met, *, kinds: Collection[Kind] | None = None) -> Fault | None:
    """Take the first fault that matches, and count it down; those that are passed by count down too.

    Args:
        storage: holds the faults.
        met: the call.
        kinds: look only for these; without it for all but those of the login.
    """
    if not any(_matches(fault, met, kinds) for fault in waiting(storage)):
        return None
    with storage.transaction() as connection:
        for row in connection.execute("SELECT * FROM web_fault ORDER BY id").fetchall():
            fault = _fault(row)
            if not _matches(fault, met, kinds):
                continue
            if fault.skip:
                connection.execute("UPDATE web_fault SET skip = skip - 1 WHERE id = ?", (fault.number,))
                continue
            connection.execute("UPDATE web_fault SET calls = calls - 1 WHERE id = ?", (fault.number,))
            connection.execute("DELETE FROM web_fault WHERE calls <= 0")
            return fault
    return None


def _reach(fault: Fault) -> tuple[str | None, str]:
    """Tell which calls a fault meets that names none."""
    if fault.kind in LOGIN_KINDS:
        return None, LOGIN
    if fault.kind in VOUCHER_KINDS and not fault.path:
        return fault.method or "POST", "/3/vouchers"
    if fault.kind == Kind.TRUNCATED_SIE and not fault.path:
        return fault.method, "/3/sie/*"
    if fault.kind == Kind.TOKEN_REFUSED and not fault.path:
        return fault.method, TOKEN
    return fault.method, fault.path or EVERY_CALL


def _matches(fault: Fault, met: Met, kinds: Collection[Kind] | None) -> bool:
    if (fault.kind in LOGIN_KINDS) if kinds is None else (fault.kind not in kinds):
        return False
    if fault.tenant not in {None, met.tenant} or fault.method not in {None, met.method}:
        return False
    return fnmatchcase(met.path, fault.path)


def _fault(row: sqlite3.Row) -> Fault:
    return Fault(
        Kind(row["kind"]),
        row["tenant"],
        row["method"],
        row["path"],
        row["calls"],
        row["skip"],
        json.loads(row["options"]),
        row["id"],
    )
