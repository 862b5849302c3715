"""Agencies and engagements in Django admin; what the law wants kept cannot be deleted here."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django_scopes import scopes_disabled

from closing.engagements.models import (
    Agency,
    Engagement,
    EngagementMember,
    FiscalYear,
    Invitation,
    Membership,
    Period,
)


class AdminScopeMiddleware:
    """Opens all agencies to Django admin, which is for the installation's own administrators."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Lift the scope for pages of the admin alone; each of them lets in nobody but staff."""
        if not request.path_info.startswith(reverse("admin:index")):
            return self.get_response(request)
        with scopes_disabled():
            return self.get_response(request)


class KeptAdmin(admin.ModelAdmin):  # type: ignore[type-arg] # not generic at run time
    """What is never deleted by hand.

    Source: bokföringslagen (1999:1078) 7 kap. 2 §, kept until the seventh year after the calendar year.
    """

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse."""
        return False


class MembershipInline(admin.TabularInline):  # type: ignore[type-arg] # not generic at run time
    """The members, with the agency."""

    model = Membership
    raw_id_fields = ("user",)
    extra = 0


@admin.register(Agency)
class AgencyAdmin(KeptAdmin):
    """Agencies."""

    list_display = ("name", "created_at")
    search_fields = ("name",)
    readonly_fields = ("created_at",)
    inlines = (MembershipInline,)


@admin.register(Membership)
class MembershipAdmin(admin.ModelAdmin):  # type: ignore[type-arg] # not generic at run time
    """Who is what where."""

    list_display = ("user", "agency", "role", "created_at")
    list_filter = ("role",)
    list_select_related = ("user", "agency")
    search_fields = ("user__email", "user__name", "agency__name")
    raw_id_fields = ("user", "agency")
    readonly_fields = ("created_at",)


@admin.register(Invitation)
class InvitationAdmin(admin.ModelAdmin):  # type: ignore[type-arg] # not generic at run time
    """Invitations, to look at and withdraw; new ones are made on the agency's own page, which sends the link."""

    list_display = ("email", "agency", "role", "created_at", "expires_at", "accepted_at")
    list_select_related = ("agency",)
    search_fields = ("email", "agency__name")
    exclude = ("token_hash",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: nobody would get the link."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Invitation | None = None) -> bool:
        """Refuse."""
        return False


class NamedMemberInline(admin.TabularInline):  # type: ignore[type-arg] # not generic at run time
    """The members a limited engagement is for."""

    model = EngagementMember
    raw_id_fields = ("membership",)
    extra = 0


@admin.register(Engagement)
class EngagementAdmin(KeptAdmin):
    """Engagements; their company's number stays what the books were imported for."""

    list_display = ("name", "organisation_number", "agency", "company_form", "data_source", "is_limited")
    list_filter = ("company_form", "is_limited")
    list_select_related = ("agency",)
    search_fields = ("name", "organisation_number", "agency__name")
    raw_id_fields = ("agency",)
    readonly_fields = ("created_at", "agency", "organisation_number", "sub_number")
    inlines = (NamedMemberInline,)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: the start guide checks the company's number and makes the years."""
        return False


class PeriodInline(admin.TabularInline):  # type: ignore[type-arg] # not generic at run time
    """The periods of a year, to look at; their state follows from the work."""

    model = Period
    fields = ("number", "kind", "start", "end", "state")
    readonly_fields = fields
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: FiscalYear | None = None) -> bool:
        """Refuse."""
        return False


@admin.register(FiscalYear)
class FiscalYearAdmin(KeptAdmin):
    """Fiscal years, to look at: the books refer to their dates."""

    list_display = ("engagement", "start", "end")
    list_select_related = ("engagement",)
    search_fields = ("engagement__name", "engagement__organisation_number")
    date_hierarchy = "start"
    inlines = (PeriodInline,)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: FiscalYear | None = None) -> bool:
        """Refuse."""
        return False
