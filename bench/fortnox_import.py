"""`python -m bench.fortnox_import`: fetch three years and two ledgers from the simulator, and one SIE file of 100 MB.

Printed: the calls and seconds of the fetch against what Fortnox's limit of 25 calls in 5 seconds would allow, and how
much more memory the large file takes than a small one.
"""

import argparse
import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from werkzeug.wrappers import Request

from bench.databases import ROOT
from bench.fortnox_company import TENANT, fill
from bench.processes import run_measured
from integrations.fortnox.simulator.web import parts
from integrations.fortnox.simulator.web.app import Simulator, opened
from integrations.fortnox.simulator.web.control.levers import Control
from integrations.fortnox.simulator.web.reply import Reply
from integrations.fortnox.simulator.web.server import Answerer, Server

CALLS_ALLOWED, WINDOW_SECONDS = 25, 5
"""Source: fortnox.se/developer, rate limits."""
LIMITS = {"share_of_allowed": 1.10, "more_mb": 40}
"""What a fetch may take: a tenth more than the limit allows; and of a large file in memory next to nothing."""
_HEAD = b"#FLAGGA 0\r\n#FORMAT PC8\r\n#SIETYP 4\r\n"
_LINE = b'#TRANS 1930 {} -1234.5 "" "" 0\r\n'


def main() -> None:
    """Measure, and print."""
    wanted = _arguments()
    with tempfile.TemporaryDirectory(prefix="kvitt-bench-") as folder:
        found = {"import": _import(Path(folder), wanted)}
        for name, megabytes in (("small", 0.1), ("large", wanted.mb)):
            with serving(_giving(_HEAD + _LINE * int(megabytes * 1_000_000 / len(_LINE)))) as url:
                found[name] = _measured(url, "file", "none", folder)
    print(json.dumps(found) if wanted.json else _as_text(found))


def allowed_seconds(calls: int) -> float:
    """Tell how long so many calls take at least under Fortnox's limit, if each is answered at once."""
    return max(0, -(-calls // CALLS_ALLOWED) - 1) * WINDOW_SECONDS


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.fortnox_import", description=__doc__)
    parser.add_argument("--invoices", type=int, default=2000, help="open invoices of each ledger")
    parser.add_argument("--in-part", type=int, default=60, help="of these, paid in part: one call more for each")
    parser.add_argument("--mb", type=float, default=100, help="size of the large SIE file")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    return parser.parse_args()


def _import(folder: Path, wanted: argparse.Namespace) -> dict[str, Any]:
    """Fetch from a simulator that holds its limit."""
    storage = opened(folder / "fortnox", schemas=parts.SCHEMAS)
    try:
        fill(storage, invoices=wanted.invoices, paid_in_part=wanted.in_part)
        control = Control(storage)
        with serving(Simulator(storage, parts.ROUTES).answer) as url:
            found = _measured(url, "import", control.token(TENANT), str(folder / "run"))
        statuses = [call.status for call in control.calls()]
        return {**found, "calls": len(statuses), "refused": statuses.count(429)}
    finally:
        storage.close()


@contextmanager
def serving(answer: Answerer) -> Iterator[str]:
    """Answer HTTP on this machine; give the address."""
    server = Server(("127.0.0.1", 0), answer)
    server.start()
    try:
        yield server.url
    finally:
        server.end()


def _giving(body: bytes) -> Answerer:
    """Answer whatever is asked with these bytes."""

    def answer(_request: Request) -> Reply:
        return Reply(200, body, "application/octet-stream")

    return answer


def _measured(url: str, *arguments: str) -> dict[str, Any]:
    """Fetch in a process of its own, so that its memory is its own too."""
    environ = {**os.environ, "DEBUG": "1", "SECRET_KEY": "bench" * 12, "PYTHONPATH": str(ROOT)}
    environ |= {"DJANGO_SETTINGS_MODULE": "closing.settings", "FORTNOX_API_URL": f"{url}/3"}
    return run_measured("bench.one_fortnox_import", *arguments, environ=environ)


def _as_text(found: dict[str, Any]) -> str:
    one, small, large = found["import"], found["small"], found["large"]
    allowed = allowed_seconds(one["calls"])
    share = f"{one['seconds'] / allowed:.2f} × that" if allowed else "which is nothing"
    more, most = large["peak_mb"] - small["peak_mb"], LIMITS["share_of_allowed"]
    lines = [
        f"{one['years']} fiscal years, {one['invoices']} invoices: {one['calls']} calls, {one['refused']} refused",
        f"  fetched in  {one['seconds']} s; the limit alone allows {allowed} s: {share} (limit {most:.2f} ×)",
        f"SIE file of {large['bytes'] / 1e6:.0f} MB: {large['seconds']} s",
        f"  memory      {large['peak_mb']} MB, {more} MB more than for a small one (limit {LIMITS['more_mb']} MB)",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
