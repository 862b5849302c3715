"""Start guides under way in Django admin: to look at, and to clear away."""

from django.contrib import admin
from django.http import HttpRequest

from closing.startguide.models import GuideDraft


@admin.register(GuideDraft)
class GuideDraftAdmin(admin.ModelAdmin):  # type: ignore[type-arg] # not generic at run time
    """Who is setting up what; the answers are the person's own to change."""

    list_display = ("user", "agency", "engagement", "created_at")
    list_select_related = ("user", "agency", "engagement")
    search_fields = ("user__email",)
    date_hierarchy = "created_at"

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A guide begins on its own pages."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: GuideDraft | None = None) -> bool:
        """A guide is answered on its own pages."""
        return False
