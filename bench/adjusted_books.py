"""`python -m bench.adjusted_books`: write the adjusted books of a file of 100 MB, on SQLite and PostgreSQL.

Printed: seconds, seconds of processor, size of the file, and the memory it took beside what the process had.
"""

import argparse
import json
import tempfile
from pathlib import Path
from typing import Any

from bench.databases import VENDORS, answering, temporary
from bench.import_books import generated
from bench.processes import run_measured


def main() -> None:
    """Measure, and print."""
    wanted = _arguments()
    with tempfile.TemporaryDirectory(prefix="kvitt-bench-") as folder:
        path = wanted.file or generated(Path(folder), wanted.mb)
        if path is None:
            return
        found: dict[str, Any] = {"file_mb": round(path.stat().st_size / 1e6, 1)}
        for vendor in answering(VENDORS if wanted.database == "both" else (wanted.database,)):
            with temporary(vendor) as environ:
                found[vendor] = run_measured("bench.one_adjusted_books", str(path), environ=environ)
        print(json.dumps(found) if wanted.json else _as_text(found))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.adjusted_books", description=__doc__)
    parser.add_argument("--database", choices=[*VENDORS, "both"], default="both")
    parser.add_argument("--file", type=Path, help="a SIE file; otherwise one is made")
    parser.add_argument("--mb", type=float, default=100, help="size of the file that is made")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    return parser.parse_args()


def _as_text(found: dict[str, Any]) -> str:
    lines = [f"books of {found['file_mb']} MB"]
    for vendor in VENDORS:
        if vendor in found:
            one = found[vendor]
            seconds = f"{one['seconds']} s, of which {one['processor_seconds']} s in the process itself"
            lines.append(f"{vendor}: {one['postings']} postings, {one['written_mb']} MB in {seconds}")
            lines.append(f"  memory      {one['more_memory_mb']} MB more than before")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
