"""Cost centres (kostnadsställen) and projects (projekt) as they are kept."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from integrations.fortnox.simulator.books.tables import insert


@dataclass(frozen=True, slots=True)
class CostCentre:
    """A cost centre; an inactive one cannot be posted on.

    Attributes:
        code: at most six characters.
    """

    tenant: int
    code: str
    description: str = ""
    note: str = ""
    active: bool = True


@dataclass(frozen=True, slots=True)
class Project:
    """A project.

    Attributes:
        number: a text of at most 20 characters.
        status: "NOTSTARTED", "ONGOING" or "COMPLETED".
        start_day: as "2025-01-01"; None when it has none, as its end and its leader.
    """

    tenant: int
    number: str
    description: str = ""
    status: str = "ONGOING"
    leader: str | None = None
    start_day: str | None = None
    end_day: str | None = None


def add_cost_centres(connection: sqlite3.Connection, centres: Sequence[CostCentre]) -> None:
    """Write new cost centres."""
    insert(connection, "cost_centre", centres)


def add_projects(connection: sqlite3.Connection, projects: Sequence[Project]) -> None:
    """Write new projects."""
    insert(connection, "project", projects)
