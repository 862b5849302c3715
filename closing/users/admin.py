"""People in Django admin, which is reached through the same sign-in as everything else."""

from typing import Any

from allauth.account.decorators import secure_admin_login
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from closing.users.models import User

# Django's own sign-in knows neither throttling nor a second factor.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign] # documented by allauth
admin.site.site_header = admin.site.site_title = "Kvitt"
# allauth's own lists of these show session keys and sealed secrets.
admin.site.unregister([Authenticator, UserSession])


class NewUserForm(AdminUserCreationForm):  # type: ignore[type-arg] # not generic at run time
    """A new person, by address."""

    class Meta:
        """Fields."""

        model = User
        fields = ("email", "name", "language")
        field_classes: dict[str, Any] = {}


@admin.register(User)
class UserAdmin(DjangoUserAdmin):  # type: ignore[type-arg] # not generic at run time
    """People; one who leaves is made inactive and never deleted, since the activity log names them."""

    add_form = NewUserForm
    list_display = ("email", "name", "language", "is_active", "is_staff", "last_login")
    list_filter = ("is_active", "is_staff", "language")
    search_fields = ("email", "name")
    ordering = ("email",)
    filter_horizontal = ("groups", "user_permissions")
    readonly_fields = ("last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("email", "password", "name", "language", "keyboard_shortcuts")}),
        (_("Administration"), {"fields": ("is_active", "is_staff", "is_superuser", "groups", "user_permissions")}),
        (_("Dates"), {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (
            None,
            {
                "classes": ("wide",),
                "fields": ("email", "name", "language", "usable_password", "password1", "password2"),
            },
        ),
    )

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Refuse."""
        return False


class SeenAdmin(admin.ModelAdmin):  # type: ignore[type-arg] # not generic at run time
    """What is looked at and taken away, never made or changed, by hand."""

    list_select_related = ("user",)
    search_fields = ("user__email", "user__name")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse."""
        return False


@admin.register(Authenticator)
class AuthenticatorAdmin(SeenAdmin):
    """Second factors; one that is lost is deleted here, and set up anew at the next sign-in."""

    list_display = ("user", "type", "created_at", "last_used_at")
    list_filter = ("type",)
    fields = ("user", "type", "created_at", "last_used_at")


@admin.register(UserSession)
class UserSessionAdmin(SeenAdmin):
    """Where people are signed in."""

    list_display = ("user", "ip", "user_agent", "created_at", "last_seen_at")
    fields = ("user", "ip", "user_agent", "created_at", "last_seen_at")

    def delete_model(self, request: HttpRequest, obj: UserSession) -> None:
        """End the session itself, not only its line in the list."""
        obj.end()

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[UserSession]) -> None:
        """End them all."""
        for session in queryset:
            session.end()
