"""An import as it went: its files, what it found, and how it ended. Kept, so that any time can be looked back on."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from closing.books.models import Snapshot
from closing.engagements.models import Engagement, FiscalYear
from closing.importing.findings import Finding, Severity, kind_of
from closing.jobs.models import Job


class ImportRun(models.Model):
    """One import (import): what was fetched from which source, and what became of it.

    `made_years` are the keys of fiscal years that were made for its books to be loaded into; they go again with an
    import that does not succeed.
    """

    class State(models.TextChoices):
        """Where the import stands."""

        QUEUED = "queued", _("Queued")
        RUNNING = "running", _("Running")
        WAITING = "waiting", _("Waits for your decision")
        DONE = "done", _("Done")
        WARNED = "warned", _("Done with warnings")
        FAILED = "failed", _("Failed")
        CANCELLED = "cancelled", _("Cancelled")
        REMOVED = "removed", _("Removed by a reset")

    LIVE = (State.QUEUED, State.RUNNING)
    IMPORTED = (State.DONE, State.WARNED)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    engagement = models.ForeignKey(
        Engagement, on_delete=models.CASCADE, related_name="import_runs", verbose_name=_("engagement")
    )
    source = models.CharField(_("data source"), max_length=40)
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.QUEUED)
    job = models.ForeignKey(Job, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    chosen_year = models.ForeignKey(FiscalYear, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    encoding = models.CharField(_("character encoding"), max_length=10, blank=True)
    accepted = models.JSONField(_("accepted"), default=list, blank=True)
    answers = models.JSONField(_("answers"), default=dict, blank=True)
    made_years = models.JSONField(default=list, blank=True)
    error_code = models.CharField(max_length=60, blank=True)
    created_at = models.DateTimeField(_("started"), default=timezone.now, editable=False)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    class Meta:
        """Names, order and indexes."""

        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ("-created_at", "-id")
        indexes = (models.Index(fields=["engagement", "-created_at"], name="import_run_engagement"),)

    def __str__(self) -> str:
        """Show when it was started and how it stands."""
        return f"{self.created_at:%Y-%m-%d %H:%M} · {self.State(self.outcome).label}"

    @property
    def is_live(self) -> bool:
        """Say whether it is still to come or under way."""
        return self.outcome in self.LIVE

    @property
    def outcome(self) -> str:
        """Give the state as it is to be shown: an import whose job has ended without a word has failed with it."""
        if self.state in self.LIVE and self.job and not self.job.is_live:
            return self.State.CANCELLED if self.job.state == Job.State.CANCELLED else self.State.FAILED
        return self.state


class ImportFile(models.Model):
    """A file of an import: one that was received, or a SIE file that the source made of it.

    Its vouchers and postings are counted when it has been read; the counts outlive the books made of it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="files")
    ordinal = models.PositiveSmallIntegerField()
    name = models.CharField(_("name"), max_length=255)
    path = models.CharField(max_length=100)
    size = models.BigIntegerField(_("size in bytes"), default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    made_from = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="made")
    encoding = models.CharField(_("character encoding"), max_length=10, blank=True)
    voucher_count = models.PositiveIntegerField(_("vouchers"), null=True, blank=True)
    posting_count = models.PositiveIntegerField(_("postings"), null=True, blank=True)
    fiscal_year = models.ForeignKey(
        FiscalYear, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("fiscal year")
    )
    snapshot = models.ForeignKey(Snapshot, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        """Names, order and constraints."""

        verbose_name = _("imported file")
        verbose_name_plural = _("imported files")
        ordering = ("run", "ordinal")
        constraints = (models.UniqueConstraint(fields=["run", "ordinal"], name="import_file_ordinal_unique"),)

    def __str__(self) -> str:
        """Show the name it came under."""
        return self.name


class ImportFinding(models.Model):
    """A finding as it is kept: code and facts; the words are made when it is read (anmärkning)."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="findings")
    file = models.ForeignKey(ImportFile, null=True, blank=True, on_delete=models.CASCADE, related_name="findings")
    ordinal = models.PositiveIntegerField()
    code = models.CharField(_("finding"), max_length=60)
    severity = models.CharField(_("severity"), max_length=8, choices=[(one.value, one.value) for one in Severity])
    line = models.PositiveIntegerField(_("line"), default=0)
    voucher = models.CharField(_("voucher"), max_length=90, blank=True)
    facts = models.JSONField(default=dict, blank=True)

    class Meta:
        """Names, order and constraints."""

        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        ordering = ("run", "ordinal")
        constraints = (models.UniqueConstraint(fields=["run", "ordinal"], name="import_finding_ordinal_unique"),)

    def __str__(self) -> str:
        """Show code and place."""
        return f"{self.code} · {self.line}"

    @property
    def kind(self) -> str:
        """Give the code it is about."""
        return kind_of(self.code, self.facts)

    def as_finding(self) -> Finding:
        """Give it as the value it was."""
        return Finding(self.code, Severity(self.severity), self.line, self.voucher, self.facts)
