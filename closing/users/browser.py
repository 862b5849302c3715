"""What the browser may keep and use: nothing of a signed-in page, and no device but the screen."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

NO_DEVICES = "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"
# Cookies stay: the session is gone at the server, and the choice of language is no secret.
CLEARED_AT_SIGN_OUT = '"cache", "storage"'


class BrowserMiddleware:
    """Tells the browser to store no signed-in page, to keep devices shut, and to forget all at sign-out."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Add the headers to what the page answers."""
        was_signed_in = request.user.is_authenticated
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", NO_DEVICES)
        if was_signed_in or request.user.is_authenticated:
            response.headers["Cache-Control"] = "no-store"
        if was_signed_in and not request.user.is_authenticated:
            response.headers["Clear-Site-Data"] = CLEARED_AT_SIGN_OUT
        return response
