"""`manage.py up` on a fresh clone: it says where, serves pages and styles, mends itself, and ends cleanly."""

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.jobs.installation import PATIENCE_SECONDS, QUICK, ROOT, alive, children, descendants, kill, until

pytestmark = pytest.mark.crash


FAMILY = {"web", "worker", "fortnox"}


def free_ports() -> tuple[int, int]:
    """Find two ports that nobody uses."""
    with socket.socket() as one, socket.socket() as other:
        one.bind(("127.0.0.1", 0))
        other.bind(("127.0.0.1", 0))
        return one.getsockname()[1], other.getsockname()[1]


class Application:
    """The whole application, started with one command in an empty folder."""

    def __init__(self, folder: Path) -> None:
        self.port, fortnox = free_ports()
        configured = {"DEBUG", "SECRET_KEY", "TOKEN_KEYS", "DATABASE_URL", "SQLITE_FILE", "DJANGO_SETTINGS_MODULE"}
        inherited = {name: value for name, value in os.environ.items() if name not in configured}
        self.environment = {**inherited, **QUICK, "DATA_DIR": str(folder), "FORTNOX_SIMULATOR_PORT": str(fortnox)}
        self.process = self.start()

    def start(self) -> "subprocess.Popen[str]":
        """Start it; what it tells is JSON."""
        command = [sys.executable, "manage.py", "up", "--port", str(self.port), "--json"]
        pipe = subprocess.PIPE
        return subprocess.Popen(
            command, cwd=ROOT, env=self.environment, stdout=pipe, stderr=pipe, text=True, start_new_session=True
        )

    def told(self, event: str) -> dict[str, Any]:
        """Read what it tells until it tells of an event."""
        assert self.process.stdout
        for line in self.process.stdout:
            fact: dict[str, Any] = json.loads(line)
            if fact["event"] == event:
                return fact
        return pytest.fail(f"It never told of {event}.")

    def answer(self, path: str) -> tuple[int, str]:
        """Ask for a page; 0 when nobody answers."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=10) as response:
                return response.status, response.headers["Content-Type"]
        except urllib.error.HTTPError as error:
            return error.code, ""
        except OSError:
            return 0, ""

    def close(self) -> None:
        """End what is left, by the ids we know."""
        for pid in [self.process.pid, *descendants(self.process.pid)] if self.process.poll() is None else []:
            kill(pid)
        self.process.communicate()


@pytest.fixture(scope="module")
def application(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Application]:
    """Give the application, started in an empty folder; its first word is the address."""
    made = Application(tmp_path_factory.mktemp("up"))
    ready = made.told("ready")
    assert ready["address"] == f"http://127.0.0.1:{made.port}/"
    yield made
    made.close()


def test_application_answers_with_pages_and_styles(application: Application) -> None:
    until(lambda: application.answer("/readyz")[0] == 200)

    assert application.answer("/healthz") == (200, "text/plain")
    assert application.answer("/account/login/") == (200, "text/html; charset=utf-8")
    assert application.answer("/static/css/base.css") == (200, 'text/css; charset="utf-8"')


def test_second_start_says_that_the_port_is_taken(application: Application) -> None:
    second = application.start()

    _, words = second.communicate(timeout=PATIENCE_SECONDS)

    assert second.returncode == 1
    assert words == (
        f"CommandError: Port {application.port} is taken. Stop what uses it, or choose another: "
        f"manage.py up --port {application.port + 1}\n"
    )


@pytest.mark.parametrize("which", [0, 1, 2])
def test_process_that_dies_is_started_again(application: Application, which: int) -> None:
    until(lambda: application.answer("/readyz")[0] == 200)
    until(lambda: len(children(application.process.pid)) == len(FAMILY))
    kill(children(application.process.pid)[which])

    told = application.told("restarted")

    until(lambda: application.answer("/readyz")[0] == 200)
    assert told["process"] in FAMILY


def test_end_is_clean_and_leaves_nothing(tmp_path: Path) -> None:
    application = Application(tmp_path)
    application.told("ready")
    family = descendants(application.process.pid)
    application.process.send_signal(signal.SIGINT)

    application.told("stopped")
    application.process.wait(timeout=PATIENCE_SECONDS)

    application.close()
    assert (application.process.returncode, alive(family)) == (0, [])
