"""How long somebody stays signed in: sixty minutes without a page, eight hours at most."""

from collections.abc import Callable
from http import HTTPStatus

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import resolve_url
from django.utils import timezone
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRefresh

BEGAN_AT = "began_at"
SEEN_AT = "seen_at"
# Being seen is written at most this often, so that reading pages does not mean writing rows.
SECONDS_BETWEEN_NOTES = 60


class SessionLifeMiddleware:
    """Signs people out whose session is too old or too quiet."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """End the session before the page is made when its time is over, or note that it was used."""
        if request.user.is_authenticated:
            if is_over(request, timezone.now().timestamp()):
                logout(request)
                messages.info(request, _("You were signed out because your session was over. Sign in to go on."))
            else:
                note_use(request, timezone.now().timestamp())
        response = self.get_response(request)
        return _whole_page(response) if _is_fragment_sent_to_sign_in(request, response) else response


def is_over(request: HttpRequest, now: float) -> bool:
    """Say whether the session has lived, or been quiet, for too long."""
    began, seen = request.session.get(BEGAN_AT, now), request.session.get(SEEN_AT, now)
    return bool(now - began > settings.SESSION_COOKIE_AGE or now - seen > settings.SESSION_IDLE_SECONDS)


def note_use(request: HttpRequest, now: float) -> None:
    """Remember when the session began and was last used, for this check and for the list of sessions."""
    request.session.setdefault(BEGAN_AT, now)
    if now - request.session.get(SEEN_AT, 0) < SECONDS_BETWEEN_NOTES:
        return
    request.session[SEEN_AT] = now
    UserSession.objects.filter(session_key=request.session.session_key).update(last_seen_at=timezone.now())


def sweep(_progress: object) -> dict[str, int]:
    """Clear away sessions that are over, and the lines about them; a job that runs now and then."""
    over, _ = Session.objects.filter(expire_date__lt=timezone.now()).delete()
    lines, _ = UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
    return {"sessions": over, "lines": lines}


def _is_fragment_sent_to_sign_in(request: HttpRequest, response: HttpResponseBase) -> bool:
    to_sign_in = response.headers.get("Location", "").startswith(resolve_url(settings.LOGIN_URL))
    return response.status_code == HTTPStatus.FOUND and to_sign_in and "HX-Request" in request.headers


def _whole_page(response: HttpResponseBase) -> HttpResponseBase:
    """Let the browser load the whole page again, which leads to sign-in, not a sign-in page inside a fragment."""
    refresh = HttpResponseClientRefresh()
    refresh.cookies = response.cookies
    return refresh
