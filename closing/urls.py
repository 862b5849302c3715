"""Every address of the application, slice by slice."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("closing.overview.urls")),
    path("", include("closing.statements.urls")),
    path("", include("closing.appendices.urls")),
    path("", include("closing.entries.urls")),
    path("", include("closing.entries.planning.urls")),
    path("", include("closing.entries.export.pages.urls")),
    path("", include("closing.entries.attachments.urls")),
    path("", include("closing.entries.sie_files.urls")),
    path("", include("closing.startguide.urls")),
    path("", include("closing.maintenance.urls")),
    path("admin/", admin.site.urls),
    path("", include("closing.users.urls")),
    path("", include("closing.engagements.urls")),
    path("", include("closing.activity.urls")),
    path("", include("closing.jobs.urls")),
    path("", include("closing.importing.urls")),
    path("", include("integrations.manual_entry.urls")),
    path("", include("integrations.fortnox.urls")),
    path("account/", include("allauth.urls")),
]
