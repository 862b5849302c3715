"""The triggers by which the database itself refuses to change or delete a line of the log."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.backends.base.base import BaseDatabaseWrapper

_REFUSAL = "The activity log is append-only."

_FORBID = {
    "sqlite": {
        "event_no_update": f"BEFORE UPDATE ON activity_event BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END",
        "event_no_delete": f"BEFORE DELETE ON activity_event BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END",
        # INSERT OR REPLACE deletes the old line without a word to the trigger above.
        "event_no_replace": f"""BEFORE INSERT ON activity_event WHEN EXISTS (
            SELECT 1 FROM activity_event WHERE id = NEW.id OR (agency_id = NEW.agency_id AND sequence = NEW.sequence)
            ) BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END""",  # noqa: S608 -- nothing in it comes from outside
    },
    "postgresql": {
        "event_no_change": """BEFORE UPDATE OR DELETE ON activity_event
            FOR EACH ROW EXECUTE FUNCTION activity_append_only()""",
        "event_no_truncate": """BEFORE TRUNCATE ON activity_event
            FOR EACH STATEMENT EXECUTE FUNCTION activity_append_only()""",
    },
}
_FUNCTION = f"""CREATE OR REPLACE FUNCTION activity_append_only() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '{_REFUSAL}'; END $$"""
_SET = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'activity_event'",
    "postgresql": """SELECT tgname FROM pg_trigger
        WHERE tgrelid = 'activity_event'::regclass AND NOT tgisinternal AND tgenabled <> 'D'""",
}


def forbid(connection: BaseDatabaseWrapper) -> None:
    """Set the triggers."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_FUNCTION)
        for name, rule in _FORBID[connection.vendor].items():
            cursor.execute(f"CREATE TRIGGER {name} {rule}")


def allow(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers away."""
    table = " ON activity_event" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for name in _FORBID[connection.vendor]:
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{table}")


def is_forbidden(connection: BaseDatabaseWrapper) -> bool:
    """Say whether every trigger is in its place: a change of the table by hand can take them away."""
    with connection.cursor() as cursor:
        cursor.execute(_SET[connection.vendor])
        return {name for (name,) in cursor.fetchall()} >= set(_FORBID[connection.vendor])


@contextmanager
def lifted(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Take the triggers away for a while: only a test database is ever emptied."""
    allow(connection)
    try:
        yield
    finally:
        forbid(connection)
