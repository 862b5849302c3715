"""How an import ends: its findings are kept, its end is written and logged, and what was stored in vain goes."""

from django.db import transaction
from django.utils import timezone

from closing.activity import log
from closing.activity.events import Code as Event
from closing.activity.models import Event as LoggedEvent
from closing.books.discarding import discard
from closing.books.models import Books, Snapshot
from closing.engagements.models import FiscalYear
from closing.importing.findings import Finding
from closing.importing.models import ImportFile, ImportFinding, ImportRun
from closing.importing.sources import label_of
from closing.importing.work.examining import Examination

_EVENTS = {
    ImportRun.State.DONE: (Event.IMPORT_DONE, LoggedEvent.Result.DONE),
    ImportRun.State.WARNED: (Event.IMPORT_DONE, LoggedEvent.Result.WARNED),
    ImportRun.State.WAITING: (Event.IMPORT_WAITING, LoggedEvent.Result.WAITING),
    ImportRun.State.FAILED: (Event.IMPORT_FAILED, LoggedEvent.Result.FAILED),
    ImportRun.State.CANCELLED: (Event.IMPORT_CANCELLED, LoggedEvent.Result.REFUSED),
}


def begin(run: ImportRun) -> None:
    """Begin, or begin once more: what an earlier attempt stored, found and made goes."""
    undo(run)
    with transaction.atomic():
        run.findings.all().delete()
        run.files.exclude(made_from=None).delete()
        run.state = ImportRun.State.RUNNING
        run.save(update_fields=["state"])


def undo(run: ImportRun) -> None:
    """Take back what an import stored that does not count: half snapshots, and fiscal years made for them.

    A year stays when somebody has written a closing entry in it meanwhile, such as one that reverses another.
    """
    counting = Books.objects.filter(fiscal_year__engagement=run.engagement)
    left = Snapshot.objects.filter(run_id=run.pk).exclude(pk__in=counting.values("current"))
    left.update(state=Snapshot.State.DISCARDED)
    for year in FiscalYear.objects.filter(pk__in=run.made_years, engagement=run.engagement, books=None):
        for snapshot in Snapshot.objects.filter(fiscal_year=year):
            discard(snapshot)
        _remove(year)


@transaction.atomic
def _remove(year: FiscalYear) -> None:
    """Remove a year without entries; whoever writes one waits, for its number refers to the year."""
    held = FiscalYear.objects.select_for_update().get(pk=year.pk)
    if not held.closing_entries.exists():
        held.delete()


def settle(run: ImportRun) -> bool:
    """End an import whose job has ended without ending it: cancelled in the queue, refused, or given up.

    Returns:
        Whether there was anything to end.
    """
    if run.state not in ImportRun.LIVE or not run.job or run.job.is_live:
        return False
    undo(run)
    with transaction.atomic():
        if not ImportRun.objects.select_for_update().filter(pk=run.pk, state__in=ImportRun.LIVE).exists():
            return False
        end(run, ImportRun.State(run.outcome), error_code=run.job.error_code)
    return True


def end(run: ImportRun, state: ImportRun.State, *, error_code: str = "", **facts: list[str] | str | int) -> None:
    """Write how the import ended, and log it; called in the transaction of what it ends with."""
    run.state, run.error_code = state, error_code
    run.finished_at = None if state == ImportRun.State.WAITING else timezone.now()
    run.save(update_fields=["state", "error_code", "finished_at"])
    event, result = _EVENTS[state]
    log.record(
        event,
        agency=run.engagement.agency,
        engagement=run.engagement,
        actor=run.created_by,
        facts={"source": run.source, "files": names_of(run), **facts, **({"error": error_code} if error_code else {})},
        result=result,
        object_type="import_run",
        object_id=str(run.pk),
        job_id=run.job_id,
    )


def names_of(run: ImportRun) -> list[str]:
    """List the files as they were named when they came, in their order; without any, name what was to give them."""
    names = list(run.files.filter(made_from=None).order_by("ordinal").values_list("name", flat=True))
    return names or [label_of(run.source)]


def keep_findings(run: ImportRun, examination: Examination) -> None:
    """Keep all findings with the run."""
    kept: list[tuple[ImportFile | None, Finding]] = [(None, one) for one in examination.of_source]
    kept += [(file.file, one) for file in examination.files for one in file.prepared.findings]
    ImportFinding.objects.bulk_create(
        ImportFinding(
            run=run,
            file=file,
            ordinal=ordinal,
            code=one.code,
            severity=one.severity,
            line=one.line,
            voucher=one.voucher,
            facts=one.facts,
        )
        for ordinal, (file, one) in enumerate(kept)
    )
