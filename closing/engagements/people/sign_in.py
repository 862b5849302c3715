"""What allauth asks the product about signing in, and what the activity log hears of it."""

import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.models import EmailAddress
from allauth.core.internal.httpkit import get_client_ip
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authentication_failed, authenticator_added, authenticator_removed
from allauth.usersessions.internal.flows.sessions import end_other_sessions
from django.db import transaction
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse

from closing.engagements.people.journal import note_everywhere
from closing.engagements.people.second_factor import FACTORS
from closing.users.models import User


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc] # allauth has no types
    """Sign-up is closed; sign-ins, failures and new passwords are told to the activity log."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Say that nobody signs up; people are invited."""
        return False

    def post_login(self, request: HttpRequest, user: User, **details: Any) -> HttpResponse:
        """Tell the log that somebody signed in."""
        with transaction.atomic():
            keep_address(user)
            note_everywhere("session:signed_in", user, address=address_of(request))
        response: HttpResponse = super().post_login(request, user, **details)
        return response

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Tell the log that somebody gave a wrong password for an account that exists."""
        user = User.objects.filter(email=str(credentials.get("email", "")).lower()).first()
        if user is not None:
            with transaction.atomic():
                note_everywhere(
                    "session:sign_in_failed", user, is_refused=True, step="password", address=address_of(request)
                )

    def logout(self, request: HttpRequest) -> None:
        """Tell the log that somebody signed out."""
        if isinstance(request.user, User):
            with transaction.atomic():
                note_everywhere("session:signed_out", request.user)
        super().logout(request)

    def is_reauthentication_required(self, *, app: str, **details: Any) -> bool:
        """Say whether to ask again who it is; signing in a moment ago is as good as answering."""
        records = get_authentication_records(self.request, self.request.user)
        is_fresh = bool(records) and time.time() - records[-1]["at"] < app_settings.REAUTHENTICATION_TIMEOUT
        return not is_fresh and bool(super().is_reauthentication_required(app=app, **details))

    def set_password(self, user: User, password: str) -> None:
        """Store a new password, and tell the log."""
        with transaction.atomic():
            super().set_password(user, password)
            note_everywhere("session:password_changed", user)


@receiver(authentication_failed)
def on_second_factor_failed(request: HttpRequest, user: User, **_details: Any) -> None:
    """Tell the log that the second factor was wrong."""
    with transaction.atomic():
        note_everywhere(
            "session:sign_in_failed", user, is_refused=True, step="second_factor", address=address_of(request)
        )


@receiver(authenticator_added)
def on_second_factor_added(request: HttpRequest, user: User, authenticator: Authenticator, **_details: Any) -> None:
    """Tell the log, and end the person's other sessions: they were begun without the factor."""
    if authenticator.type in FACTORS:
        with transaction.atomic():
            note_everywhere("session:second_factor_added", user)
            end_other_sessions(request, user)


@receiver(authenticator_removed)
def on_second_factor_removed(user: User, authenticator: Authenticator, **_details: Any) -> None:
    """Tell the log."""
    if authenticator.type in FACTORS:
        with transaction.atomic():
            note_everywhere("session:second_factor_removed", user)


def keep_address(user: User) -> None:
    """Note the user's address for allauth, which would otherwise empty it when they ask for another.

    It counts as confirmed: an administrator gave it, or the invitation reached it.
    """
    if not EmailAddress.objects.filter(user=user).exists():
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)


def address_of(request: HttpRequest) -> str:
    """Give the address the request came from, behind trusted proxies too."""
    return get_client_ip(request) or ""
