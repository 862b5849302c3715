"""The pages of the files of closing entries: make an SI file, confirm it, download the adjusted books."""

import uuid
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from closing.books.models import Snapshot
from closing.engagements.access import EngagementRequest, Right, engagement_view, has_right
from closing.engagements.models import Engagement, FiscalYear
from closing.entries.export.destinations import destination_of
from closing.entries.sie_files import adjusted_books, filing, large_books, page
from closing.entries.sie_files.errors import BooksGoneError, EntryFileError
from closing.entries.sie_files.forms import FileForm
from closing.entries.sie_files.models import EntryFile
from closing.entries.sie_files.texts import BOOKS_GONE, REFUSALS

CONTENT_TYPE = "application/octet-stream"
"""A program opens it; a browser shows it to nobody, whatever letters it takes its bytes for."""


@engagement_view(Right.READ)
@require_safe
def overview(request: EngagementRequest, engagement: Engagement) -> HttpResponse:
    """Show what can go into a file, the files made before, and the adjusted books."""
    return _overview(request, engagement, year=request.fiscal_year)


@engagement_view(Right.EXPORT)
@require_POST
def make(request: EngagementRequest, engagement: Engagement, *, year: FiscalYear) -> HttpResponse:
    """Make an SI file of the chosen entries."""
    choices = page.choices_of(year)
    form = FileForm(request.POST, offered=page.offered(year, choices))
    if not form.is_valid():
        return _overview(request, engagement, year=year, form=form)
    try:
        made = filing.make(year, form.order, actor=request.user, now=timezone.now())
    except EntryFileError as error:
        messages.error(request, str(REFUSALS[type(error)]))
        return redirect("entry_files:list", engagement.pk)
    return redirect("entry_files:file", engagement.pk, year.pk, made.pk)


@engagement_view(Right.READ)
@require_safe
def file(
    request: EngagementRequest, engagement: Engagement, *, year: FiscalYear, entry_file_id: uuid.UUID
) -> HttpResponse:
    """Show a file that was made, and ask whether it was read in."""
    found = _file(year, entry_file_id)
    context = {
        "engagement": engagement,
        "year": year,
        "line": page.line_of(found),
        "name": page.file_name(engagement, found),
        "may_export": has_right(request.membership, Right.EXPORT),
        "may_work": has_right(request.membership, Right.WORK),
    }
    return render(request, "sie_files/file.html", context)


@engagement_view(Right.EXPORT)
@require_safe
def download(
    request: EngagementRequest, engagement: Engagement, *, year: FiscalYear, entry_file_id: uuid.UUID
) -> HttpResponse:
    """Give a file as it was made, byte for byte."""
    found = _file(year, entry_file_id)
    response = HttpResponse(bytes(found.content), content_type=CONTENT_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{page.file_name(engagement, found)}"'
    return response


@engagement_view(Right.WORK)
@require_POST
def confirm(
    request: EngagementRequest, engagement: Engagement, *, year: FiscalYear, entry_file_id: uuid.UUID
) -> HttpResponse:
    """Mark the entries of a file that was read in as transferred."""
    found = _file(year, entry_file_id)
    left = filing.confirm(found, actor=request.user)
    if found.state == EntryFile.State.WITHDRAWN:
        messages.error(request, _("The file was marked as not used, so nothing was marked as transferred."))
    elif left:
        messages.warning(request, _("Not every entry could be marked as transferred; the page says which and why."))
    else:
        messages.success(request, _("The entries of the file are marked as transferred."))
    return redirect("entry_files:file", engagement.pk, year.pk, found.pk)


@engagement_view(Right.WORK)
@require_POST
def withdraw(
    request: EngagementRequest, engagement: Engagement, *, year: FiscalYear, entry_file_id: uuid.UUID
) -> HttpResponse:
    """Say that a file was not read in and will not be."""
    if filing.withdraw(_file(year, entry_file_id), actor=request.user):
        messages.success(request, _("The file is marked as not used. Its entries can go into a new one."))
    else:
        messages.error(request, _("The file was already confirmed or marked as not used."))
    return redirect("entry_files:list", engagement.pk)


@engagement_view(Right.EXPORT)
@require_safe
def adjusted(request: EngagementRequest, engagement: Engagement, *, year: FiscalYear) -> HttpResponseBase:
    """Give the adjusted books as a SIE file: written now, or as a job has written it."""
    snapshot = page.current_books(year)
    if snapshot is None:
        messages.error(request, _("Import the bookkeeping of the year first."))
        return redirect("entry_files:list", engagement.pk)
    name = page.adjusted_name(engagement, year)
    if large_books.is_large(snapshot):
        path = large_books.file_of(large_books.latest(year, snapshot))
        if path is None:
            messages.error(request, _("The file is no longer kept. Make it again."))
            return redirect("entry_files:list", engagement.pk)
        return FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type=CONTENT_TYPE)
    try:
        return FileResponse(_written(request, snapshot), as_attachment=True, filename=name, content_type=CONTENT_TYPE)
    except BooksGoneError:
        messages.error(request, str(BOOKS_GONE))
        return redirect("entry_files:list", engagement.pk)


@engagement_view(Right.EXPORT)
@require_POST
def make_adjusted(request: EngagementRequest, engagement: Engagement, *, year: FiscalYear) -> HttpResponse:
    """Start the job that writes the adjusted books of a large company."""
    snapshot = page.current_books(year)
    if snapshot is not None and large_books.is_large(snapshot):
        large_books.begin(year, snapshot, actor=request.user)
    return redirect(f"{reverse('entry_files:list', args=[engagement.pk])}#adjusted")


def _written(request: EngagementRequest, snapshot: Snapshot) -> IO[bytes]:
    """Write adjusted books into a file that is gone once it is closed."""
    kept = NamedTemporaryFile(dir=settings.FILE_UPLOAD_TEMP_DIR)  # noqa: SIM115 -- the response closes it
    stamp = adjusted_books.Stamp(timezone.localdate(), str(request.user))
    adjusted_books.write(snapshot.fiscal_year, snapshot, Path(kept.name), stamp=stamp)
    return kept


def _overview(
    request: EngagementRequest, engagement: Engagement, *, year: FiscalYear | None, form: FileForm | None = None
) -> HttpResponse:
    context: dict[str, object] = {"engagement": engagement, "year": year}
    if year:
        snapshot, choices = page.current_books(year), page.choices_of(year)
        context |= {
            "choices": choices,
            "form": form or FileForm(offered=page.offered(year, choices)),
            "files": page.files_of(year),
            "adjusted": page.adjusted_of(year, snapshot),
            "series": page.series_of(snapshot),
            "destination": destination_of(engagement),
            "may_export": has_right(request.membership, Right.EXPORT),
        }
    return render(request, "sie_files/list.html", context, status=422 if form else 200)


def _file(year: FiscalYear, entry_file_id: uuid.UUID) -> EntryFile:
    return get_object_or_404(
        EntryFile.objects.select_related("created_by", "settled_by"), fiscal_year=year, pk=entry_file_id
    )
