"""Which language a page is shown in: the signed-in person's, else the one chosen in this browser, else Swedish."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers

from closing.users.models import User

ONE_YEAR_IN_SECONDS = 365 * 24 * 3600


class LanguageMiddleware:
    """Shows every page in the reader's language; what the browser says it accepts is not asked."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Set the language before the page is made."""
        translation.activate(language_of(request))
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", translation.get_language() or settings.LANGUAGE_CODE)
        patch_vary_headers(response, ("Cookie",))
        return response


def language_of(request: HttpRequest) -> str:
    """Give the code of the language to show the page in."""
    if isinstance(request.user, User):
        return request.user.language
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return chosen if chosen in User.Language.values else settings.LANGUAGE_CODE


def remember_language(response: HttpResponseBase, language: str) -> None:
    """Keep the choice in this browser, for the pages before signing in."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=ONE_YEAR_IN_SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
