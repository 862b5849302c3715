"""How much a request may carry: decided before its body is read, and counted while it is.

Django itself limits no upload, and its protection against forged requests reads the whole body before a view or the
sign-in check is asked: an anonymous client could fill the disk. So a body beyond a form's size is let through only to
a view that takes files, and only for somebody who may use it.
"""

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO, Protocol, cast

from django.conf import settings
from django.core.files.uploadhandler import StopUpload, TemporaryFileUploadHandler
from django.core.handlers.wsgi import LimitedStream
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils.translation import gettext as _
from django_scopes import scopes_disabled

from closing.engagements.access import Right, has_right, may, memberships_of
from closing.engagements.models import Engagement
from closing.importing.reading import MAX_FILE_BYTES
from closing.uploads import UploadLimit, limit_of
from closing.users.models import User

FORM_BYTES = 1_048_576
"""Largest body of a form without files."""

MAX_BODY_BYTES = MAX_FILE_BYTES + FORM_BYTES
"""Largest body with files: all of them together are held to the limit of one."""

IMPORT_LIMIT = UploadLimit(file_bytes=MAX_FILE_BYTES, together_bytes=MAX_FILE_BYTES)
"""What an import is sent."""

UPLOAD_LIFE = timedelta(days=1)
"""A temporary file of an upload that is older than this belongs to no request any more."""

_TOO_LARGE, _LENGTH_WANTED, _COMPRESSED = 413, 411, 415


class _Upload(Protocol):
    """What is remembered of a request while its files come in."""

    upload_refused: bool


class BodyLimit:
    """Refuses a body that is too large for its receiver. Stands behind the middleware that knows the user."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Refuse by what the request says of itself; then by what was counted."""
        refusal = _refusal(request)
        if refusal:
            return refusal
        response = self.get_response(request)
        return too_large(request) if _is_refused(request) else response

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponseBase], _args: object, _kwargs: object
    ) -> HttpResponse | None:
        """Receive the files before the view is asked: a view must not begin with the first of them alone."""
        if limit_of(view) is None and not isinstance(getattr(request, "_stream", None), _Counted):
            return None
        _ = request.POST
        return too_large(request) if _is_refused(request) else None


class CappedTempHandler(TemporaryFileUploadHandler):
    """Writes an upload to a temporary file, and stops at the limit: the file then goes with the request."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Count, then write."""
        if start + len(raw_data) > MAX_FILE_BYTES:
            cast("_Upload", self.request).upload_refused = True
            raise StopUpload(connection_reset=True)
        super().receive_data_chunk(raw_data, start)


def remove_stale_uploads(now: datetime) -> int:
    """Remove temporary files of uploads whose process died with them; tell how many there were."""
    oldest = (now - UPLOAD_LIFE).timestamp()
    stale = [path for path in Path(settings.FILE_UPLOAD_TEMP_DIR).glob("*.upload*") if path.stat().st_mtime < oldest]
    for path in stale:
        path.unlink(missing_ok=True)
    return len(stale)


def too_large(request: HttpRequest) -> HttpResponse:
    """Say that the upload is too large, or that it came from nobody who may send one."""
    if request.user.is_authenticated:
        limit = _limit_for(request) or IMPORT_LIMIT
        what = _("The upload is larger than %(limit)s MB.") % {"limit": limit.together_bytes // 1024**2}
        what_to_do = _("Send the files one at a time; a single file may have %(limit)s MB. Nothing has been saved.")
        what_to_do %= {"limit": limit.file_bytes // 1024**2}
    else:
        what = _("Nobody is signed in, so no file is received.")
        what_to_do = _("Sign in, and send the file again. Nothing has been imported.")
    return _page(request, what, what_to_do, status=_TOO_LARGE)


def _refusal(request: HttpRequest) -> HttpResponse | None:
    """Judge a request by its head alone."""
    meta = request.META
    if meta.get("HTTP_CONTENT_ENCODING", "identity").strip().lower() not in ("", "identity"):
        what_to_do = _("Send the files as they are. Nothing has been imported.")
        return _page(request, _("The upload is compressed."), what_to_do, status=_COMPRESSED)
    if "chunked" in meta.get("HTTP_TRANSFER_ENCODING", "").lower():
        return _count_chunks(request)
    declared = meta.get("CONTENT_LENGTH") or "0"
    length = int(declared) if declared.isdecimal() else 0
    return None if length <= FORM_BYTES or length <= _most_bytes(request) else too_large(request)


def _count_chunks(request: HttpRequest) -> HttpResponse | None:
    """Let a body without a declared length through as far as the limit, where the server tells its end."""
    if not request.META.get("wsgi.input_terminated"):
        what_to_do = _("Send the files from the page, or with their length. Nothing has been imported.")
        return _page(request, _("The upload does not say how large it is."), what_to_do, status=_LENGTH_WANTED)
    limit = _most_bytes(request)
    request.META["CONTENT_LENGTH"] = str(limit)
    request._stream = cast("BinaryIO", _Counted(request, limit))  # noqa: SLF001 -- where Django reads the body from
    return None


class _Counted(LimitedStream):
    """A body of unknown length, read to its end or to the limit; one that goes on beyond it ends there, refused."""

    def __init__(self, request: HttpRequest, limit: int) -> None:
        super().__init__(request.META["wsgi.input"], limit + 1)
        self._request, self._limit, self._count = request, limit, 0

    def read(self, size: int | None = -1, /) -> bytes:
        """Read on, and count."""
        content = super().read(size)
        self._count += len(content)
        if self._count <= self._limit:
            return content
        cast("_Upload", self._request).upload_refused = True
        return b""


def _most_bytes(request: HttpRequest) -> int:
    """Give the largest body the view takes from this user."""
    limit = _limit_for(request)
    return FORM_BYTES + (limit.together_bytes if limit and _may_upload(request) else 0)


def _limit_for(request: HttpRequest) -> UploadLimit | None:
    """Give how much the view of the address may be sent; None for one that takes no files."""
    match = _match(request)
    return limit_of(match.func) if match else None


def _match(request: HttpRequest) -> ResolverMatch | None:
    try:
        return resolve(request.path_info)
    except Resolver404:
        return None


def _may_upload(request: HttpRequest) -> bool:
    """Say whether the user may send files to the view."""
    match = _match(request)
    if match is None or not isinstance(request.user, User):
        return False
    engagement_id = match.kwargs.get("engagement_id")
    if isinstance(engagement_id, uuid.UUID):
        with scopes_disabled():
            engagement = Engagement.objects.filter(pk=engagement_id).first()
            return engagement is not None and may(request.user, engagement, Right.WORK)
    return any(has_right(membership, Right.WORK) for membership in memberships_of(request.user))


def _is_refused(request: HttpRequest) -> bool:
    return getattr(request, "upload_refused", False)


def _page(request: HttpRequest, what: str, what_to_do: str, *, status: int) -> HttpResponse:
    context = {"what": what, "what_to_do": what_to_do}
    return render(request, "importing/upload_refused.html", context, status=status)
