"""One writing of adjusted books, as the job does it; prints one JSON object."""

import json
import resource
import sys
import tempfile
from datetime import date
from pathlib import Path
from time import perf_counter, process_time

from django_scopes import scopes_disabled

import bench.ready  # noqa: F401 -- Django is set up before the models are imported
import sie
from closing.books import loading, pointer
from closing.books.models import Snapshot
from closing.engagements.models import Agency, Engagement
from closing.engagements.organisation import create_fiscal_year
from closing.entries.sie_files import adjusted_books
from closing.entries.sie_files.adjusted_books import Stamp

KB_PER_MB = 1024


def main(path: Path) -> None:
    """Store the file, then write it with what the entries change."""
    with scopes_disabled(), tempfile.TemporaryDirectory(prefix="kvitt-bench-") as folder:
        snapshot, written = _stored(path), Path(folder) / "adjusted.se"
        before = _memory_mb()
        begun, processor = perf_counter(), process_time()
        stamp = Stamp(date(2026, 1, 20), "Mätning")
        adjusted_books.write(snapshot.fiscal_year, snapshot, written, stamp=stamp)
        found = {
            "postings": snapshot.posting_count,
            "seconds": round(perf_counter() - begun, 1),
            "processor_seconds": round(process_time() - processor, 1),
            "written_mb": round(written.stat().st_size / 1e6, 1),
            "more_memory_mb": _memory_mb() - before,
        }
    print(json.dumps(found))


def _stored(path: Path) -> Snapshot:
    engagement = Engagement.objects.create(
        agency=Agency.objects.create(name="Mätning"),
        organisation_number="5566778899",
        name="Exempel AB",
        company_form="AB",
        accounting_standard="K2",
    )
    scan = sie.scan(path)
    days = scan.head.years[0]
    year = create_fiscal_year(engagement, start=days.start, end=days.end)
    snapshot = loading.store(year, reading=scan)
    pointer.flip_books(year, snapshot)
    snapshot.refresh_from_db()
    return snapshot


def _memory_mb() -> int:
    """Give the most memory that this process has taken so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // KB_PER_MB


if __name__ == "__main__":
    main(Path(sys.argv[1]))
