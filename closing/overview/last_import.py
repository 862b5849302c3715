"""The last import of an engagement: when, from where, how it went."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from closing.engagements.models import Engagement
from closing.importing.findings import Severity, stands_for
from closing.importing.models import ImportFinding, ImportRun
from closing.importing.texts.steps import OUTCOME_CHIPS
from closing.jobs.models import Job
from sie.notices import NoticeCode


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
        return OUTCOME_CHIPS[ImportRun.State(self.run.outcome)]

    @property
    def heading(self) -> str:
        """Say what the time of the import is the time of."""
        if self.run.is_live:
            return _("Import under way since")
        headings = {
            ImportRun.State.WAITING: _("Import waiting since"),
            ImportRun.State.FAILED: _("Import tried"),
        }
        return headings.get(ImportRun.State(self.run.outcome), _("Last import"))

    @property
    def words(self) -> str:
        """Say how it went, in a few words."""
        outcome = self.run.outcome
        if outcome == ImportRun.State.WARNED and self.warnings:
            text = ngettext("Done with %(count)s warning", "Done with %(count)s warnings", self.warnings)
            return text % {"count": self.warnings}
        if outcome == ImportRun.State.FAILED and self.errors:
            return ngettext("Failed, %(count)s error", "Failed, %(count)s errors", self.errors) % {"count": self.errors}
        return str(ImportRun.State(outcome).label)


def telling_runs() -> QuerySet[ImportRun]:
    """Give the imports that tell how the books stand: neither those cancelled, nor those that a reset took back."""
    has_been_cancelled = Q(state__in=ImportRun.LIVE, job__state=Job.State.CANCELLED)
    silent = (ImportRun.State.CANCELLED, ImportRun.State.REMOVED)
    return ImportRun.objects.exclude(state__in=silent).exclude(has_been_cancelled)


def last_import(engagement: Engagement) -> LastImport | None:
    """Find the last import that tells something; None when there is none."""
    run = telling_runs().filter(engagement=engagement).select_related("created_by", "job").first()
    if run is None:
        return None
    of_severity = Counter(dict(_listed(run).values_list("severity").annotate(count=Count("pk"))))
    for severity, facts in _listed(run).filter(code=NoticeCode.MORE_OF_KIND).values_list("severity", "facts"):
        of_severity[severity] += stands_for(NoticeCode.MORE_OF_KIND, facts) - 1
    warnings = of_severity[Severity.WARNING] + of_severity[Severity.DECISION]
    return LastImport(run, warnings, of_severity[Severity.ERROR])


def _listed(run: ImportRun) -> QuerySet[ImportFinding]:
    return ImportFinding.objects.filter(run=run).order_by()


def who(run: ImportRun) -> str:
    """Name who started an import."""
    return str(run.created_by) if run.created_by else _("System")
