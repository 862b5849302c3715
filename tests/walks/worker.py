"""A real `manage.py worker` beside the walk, at work on the same database and the same folder."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests import database

ROOT = Path(__file__).resolve().parent.parent.parent
SECONDS_TO_END = 20


@contextmanager
def worker_at(folder: Path) -> Iterator[None]:
    """Let a worker do the jobs; its words stand in `worker.log` in the folder."""
    quick = {"WORKERS": "1", "CANARY_SECONDS": "30", "DJANGO_SETTINGS_MODULE": "tests.settings"}
    environment = {**os.environ, **quick, "DATA_DIR": str(folder), **database.named()}
    with (folder / "worker.log").open("ab") as log:
        worker = subprocess.Popen(
            [sys.executable, "manage.py", "worker"],
            cwd=ROOT,
            env=environment,
            start_new_session=True,
            stdout=log,
            stderr=log,
        )
    try:
        yield
    finally:
        _end(worker)
        # Shown by pytest when the walk has failed.
        sys.stdout.write((folder / "worker.log").read_text(encoding="utf-8", errors="replace"))


def _end(worker: subprocess.Popen[bytes]) -> None:
    """Tell the worker to stop; what does not is killed with all that it started, by the group we made for it."""
    worker.terminate()
    try:
        worker.wait(timeout=SECONDS_TO_END)
    except subprocess.TimeoutExpired:
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()
