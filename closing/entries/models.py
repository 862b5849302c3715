"""Closing entries with their rows, and the numbers given out."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from closing.engagements.models import FiscalYear
from closing.entries.draft import LONGEST_TEXT, DraftRow, EntryDraft
from closing.entries.marker import marker_of

LONGEST_ACCOUNT = 20


class ClosingEntry(models.Model):
    """A closing entry (bokslutsverifikation): V by a person, S by the system.

    It names accounts by number, so it survives every import. `version` counts its changes: who saves an older one is
    told so.
    """

    class Kind(models.TextChoices):
        """Who made it, and the letter of its number."""

        PERSON = "V", _("Made by a person (V)")
        SYSTEM = "S", _("Made by the system (S)")

    class Status(models.TextChoices):
        """Where it stands to the bookkeeping."""

        NOT_TRANSFERRED = "not_transferred", _("Not transferred")
        TRANSFERRING = "transferring", _("Being transferred")
        TRANSFERRED = "transferred", _("Transferred")
        EXCLUDED = "excluded", _("Transferred – excluded")
        NOT_APPLICABLE = "not_applicable", _("Not applicable")
        DELETED = "deleted", _("Deleted")

    OPEN = (Status.NOT_TRANSFERRED, Status.NOT_APPLICABLE)
    SENT = (Status.TRANSFERRED, Status.EXCLUDED)
    COUNTING = (Status.NOT_TRANSFERRED, Status.TRANSFERRING, Status.TRANSFERRED, Status.NOT_APPLICABLE)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    fiscal_year = models.ForeignKey(
        FiscalYear, on_delete=models.CASCADE, related_name="closing_entries", verbose_name=_("fiscal year")
    )
    kind = models.CharField(_("kind"), max_length=1, choices=Kind, default=Kind.PERSON)
    number = models.PositiveIntegerField(_("number"))
    day = models.DateField(_("date"))
    text = models.CharField(_("text"), max_length=LONGEST_TEXT)
    status = models.CharField(_("status"), max_length=15, choices=Status, default=Status.NOT_TRANSFERRED)
    reverses = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="reversals", verbose_name=_("reverses")
    )
    version = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)

    class Meta:
        """Names, order and constraints."""

        verbose_name = _("closing entry")
        verbose_name_plural = _("closing entries")
        ordering = ("fiscal_year", "kind", "number")
        constraints = (
            models.UniqueConstraint(fields=["fiscal_year", "kind", "number"], name="closing_entry_number_unique"),
            models.CheckConstraint(condition=Q(number__gte=1), name="closing_entry_number_positive"),
        )

    def __str__(self) -> str:
        """Show letter and number, as accountants name it."""
        return f"{self.kind}{self.number}"

    @property
    def is_open(self) -> bool:
        """Say whether it may still be altered."""
        return self.status in self.OPEN

    @property
    def marker(self) -> str:
        """Give the mark by which its voucher is known in any bookkeeping, such as `KV-7F3KQ9MZX2`: 50 random bits."""
        return marker_of(self.pk)

    def as_draft(self) -> EntryDraft:
        """Give it as the value it was written from; its rows are read unless they were prefetched."""
        return EntryDraft(self.day, self.text, tuple(row.as_draft() for row in self.rows.all()))


class EntryRow(models.Model):
    """A row of a closing entry (kontering)."""

    entry = models.ForeignKey(ClosingEntry, on_delete=models.CASCADE, related_name="rows")
    ordinal = models.PositiveSmallIntegerField()
    account_number = models.CharField(_("account"), max_length=LONGEST_ACCOUNT)
    amount_ore = models.BigIntegerField(_("amount in öre"))
    text = models.CharField(_("text"), max_length=LONGEST_TEXT, blank=True)
    objects_by_dimension = models.JSONField(_("objects"), default=dict, blank=True)

    class Meta:
        """Names, order and constraints."""

        verbose_name = _("row of a closing entry")
        verbose_name_plural = _("rows of closing entries")
        ordering = ("entry", "ordinal")
        constraints = (
            models.UniqueConstraint(fields=["entry", "ordinal"], name="entry_row_ordinal_unique"),
            models.CheckConstraint(condition=~Q(amount_ore=0), name="entry_row_has_an_amount"),
        )

    def __str__(self) -> str:
        """Show the account."""
        return self.account_number

    def as_draft(self) -> DraftRow:
        """Give it as the value it was written from."""
        return DraftRow(self.account_number, self.amount_ore, self.text, dict(self.objects_by_dimension))


class Transfer(models.Model):
    """Where an entry stands in the bookkeeping (överföring): the voucher it became.

    Series and number are empty while the bookkeeping has not told them, as with a file that another program reads in.
    """

    class Way(models.TextChoices):
        """How it came there."""

        CONNECTION = "connection", _("Sent over the connection")
        FILE = "file", _("With a file")
        BY_HAND = "by_hand", _("Booked by hand")

    entry = models.OneToOneField(ClosingEntry, on_delete=models.RESTRICT, related_name="transfer")
    fiscal_year = models.ForeignKey(FiscalYear, on_delete=models.CASCADE, related_name="+")
    way = models.CharField(_("way"), max_length=10, choices=Way)
    series = models.CharField(_("voucher series"), max_length=10, blank=True)
    number = models.PositiveIntegerField(_("voucher number"), null=True, blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(_("transferred"), default=timezone.now, editable=False)

    class Meta:
        """Names and constraints."""

        verbose_name = _("transfer")
        verbose_name_plural = _("transfers")
        constraints = (
            models.UniqueConstraint(
                fields=["fiscal_year", "series", "number"],
                condition=Q(number__isnull=False),
                name="transfer_one_entry_per_voucher",
            ),
        )

    def __str__(self) -> str:
        """Show series and number, as accountants name a voucher."""
        return f"{self.series} {self.number or ''}".strip()


class EntryNumber(models.Model):
    """The last number given out to a kind of entry in a fiscal year; a number is never given out twice."""

    fiscal_year = models.ForeignKey(FiscalYear, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=1, choices=ClosingEntry.Kind)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        """Names and constraints."""

        verbose_name = _("number given out")
        verbose_name_plural = _("numbers given out")
        constraints = (models.UniqueConstraint(fields=["fiscal_year", "kind"], name="entry_number_unique"),)

    def __str__(self) -> str:
        """Show letter and number."""
        return f"{self.kind}{self.last}"
