"""Files attached to closing entries."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from closing.engagements.models import Engagement
from closing.entries.attachments.kinds import FORMATS, Kind
from closing.entries.models import ClosingEntry


class Attachment(models.Model):
    """A file attached to a closing entry (bifogad fil): it lies in the engagement's folder under a random name.

    A removed one stays with its file, and is shown no more.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="+")
    entry = models.ForeignKey(ClosingEntry, on_delete=models.RESTRICT, related_name="attachments")
    place = models.CharField(max_length=32)
    name = models.CharField(_("name"), max_length=255)
    kind = models.CharField(_("kind"), max_length=4, choices=Kind)
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField(max_length=64)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    added_at = models.DateTimeField(_("attached"), default=timezone.now, editable=False)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    removed_at = models.DateTimeField(_("removed"), null=True, blank=True)

    class Meta:
        """Names, order and constraints."""

        verbose_name = _("attached file")
        verbose_name_plural = _("attached files")
        ordering = ("added_at", "name")
        constraints = (
            models.UniqueConstraint(fields=["place"], name="attachment_place_unique"),
            models.UniqueConstraint(
                fields=["entry", "sha256"], condition=Q(removed_at__isnull=True), name="attachment_once_per_entry"
            ),
            models.CheckConstraint(condition=Q(size__gte=1), name="attachment_not_empty"),
        )

    def __str__(self) -> str:
        """Show the name it came under."""
        return self.name

    @property
    def content_type(self) -> str:
        """Give the media type of its kind; what the browser that sent it said is not asked."""
        return FORMATS[Kind(self.kind)].content_type
