"""Profit plans in Django admin: to look at; they are made on their own page alone."""

from django.contrib import admin

from closing.books.admin import ReadOnlyAdmin
from closing.entries.planning.models import PlannedEntry, ProfitPlan


class PlannedEntries(admin.TabularInline):  # type: ignore[type-arg] # not generic at run time
    """The entries a plan has made."""

    model = PlannedEntry
    fields = ("part", "entry")
    readonly_fields = fields
    can_delete = False
    max_num = 0


@admin.register(ProfitPlan)
class ProfitPlanAdmin(ReadOnlyAdmin):
    """The plans of all engagements, the latest first."""

    list_display = ("fiscal_year", "version", "changed_by", "changed_at")
    search_fields = ("fiscal_year__engagement__name",)
    list_select_related = ("fiscal_year", "changed_by")
    ordering = ("-changed_at",)
    inlines = (PlannedEntries,)
    show_full_result_count = False
