"""The pages of an export: begin it, choose what is sent, send it, follow it, and settle what is uncertain."""

import uuid
from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from closing.engagements.access import EngagementRequest, Right, View, engagement_view, has_right
from closing.engagements.models import Engagement, FiscalYear
from closing.entries.errors import SettledEntryError, VoucherTakenError
from closing.entries.export import doors, ending, starting
from closing.entries.export.destinations import destination_of
from closing.entries.export.models import ExportBatch, ExportItem
from closing.entries.export.pages import following
from closing.entries.export.pages.choosing import Choice, choice, faults
from closing.entries.export.pages.forms import VoucherForm
from closing.entries.export.pages.history import BATCHES_ON_A_PAGE, lines
from closing.entries.export.pages.page import batch_page, live_part
from closing.entries.export.words.reasons import NO_DESTINATION, REASONS
from closing.entries.export.words.telling import gone_sentence
from closing.entries.texts import refusal
from closing.jobs.errors import AlreadyRunning

PAGE = "export/batch.html"


def _batch_view(right: Right) -> Callable[[View], View]:
    """Open the door of an engagement to a view of one of its exports, called with the request and the export.

    One that is gone is told of: an export that was not sent goes when another is prepared.
    """

    def guard(view: View) -> View:
        @engagement_view(right)
        @wraps(view)
        def guarded(
            request: EngagementRequest,
            engagement: Engagement,
            *,
            year: FiscalYear,
            batch_id: uuid.UUID,
            **address: uuid.UUID,
        ) -> HttpResponseBase:
            del engagement
            shown = _batch(year, batch_id)
            return view(request, shown, **address) if shown else _gone(request, year)

        return guarded

    return guard


@require_safe
@engagement_view(Right.READ)
def history(request: EngagementRequest, engagement: Engagement) -> HttpResponse:
    """Show every export of the engagement, the latest first."""
    batches = engagement.entry_exports.select_related("fiscal_year", "created_by", "job")
    page = Paginator(batches, BATCHES_ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "export/history.html", {"page": page, "lines": lines(list(page))})


@require_POST
@engagement_view(Right.EXPORT)
def begin(request: EngagementRequest, engagement: Engagement, *, year: FiscalYear) -> HttpResponse:
    """Begin to prepare an export of a year; one that this person prepares already is shown instead."""
    destination = destination_of(engagement)
    if destination is None:
        messages.error(request, str(REASONS[NO_DESTINATION]))
        return redirect("entries:list", engagement.pk)
    state = destination.state(engagement, request.user)
    if not state.is_ready:
        messages.error(request, state.sentence)
        return redirect("entries:list", engagement.pk)
    try:
        made = starting.prepare(year, destination, actor=request.user)
    except AlreadyRunning as running:
        there = ExportBatch.objects.filter(fiscal_year=year, job=running.job).first() if running.job else None
        return _to(there) if there else redirect("entry_export:history", engagement.pk)
    return _to(made)


@require_safe
@_batch_view(Right.READ)
def batch(request: EngagementRequest, shown: ExportBatch) -> HttpResponse:
    """Show an export: how far it is, what can be chosen, how it went."""
    return render(request, PAGE, batch_page(request, shown))


@require_safe
@_batch_view(Right.READ)
def progress(request: EngagementRequest, shown: ExportBatch) -> HttpResponse:
    """Show how far an export is: the part of its page that asks for itself while it is under way."""
    if not request.headers.get("HX-Request"):
        return _to(shown)
    if not following.is_live(shown):
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "export/_live.html", live_part(request, shown))


@require_POST
@_batch_view(Right.EXPORT)
def send(request: EngagementRequest, ready: ExportBatch) -> HttpResponse:
    """Send what was chosen; or show what another series would mean (`preview`)."""
    if ready.state != ExportBatch.State.READY:
        messages.info(request, _("This export was begun already. It is shown as it stands."))
        return HttpResponse(headers={"HX-Refresh": "true"}) if request.headers.get("HX-Request") else _to(ready)
    chosen = choice(ready, request.POST)
    if "preview" in request.POST:
        return render(request, PAGE, batch_page(request, ready, chosen=chosen))
    wrong = list(faults(chosen, ready))
    if wrong:
        return _refused(request, ready, wrong, status=422)
    return _send(request, ready, chosen)


