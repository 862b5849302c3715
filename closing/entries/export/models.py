"""An export as it went: the batch, its entries one by one, and every time something was sent. Kept for good."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from closing.engagements.models import Engagement, FiscalYear
from closing.entries.models import ClosingEntry
from closing.jobs.models import Job

LONGEST_WORDS = 500
LONGEST_SERIES = 10


class ExportBatch(models.Model):
    """An export of closing entries of a fiscal year (export): prepared, then sent.

    `conditions` is what the bookkeeping said when it was prepared, as JSON. `looks` counts how often what is uncertain
    was looked up in vain.
    """

    class State(models.TextChoices):
        """Where it stands."""

        PREPARING = "preparing", _("Being prepared")
        READY = "ready", _("Ready to be sent")
        NOT_PREPARED = "not_prepared", _("Could not be prepared")
        RUNNING = "running", _("Being sent")
        ENDED = "ended", pgettext_lazy("export", "Ended")

    LIVE = (State.PREPARING, State.RUNNING)
    DRAFT = (State.PREPARING, State.READY, State.NOT_PREPARED)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    engagement = models.ForeignKey(
        Engagement, on_delete=models.CASCADE, related_name="entry_exports", verbose_name=_("engagement")
    )
    fiscal_year = models.ForeignKey(
        FiscalYear, on_delete=models.CASCADE, related_name="entry_exports", verbose_name=_("fiscal year")
    )
    destination = models.CharField(_("destination"), max_length=40)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.PREPARING)
    conditions = models.TextField(blank=True)
    series_by_kind = models.JSONField(_("voucher series"), default=dict, blank=True)
    stop_reason = models.CharField(max_length=60, blank=True)
    stop_words = models.CharField(max_length=LONGEST_WORDS, blank=True)
    looks = models.PositiveSmallIntegerField(default=0)
    job = models.ForeignKey(Job, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(_("started"), default=timezone.now, editable=False)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    class Meta:
        """Names, order and indexes."""

        verbose_name = _("export")
        verbose_name_plural = _("exports")
        ordering = ("-created_at", "-id")
        indexes = (models.Index(fields=["engagement", "-created_at"], name="entry_export_engagement"),)

    def __str__(self) -> str:
        """Show when it was started and how it stands."""
        return f"{self.created_at:%Y-%m-%d %H:%M} · {self.get_state_display()}"


class ExportItem(models.Model):
    """An entry of an export, and the voucher that is or was to be made of it.

    `voucher` is what is sent, as JSON, frozen when the export began; `above` is the highest number its series had
    before it was sent. An entry is in one live export at most, and in none once it is booked.
    """

    class State(models.TextChoices):
        """Where it stands, as docs/exactly-once.md draws it."""

        PENDING = "pending", _("Waiting")
        SENDING = "sending", _("Being sent")
        UNKNOWN = "unknown", _("Uncertain")
        DONE = "done", pgettext_lazy("entry", "Booked")
        REJECTED = "rejected", _("Refused")
        RETURNED = "returned", _("Not sent")
        DUPLICATE = "duplicate", _("Booked more than once")

    OPEN = (State.PENDING, State.SENDING, State.UNKNOWN)
    UNCERTAIN = (State.SENDING, State.UNKNOWN)
    BOOKED = (State.DONE, State.DUPLICATE)
    LET_GO = (State.REJECTED, State.RETURNED)

    class Check(models.TextChoices):
        """What reading the voucher back came to."""

        NOT_YET = "not_yet", _("Not read back yet")
        SAME = "same", _("Read back: as it was sent")
        DIFFERENT = "different", _("Read back: not as it was sent")
        MISSING = "missing", _("Read back: not there")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    batch = models.ForeignKey(ExportBatch, on_delete=models.CASCADE, related_name="items")
    entry = models.ForeignKey(ClosingEntry, on_delete=models.RESTRICT, related_name="export_items")
    ordinal = models.PositiveSmallIntegerField()
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.PENDING)
    marker = models.CharField(_("marker"), max_length=20)
    voucher = models.TextField()
    sha256 = models.CharField(max_length=64)
    series = models.CharField(_("voucher series"), max_length=LONGEST_SERIES)
    above = models.PositiveIntegerField(null=True, blank=True)
    number = models.PositiveIntegerField(_("voucher number"), null=True, blank=True)
    other_numbers = models.JSONField(default=list, blank=True)
    reason = models.CharField(max_length=60, blank=True)
    words = models.CharField(max_length=LONGEST_WORDS, blank=True)
    facts = models.JSONField(default=dict, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    checked = models.CharField(_("read back"), max_length=9, choices=Check, default=Check.NOT_YET)

    class Meta:
        """Names, order and constraints."""

        verbose_name = _("exported entry")
        verbose_name_plural = _("exported entries")
        ordering = ("batch", "ordinal")
        constraints = (
            models.UniqueConstraint(fields=["batch", "ordinal"], name="export_item_ordinal_unique"),
            models.UniqueConstraint(
                fields=["entry"],
                condition=~Q(state__in=["rejected", "returned"]),
                name="export_item_entry_once",
            ),
        )

    def __str__(self) -> str:
        """Show the entry's marker and the state."""
        return f"{self.marker} · {self.state}"


class ExportAttempt(models.Model):
    """One time that an entry's voucher was sent (försök); one that never ended is of a process that died."""

    item = models.ForeignKey(ExportItem, on_delete=models.CASCADE, related_name="attempts")
    ordinal = models.PositiveSmallIntegerField()
    sha256 = models.CharField(max_length=64)
    started_at = models.DateTimeField(_("started"))
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=8, blank=True)
    status = models.PositiveSmallIntegerField(_("HTTP status"), null=True, blank=True)
    reason = models.CharField(max_length=60, blank=True)
    words = models.CharField(max_length=LONGEST_WORDS, blank=True)
    number = models.PositiveIntegerField(_("voucher number"), null=True, blank=True)

    class Meta:
        """Names, order and constraints."""

        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        ordering = ("item", "ordinal")
        constraints = (models.UniqueConstraint(fields=["item", "ordinal"], name="export_attempt_ordinal_unique"),)

    def __str__(self) -> str:
        """Show which attempt it was and what came of it."""
        return f"{self.ordinal} · {self.outcome}"
