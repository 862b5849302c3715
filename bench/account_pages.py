"""`python -m bench.account_pages`: pages of an account with two million postings, on SQLite and PostgreSQL.

All postings stand on one account, once over all days of a year and once on a single day. Printed: milliseconds of the
slowest page of each sort (each asked three times, the quickest counts), asked of the books, and as a whole answer of
the application to a person signed in.
"""

import argparse
import json
import tempfile
from pathlib import Path
from typing import Any

from bench.databases import VENDORS, answering, temporary
from bench.processes import run_measured

LIMIT_MS = 50
"""What any page may take."""

SHAPES = ("all days", "one day")


def main() -> None:
    """Measure, and print."""
    wanted = _arguments()
    found: dict[str, Any] = {}
    for vendor in answering(VENDORS if wanted.database == "both" else (wanted.database,)):
        for shape in SHAPES:
            with temporary(vendor) as environ, tempfile.TemporaryDirectory(prefix="kvitt-bench-") as folder:
                file = str(Path(folder) / "one-account.se")
                asked = (str(wanted.postings), shape, file)
                found[f"{vendor}, {shape}"] = run_measured("bench.one_account", *asked, environ=environ)
    print(json.dumps(found) if wanted.json else "\n".join(_as_text(found)))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.account_pages", description=__doc__)
    parser.add_argument("--database", choices=[*VENDORS, "both"], default="both")
    parser.add_argument("--postings", type=int, default=2_000_000)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    return parser.parse_args()


def _as_text(found: dict[str, Any]) -> list[str]:
    lines = []
    for name, one in found.items():
        lines.append(f"{name}: {one['postings']} postings on one account; slowest page (limit {LIMIT_MS} ms)")
        lines += [f"  {sort:<36}{milliseconds:>8} ms" for sort, milliseconds in one["worst_ms"].items()]
    return lines


if __name__ == "__main__":
    main()
