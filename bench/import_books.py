"""`python -m bench.import_books`: import a file of 100 MB as the application does, on SQLite and PostgreSQL.

Printed: seconds phase by phase, the most memory that all processes took together, the longest that another process
waited to write, and the ratio to merely reading and decoding the file and splitting it into lines.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter
from typing import Any

from bench.databases import ROOT, VENDORS, answering, temporary
from bench.processes import run_measured

GENERATOR = ROOT.parent / "shared" / "bench" / "gen_sie.py"
LIMITS = {"seconds": 10, "peak_mb": 400, "worst_wait_ms": 200}
"""What an import of 100 MB may take."""


def main() -> None:
    """Measure, and print."""
    wanted = _arguments()
    with tempfile.TemporaryDirectory(prefix="kvitt-bench-") as folder:
        path = wanted.file or generated(Path(folder), wanted.mb)
        if path is None:
            return
        plain = plain_reading(path)
        found = {"file_mb": round(path.stat().st_size / 1e6, 1), "plain_reading_seconds": round(plain, 2)}
        for vendor in answering(VENDORS if wanted.database == "both" else (wanted.database,)):
            with temporary(vendor) as environ:
                found[vendor] = run_measured("bench.one_import", str(path), environ=environ)
        print(json.dumps(found) if wanted.json else _as_text(found))


def plain_reading(path: Path) -> float:
    """Time the least that any reader does: read, decode, split into lines."""
    begun = perf_counter()
    lines = path.read_bytes().decode("cp437").splitlines()
    seconds = perf_counter() - begun
    del lines
    return seconds


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.import_books", description=__doc__)
    parser.add_argument("--database", choices=[*VENDORS, "both"], default="both")
    parser.add_argument("--file", type=Path, help="a SIE file of the company 556677-8899; otherwise one is made")
    parser.add_argument("--mb", type=float, default=100, help="size of the file that is made")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    return parser.parse_args()


def generated(folder: Path, megabytes: float) -> Path | None:
    """Make a file; without the generator, which lies beside the project, there is nothing to measure."""
    if not GENERATOR.is_file():
        print("Skipped: the generator of SIE files is not beside the project; name a file with --file.")
        return None
    path = folder / "generated.se"
    command = [sys.executable, str(GENERATOR), "--mb", str(megabytes), "--out", str(path)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return path


def _as_text(found: dict[str, Any]) -> str:
    plain, most = found["plain_reading_seconds"], LIMITS["seconds"]
    lines = [f"{found['file_mb']} MB; merely reading, decoding and splitting it takes {plain} s"]
    for vendor in VENDORS:
        if vendor not in found:
            continue
        one = found[vendor]
        lines += [
            f"{vendor}: {one['vouchers']} vouchers, {one['postings']} postings",
            f"  import      {one['seconds']} s, {one['seconds'] / plain:.0f} × plain reading (limit {most} s)",
            *(f"    {name:<20}{seconds} s" for name, seconds in one["phases"].items()),
            f"  memory      {one['peak_mb']} MB over all processes (limit {LIMITS['peak_mb']} MB)",
            f"  beside it   {_waits(one['other_writer'])}",
            f"  discarding  {one['discard']['seconds']} s; beside it {_waits(one['discard']['other_writer'])}",
        ]
    return "\n".join(lines)


def _waits(figures: dict[str, float]) -> str:
    limit = LIMITS["worst_wait_ms"]
    return (
        f"{figures['writes']} small writes: median {figures['median_ms']} ms, 99 % within {figures['p99_ms']} ms, "
        f"worst {figures['worst_ms']} ms (limit {limit} ms)"
    )


if __name__ == "__main__":
    main()