@require_POST
@_batch_view(Right.EXPORT)
def cancel(request: EngagementRequest, shown: ExportBatch) -> HttpResponse:
    """Stop an export before its next voucher, or end one whose worker died."""
    ending.cancel(shown, actor=request.user)
    return _to(shown)


@require_POST
@_batch_view(Right.EXPORT)
def check(request: EngagementRequest, shown: ExportBatch) -> HttpResponse:
    """Look up in the bookkeeping what an export left uncertain or unread."""
    try:
        starting.check(shown, actor=request.user)
    except AlreadyRunning:
        messages.error(request, _busy())
    except starting.NotReadyError:
        messages.info(request, _("The export is still under way. It looks up by itself what is uncertain."))
    return _to(shown)


@require_POST
@_batch_view(Right.EXPORT)
def mark_booked(request: EngagementRequest, shown: ExportBatch, *, item_id: uuid.UUID) -> HttpResponse:
    """Write down as which voucher an entry was booked by hand, or was seen in the bookkeeping."""
    item = get_object_or_404(shown.items.select_related("entry__fiscal_year__engagement__agency"), pk=item_id)
    form = VoucherForm(request.POST, auto_id=f"voucher-{item.pk}-%s")
    if form.is_valid() and _mark(request, item, form):
        return _to(shown)
    return render(request, PAGE, batch_page(request, shown, typed=(item, form)), status=422)


def _mark(request: EngagementRequest, item: ExportItem, form: VoucherForm) -> bool:
    """Mark an entry, and say what came of it; False when another voucher has to be told."""
    series, number = form.cleaned_data["series"], form.cleaned_data["number"]
    facts = {"entry": item.entry, "voucher": f"{series} {number}"}
    try:
        doors.mark_booked(item.entry, series=series, number=number, actor=request.user)
    except VoucherTakenError as taken:
        form.add_error("number", refusal(taken, item.entry))
        return False
    except SettledEntryError:
        messages.error(request, _("%(entry)s is settled already, or is just being sent. See how it stands.") % facts)
        return True
    messages.success(request, _("%(entry)s is marked as booked: %(voucher)s.") % facts)
    return True


def _send(request: EngagementRequest, ready: ExportBatch, chosen: Choice) -> HttpResponse:
    """Send a choice that is sound; somebody else may still have been quicker."""
    try:
        starting.send(ready, chosen.as_chosen(), actor=request.user)
    except starting.EntryGoneError as gone:
        return _refused(request, ready, [("", gone_sentence(gone.entry))], status=409)
    except AlreadyRunning:
        return _refused(request, ready, [("", _busy())], status=409)
    except starting.ExportError:
        messages.error(request, _("The export could not be begun: something was changed meanwhile. Look again."))
    return _to(ready)


def _refused(
    request: EngagementRequest, ready: ExportBatch, wrong: list[tuple[str, str]], *, status: int
) -> HttpResponse:
    """Show the choice again as the entries are now, with what was chosen and what is wrong."""
    ready.refresh_from_db()
    chosen = choice(ready, request.POST, trusts_ticks=False)
    chosen.form.is_valid()
    for field, sentence in wrong:
        chosen.form.add_error(field or None, sentence)
    return render(request, PAGE, batch_page(request, ready, chosen=chosen), status=status)


def _batch(year: FiscalYear, batch_id: uuid.UUID) -> ExportBatch | None:
    related = ("job", "created_by", "engagement__agency", "fiscal_year__engagement__agency")
    return ExportBatch.objects.select_related(*related).filter(fiscal_year=year, pk=batch_id).first()


def _gone(request: EngagementRequest, year: FiscalYear) -> HttpResponse:
    """Say that there is no such export."""
    may_export = has_right(request.membership, Right.EXPORT)
    return render(request, "export/gone.html", {"year": year, "may_export": may_export}, status=404)


def _to(shown: ExportBatch) -> HttpResponse:
    return redirect("entry_export:batch", shown.engagement_id, shown.fiscal_year_id, shown.pk)


def _busy() -> str:
    return _("An import or an export of this engagement is under way. Wait until it has ended, or cancel it.")
