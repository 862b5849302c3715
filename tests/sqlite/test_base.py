"""Writers of the embedded database are let in in turn."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest
from django.db import connection, transaction

from closing.engagements.models import Agency
from closing.sqlite.base import turnstile

HOLD = """
import fcntl, os, sys
gate = os.open(sys.argv[1], os.O_RDWR | os.O_CREAT)
fcntl.flock(gate, fcntl.LOCK_EX)
print("held", flush=True)
sys.stdin.read()
"""


def hold(gate: Path) -> "subprocess.Popen[str]":
    """Let another process stand in the turnstile until its input ends."""
    command = [sys.executable, "-c", HOLD, str(gate)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    assert process.stdout.readline() == "held\n"
    return process


def test_writer_waits_for_the_one_in_the_turnstile(tmp_path: Path) -> None:
    other = hold(tmp_path / "books.sqlite3.turn")
    through = threading.Event()

    def pass_through() -> None:
        with turnstile(tmp_path / "books.sqlite3"):
            through.set()

    waiting = threading.Thread(target=pass_through)
    waiting.start()
    before = through.wait(0.2)
    other.communicate()
    waiting.join(timeout=5)

    assert (before, through.is_set()) == (False, True)


def test_turnstile_is_free_when_its_holder_is_killed(tmp_path: Path) -> None:
    other = hold(tmp_path / "books.sqlite3.turn")
    other.kill()
    other.wait()

    with turnstile(tmp_path / "books.sqlite3"):
        passed = True

    assert passed


def test_database_in_memory_has_no_turnstile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    with turnstile("file:memorydb_default?mode=memory&cache=shared"), turnstile(":memory:"):
        files = list(tmp_path.iterdir())

    assert files == []


def test_place_where_no_file_can_be_made_is_served_all_the_same(tmp_path: Path) -> None:
    with turnstile(tmp_path / "missing" / "books.sqlite3"):
        passed = True

    assert passed


@pytest.mark.skipif(connection.vendor != "sqlite", reason="The turnstile stands before SQLite alone.")
@pytest.mark.django_db(transaction=True)
def test_transaction_passes_the_turnstile() -> None:
    gate = Path(f"{connection.settings_dict['NAME']}.turn")
    gate.unlink(missing_ok=True)

    with transaction.atomic():
        Agency.objects.create(name="Alfa")

    assert gate.exists()
