"""The database of the test run, for processes that a test starts."""

import os

from django.db import connection


def named() -> dict[str, str]:
    """Name it in the words of the environment."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "postgresql":
        return {"DATABASE_URL": os.environ["DATABASE_URL"].rsplit("/", 1)[0] + f"/{name}"}
    return {"SQLITE_FILE": name}
