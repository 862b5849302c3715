"""Starts processes that want a token, on the database of the test."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from integrations.fortnox.models import FortnoxConnection
from tests import database

ROOT = Path(__file__).resolve().parents[4]
PATIENCE_SECONDS = 120


class Taker:
    """A process that wants a token."""

    def __init__(self, connection: FortnoxConnection, *, crash_at: str = "") -> None:
        command = [sys.executable, "-m", "tests.integrations.fortnox.connection.taker", str(connection.pk)]
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=_environment(crash_at), text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    def hear(self) -> str:
        """Read the next word; empty when the process has ended."""
        assert self.process.stdout
        return self.process.stdout.readline().strip()

    def go(self) -> None:
        """Let it take its token."""
        assert self.process.stdin
        self.process.stdin.write("go\n")
        self.process.stdin.flush()

    def end(self) -> int:
        """Wait until it has ended, and give its status."""
        return self.process.wait(timeout=PATIENCE_SECONDS)


@contextmanager
def takers(connection: FortnoxConnection, *, count: int = 1, crash_at: str = "") -> Iterator[list[Taker]]:
    """Start processes, wait until they are ready, and leave none behind."""
    started = [Taker(connection, crash_at=crash_at) for _ in range(count)]
    try:
        assert [one.hear() for one in started] == ["ready"] * count
        yield started
    finally:
        for one in started:
            one.process.kill()
            one.process.communicate()


def _environment(crash_at: str) -> dict[str, str]:
    place = {
        "DATA_DIR": str(settings.DATA_DIR),
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "FORTNOX_AUTH_URL": settings.FORTNOX_AUTH_URL,
        "FORTNOX_CLIENT_ID": settings.FORTNOX_CLIENT_ID,
        "FORTNOX_CLIENT_SECRET": settings.FORTNOX_CLIENT_SECRET,
        "TOKEN_KEYS": ",".join(settings.TOKEN_KEYS),
        "CRASH_AT": crash_at,
    }
    return {**os.environ, **database.named(), **place}
