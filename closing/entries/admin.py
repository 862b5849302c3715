"""Closing entries in Django admin: to look at; they are written on their own pages alone."""

from django.contrib import admin

from closing.books.admin import ReadOnlyAdmin
from closing.entries.models import ClosingEntry, EntryRow


class EntryRows(admin.TabularInline):  # type: ignore[type-arg] # not generic at run time
    """The rows of an entry."""

    model = EntryRow
    fields = ("account_number", "amount_ore", "text", "objects_by_dimension")
    readonly_fields = fields
    can_delete = False
    max_num = 0


@admin.register(ClosingEntry)
class ClosingEntryAdmin(ReadOnlyAdmin):
    """The entries of all engagements, newest first."""

    list_display = ("__str__", "fiscal_year", "day", "text", "status", "created_by", "created_at")
    list_filter = ("status", "kind")
    search_fields = ("text", "fiscal_year__engagement__name")
    list_select_related = ("fiscal_year", "created_by")
    ordering = ("-created_at",)
    inlines = (EntryRows,)
    show_full_result_count = False
