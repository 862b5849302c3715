"""Snapshots and account mappings in Django admin: to look at; books are changed by imports alone."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from closing.books.models import AccountMapping, Snapshot


class ReadOnlyAdmin(admin.ModelAdmin):  # type: ignore[type-arg] # not generic at run time
    """Shows, and changes nothing."""

    def has_add_permission(self, _request: HttpRequest) -> bool:
        """The application makes them."""
        return False

    def has_change_permission(self, _request: HttpRequest, _obj: Any = None) -> bool:
        """The application changes them."""
        return False

    def has_delete_permission(self, _request: HttpRequest, _obj: Any = None) -> bool:
        """The application takes them away."""
        return False


@admin.register(Snapshot)
class SnapshotAdmin(ReadOnlyAdmin):
    """The imported books, newest first; their rows are too many to be listed here."""

    list_display = ("created_at", "company", "fiscal_year", "state", "source_name", "voucher_count", "posting_count")
    list_filter = ("state", "has_vouchers")
    search_fields = ("source_name", "source_sha256", "fiscal_year__engagement__name")
    ordering = ("-created_at",)
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Snapshot]:
        """Fetch the company with the snapshot."""
        found: QuerySet[Snapshot] = super().get_queryset(request)
        return found.select_related("fiscal_year__engagement")

    @admin.display(description=_("company"))
    def company(self, snapshot: Snapshot) -> str:
        """Name the company."""
        return snapshot.fiscal_year.engagement.name


@admin.register(AccountMapping)
class AccountMappingAdmin(ReadOnlyAdmin):
    """What the accounts of the engagements mean."""

    list_display = ("engagement", "account_number", "reference_account", "group", "sru", "is_confirmed")
    list_filter = ("is_confirmed",)
    search_fields = ("account_number", "engagement__name")
    list_select_related = ("engagement",)
    ordering = ("engagement__name", "account_number")
    show_full_result_count = False
