"""The first half of an import: the source gives its files, each is read once and judged, then all together."""

from dataclasses import dataclass, replace

import sie
from closing.appendices.items import LedgerItems
from closing.books.models import Books
from closing.engagements.models import FiscalYear
from closing.importing import run_files
from closing.importing.case import Case, Identity, KnownYear
from closing.importing.findings import Finding
from closing.importing.models import ImportFile, ImportRun
from closing.importing.pipeline import Prepared, prepare, prepare_together, refuse
from closing.importing.reading import open_file
from closing.importing.run_files import RunFiles
from closing.importing.sources import Fetched, FetchedFile, FetchRequest, Progress, source_of
from closing.importing.work.steps import Step, Stretch

DONE_WHEN_READ = 35
"""Per cent of an import that are over when its files have been read; storing takes longer."""


@dataclass(frozen=True, slots=True)
class Examined:
    """A file of the import: as it is kept, as it was read (None when it could not be), and what is said of it."""

    file: ImportFile
    scan: sie.Scan | None
    prepared: Prepared


@dataclass(frozen=True, slots=True)
class Examination:
    """All files of the import, what the source itself has to say, and its ledgers."""

    files: tuple[Examined, ...]
    of_source: tuple[Finding, ...] = ()
    ledgers: tuple[LedgerItems, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Say whether there is nothing at all to import."""
        return not self.files and not self.ledgers

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Give all findings."""
        return (*self.of_source, *(one for file in self.files for one in file.prepared.findings))


def examine(run: ImportRun, progress: Progress) -> Examination:
    """Fetch the files of an import, read each once, and judge them; nothing but the run's folder is changed."""
    progress.report(0, Step.FETCHING)
    fetched = _fetch(run, progress)
    kept = [_keep(run, file) for file in fetched.files]
    source = source_of(run.source)
    case = Case(
        identity=Identity(run.engagement.organisation_number, run.engagement.sub_number),
        years=tuple(_known(year) for year in run.engagement.fiscal_years.order_by("start")),
        chosen=_known(run.chosen_year) if run.chosen_year else None,
        takes=source.sie_types,
        encoding=run.encoding,
    )
    total = sum(file.size for file in kept) or 1
    before = 0
    read: list[tuple[ImportFile, sie.Scan | None, Prepared]] = []
    for file in kept:
        stretch = Stretch(progress, start=0, end=DONE_WHEN_READ, total=total, before=before)
        read.append(_read(run, file, case=replace(case, file_name=file.name), stretch=stretch))
        before += file.size
    judged = prepare_together(tuple(prepared for _file, _scan, prepared in read))
    files = tuple(Examined(file, scan, one) for (file, scan, _alone), one in zip(read, judged, strict=True))
    return Examination(files, fetched.findings, fetched.ledgers)


def _fetch(run: ImportRun, progress: Progress) -> Fetched:
    received = tuple(run_files.stored(file) for file in run.files.filter(made_from=None))
    request = FetchRequest(
        engagement=run.engagement,
        today=run.created_at.date(),
        user=run.created_by,
        year=run.chosen_year,
        accepted=frozenset(run.accepted),
        answers=run.answers,
    )
    return source_of(run.source).fetch(request, RunFiles(run_files.folder_of(run.pk), received), progress)


def _keep(run: ImportRun, fetched: FetchedFile) -> ImportFile:
    """Find the row of a file that was received, or make one for a file that the source made of it."""
    same = run.files.filter(path=fetched.path.name).first()
    if same:
        return same
    size, sha256 = run_files.fingerprint_of(fetched.path)
    return ImportFile.objects.create(
        run=run,
        ordinal=run.files.count(),
        name=fetched.name[-run_files.LONGEST_NAME :],
        path=fetched.path.name,
        size=size,
        sha256=sha256,
        made_from=run.files.filter(name=fetched.made_from).first() if fetched.made_from else None,
    )


def _read(
    run: ImportRun, file: ImportFile, *, case: Case, stretch: Stretch
) -> tuple[ImportFile, sie.Scan | None, Prepared]:
    """Read a file once and judge it."""

    def told(bytes_read: int, vouchers: int) -> None:
        stretch.report(bytes_read, Step.READING, bytes=bytes_read, size=file.size, vouchers=vouchers)

    opened = open_file(run_files.stored(file).path, encoding=run.encoding, progress=told)
    if opened.scan is None:
        return file, None, refuse(opened.findings, case, opened.head)
    figures = opened.scan.figures
    ImportFile.objects.filter(pk=file.pk).update(
        encoding=opened.scan.encoding, voucher_count=figures.vouchers, posting_count=figures.postings
    )
    return file, opened.scan, prepare(opened.scan, case)


def _known(year: FiscalYear) -> KnownYear:
    """Say what is known of a fiscal year and its books."""
    books = Books.objects.select_related("current").filter(fiscal_year=year).first()
    if books is None:
        return KnownYear(year.start, year.end)
    return KnownYear(
        year.start,
        year.end,
        sha256=books.current.source_sha256,
        imported=f"{books.flipped_at:%Y-%m-%d}",
        has_balances=books.current.accounts.exclude(file_closing_ore=None).exists(),
    )
