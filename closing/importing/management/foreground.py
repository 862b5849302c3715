"""Importing in the foreground: an import done here and now, and how it is told."""

import json
from collections.abc import Iterator, Sequence

from django.core.files.base import File
from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from closing.engagements.models import Engagement, FiscalYear
from closing.importing import runs
from closing.importing.models import ImportRun
from closing.importing.sources import DataSource
from closing.importing.templatetags.importing import outcome_sentence
from closing.importing.texts import sentence, where
from closing.jobs import run as job_run
from closing.jobs.errors import AlreadyRunning


def imported(
    engagement: Engagement, source: DataSource, *, choices: runs.Choices, files: "Sequence[File[bytes]]" = ()
) -> ImportRun:
    """Import in the foreground; should a worker have taken the job first, that one is waited for.

    Raises:
        CommandError: an import or an export is under way.
    """
    try:
        run = runs.start(engagement, source=source, user=None, files=files, choices=choices)
    except AlreadyRunning as error:
        raise CommandError(_("An import or an export of this engagement is under way.")) from error
    job_run.run_here(str(run.job_id))
    return ImportRun.objects.select_related("job").get(pk=run.pk)


def as_text(run: ImportRun) -> Iterator[str]:
    """Tell an import in lines: how it ended, its files, its findings."""
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


def as_json(run: ImportRun) -> Iterator[str]:
    """Tell an import as one JSON object."""
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
