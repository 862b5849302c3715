"""Connections in Django admin: to look at; their tokens are not shown there, not even sealed."""

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from integrations.fortnox.models import FortnoxConnection, OAuthAttempt, TokenRefresh


class _ReadOnly:
    """A connection is made and ended by its user, and refreshed by a worker; nothing is edited by hand."""

    def has_add_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """Connections are made at Fortnox's login."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """They tell how it stands."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """Ending one revokes its token too, which deleting a row would not."""
        return False


class RefreshInline(_ReadOnly, admin.TabularInline):  # type: ignore[type-arg] # not generic at run time
    """The refreshes of a connection."""

    model = TokenRefresh
    fields = ("started_at", "ended_at", "outcome", "error", "by_credentials", "from_version")
    extra = 0


@admin.register(FortnoxConnection)
class FortnoxConnectionAdmin(_ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg] # not generic at run time
    """Connections, the latest first."""

    list_display = ("company_name", "engagement", "user", "state", "until", "access_expires_at", "version")
    list_filter = ("state", "is_service")
    list_select_related = ("engagement", "user")
    search_fields = ("company_name", "organisation_number", "engagement__name", "user__email")
    ordering = ("-connected_at",)
    exclude = ("sealed_access", "sealed_refresh")
    inlines = (RefreshInline,)


@admin.register(OAuthAttempt)
class OAuthAttemptAdmin(_ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg] # not generic at run time
    """Visits to Fortnox's login, the latest first."""

    list_display = ("begun_at", "engagement", "user", "used_at")
    list_select_related = ("engagement", "user")
    ordering = ("-begun_at",)
    exclude = ("state_hash",)
