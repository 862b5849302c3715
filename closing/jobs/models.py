"""The job: the truth about a piece of background work; the queue carries only its id."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from closing.engagements.models import Engagement


class Job(models.Model):
    """A piece of background work (bakgrundsjobb) with its progress, lease and outcome."""

    class State(models.TextChoices):
        """Where the work stands."""

        QUEUED = "queued", _("Queued")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")
        CANCELLED = "cancelled", _("Cancelled")

    LIVE = (State.QUEUED, State.RUNNING)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=60)
    engagement = models.ForeignKey(
        Engagement, null=True, blank=True, on_delete=models.CASCADE, related_name="jobs", verbose_name=_("engagement")
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.QUEUED)
    dedupe_key = models.CharField(max_length=100, blank=True)
    params = models.JSONField(default=dict, blank=True)
    progress = models.PositiveSmallIntegerField(_("progress in per cent"), default=0)
    step = models.CharField(_("step"), max_length=40, blank=True)
    step_facts = models.JSONField(default=dict, blank=True)
    attempt = models.PositiveSmallIntegerField(_("attempt"), default=0)
    not_before = models.DateTimeField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    leased_by = models.CharField(max_length=80, blank=True)
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    cancel_requested = models.BooleanField(default=False)
    error_code = models.CharField(max_length=60, blank=True)
    error_facts = models.JSONField(default=dict, blank=True)
    result = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    kicked_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(_("started"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    class Meta:
        """Names, indexes and constraints."""

        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        indexes = (models.Index(fields=["state", "lease_until"], name="job_state_lease"),)
        constraints = (
            models.UniqueConstraint(
                fields=["dedupe_key"],
                condition=Q(state__in=["queued", "running"]) & ~Q(dedupe_key=""),
                name="job_one_live_per_key",
            ),
        )

    def __str__(self) -> str:
        """Show kind and state."""
        return f"{self.kind} · {self.state}"

    @property
    def is_live(self) -> bool:
        """Say whether the work is waiting or under way."""
        return self.state in self.LIVE
