"""Imports in Django admin: to look at; they are begun and answered on their own pages."""

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from closing.importing.models import ImportFile, ImportFinding, ImportRun


class _ReadOnly:
    """Nothing of an import is edited by hand: it tells what happened."""

    def has_add_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """Imports are made by the application."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """What happened stays as it was."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """The activity log refers to it."""
        return False


class FileInline(_ReadOnly, admin.TabularInline):  # type: ignore[type-arg] # not generic at run time
    """The files of an import."""

    model = ImportFile
    fields = ("ordinal", "name", "size", "sha256", "encoding", "voucher_count", "posting_count", "fiscal_year")
    extra = 0


class FindingInline(_ReadOnly, admin.TabularInline):  # type: ignore[type-arg] # not generic at run time
    """What an import found."""

    model = ImportFinding
    fields = ("ordinal", "severity", "code", "line", "voucher", "facts")
    extra = 0


@admin.register(ImportRun)
class ImportRunAdmin(_ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg] # not generic at run time
    """Imports, the latest first."""

    list_display = ("created_at", "engagement", "source", "standing", "created_by", "error_code", "finished_at")
    list_filter = ("state", "source")
    list_select_related = ("engagement", "created_by", "job")
    search_fields = ("engagement__name", "engagement__organisation_number", "files__name")
    inlines = (FileInline, FindingInline)

    @admin.display(description=_("state"), ordering="state")
    def standing(self, run: ImportRun) -> str:
        """Say how the import stands; one whose job has died has failed with it."""
        return str(ImportRun.State(run.outcome).label)
