"""Jobs in Django admin: to look at, to wake, and to cancel."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from closing.jobs import run
from closing.jobs.enqueue import kick
from closing.jobs.models import Job


@admin.register(Job)
class JobAdmin(admin.ModelAdmin):  # type: ignore[type-arg] # not generic at run time
    """Jobs, newest first; nothing in them is edited by hand."""

    list_display = ("created_at", "kind", "engagement", "created_by", "state", "progress", "attempt", "error_code")
    list_filter = ("state", "kind")
    list_select_related = ("engagement", "created_by")
    ordering = ("-created_at",)
    actions = ("wake", "cancel")

    @admin.action(description=_("Wake a worker for the waiting ones"), permissions=["change"])
    def wake(self, request: HttpRequest, chosen: QuerySet[Job]) -> None:
        """Wake workers for those that wait."""
        waiting = list(chosen.filter(state=Job.State.QUEUED))
        for job in waiting:
            kick(job)
        self.message_user(request, _("Workers woken for %(count)s jobs.") % {"count": len(waiting)})

    @admin.action(description=_("Cancel"), permissions=["change"])
    def cancel(self, request: HttpRequest, chosen: QuerySet[Job]) -> None:
        """Ask those that live to stop."""
        live = list(chosen.filter(state__in=Job.LIVE))
        for job in live:
            run.cancel(job)
        self.message_user(request, _("%(count)s jobs were asked to stop.") % {"count": len(live)})

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Show every field and edit none."""
        return [field.name for field in Job._meta.fields]  # noqa: SLF001 -- Django's documented interface

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Jobs are made by the application."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A job is kept: the activity log refers to it."""
        return False
