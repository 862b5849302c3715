"""Exports in Django admin: to look at; they are begun and settled on their own pages."""

from django.contrib import admin

from closing.books.admin import ReadOnlyAdmin
from closing.entries.export.models import ExportAttempt, ExportBatch, ExportItem


class ItemRows(admin.TabularInline):  # type: ignore[type-arg] # not generic at run time
    """The entries of an export."""

    model = ExportItem
    fields = ("ordinal", "marker", "state", "series", "number", "reason", "words", "checked", "sent_at", "settled_at")
    readonly_fields = fields
    can_delete = False
    max_num = 0
    show_change_link = True


class AttemptRows(admin.TabularInline):  # type: ignore[type-arg] # not generic at run time
    """Every time an entry was sent."""

    model = ExportAttempt
    fields = ("ordinal", "started_at", "finished_at", "outcome", "status", "reason", "words", "number", "sha256")
    readonly_fields = fields
    can_delete = False
    max_num = 0


@admin.register(ExportBatch)
class ExportBatchAdmin(ReadOnlyAdmin):
    """Exports, the latest first."""

    list_display = ("created_at", "engagement", "fiscal_year", "destination", "state", "stop_reason", "created_by")
    list_filter = ("state", "destination")
    list_select_related = ("engagement", "fiscal_year", "created_by")
    search_fields = ("engagement__name", "engagement__organisation_number")
    inlines = (ItemRows,)
    show_full_result_count = False


@admin.register(ExportItem)
class ExportItemAdmin(ReadOnlyAdmin):
    """Exported entries with every attempt, the latest first; found by the mark that their vouchers carry."""

    list_display = ("marker", "batch", "entry", "state", "series", "number", "checked", "settled_at")
    list_filter = ("state", "checked")
    list_select_related = ("batch", "entry")
    search_fields = ("marker", "batch__engagement__name")
    ordering = ("-batch__created_at", "ordinal")
    inlines = (AttemptRows,)
    show_full_result_count = False
