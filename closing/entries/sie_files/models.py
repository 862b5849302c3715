"""The SI files that were made, each with its bytes and the entries in it. Kept for good."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from closing.engagements.models import FiscalYear
from closing.entries.models import ClosingEntry

LONGEST_SERIES = 10


class EntryFile(models.Model):
    """A file of closing entries that a bookkeeping program reads in (SI-fil), exactly as it was handed out."""

    class State(models.TextChoices):
        """What is known of it."""

        MADE = "made", _("Not confirmed")
        CONFIRMED = "confirmed", _("Read in")
        WITHDRAWN = "withdrawn", _("Not used")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    fiscal_year = models.ForeignKey(
        FiscalYear, on_delete=models.CASCADE, related_name="entry_files", verbose_name=_("fiscal year")
    )
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.MADE)
    series_by_kind = models.JSONField(_("voucher series"), default=dict)
    content = models.BinaryField()
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    settled_at = models.DateTimeField(_("confirmed"), null=True, blank=True)

    class Meta:
        """Names, order and indexes."""

        verbose_name = _("SI file")
        verbose_name_plural = _("SI files")
        ordering = ("-created_at", "-id")
        indexes = (models.Index(fields=["fiscal_year", "-created_at"], name="entry_file_year"),)

    def __str__(self) -> str:
        """Show when it was made and what is known of it."""
        return f"{self.created_at:%Y-%m-%d %H:%M} · {self.get_state_display()}"


class FiledEntry(models.Model):
    """An entry in a file: its version and what it said then, and what the confirmation came to.

    `sha256` stands for its date, text and rows, so that an entry is known to say still what the file says.
    """

    class Outcome(models.TextChoices):
        """What the confirmation of the file did with it."""

        WAITING = "waiting", _("Not confirmed")
        MARKED = "marked", _("Marked as transferred")
        CHANGED = "changed", _("Changed since the file was made")
        DELETED = "deleted", _("Deleted since the file was made")
        ASIDE = "aside", _("Left out of transfers since the file was made")
        SENDING = "sending", _("Being sent over the connection")
        SETTLED = "settled", _("Transferred already")

    file = models.ForeignKey(EntryFile, on_delete=models.CASCADE, related_name="lines")
    entry = models.ForeignKey(ClosingEntry, on_delete=models.RESTRICT, related_name="filed")
    ordinal = models.PositiveSmallIntegerField()
    version = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome, default=Outcome.WAITING)

    class Meta:
        """Names, order and constraints."""

        verbose_name = _("entry in a file")
        verbose_name_plural = _("entries in files")
        ordering = ("file", "ordinal")
        constraints = (
            models.UniqueConstraint(fields=["file", "ordinal"], name="filed_entry_ordinal_unique"),
            models.UniqueConstraint(fields=["file", "entry"], name="filed_entry_once"),
        )

    def __str__(self) -> str:
        """Show the place and the outcome."""
        return f"{self.ordinal} · {self.outcome}"
