"""One import of one file through the very job of the application, timed phase by phase; prints one JSON object."""

import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from types import ModuleType
from typing import ParamSpec, TypeVar

from django.core.files.base import File
from django_scopes import scopes_disabled

import bench.ready  # noqa: F401 -- Django is set up before the models are imported
from bench.beside import writing_beside
from closing.books import discarding, loading
from closing.books.models import Books, Snapshot
from closing.engagements.models import Agency, Engagement
from closing.importing import runs
from closing.importing.models import ImportRun
from closing.importing.sources import source_of
from closing.importing.work import job
from closing.jobs import run as job_run

Given = ParamSpec("Given")
Found = TypeVar("Found")

NUMBER_IN_FILE = "5566778899"


class Phases:
    """Seconds by phase."""

    def __init__(self) -> None:
        """Begin with none."""
        self.seconds: dict[str, float] = {}

    def time(self, module: ModuleType, function: str, phase: str) -> None:
        """Have a function of a module add the time it takes to a phase."""
        setattr(module, function, self._timed(getattr(module, function), phase))

    def _timed(self, function: Callable[Given, Found], phase: str) -> Callable[Given, Found]:
        def measured(*args: Given.args, **kwargs: Given.kwargs) -> Found:
            begun = perf_counter()
            try:
                return function(*args, **kwargs)
            finally:
                self.seconds[phase] = round(self.seconds.get(phase, 0) + perf_counter() - begun, 2)

        return measured


def main(path: Path) -> None:
    """Import the file, then discard what was stored."""
    with scopes_disabled():
        engagement = Engagement.objects.create(
            agency=Agency.objects.create(name="Mätning"),
            organisation_number=NUMBER_IN_FILE,
            name="Räksmörgås & Söner AB",
            company_form="AB",
            accounting_standard="K2",
        )
        first = _import(engagement, path)
        discarded = _discard(engagement)
    print(json.dumps(first | {"discard": discarded}))


def _import(engagement: Engagement, path: Path) -> dict[str, object]:
    phases = Phases()
    phases.time(job, "examine", "read_and_validate")
    phases.time(job, "store", "parse_and_store")
    phases.time(loading, "store_chart", "of_which_balances")
    phases.time(job, "let_count", "finish")
    with path.open("rb") as file:
        run = runs.start(engagement, source=source_of("sie_file"), user=None, files=[File(file, name=path.name)])
    with writing_beside() as beside:
        begun = perf_counter()
        job_run.run(str(run.job_id))
        seconds = perf_counter() - begun
    state = ImportRun.objects.get(pk=run.pk).state
    if state not in ImportRun.IMPORTED:
        raise SystemExit(f"the import ended {state}")
    snapshot = Books.objects.select_related("current").get().current
    return {
        "seconds": round(seconds, 2),
        "phases": phases.seconds,
        "vouchers": snapshot.voucher_count,
        "postings": snapshot.posting_count,
        "other_writer": beside,
    }


def _discard(engagement: Engagement) -> dict[str, object]:
    Books.objects.all().delete()
    snapshot = Snapshot.objects.get(fiscal_year__engagement=engagement)
    Snapshot.objects.update(state=Snapshot.State.DISCARDED)
    with writing_beside() as beside:
        begun = perf_counter()
        discarding.sweep(datetime.now(tz=UTC))
        seconds = perf_counter() - begun
    if Snapshot.objects.filter(pk=snapshot.pk).exists():
        raise SystemExit("the snapshot is still there")
    return {"seconds": round(seconds, 2), "other_writer": beside}


if __name__ == "__main__":
    main(Path(sys.argv[1]))
