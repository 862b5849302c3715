"""The answers given so far in a start guide that is under way."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from closing.engagements.models import Agency, Engagement


class GuideDraft(models.Model):
    """A start guide under way: what one person has answered for one new company, as they wrote it.

    One is open for a person and an agency at a time. The last click fills in the engagement it led to and empties the
    answers, so that a second click finds the engagement and not a form.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    answers = models.JSONField(default=dict, blank=True)
    engagement = models.ForeignKey(Engagement, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        """Names and constraints."""

        verbose_name = _("start guide under way")
        verbose_name_plural = _("start guides under way")
        constraints = (
            models.UniqueConstraint(
                fields=["agency", "user"], condition=Q(engagement__isnull=True), name="guide_draft_one_open"
            ),
        )

    def __str__(self) -> str:
        """Show whose it is."""
        return f"{self.user_id} · {self.created_at:%Y-%m-%d %H:%M}"

    def answers_to(self, step: str) -> dict[str, str]:
        """Give what was answered to a step, as it was written; empty before it was."""
        answered: dict[str, str] = self.answers.get(step, {})
        return answered
