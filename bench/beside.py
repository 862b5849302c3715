"""Has another process write to the database while something else is measured."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def writing_beside() -> Iterator[dict[str, float]]:
    """Write beside what happens within; afterwards the figures of the waits stand in what was given."""
    figures: dict[str, float] = {}
    with subprocess.Popen(
        [sys.executable, "-m", "bench.other_writer"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as writer:
        if writer.stdin is None or writer.stdout is None or writer.stdout.readline().strip() != "ready":
            raise RuntimeError("the other writer did not begin")
        yield figures
        writer.stdin.close()
        figures |= json.loads(writer.stdout.read())
