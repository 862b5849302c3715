"""The ledgers as the last import left them, and the comments on their invoices."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from closing.appendices.items import Ledger
from closing.engagements.models import Engagement

LONGEST_COMMENT = 500
LONGEST_NUMBER = 50


class LedgerChoice(models.TextChoices):
    """The ledgers there are, with their names."""

    RECEIVABLES = Ledger.RECEIVABLES.value, _("Receivables ledger")
    PAYABLES = Ledger.PAYABLES.value, _("Payables ledger")


class KeptLedger(models.Model):
    """A ledger with all its invoices and payments, as an import gave it (reskontra).

    It is read and replaced as a whole, so it is kept as one document; how it stood on a day is reckoned on reading.
    """

    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="ledgers")
    ledger = models.CharField(_("ledger"), max_length=11, choices=LedgerChoice)
    run_id = models.UUIDField(_("import"))
    kept_at = models.DateTimeField(_("imported"), default=timezone.now, editable=False)
    invoice_count = models.PositiveIntegerField(_("invoices"), default=0)
    document = models.JSONField()

    class Meta:
        """Names and constraints."""

        verbose_name = _("ledger")
        verbose_name_plural = _("ledgers")
        constraints = (models.UniqueConstraint(fields=["engagement", "ledger"], name="kept_ledger_unique"),)

    def __str__(self) -> str:
        """Show which ledger it is, and when it came."""
        return f"{self.get_ledger_display()} · {self.kept_at:%Y-%m-%d %H:%M}"


class InvoiceComment(models.Model):
    """What somebody noted on an invoice of a ledger; kept by its numbers, so it survives every import."""

    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="invoice_comments")
    ledger = models.CharField(_("ledger"), max_length=11, choices=LedgerChoice)
    number = models.CharField(_("number"), max_length=LONGEST_NUMBER, blank=True)
    invoice = models.CharField(_("invoice"), max_length=LONGEST_NUMBER)
    text = models.CharField(_("comment"), max_length=LONGEST_COMMENT)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    written_at = models.DateTimeField(_("written"), default=timezone.now)

    class Meta:
        """Names and constraints."""

        verbose_name = _("comment on an invoice")
        verbose_name_plural = _("comments on invoices")
        constraints = (
            models.UniqueConstraint(
                fields=["engagement", "ledger", "number", "invoice"], name="invoice_comment_unique"
            ),
        )

    def __str__(self) -> str:
        """Show the invoice and the beginning of the comment."""
        return f"{self.invoice} · {self.text[:40]}"
