"""The plan of a fiscal year, and which closing entries it has made."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from closing.engagements.models import FiscalYear
from closing.entries.models import ClosingEntry
from closing.entries.planning.reckoning.parts import Part


class ProfitPlan(models.Model):
    """What has been chosen for a fiscal year (resultatplanering).

    `version` counts its changes and the times its entries were made: who acts on an older one is told so.
    """

    fiscal_year = models.OneToOneField(
        FiscalYear, on_delete=models.CASCADE, related_name="profit_plan", verbose_name=_("fiscal year")
    )
    choices = models.JSONField(_("choices"), default=dict)
    version = models.PositiveIntegerField(default=0)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    changed_at = models.DateTimeField(_("changed"), default=timezone.now)

    class Meta:
        """Names."""

        verbose_name = _("profit plan")
        verbose_name_plural = _("profit plans")

    def __str__(self) -> str:
        """Show the year."""
        return str(self.fiscal_year)


class PlannedEntry(models.Model):
    """An entry that a plan has made; what reverses it is known by the entry itself."""

    PARTS = tuple((part.value, part.value) for part in Part)

    plan = models.ForeignKey(ProfitPlan, on_delete=models.CASCADE, related_name="entries")
    part = models.CharField(_("part"), max_length=11, choices=PARTS)
    entry = models.OneToOneField(ClosingEntry, on_delete=models.CASCADE, related_name="planned")

    class Meta:
        """Names."""

        verbose_name = _("entry of a profit plan")
        verbose_name_plural = _("entries of profit plans")

    def __str__(self) -> str:
        """Show the part and the entry."""
        return f"{self.part} · {self.entry}"
