"""The agency, its members, the engagements it works on, their fiscal years and periods."""

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager


class Agency(models.Model):
    """An accounting firm (byrå); a company that closes its own books is an agency with one engagement."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("name"), max_length=200)
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)

    class Meta:
        """Names."""

        verbose_name = _("agency")
        verbose_name_plural = _("agencies")

    def __str__(self) -> str:
        """Show the name."""
        return self.name


class Role(models.TextChoices):
    """What a member of an agency may do."""

    ADMINISTRATOR = "administrator", _("Administrator")
    MANAGER = "manager", _("Manager")
    PREPARER = "preparer", _("Preparer")
    READER = "reader", _("Reader")


class Membership(models.Model):
    """A user's place in an agency (medlemskap), with one role."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("agency"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("user")
    )
    role = models.CharField(_("role"), max_length=20, choices=Role, default=Role.READER)
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)

    class Meta:
        """Names and constraints."""

        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = (models.UniqueConstraint(fields=["agency", "user"], name="membership_unique"),)

    def __str__(self) -> str:
        """Show who is what where."""
        return f"{self.user} · {self.get_role_display()} · {self.agency}"


class Invitation(models.Model):
    """An invitation to an agency (inbjudan); only the hash of its token is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="invitations", verbose_name=_("agency"))
    email = models.EmailField(_("e-mail address"))
    role = models.CharField(_("role"), max_length=20, choices=Role, default=Role.READER)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("invited by")
    )
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    expires_at = models.DateTimeField(_("valid until"))
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)

    class Meta:
        """Names."""

        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")

    def __str__(self) -> str:
        """Show whom it is for."""
        return f"{self.email} · {self.agency}"


class CompanyForm(models.TextChoices):
    """Legal form of the client company (företagsform)."""

    LIMITED = "AB", _("Limited company (AB)")
    ECONOMIC_ASSOCIATION = "EK", _("Economic association")
    HOUSING_COOPERATIVE = "BRF", _("Housing cooperative (BRF)")
    SOLE_TRADER = "E", _("Sole trader")
    PARTNERSHIP = "HB", _("Trading or limited partnership (HB/KB)")


class AccountingStandard(models.TextChoices):
    """The accounting standard the annual accounts follow (regelverk)."""

    K1 = "K1", "K1"
    K2 = "K2", "K2"
    K3 = "K3", "K3"


class PeriodLength(models.TextChoices):
    """How a fiscal year is divided for reconciliation."""

    MONTH = "month", _("Month")
    QUARTER = "quarter", _("Quarter")
    YEAR = "year", _("Year only")


if TYPE_CHECKING:
    ScopedEngagements = models.Manager["Engagement"]
else:
    ScopedEngagements = type(ScopedManager(agency="agency"))


class EngagementManager(ScopedEngagements):
    """Finds engagements of the agency whose scope is open."""


class Engagement(models.Model):
    """The work for one client company (uppdrag): its identity, fiscal years and data source."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="engagements", verbose_name=_("agency"))
    organisation_number = models.CharField(_("organisation number"), max_length=10)
    sub_number = models.CharField(
        _("serial number"),
        max_length=3,
        blank=True,
        help_text=_("Tells apart several firms of one person (förvärvskällenummer)."),
    )
    name = models.CharField(_("name"), max_length=200)
    company_form = models.CharField(_("company form"), max_length=3, choices=CompanyForm)
    accounting_standard = models.CharField(_("accounting standard"), max_length=2, choices=AccountingStandard)
    period_length = models.CharField(_("periods"), max_length=7, choices=PeriodLength, default=PeriodLength.MONTH)
    data_source = models.CharField(_("data source"), max_length=40, blank=True)
    tolerance_ore = models.BigIntegerField(_("tolerance in öre"), default=0)
    is_limited = models.BooleanField(_("only for named members"), default=False)
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)

    # Outside a scope every query is refused, so that no page can forget whose engagements it shows.
    objects = EngagementManager()

    class Meta:
        """Names and constraints."""

        verbose_name = _("engagement")
        verbose_name_plural = _("engagements")
        constraints = (
            models.UniqueConstraint(
                fields=["agency", "organisation_number", "sub_number"], name="engagement_company_unique"
            ),
            models.CheckConstraint(condition=Q(tolerance_ore__gte=0), name="engagement_tolerance_not_negative"),
        )

    def __str__(self) -> str:
        """Show the company's name."""
        return self.name


class EngagementMember(models.Model):
    """A member named for an engagement that is limited to named members."""

    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="named_members")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="named_engagements")

    class Meta:
        """Names and constraints."""

        verbose_name = _("named member")
        verbose_name_plural = _("named members")
        constraints = (models.UniqueConstraint(fields=["engagement", "membership"], name="engagement_member_unique"),)

    def __str__(self) -> str:
        """Show who works on what."""
        return f"{self.membership.user} · {self.engagement}"


class FiscalYear(models.Model):
    """A fiscal year (räkenskapsår), calendar or broken, at most 18 months."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="fiscal_years")
    start = models.DateField(_("start"))
    end = models.DateField(_("end"))

    class Meta:
        """Names, order and constraints."""

        verbose_name = _("fiscal year")
        verbose_name_plural = _("fiscal years")
        ordering = ("-start",)
        constraints = (
            models.UniqueConstraint(fields=["engagement", "start"], name="fiscal_year_start_unique"),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="fiscal_year_ends_after_start"),
        )

    def __str__(self) -> str:
        """Show the calendar year, or both dates of a broken one."""
        if (self.start.month, self.start.day, self.end.month, self.end.day) == (1, 1, 12, 31):
            return str(self.start.year) if self.start.year == self.end.year else f"{self.start.year}–{self.end.year}"
        return f"{self.start}–{self.end}"


class Period(models.Model):
    """A period of a fiscal year: a month or a quarter, and last the year-end period (P13)."""

    class Kind(models.TextChoices):
        """What the period is."""

        PART = "part", _("Part of the year")
        YEAR_END = "year_end", _("Year-end")

    class State(models.TextChoices):
        """Where the work on the period stands."""

        NOT_STARTED = "not_started", _("Not started")
        ONGOING = "ongoing", _("Ongoing")
        LOCKED = "locked", _("Locked")
        PAUSED = "paused", _("Paused")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    fiscal_year = models.ForeignKey(FiscalYear, on_delete=models.CASCADE, related_name="periods")
    number = models.PositiveSmallIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=8, choices=Kind, default=Kind.PART)
    start = models.DateField(_("start"))
    end = models.DateField(_("end"))
    state = models.CharField(_("state"), max_length=11, choices=State, default=State.NOT_STARTED)

    class Meta:
        """Names, order and constraints."""

        verbose_name = _("period")
        verbose_name_plural = _("periods")
        ordering = ("fiscal_year", "number")
        constraints = (models.UniqueConstraint(fields=["fiscal_year", "number"], name="period_number_unique"),)

    def __str__(self) -> str:
        """Show its number, as accountants name it."""
        return f"P{self.number}"
