"""The database itself refuses to change or delete a line of the log."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from closing.activity import append_only


def forbid(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Set the triggers."""
    append_only.forbid(schema_editor.connection)


def allow(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take the triggers away."""
    append_only.allow(schema_editor.connection)


class Migration(migrations.Migration):
    """Append-only."""

    dependencies = [("activity", "0001_initial")]

    operations = [migrations.RunPython(forbid, allow)]
