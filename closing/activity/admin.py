"""The activity log in Django admin: to look at, never to change."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from closing.activity.models import Event


@admin.register(Event)
class EventAdmin(admin.ModelAdmin):  # type: ignore[type-arg] # not generic at run time
    """Events, newest first."""

    list_display = ("at", "agency", "engagement", "actor", "code", "result")
    list_filter = ("result", "code")
    list_select_related = ("agency", "engagement", "actor")
    search_fields = ("code", "facts")
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Only the application writes the log."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody changes the log."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody deletes from the log."""
        return False
