"""An installation of its own for the crash tests: a database, a worker, and a process that queues jobs."""

import os
import signal
import sqlite3
import subprocess
import sys
import uuid
from collections.abc import Callable
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import psycopg
import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE_SECONDS = 60
QUICK = {"CANARY_SECONDS": "0.5", "WATCHDOG_SECONDS": "5", "JOB_LEASE_SECONDS": "3", "WORKERS": "2"}


class Installation:
    """A database with a worker whose processes may be killed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.trace = folder / "trace"
        self.trace.touch()
        self.postgresql = os.environ.get("DATABASE_URL", "")
        self.database = f"farm_{uuid.uuid4().hex[:12]}"
        place = {"DATA_DIR": str(folder), "FARM_TRACE": str(self.trace), "SQLITE_FILE": str(folder / "farm.sqlite3")}
        self.environment = {**os.environ, **QUICK, **place, "DJANGO_SETTINGS_MODULE": "tests.jobs.farm_settings"}
        if self.postgresql:
            self.environment["DATABASE_URL"] = self.postgresql.rsplit("/", 1)[0] + f"/{self.database}"
            self._administer(f"CREATE DATABASE {self.database}")
        self._python("manage.py", "migrate", "--verbosity", "0").wait()
        self.queuer = self._python("-m", "tests.jobs.farm", stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._expect("ready\n")
        self.worker = self._start()

    def set_to_work(self) -> None:
        """Start a worker if there is none, and wait until a canary sent from now on has come back."""
        if self.worker.poll() is not None:
            self.worker = self._start()
        last = self.newest_canary()
        until(lambda: self.newest_canary() not in {last, ""})

    def queue(self, name: str, seconds: float) -> None:
        """Queue a job that founds an agency and takes that long."""
        assert self.queuer.stdin
        self.queuer.stdin.write(f"{name} {seconds}\n")
        self.queuer.stdin.flush()
        self._expect("queued\n")

    def worker_of(self, name: str) -> int:
        """Wait until a job is being done and give the process that does it."""
        found = until(
            lambda: [line.split()[1] for line in self.trace.read_text().splitlines() if line.startswith(f"{name} ")]
        )
        return int(found[-1])

    def begun(self, name: str) -> int:
        """Count how often a job was begun."""
        return self.trace.read_text().count(f"{name} ")

    def founded(self, name: str) -> int:
        """Count the effects of a job."""
        return self.count(f"SELECT count(*) FROM engagements_agency WHERE name = '{name}'")  # noqa: S608 -- ours

    def wait_for(self, *names: str) -> None:
        """Wait until the jobs have done their work and no job of the farm is left."""
        live = "SELECT count(*) FROM jobs_job WHERE kind = 'found' AND state IN ('queued', 'running')"
        until(lambda: all(self.founded(name) for name in names) and not self.count(live))

    def count(self, query: str) -> int:
        """Answer a question to the database with a number."""
        return int(self._ask(query))

    def newest_canary(self) -> str:
        """Name the canary that came back last."""
        newest = "SELECT id FROM jobs_job WHERE kind = 'canary' AND state = 'done' ORDER BY finished_at DESC LIMIT 1"
        return str(self._ask(newest) or "")

    def cluster(self) -> int:
        """Give the main process of the cluster."""
        return int(until(lambda: children(self.worker.pid))[0])

    def sentinel(self) -> int:
        """Give the process that starts the workers of the cluster."""
        return max(children(self.cluster()), key=lambda pid: len(children(pid)))

    def close(self) -> None:
        """End what is left, by the ids we know."""
        for pid in [self.worker.pid, *descendants(self.worker.pid)] if self.worker.poll() is None else []:
            kill(pid)
        self.worker.wait()
        self.queuer.communicate()
        if self.postgresql:
            self._administer(f"DROP DATABASE {self.database} WITH (FORCE)")

    def _start(self) -> "subprocess.Popen[str]":
        with (self.folder / "worker.log").open("a") as log:
            return self._python("manage.py", "worker", stdout=log, stderr=log, start_new_session=True)

    def _python(self, *arguments: str, **options: Any) -> "subprocess.Popen[str]":
        command = [sys.executable, *arguments]
        return subprocess.Popen(command, cwd=ROOT, env=self.environment, text=True, **options)

    def _expect(self, line: str) -> None:
        assert self.queuer.stdout
        assert self.queuer.stdout.readline() == line

    def _ask(self, query: str) -> Any:
        if self.postgresql:
            with psycopg.connect(self.environment["DATABASE_URL"]) as connection:
                row: Any = connection.execute(query.encode()).fetchone()
        else:
            database = sqlite3.connect(self.environment["SQLITE_FILE"], timeout=20)
            row = database.execute(query).fetchone()
            database.close()
        return row[0] if row else None

    def _administer(self, statement: str) -> None:
        with psycopg.connect(self.postgresql, autocommit=True) as connection:
            connection.execute(statement.encode())


def until(answer: Callable[[], Any]) -> Any:
    """Ask until the answer is true; fail when patience ends."""
    deadline = monotonic() + PATIENCE_SECONDS
    while monotonic() < deadline:
        if found := answer():
            return found
        sleep(0.05)
    return pytest.fail(f"Not within {PATIENCE_SECONDS} s.")


def children(parent: int) -> list[int]:
    """List the processes started by one, the oldest first."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if int(fields[1]) == parent and fields[0] != "Z":
            found.append(int(stat.parent.name))
    return sorted(found)


def descendants(parent: int) -> list[int]:
    """List everything that came of a process."""
    return [pid for child in children(parent) for pid in (child, *descendants(child))]


def alive(pids: list[int]) -> list[int]:
    """Give those that are still there and no mere remains."""
    states = {pid: Path(f"/proc/{pid}/stat") for pid in pids}
    return [pid for pid, stat in states.items() if stat.exists() and ") Z " not in stat.read_text()]


def kill(pid: int) -> None:
    """Kill a process as the kernel does when memory runs out."""
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return
