"""How much memory a process and its children take, and what a process of a bench has to say."""

import json
import subprocess
import sys
from pathlib import Path
from time import sleep
from typing import Any

from bench.databases import ROOT

SECONDS_BETWEEN_LOOKS = 0.02
OTHER_WRITER = b"bench.other_writer"
_PAGE_KB = 4


def run_measured(module: str, *arguments: str, environ: dict[str, str]) -> dict[str, Any]:
    """Run a module of the bench in a process of its own.

    Returns:
        What it printed on its last line, and `peak_mb`: the most memory that it and its children took together.

    Raises:
        RuntimeError: it failed; its words stand above.
    """
    command = [sys.executable, "-m", module, *arguments]
    with subprocess.Popen(command, cwd=ROOT, env=environ, stdout=subprocess.PIPE, text=True) as process:
        peak = 0
        while process.poll() is None:
            peak = max(peak, tree_kb(process.pid))
            sleep(SECONDS_BETWEEN_LOOKS)
        said = process.stdout.read() if process.stdout else ""
    if process.returncode:
        raise RuntimeError(f"{module} ended with {process.returncode}")
    found: dict[str, Any] = json.loads(said.strip().splitlines()[-1])
    return found | {"peak_mb": round(peak / 1024)}


def tree_kb(pid: int) -> int:
    """Add up the resident memory of a process and all below it; what they share is counted for each.

    The writer that a bench has beside it is no part of what is measured.
    """
    try:
        if OTHER_WRITER in Path(f"/proc/{pid}/cmdline").read_bytes():
            return 0
        own = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]) * _PAGE_KB
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except (OSError, IndexError):
        return 0
    return own + sum(tree_kb(int(child)) for child in children)
