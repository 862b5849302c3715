"""Who must have a second factor, who has one, and the stop for those who must and have not."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from closing.engagements.access import RIGHTS, Right
from closing.users.models import User

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
ROLES = tuple(role for role, rights in RIGHTS.items() if rights & {Right.EXPORT, Right.ADMINISTER})
# Pages one needs on the way to a second factor, or to leave.
OPEN_PAGES = {"account_logout", "account_reauthenticate", "engagements:second_factor"}
OPEN_PREFIX = "mfa_"


def has_second_factor(user: User) -> bool:
    """Say whether the user has an authenticator app or a passkey; recovery codes alone are none."""
    return bool(Authenticator.objects.filter(user=user, type__in=FACTORS).exists())


def needs_second_factor(user: User) -> bool:
    """Say whether the user exports or administers anywhere, and so must have a second factor.

    Source: OWASP ASVS 5.0, 6.3.3.
    """
    return user.is_staff or user.memberships.filter(role__in=ROLES).exists()


def is_last_required(authenticator: Authenticator) -> bool:
    """Say whether this is the only factor of somebody who must have one."""
    if authenticator.type not in FACTORS or not needs_second_factor(authenticator.user):
        return False
    others = Authenticator.objects.filter(user=authenticator.user, type__in=FACTORS).exclude(pk=authenticator.pk)
    return not others.exists()


class SecondFactorMiddleware:
    """Leads people who must have a second factor to where they get one, before any other page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponseBase], *_arguments: Any
    ) -> HttpResponseBase | None:
        """Stop the request at the page of the second factor, when one is missing."""
        if not isinstance(request.user, User) or _is_open(request, view):
            return None
        if has_second_factor(request.user) or not needs_second_factor(request.user):
            return None
        page = reverse("engagements:second_factor")
        return HttpResponseClientRedirect(page) if "HX-Request" in request.headers else redirect(page)


def _is_open(request: HttpRequest, view: Callable[..., HttpResponseBase]) -> bool:
    name = request.resolver_match.view_name if request.resolver_match else ""
    needs_no_sign_in = not getattr(view, "login_required", True)
    return needs_no_sign_in or name in OPEN_PAGES or name.startswith(OPEN_PREFIX)
