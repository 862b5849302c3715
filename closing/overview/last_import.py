"""The last import of an engagement: when, from where, how it went."""

from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from closing.engagements.models import Engagement
from closing.importing.findings import Severity
from closing.importing.models import ImportFinding, ImportRun

CHIPS = {
    ImportRun.State.QUEUED: "info",
    ImportRun.State.RUNNING: "info",
    ImportRun.State.WAITING: "warn",
    ImportRun.State.DONE: "good",
    ImportRun.State.WARNED: "warn",
    ImportRun.State.FAILED: "bad",
    ImportRun.State.CANCELLED: "mute",
}
"""The state of an import as the state of a chip."""


@dataclass(frozen=True, slots=True)
class LastImport:
    """An import with the count of what it found.

    Attributes:
        warnings: findings that ask for a look: warnings and decisions taken.
    """

    run: ImportRun
    warnings: int
    errors: int

    @property
    def chip(self) -> str:
        """Give the state of its chip."""
        return CHIPS[ImportRun.State(self.run.state)]

    @property
    def words(self) -> str:
        """Say how it went, in a few words."""
        if self.run.state == ImportRun.State.WARNED and self.warnings:
            text = ngettext("Done with %(count)s warning", "Done with %(count)s warnings", self.warnings)
            return text % {"count": self.warnings}
        if self.run.state == ImportRun.State.FAILED and self.errors:
            return ngettext("Failed, %(count)s error", "Failed, %(count)s errors", self.errors) % {"count": self.errors}
        return str(ImportRun.State(self.run.state).label)


def last_import(engagement: Engagement) -> LastImport | None:
    """Find the last import; None when there was none."""
    run = ImportRun.objects.filter(engagement=engagement).select_related("created_by", "job").first()
    if run is None:
        return None
    counted = ImportFinding.objects.filter(run=run).order_by().values_list("severity").annotate(count=Count("pk"))
    counts = dict(counted)
    warnings = counts.get(Severity.WARNING, 0) + counts.get(Severity.DECISION, 0)
    return LastImport(run, warnings, counts.get(Severity.ERROR, 0))


def who(run: ImportRun) -> str:
    """Name who started an import."""
    return str(run.created_by) if run.created_by else _("System")
