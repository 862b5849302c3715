"""The second half of an import: each file is stored as a snapshot, and then all of them count at once."""

from dataclasses import replace

from django.db import transaction
from django.utils import timezone

import sie
from closing.activity import log
from closing.activity.events import Code as Event
from closing.books import loading
from closing.books.loading import Origin
from closing.books.models import Snapshot
from closing.books.pointer import flip_books
from closing.books.rows import Repairs
from closing.engagements.models import FiscalYear
from closing.engagements.organisation import ensure_fiscal_year
from closing.entries.recognition.recognising import hold
from closing.importing.catalogue import QUESTIONS
from closing.importing.findings import Severity
from closing.importing.models import ImportFile, ImportRun
from closing.importing.sources import Imported, source_of
from closing.importing.work.ending import end, keep_findings
from closing.importing.work.examining import DONE_WHEN_READ, Examination, Examined
from closing.importing.work.ledgers import differences, keep
from closing.importing.work.recognition import recognised
from closing.importing.work.steps import Step, Stretch
from closing.jobs.progress import Progress

DONE_WHEN_STORED = 97


def store(run: ImportRun, examination: Examination, progress: Progress) -> list[tuple[Examined, Snapshot]]:
    """Store every file as a snapshot that nobody sees yet."""
    total = sum(one.scan.figures.postings for one in examination.files if one.scan) or 1
    stored: list[tuple[Examined, Snapshot]] = []
    before = 0
    for one in examination.files:
        if one.scan is None or one.prepared.year is None:
            continue
        stretch = Stretch(progress, start=DONE_WHEN_READ, end=DONE_WHEN_STORED, total=total, before=before)
        stored.append((one, _store_one(run, one, one.scan, stretch=stretch)))
        before += one.scan.figures.postings
    return stored


def let_count(
    run: ImportRun, examination: Examination, stored: list[tuple[Examined, Snapshot]], *, progress: Progress
) -> None:
    """Let the stored books count: all files, own entries in them, findings, log and the run's end in one transaction.

    Raises:
        LeaseLost: another worker does this import now; nothing is changed.
    """
    progress.report(DONE_WHEN_STORED, Step.FINISHING)
    snapshots = [snapshot for _one, snapshot in stored]
    of_source = (*examination.of_source, *differences(run, examination, snapshots))
    with transaction.atomic():
        progress.confirm()
        entries = hold(snapshots)
        for one, snapshot in stored:
            flip_books(snapshot.fiscal_year, snapshot)
            ImportFile.objects.filter(pk=one.file.pk).update(fiscal_year=snapshot.fiscal_year, snapshot=snapshot)
        for year in [snapshot.fiscal_year for one, snapshot in stored if one.prepared.is_new_year]:
            _log_year(run, year)
        examination = replace(examination, of_source=(*of_source, *recognised(run, snapshots, entries)))
        if not run.engagement.data_source:
            run.engagement.data_source = run.source
            run.engagement.save(update_fields=["data_source"])
        invoices = keep(run, examination)
        keep_findings(run, examination)
        state = ImportRun.State.WARNED if _is_warned(examination) else ImportRun.State.DONE
        end(run, state, years=[str(snapshot.fiscal_year) for _one, snapshot in stored])
        source_of(run.source).imported(_outcome(run, stored, invoices))


def _is_warned(examination: Examination) -> bool:
    return any(one.severity.rank >= Severity.WARNING.rank and one.code not in QUESTIONS for one in examination.findings)


def _outcome(run: ImportRun, stored: list[tuple[Examined, Snapshot]], invoices: int) -> Imported:
    now = timezone.now()
    return Imported(
        run.engagement,
        run.created_by,
        years=tuple(str(snapshot.fiscal_year) for _one, snapshot in stored),
        vouchers=sum(snapshot.voucher_count for _one, snapshot in stored),
        invoices=invoices,
        seconds=round((now - run.created_at).total_seconds()),
        today=timezone.localdate(now),
    )


def _store_one(run: ImportRun, one: Examined, scan: sie.Scan, *, stretch: Stretch) -> Snapshot:
    year = _year_of(run, one)
    plan = one.prepared.plan

    def told(vouchers: int, rows: int) -> None:
        stretch.report(rows, Step.SAVING, vouchers=vouchers, of=scan.figures.vouchers)

    told(0, 0)
    return loading.store(
        year,
        reading=scan,
        origin=Origin(one.file.name, run.pk),
        repairs=Repairs(plan.series, plan.last_numbers, not plan.without_objects, plan.openings),
        progress=told,
    )


def _year_of(run: ImportRun, one: Examined) -> FiscalYear:
    """Give the fiscal year of a file; one made for it is remembered, so that it goes again if the import fails."""
    year = one.prepared.year
    if year is None:
        raise ValueError(one.file.name)
    if not one.prepared.is_new_year:
        return run.engagement.fiscal_years.get(start=year.start, end=year.end)
    with transaction.atomic():
        made = ensure_fiscal_year(run.engagement, year.start, year.end)
        run.made_years = sorted({*run.made_years, str(made.pk)})
        run.save(update_fields=["made_years"])
    return made


def _log_year(run: ImportRun, year: FiscalYear) -> None:
    log.record(
        Event.FISCAL_YEAR_CREATED,
        agency=run.engagement.agency,
        engagement=run.engagement,
        actor=run.created_by,
        facts={"start": str(year.start), "end": str(year.end)},
        object_type="fiscal_year",
        object_id=str(year.pk),
        job_id=run.job_id,
    )
