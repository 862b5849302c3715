"""`manage.py import_books ENGAGEMENT FILE…`: import books in the foreground, through the same job as the pages."""

import json
import uuid
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from time import sleep
from typing import Any

from django.core.files.base import File
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django_scopes import scopes_disabled

from closing.engagements.models import Engagement, FiscalYear
from closing.importing import runs
from closing.importing.catalogue import DECISIONS
from closing.importing.management.printing import show
from closing.importing.models import ImportRun
from closing.importing.sources import DataSource, UnknownSourceError, source_of, sources
from closing.importing.templatetags.importing import outcome_sentence
from closing.importing.texts import sentence, where
from closing.jobs import run as job_run
from closing.jobs.errors import AlreadyRunning
from closing.jobs.models import Job
from sie import ENCODINGS, OrganisationNumberError
from sie.organisation_number import normalised

DEFAULT_SOURCE = "sie_file"
SECONDS_BETWEEN_LOOKS = 0.2


class Command(BaseCommand):
    """Import files into the books of an engagement; prints one line for each fact and finding."""

    help = "Import the books of an engagement from files. Exit status: 0 imported, 1 refused or failed, 2 wrong usage."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the engagement, the files, and the decisions taken beforehand."""
        keys = [source.key for source in sources() if source.takes_file]
        parser.add_argument("engagement", metavar="ENGAGEMENT", help="its id or its organisation number")
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--source", choices=keys, help="the data source; otherwise the engagement's own")
        parser.add_argument("--year", default="", help="the fiscal year of a file that does not name one, as 2025")
        accepted = f"take a decision beforehand: {', '.join(DECISIONS)}"
        parser.add_argument("--accept", action="append", default=[], choices=DECISIONS, metavar="CODE", help=accepted)
        parser.add_argument("--encoding", default="", choices=["", *ENCODINGS], help="when the bytes are not to decide")
        parser.add_argument("--json", action="store_true", help="print the result as one JSON object")

    def handle(self, *_args: object, **options: Any) -> None:
        """Start the import and do its job here; the exit status is 1 unless the books were imported."""
        with scopes_disabled(), ExitStack() as stack:
            engagement = _engagement(options["engagement"])
            source = _source(engagement, options["source"])
            files = [stack.enter_context(_opened(path)) for path in options["files"]]
            year = _year(engagement, options["year"])
            choices = runs.Choices(tuple(options["accept"]), encoding=options["encoding"], year=year)
            run = _imported(engagement, source, files=files, choices=choices)
            show(self.stdout, _as_json(run) if options["json"] else _as_text(run))
        if run.outcome not in ImportRun.IMPORTED:
            raise SystemExit(1)


def _engagement(text: str) -> Engagement:
    """Find the engagement by its id or its company's number, which must name one alone."""
    try:
        found = list(Engagement.objects.filter(pk=uuid.UUID(text)))
    except ValueError:
        try:
            found = list(Engagement.objects.filter(organisation_number=normalised(text)))
        except OrganisationNumberError as error:
            raise CommandError(_("%(text)s is neither an id nor an organisation number.") % {"text": text}) from error
    if not found:
        raise CommandError(_("There is no engagement %(text)s.") % {"text": text})
    if len(found) > 1:
        ids = ", ".join(f"{one.pk} ({one.agency})" for one in found)
        raise CommandError(_("Several engagements have that number; name one by its id: %(ids)s") % {"ids": ids})
    return found[0]


def _source(engagement: Engagement, key: str | None) -> DataSource:
    try:
        source = source_of(key or engagement.data_source or DEFAULT_SOURCE)
    except UnknownSourceError as error:
        raise CommandError(_("There is no data source %(key)s.") % {"key": error.key}) from error
    if not source.takes_file:
        raise CommandError(_("The data source %(source)s takes no files.") % {"source": source.label})
    return source


def _opened(path: Path) -> "File[bytes]":
    try:
        return File(path.open("rb"), name=path.name)
    except OSError as error:
        what = _("%(path)s cannot be read: %(reason)s") % {"path": path, "reason": error.strerror}
        raise CommandError(what) from error


def _year(engagement: Engagement, text: str) -> FiscalYear | None:
    if not text:
        return None
    found = [year for year in engagement.fiscal_years.all() if text in (str(year), str(year.start.year))]
    if len(found) != 1:
        raise CommandError(_("The engagement has no fiscal year %(text)s.") % {"text": text})
    return found[0]


def _imported(
    engagement: Engagement, source: DataSource, *, files: "list[File[bytes]]", choices: runs.Choices
) -> ImportRun:
    """Import in the foreground; should a worker have taken the job first, that one is waited for."""
    try:
        run = runs.start(engagement, source=source, user=None, files=files, choices=choices)
    except AlreadyRunning as error:
        raise CommandError(_("An import or an export of this engagement is under way.")) from error
    job_run.run(str(run.job_id))
    while Job.objects.filter(pk=str(run.job_id), state__in=Job.LIVE).exists():
        sleep(SECONDS_BETWEEN_LOOKS)
    return ImportRun.objects.select_related("job").get(pk=run.pk)


def _as_text(run: ImportRun) -> Iterator[str]:
    yield f"{_('Import')} {run.pk}: {outcome_sentence(run)}"
    for file in run.files.select_related("fiscal_year", "snapshot"):
        yield f"{file.name}: {file.size} byte, SHA-256 {file.sha256}"
        if file.fiscal_year and file.snapshot:
            counts = {"vouchers": file.snapshot.voucher_count, "postings": file.snapshot.posting_count}
            yield f"{file.fiscal_year}: " + _("%(vouchers)s vouchers, %(postings)s postings") % counts
    for one in run.findings.select_related("file"):
        place = ", ".join(filter(None, (one.file.name if one.file else "", where(one))))
        what, what_to_do = sentence(one)
        yield f"{one.severity} {one.kind}{f' ({place})' if place else ''}: {what} {what_to_do}"


def _as_json(run: ImportRun) -> Iterator[str]:
    yield json.dumps(
        {
            "run": str(run.pk),
            "state": run.outcome,
            "error": run.error_code or None,
            "files": [
                {
                    "name": file.name,
                    "size": file.size,
                    "sha256": file.sha256,
                    "fiscal_year": _dates(file.fiscal_year),
                    "vouchers": file.snapshot.voucher_count if file.snapshot else None,
                    "postings": file.snapshot.posting_count if file.snapshot else None,
                }
                for file in run.files.select_related("fiscal_year", "snapshot")
            ],
            "findings": [
                {"code": one.code, "severity": one.severity, "line": one.line, "facts": one.facts}
                for one in run.findings.all()
            ],
        },
        ensure_ascii=False,
    )


def _dates(year: FiscalYear | None) -> list[str] | None:
    return [str(year.start), str(year.end)] if year else None
