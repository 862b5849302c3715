"""Exports for tests: prepared, begun and worked at as the queue does, but in this process and at once."""

from collections.abc import Iterable

from closing.engagements.models import FiscalYear
from closing.entries.export import starting
from closing.entries.export.destinations import destination_of
from closing.entries.export.models import ExportBatch, ExportItem
from closing.entries.models import ClosingEntry
from closing.jobs import run
from closing.jobs.models import Job
from closing.users.models import User

SERIES = {"V": "A", "S": "A"}


def prepared(year: FiscalYear, *, actor: User | None = None) -> ExportBatch:
    """Prepare an export of a year; it is ready to be sent unless something keeps it."""
    destination = destination_of(year.engagement)
    assert destination
    batch = starting.prepare(year, destination, actor=actor)
    work_at(batch)
    return batch


def begun(
    year: FiscalYear, entries: Iterable[ClosingEntry], *, actor: User | None = None, series: str = "A"
) -> ExportBatch:
    """Begin to send entries; the job waits for its worker."""
    batch = prepared(year, actor=actor)
    versions = {entry.pk: ClosingEntry.objects.get(pk=entry.pk).version for entry in entries}
    starting.send(batch, starting.Chosen(versions, dict.fromkeys(SERIES, series)), actor=actor)
    return batch


def sent(
    year: FiscalYear, entries: Iterable[ClosingEntry], *, actor: User | None = None, series: str = "A"
) -> ExportBatch:
    """Send entries, as far as one delivery of the job comes."""
    batch = begun(year, entries, actor=actor, series=series)
    work_at(batch)
    return batch


def checked(batch: ExportBatch, *, actor: User | None = None) -> Job:
    """Look up what an export left uncertain, and give the job."""
    batch.refresh_from_db()
    starting.check(batch, actor=actor)
    return work_at(batch)


def work_at(batch: ExportBatch) -> Job:
    """Deliver the job of an export, once, and give it as it stands then."""
    batch.refresh_from_db()
    assert batch.job
    run.run(str(batch.job.pk))
    batch.refresh_from_db()
    batch.job.refresh_from_db()
    return batch.job


def states(batch: ExportBatch) -> list[str]:
    """List how the entries of an export stand, such as `V1 done A 1`, in their order."""
    return [_stands(item) for item in batch.items.select_related("entry").order_by("ordinal")]


def _stands(item: ExportItem) -> str:
    number = f" {item.series} {item.number}" if item.number else ""
    return f"{item.entry} {item.state}{number}"
