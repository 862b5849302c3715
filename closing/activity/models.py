"""The activity log's rows; the database itself refuses to change or delete one."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from closing.engagements.models import Agency, Engagement


class ChainHead(models.Model):
    """The last link of an agency's chain; taken in turn by whoever writes the next event."""

    agency = models.OneToOneField(Agency, primary_key=True, on_delete=models.PROTECT, related_name="+")
    sequence = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True)

    class Meta:
        """Names."""

        verbose_name = _("head of the activity log")
        verbose_name_plural = _("heads of the activity log")

    def __str__(self) -> str:
        """Show how long the chain is."""
        return f"{self.agency_id} · {self.sequence}"


class Event(models.Model):
    """One line of the activity log (aktivitetslogg)."""

    class Result(models.TextChoices):
        """How it ended."""

        DONE = "done", _("Done")
        WAITING = "waiting", _("Waits")
        WARNED = "warned", _("Done with warnings")
        REFUSED = "refused", _("Refused")
        FAILED = "failed", _("Failed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # The log outlives what it tells of, so its references are kept without a database constraint.
    agency = models.ForeignKey(Agency, on_delete=models.DO_NOTHING, db_constraint=False, related_name="events")
    engagement = models.ForeignKey(
        Engagement, null=True, blank=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="events"
    )
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="events",
    )
    sequence = models.BigIntegerField()
    at = models.DateTimeField(_("time"), default=timezone.now)
    code = models.CharField(_("event"), max_length=60)
    object_type = models.CharField(max_length=40, blank=True)
    object_id = models.CharField(max_length=60, blank=True)
    facts = models.JSONField(default=dict, blank=True)
    result = models.CharField(_("result"), max_length=8, choices=Result, default=Result.DONE)
    job_id = models.UUIDField(null=True, blank=True)
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        """Names, order, indexes and constraints."""

        verbose_name = _("event")
        verbose_name_plural = _("activity log")
        ordering = ("agency", "-sequence")
        indexes = (models.Index(fields=["engagement", "-sequence"], name="event_engagement_sequence"),)
        constraints = (models.UniqueConstraint(fields=["agency", "sequence"], name="event_sequence_unique"),)

    def __str__(self) -> str:
        """Show place in the chain and code."""
        return f"{self.sequence} · {self.code}"
