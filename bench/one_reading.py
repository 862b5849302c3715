"""One reading of a SIE file, in a process of its own: `python -m bench.one_reading WAY PATH` prints its figures."""

import json
import re
import resource
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import sie
from sie.scanning.batches import ROWS_IN_A_BATCH, Batch, batches_of
from sie.scanning.process import Request, batches_from_process
from sie.scanning.survey import survey_of

_PEAK = re.compile(r"VmHWM:\s+([0-9]+) kB")


def plain(path: Path) -> int:
    """Do the least that any reader does: read, decode, split into lines."""
    return len(path.read_bytes().decode("cp437").split("\n"))


def scan(path: Path) -> int:
    """Read once for the head and all figures."""
    return sie.scan(path).figures.postings


def batches(path: Path) -> int:
    """Read for a bulk load."""
    encoding = survey_of(path, None).encoding
    return sum(map(_rows_of, batches_of(path, encoding, rows=ROWS_IN_A_BATCH)))


def process(path: Path) -> int:
    """Read for a bulk load in a process beside this one."""
    request = Request(path.absolute(), survey_of(path, None).encoding, ROWS_IN_A_BATCH, objects=True)
    return sum(map(_rows_of, batches_from_process(request)))


def read(path: Path) -> int:
    """Read whole, a record for each row."""
    return sum(len(voucher.postings) for voucher in sie.read(path).vouchers)


WAYS: dict[str, Callable[[Path], int]] = {
    "plain": plain,
    "scan": scan,
    "batches": batches,
    "process": process,
    "read": read,
}


def peak_mb() -> float:
    """Give the most memory this process has taken, and the largest of its children with it."""
    found = _PEAK.search(Path("/proc/self/status").read_text(encoding="ascii"))
    own = int(found[1]) if found else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round((own + resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) / 1000, 1)


def _rows_of(batch: Batch) -> int:
    return len(batch.postings.ordinal)


def main() -> None:
    """Read once and print what it took."""
    way, path = sys.argv[1], Path(sys.argv[2])
    begun = perf_counter()
    rows = WAYS[way](path)
    seconds = perf_counter() - begun
    print(json.dumps({"seconds": round(seconds, 3), "rows": rows, "peak_mb": peak_mb()}))


if __name__ == "__main__":
    main()
