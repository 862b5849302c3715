"""A small writer beside a loader that never pauses: it waits for what is left of one chunk, not for the load."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

import pytest
from django.db import connection, connections, transaction

from closing.sqlite.base import DatabaseWrapper

ROOT = Path(__file__).resolve().parent.parent.parent
WRITES = 15
LONGEST_WAIT_SECONDS = 1.0
"""Twenty chunks of the loader: measured are two, and seconds without the turnstile."""

LOADER = """
import django
django.setup()
from time import sleep
from django.db import connection, transaction
cursor = connection.cursor()
cursor.execute("CREATE TABLE note (text)")
print("loading", flush=True)
while True:
    with transaction.atomic():
        cursor.execute("INSERT INTO note VALUES ('chunk')")
        sleep(0.05)
"""

pytestmark = pytest.mark.skipif(connection.vendor != "sqlite", reason="The turnstile stands before SQLite alone.")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[DatabaseWrapper]:
    """Give a connection to a database that another process writes to without a pause."""
    file = str(tmp_path / "fair.sqlite3")
    environment = {**os.environ, "DATA_DIR": str(tmp_path), "SQLITE_FILE": file}
    command = [sys.executable, "-c", LOADER]
    loader = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
    assert loader.stdout
    assert loader.stdout.readline() == "loading\n"
    wrapper = DatabaseWrapper({**connection.settings_dict, "NAME": file}, "fair")
    connections["fair"] = wrapper
    yield wrapper
    wrapper.close()
    del connections["fair"]
    loader.kill()
    loader.communicate()


def longest_wait(database: DatabaseWrapper, *, in_transaction: bool) -> float:
    """Write small notes one after the other and give the longest time one of them took."""
    longest = 0.0
    for number in range(WRITES):
        begun = monotonic()
        if in_transaction:
            with transaction.atomic("fair"):
                database.cursor().execute("INSERT INTO note VALUES (%s)", [number])
        else:
            database.cursor().execute("INSERT INTO note VALUES (%s)", [number])
        longest = max(longest, monotonic() - begun)
    return longest


@pytest.mark.django_db
@pytest.mark.parametrize("in_transaction", [False, True])
def test_small_writer_is_let_in_between_the_chunks_of_a_load(
    database: DatabaseWrapper, *, in_transaction: bool
) -> None:
    longest = longest_wait(database, in_transaction=in_transaction)

    assert longest < LONGEST_WAIT_SECONDS
