"""Databases that a bench makes for itself and takes away again."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

ROOT = Path(__file__).resolve().parent.parent
SERVER = os.environ.get("BENCH_DATABASE_URL", "postgres://postgres@127.0.0.1:5432/postgres")
VENDORS = ("sqlite", "postgresql")


@contextmanager
def temporary(vendor: str) -> Iterator[dict[str, str]]:
    """Make an empty, migrated database; give the environment in which a process uses it.

    Raises:
        psycopg.OperationalError: no PostgreSQL server answers.
    """
    folder = Path(tempfile.mkdtemp(prefix="kvitt-bench-"))
    environ = {**os.environ, "DEBUG": "1", "SECRET_KEY": "bench" * 12, "DATA_DIR": str(folder)}
    environ |= {"PYTHONPATH": str(ROOT), "DJANGO_SETTINGS_MODULE": "closing.settings"}
    environ.pop("DATABASE_URL", None)
    name = f"kvitt_bench_{os.getpid()}"
    try:
        if vendor == "postgresql":
            _ask_server(f"CREATE DATABASE {name}")
            environ["DATABASE_URL"] = f"{SERVER.rsplit('/', 1)[0]}/{name}"
        migrate = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
        subprocess.run(migrate, cwd=ROOT, env=environ, check=True)
        yield environ
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if vendor == "postgresql" and "DATABASE_URL" in environ:
            _ask_server(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def answering(vendors: tuple[str, ...]) -> list[str]:
    """Give the databases that are there; say which is not."""
    found = []
    for vendor in vendors:
        try:
            if vendor == "postgresql":
                _ask_server("SELECT 1")
        except psycopg.OperationalError:
            print("PostgreSQL: no server answers; left out (BENCH_DATABASE_URL names one).")
            continue
        found.append(vendor)
    return found


def _ask_server(statement: str) -> None:
    with psycopg.connect(SERVER, autocommit=True) as server:
        server.execute(statement.encode())
