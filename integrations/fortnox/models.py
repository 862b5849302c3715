"""The connection of a user and an engagement to a company in Fortnox, the attempts to make one, and its refreshes."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from closing.engagements.models import Engagement, FiscalYear


class FortnoxConnection(models.Model):
    """What one user may read and write in one engagement's company at Fortnox (anslutning).

    Its tokens are sealed for this row alone and opened only by `connection.sealed`. `version` counts the pairs of
    tokens, and is raised by whatever ends the connection: who stores a pair names the version it was made from.
    """

    class State(models.TextChoices):
        """Whether the connection can be used; only the first can."""

        CONNECTED = "connected", _("Connected")
        EXPIRED = "expired", _("Ended after 30 days")
        LOST = "lost", _("Lost")
        DISCONNECTED = "disconnected", _("Disconnected")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    engagement = models.ForeignKey(
        Engagement, on_delete=models.CASCADE, related_name="fortnox_connections", verbose_name=_("engagement")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="fortnox_connections", verbose_name=_("user")
    )
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.CONNECTED)
    company_name = models.CharField(_("company in Fortnox"), max_length=200)
    organisation_number = models.CharField(_("organisation number"), max_length=20)
    tenant = models.BigIntegerField(_("database number in Fortnox"))
    scopes = models.CharField(_("scopes"), max_length=400, blank=True)
    is_service = models.BooleanField(_("service account"), default=False)
    sealed_access = models.TextField(blank=True, editable=False)
    sealed_refresh = models.TextField(blank=True, editable=False)
    access_expires_at = models.DateTimeField(_("access token lives until"), null=True, blank=True)
    refreshed_at = models.DateTimeField(_("tokens given"), null=True, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)
    lease_until = models.DateTimeField(null=True, blank=True)
    lease_owner = models.CharField(max_length=80, blank=True)
    connected_at = models.DateTimeField(_("connected"), default=timezone.now)
    until = models.DateField(_("lives until"), help_text=_("The last day it can be used."))
    warned_of = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    class Meta:
        """Names, indexes and constraints."""

        verbose_name = _("Fortnox connection")
        verbose_name_plural = _("Fortnox connections")
        indexes = (models.Index(fields=["state", "until"], name="fortnox_connection_state_until"),)
        constraints = (
            models.UniqueConstraint(fields=["engagement", "user"], name="fortnox_connection_one_per_user"),
            models.CheckConstraint(
                condition=Q(state="connected") | (Q(sealed_access="") & Q(sealed_refresh="")),
                name="fortnox_connection_ended_without_tokens",
            ),
            models.CheckConstraint(
                condition=~Q(state="connected") | Q(is_service=True) | ~Q(sealed_refresh=""),
                name="fortnox_connection_can_be_refreshed",
            ),
        )

    def __str__(self) -> str:
        """Show the company and where the connection stands."""
        return f"{self.company_name} · {self.state}"


class OAuthAttempt(models.Model):
    """One visit to Fortnox's login (anslutningsförsök): who went, for which engagement, and what to fetch afterwards.

    Only the hash of its `state` is kept; the browser carries the state itself to Fortnox and back.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    state_hash = models.CharField(max_length=64, unique=True, editable=False)
    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    year = models.ForeignKey(FiscalYear, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    answers = models.JSONField(default=dict, blank=True)
    redirect_uri = models.CharField(max_length=300)
    begun_at = models.DateTimeField(_("begun"), default=timezone.now)
    used_at = models.DateTimeField(_("answered"), null=True, blank=True)

    class Meta:
        """Names."""

        verbose_name = _("Fortnox login")
        verbose_name_plural = _("Fortnox logins")

    def __str__(self) -> str:
        """Show who went where."""
        return f"{self.user_id} · {self.engagement_id}"


class TokenRefresh(models.Model):
    """A refresh of tokens, written down before Fortnox is asked (förnyelse): one without outcome was cut off."""

    class Outcome(models.TextChoices):
        """What came of it; nothing while it is under way, or when its process died."""

        STORED = "stored", _("New tokens stored")
        OVERTAKEN = "overtaken", _("Newer tokens were there already")
        REFUSED = "refused", _("Refused")
        NOT_SENT = "not_sent", _("Fortnox was not reached")
        UNKNOWN = "unknown", _("No answer")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    connection = models.ForeignKey(FortnoxConnection, on_delete=models.CASCADE, related_name="refreshes")
    from_version = models.PositiveIntegerField()
    from_fingerprint = models.CharField(max_length=16, blank=True)
    by_credentials = models.BooleanField(_("by client credentials"), default=False)
    started_at = models.DateTimeField(_("started"), default=timezone.now)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=9, choices=Outcome, blank=True)
    error = models.CharField(_("error"), max_length=60, blank=True)

    class Meta:
        """Names and order."""

        verbose_name = _("token refresh")
        verbose_name_plural = _("token refreshes")
        ordering = ("-started_at",)
        indexes = (models.Index(fields=["connection", "-started_at"], name="fortnox_refresh_latest"),)

    def __str__(self) -> str:
        """Show when and what came of it."""
        return f"{self.started_at:%Y-%m-%d %H:%M} · {self.outcome or '…'}"
