"""The pages of an import: start it, follow it, read what it found, answer what it asks."""

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from closing.engagements.access import EngagementRequest, Right, engagement_view, has_right
from closing.engagements.models import Engagement
from closing.importing import run_files, runs
from closing.importing.forms import AcceptForm, EncodingForm, ImportForm
from closing.importing.models import ImportFile, ImportRun
from closing.importing.page import Sent, columns_form, dialog, run_page, year_changes
from closing.importing.sources import chosen_source
from closing.importing.texts.report import decisions, question
from closing.importing.uploads import IMPORT_LIMIT
from closing.jobs.errors import AlreadyRunning
from closing.uploads import takes_uploads

RUNS_ON_A_PAGE = 50


@takes_uploads(IMPORT_LIMIT)
@engagement_view(Right.WORK)
def start(request: EngagementRequest, engagement: Engagement) -> HttpResponseBase:
    """Show the import dialog, and begin an import with what is sent."""
    source = chosen_source(engagement)
    if source is None:
        return render(request, "importing/no_source.html")
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ImportForm(*sent, engagement=engagement, source=source, year=request.fiscal_year)
    shown = dialog(request, source, form)
    if shown.page_before or (shown.connects and form.is_bound):
        return redirect(shown.page_before or shown.action, preserve_request=shown.connects)
    if form.is_bound and form.is_valid():
        files = form.cleaned_data.get("upload", ())
        try:
            run = runs.start(engagement, source=source, user=request.user, files=files, choices=form.choices)
        except AlreadyRunning:
            form.add_error(None, _busy())
        else:
            return redirect("importing:run", engagement.pk, run.pk)
    context = {"dialog": shown, "latest": engagement.import_runs.first()}
    return render(request, "importing/start.html", context, status=422 if form.errors else 200)


@require_safe
@engagement_view(Right.READ)
def history(request: EngagementRequest, engagement: Engagement) -> HttpResponse:
    """Show every import of the engagement, the latest first."""
    all_runs = engagement.import_runs.select_related("created_by", "job").prefetch_related("files__fiscal_year")
    page = Paginator(all_runs, RUNS_ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "importing/history.html", {"page": page})


@require_safe
@engagement_view(Right.READ)
def run(request: EngagementRequest, engagement: Engagement, run_id: uuid.UUID) -> HttpResponse:
    """Show how an import is going, and then what it found."""
    return _show(request, _run_of(engagement, run_id))


@require_POST
@engagement_view(Right.WORK)
def accept(request: EngagementRequest, engagement: Engagement, run_id: uuid.UUID) -> HttpResponse:
    """Take the decisions an import waits for."""
    waiting = _run_of(engagement, run_id)
    if waiting.state != ImportRun.State.WAITING:
        messages.info(request, _("The import has been answered already."))
        return redirect("importing:run", engagement.pk, run_id)
    findings = list(waiting.findings.all())
    asked = question(findings, waiting.accepted)
    codes = [asked.code] if asked else [kind.code for kind in decisions(findings, waiting.accepted)]
    form = columns_form(asked, request.POST) if asked else AcceptForm(request.POST, codes=codes)
    if not form.is_valid():
        return _show(request, waiting, Sent(columns=form) if asked else Sent(accept=form))
    try:
        runs.accept(waiting, codes, user=request.user, answers=form.cleaned_data if asked else {})
    except (runs.NotWaitingError, AlreadyRunning):
        messages.error(request, _busy())
    return redirect("importing:run", engagement.pk, run_id)


@require_POST
@engagement_view(Right.WORK)
def cancel(request: EngagementRequest, engagement: Engagement, run_id: uuid.UUID) -> HttpResponse:
    """Stop an import, or let go of one that waits for an answer."""
    runs.cancel(_run_of(engagement, run_id), user=request.user)
    return redirect("importing:run", engagement.pk, run_id)


@require_POST
@engagement_view(Right.WORK)
def again(request: EngagementRequest, engagement: Engagement, run_id: uuid.UUID) -> HttpResponse:
    """Import the same files once more, read in the encoding chosen."""
    earlier = _run_of(engagement, run_id)
    form = EncodingForm(request.POST, run=earlier)
    if not form.is_valid():
        return _show(request, earlier, Sent(encoding=form))
    try:
        repeated = runs.again(earlier, user=request.user, encoding=form.cleaned_data["encoding"])
    except AlreadyRunning:
        messages.error(request, _busy())
        return redirect("importing:run", engagement.pk, run_id)
    except runs.NothingToRepeatError:
        messages.error(request, _("This import has no files to read again."))
        return redirect("importing:run", engagement.pk, run_id)
    return redirect("importing:run", engagement.pk, repeated.pk)


@require_safe
@engagement_view(Right.READ)
def changes(request: EngagementRequest, engagement: Engagement, run_id: uuid.UUID) -> HttpResponse:
    """Show what an import changed in the books."""
    shown = _run_of(engagement, run_id)
    return render(request, "importing/changes.html", {"run": shown, "years": list(year_changes(shown))})


@require_safe
@engagement_view(Right.READ)
def file(
    request: EngagementRequest, engagement: Engagement, *, run_id: uuid.UUID, file_id: uuid.UUID
) -> HttpResponseBase:
    """Give a file of an import back as it was received or made."""
    kept = get_object_or_404(ImportFile, pk=file_id, run=_run_of(engagement, run_id))
    path = run_files.stored(kept).path
    if not path.is_file():
        return render(request, "importing/file_gone.html", {"file": kept}, status=404)
    return FileResponse(
        path.open("rb"), as_attachment=True, filename=kept.name, content_type="application/octet-stream"
    )


def _run_of(engagement: Engagement, run_id: uuid.UUID) -> ImportRun:
    found = engagement.import_runs.select_related("engagement", "job", "created_by", "chosen_year")
    return get_object_or_404(found, pk=run_id)


def _busy() -> str:
    return _("An import or an export of this engagement is under way. Wait until it has ended, or cancel it.")


def _show(request: EngagementRequest, shown: ImportRun, sent: Sent | None = None) -> HttpResponse:
    """Show an import, with the form as it was sent when something in it is to be corrected."""
    may_work = has_right(request.membership, Right.WORK)
    status = 422 if sent and sent.is_wrong else 200
    return render(request, "importing/run.html", run_page(shown, sent or Sent(), may_work=may_work), status=status)
