"""`python -m bench.entry_export`: send 500 closing entries to the simulator, and read every one back.

Printed: the calls and seconds of the job against what Fortnox's limit of 25 calls in 5 seconds would allow, on each
database.
"""

import argparse
import json
import tempfile
from pathlib import Path
from typing import Any

from bench.databases import VENDORS, answering, temporary
from bench.fortnox_company import fill
from bench.fortnox_import import LIMITS, allowed_seconds, serving
from bench.processes import run_measured
from integrations.fortnox.simulator.web import parts
from integrations.fortnox.simulator.web.app import Simulator, opened
from integrations.fortnox.simulator.web.control.levers import Control


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(prog="bench.entry_export", description=__doc__)
    parser.add_argument("--entries", type=int, default=500, help="how many are sent")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    wanted = parser.parse_args()
    found = {vendor: _export(vendor, wanted.entries) for vendor in answering(VENDORS)}
    print(json.dumps(found) if wanted.json else "\n".join(_as_text(vendor, one) for vendor, one in found.items()))


def _export(vendor: str, entries: int) -> dict[str, Any]:
    """Send entries from a database of their own to a simulator that holds its limit."""
    with tempfile.TemporaryDirectory(prefix="kvitt-bench-") as folder, temporary(vendor) as environ:
        storage = opened(Path(folder), schemas=parts.SCHEMAS)
        try:
            fill(storage, invoices=0, paid_in_part=0)
            control = Control(storage)
            with serving(Simulator(storage, parts.ROUTES).answer) as url:
                place = {"FORTNOX_API_URL": f"{url}/3", "FORTNOX_AUTH_URL": f"{url}/oauth-v1"}
                found = run_measured("bench.one_export", str(entries), str(folder), environ={**environ, **place})
            statuses = [call.status for call in control.calls() if call.path.startswith("/3/")]
            return {**found, "calls": len(statuses), "refused": statuses.count(429)}
        finally:
            storage.close()


def _as_text(vendor: str, one: dict[str, Any]) -> str:
    allowed = allowed_seconds(one["calls"])
    share, most = one["seconds"] / allowed if allowed else 0, LIMITS["share_of_allowed"]
    return (
        f"{vendor}: {one['booked']} entries booked, {one['read_back']} read back: {one['calls']} calls, "
        f"{one['refused']} refused\n"
        f"  in {one['seconds']} s; the limit alone allows {allowed} s: {share:.2f} × that (limit {most:.2f} ×), "
        f"{one['peak_mb']} MB"
    )


if __name__ == "__main__":
    main()
