"""Importing in the foreground: the engagement a command names, its import done here and now, and how it is told."""

import json
import uuid
from collections.abc import Iterator, Sequence
from time import sleep

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
from closing.jobs.models import Job
from sie import OrganisationNumberError
from sie.organisation_number import normalised

SECONDS_BETWEEN_LOOKS = 0.2


def engagement_named(text: str) -> Engagement:
    """Find an engagement by its id or its company's number, which must name one alone.

    Raises:
        CommandError: there is none, or there are several.
    """
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


def year_named(engagement: Engagement, text: str) -> FiscalYear | None:
    """Find a fiscal year by its name or the year it begins in; None for an empty name.

    Raises:
        CommandError: there is none, or there are several.
    """
    if not text:
        return None
    found = [year for year in engagement.fiscal_years.all() if text in (str(year), str(year.start.year))]
    if len(found) != 1:
        raise CommandError(_("The engagement has no fiscal year %(text)s.") % {"text": text})
    return found[0]


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
    job_run.run(str(run.job_id))
    while Job.objects.filter(pk=str(run.job_id), state__in=Job.LIVE).exists():
        sleep(SECONDS_BETWEEN_LOOKS)
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
