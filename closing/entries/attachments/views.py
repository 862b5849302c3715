"""The files of a closing entry: looked at, attached, given back, removed."""

import uuid

from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from closing.engagements.access import EngagementRequest, Right, engagement_view, has_right
from closing.engagements.models import Engagement, FiscalYear
from closing.entries.attachments import writing
from closing.entries.attachments.errors import AttachmentError
from closing.entries.attachments.examination import MOST_FILE_BYTES, MOST_FILES
from closing.entries.attachments.files import path_of
from closing.entries.attachments.forms import AttachForm
from closing.entries.attachments.models import Attachment
from closing.entries.attachments.shown import files_of
from closing.entries.attachments.texts import attached_sentence, refusal
from closing.entries.models import ClosingEntry
from closing.uploads import UploadLimit, takes_uploads

LIMIT = UploadLimit(file_bytes=MOST_FILE_BYTES, together_bytes=MOST_FILES * MOST_FILE_BYTES)
"""As many files as an entry may have, each as large as it may be."""


@engagement_view(Right.READ)
@require_safe
def overview(
    request: EngagementRequest, engagement: Engagement, *, year: FiscalYear, entry_id: uuid.UUID
) -> HttpResponse:
    """Show the files of an entry."""
    del engagement
    return _page(request, _entry(year, entry_id))


@takes_uploads(LIMIT)
@engagement_view(Right.WORK)
@require_POST
def add(request: EngagementRequest, engagement: Engagement, *, year: FiscalYear, entry_id: uuid.UUID) -> HttpResponse:
    """Attach the files that are sent: all of them, or none."""
    entry, form = _entry(year, entry_id), AttachForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, entry, form)
    try:
        added = writing.attach(entry, form.new_files, actor=request.user)
    except AttachmentError as error:
        form.refuse(error)
        return _page(request, entry, form)
    messages.success(request, attached_sentence(entry, len(added)))
    return redirect("attachments:list", engagement.pk, year.pk, entry.pk)


@engagement_view(Right.READ)
@require_safe
def download(
    request: EngagementRequest, engagement: Engagement, *, year: FiscalYear, **named: uuid.UUID
) -> HttpResponseBase:
    """Give a file back as it was attached; never to be shown by the browser in place of a page."""
    del engagement
    attachment = _attachment(year, **named)
    try:
        file = path_of(attachment).open("rb")
    except FileNotFoundError:
        return render(request, "attachments/gone.html", {"attachment": attachment, "year": year}, status=404)
    return FileResponse(
        file,
        as_attachment=True,
        filename=attachment.name,
        content_type=attachment.content_type,
        headers={"X-Content-Type-Options": "nosniff"},
    )


@engagement_view(Right.WORK)
@require_POST
def remove(request: EngagementRequest, engagement: Engagement, *, year: FiscalYear, **named: uuid.UUID) -> HttpResponse:
    """Remove a file from an entry that is still open."""
    attachment = _attachment(year, **named)
    try:
        writing.remove(attachment, actor=request.user)
    except AttachmentError as error:
        messages.error(request, refusal(error))
    else:
        messages.success(request, _("%(name)s is removed.") % {"name": attachment})
    return redirect("attachments:list", engagement.pk, year.pk, attachment.entry_id)


def _entry(year: FiscalYear, entry_id: uuid.UUID) -> ClosingEntry:
    return get_object_or_404(ClosingEntry.objects.select_related("fiscal_year"), fiscal_year=year, pk=entry_id)


def _attachment(year: FiscalYear, *, entry_id: uuid.UUID, attachment_id: uuid.UUID) -> Attachment:
    standing = Attachment.objects.filter(removed_at__isnull=True).select_related("entry__fiscal_year")
    return get_object_or_404(standing, entry__fiscal_year=year, entry=entry_id, pk=attachment_id)


def _page(request: EngagementRequest, entry: ClosingEntry, form: AttachForm | None = None) -> HttpResponse:
    """Show the page of the files, with the form as it was sent when something in it was refused."""
    attached = files_of(entry, may_work=has_right(request.membership, Right.WORK), form=form)
    context = {"engagement": request.engagement, "year": entry.fiscal_year, "entry": entry, "attached": attached}
    return render(request, "attachments/list.html", context, status=422 if form else 200)
