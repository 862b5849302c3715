"""`python -m bench.sie_scan`: what it costs to read large SIE files.

Each reading runs in a process of its own, the best of several counts. Beside it stands its ratio to merely reading,
decoding and splitting the same file in the same run, which tells more than seconds on a machine with other work.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
GENERATOR = ROOT.parent / "shared" / "bench" / "gen_sie.py"

LARGE = ("plain", "scan", "batches", "process")
SMALL = ("plain", "read")
SMALL_SHARE = 10
LIMITS = {"scan": (3.0, 200), "batches": (3.5, 200), "read": (1.0, 0)}
"""Seconds and MB that a reading of 100 MB (`read`: of 10 MB) may take; 0 is no limit."""

Row = dict[str, Any]


def main() -> None:
    """Measure, and print."""
    wanted = _arguments()
    if not GENERATOR.is_file():
        print("Skipped: the generator of SIE files is not beside the project.")
        return
    with tempfile.TemporaryDirectory(prefix="kvitt-bench-") as folder:
        rows: list[Row] = []
        for megabytes, ways in ((wanted.mb, LARGE), (wanted.mb / SMALL_SHARE, SMALL)):
            path = _generated(Path(folder), megabytes)
            rows += _compared(path, ways, repeats=wanted.repeats)
    print(json.dumps(rows) if wanted.json else _as_table(rows))


def _arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="bench.sie_scan", description=__doc__)
    parser.add_argument("--mb", type=float, default=100, help="size of the large file; the small one has a tenth of it")
    parser.add_argument("--repeats", type=int, default=3, help="how often each reading is measured")
    parser.add_argument("--json", action="store_true", help="print a JSON list")
    return parser.parse_args()


def _generated(folder: Path, megabytes: float) -> Path:
    """Make a file."""
    path = folder / f"{megabytes:g}.se"
    command = [sys.executable, str(GENERATOR), "--mb", str(megabytes), "--out", str(path)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return path


def _compared(path: Path, ways: tuple[str, ...], *, repeats: int) -> list[Row]:
    """Measure several ways to read a file, in turns, so that all have the same company on the machine."""
    runs: dict[str, list[Row]] = {way: [] for way in ways}
    for _ in range(repeats):
        for way in ways:
            runs[way].append(_measured(way, path))
    megabytes = path.stat().st_size / 1e6
    plain = min(run["seconds"] for run in runs["plain"])
    rows = []
    for way in ways:
        seconds = min(run["seconds"] for run in runs[way])
        rows.append(
            {
                "way": way,
                "file_mb": round(megabytes, 1),
                "seconds": seconds,
                "mb_per_second": round(megabytes / seconds, 1),
                "peak_mb": max(run["peak_mb"] for run in runs[way]),
                "times_plain": round(seconds / plain, 1),
                "limit_seconds": LIMITS.get(way, (0, 0))[0],
                "limit_mb": LIMITS.get(way, (0, 0))[1],
            }
        )
    return rows


def _measured(way: str, path: Path) -> Row:
    """Read a file in a process of its own."""
    command = [sys.executable, "-m", "bench.one_reading", way, str(path)]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    found: Row = json.loads(done.stdout)
    return found


def _as_table(rows: list[Row]) -> str:
    """Lay the figures out."""
    lines = [f"{'':<10}{'file MB':>9}{'seconds':>9}{'limit':>7}{'MB/s':>8}{'peak MB':>9}{'limit':>7}{'x plain':>9}"]
    for row in rows:
        limits = [f"{row[name]:g}" if row[name] else "" for name in ("limit_seconds", "limit_mb")]
        lines.append(
            f"{row['way']:<10}{row['file_mb']:>9}{row['seconds']:>9.2f}{limits[0]:>7}{row['mb_per_second']:>8}"
            f"{row['peak_mb']:>9.0f}{limits[1]:>7}{row['times_plain']:>9}"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    main()
