"""The pages of closing entries: the list of a year, an entry to write, and what is done with one from the list."""

import uuid
from collections.abc import Callable, Iterable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse as address_of
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from closing.books.chosen_period import chosen_period, period_label
from closing.books.models import Books
from closing.engagements.access import EngagementRequest, Right, engagement_view, has_right
from closing.engagements.models import Engagement, FiscalYear, Period
from closing.entries import list_lines, reversals, writing
from closing.entries.days import Calendar, days_of
from closing.entries.errors import (
    ChangedEntryError,
    EntryError,
    NotYearEndError,
    ResultEntryError,
    SettledEntryError,
)
from closing.entries.last_change import last_change
from closing.entries.models import ClosingEntry
from closing.entries.reversals import Written
from closing.entries.texts import refusal, reversal_text, reversed_on
from closing.entries.typed.beginnings import begun
from closing.entries.typed.chart import account_names, chart_of
from closing.entries.typed.forms import Booking, EntryForm, ListForm, VersionForm
from closing.paging import pager

FORM = "entries/form.html"


@engagement_view(Right.READ)
@require_safe
def overview(request: EngagementRequest, engagement: Engagement) -> HttpResponse:
    """List the entries of the year that is looked at: all, those in a state (?state=), with the deleted (?deleted=)."""
    year, wanted = request.fiscal_year, ListForm(request.GET).wanted
    context: dict[str, object] = {"engagement": engagement, "year": year, "wanted": wanted}
    if year:
        counts = list_lines.counts(year)
        shown = pager(request, rows=counts.shown(wanted), per_page=list_lines.LINES_PER_PAGE)
        context |= {
            "counts": counts,
            "states": list_lines.states(counts, wanted),
            "pager": shown,
            "lines": list_lines.lines(year, wanted, start=shown.start),
            "has_books": Books.objects.filter(fiscal_year=year).exists(),
            "may_work": has_right(request.membership, Right.WORK),
            "is_year_end": _is_year_end(request, year),
        }
    return render(request, "entries/list.html", context)


@engagement_view(Right.WORK)
def new(request: EngagementRequest, engagement: Engagement, *, year: FiscalYear) -> HttpResponse:
    """Write a new entry: empty, begun from an account (?account=, ?amount= in öre, ?text=), or a copy (?copy=)."""
    booking = _booking(request, year)
    if booking is None:
        return _nowhere(request)
    form = _typed(request, booking) or begun(request.GET.dict(), year=year, booking=booking)
    if form.is_bound and form.is_valid():
        is_reversed = form.cleaned_data["is_reversed"]
        written = reversals.make(year, form.draft, days=booking.days, actor=request.user, is_reversed=is_reversed)
        return _saved(request, written)
    context = {"engagement": engagement, "year": year, "form": form}
    return render(request, FORM, context, status=422 if form.errors else 200)


@engagement_view(Right.WORK)
def edit(request: EngagementRequest, engagement: Engagement, *, year: FiscalYear, entry_id: uuid.UUID) -> HttpResponse:
    """Write an entry anew."""
    entry, booking = _entry(year, entry_id), _booking(request, year)
    if booking is None:
        return _nowhere(request)
    if not list_lines.line_of(entry, {}).may_be_altered:
        return _refused(request, entry, SettledEntryError())
    form = _typed(request, booking) or EntryForm.of(entry.as_draft(), booking=booking, version=entry.version)
    if form.is_bound and form.is_valid():
        return _altered(request, entry, form)
    backs = reversals.standing(entry)
    context = {"engagement": engagement, "year": year, "form": form, "entry": entry, "reversed_by": backs}
    return render(request, FORM, context, status=422 if form.errors else 200)


@engagement_view(Right.WORK)
@require_POST
def delete(
    request: EngagementRequest, engagement: Engagement, *, year: FiscalYear, entry_id: uuid.UUID
) -> HttpResponse:
    """Delete an entry; it is kept among the deleted ones."""
    del engagement
    entry = _entry(year, entry_id)

    def act(version: int) -> str:
        written = reversals.delete(entry, version=version, actor=request.user)
        for back in written.followed:
            messages.info(request, _("%(back)s, which reversed it, is deleted too.") % {"back": back})
        _warn_of(request, entry, written.left)
        return _("%(entry)s is deleted. It is kept, and can be shown and copied.") % {"entry": entry}

    return _done(request, entry, act)


@engagement_view(Right.WORK)
@require_POST
def set_aside(
    request: EngagementRequest, engagement: Engagement, *, year: FiscalYear, entry_id: uuid.UUID
) -> HttpResponse:
    """Leave an entry out of transfers, which the year-end period allows, or take it in again."""
    del engagement
    entry = _entry(year, entry_id)

    def act(version: int) -> str:
        line = list_lines.line_of(entry, {})
        if not line.is_set_aside and not _is_year_end(request, year):
            raise NotYearEndError
        if not line.is_set_aside and line.is_result:
            raise ResultEntryError
        writing.set_aside(entry, version=version, actor=request.user)
        if entry.status == ClosingEntry.Status.NOT_APPLICABLE:
            _warn_of(request, entry, line.reversed_by)
            return _("%(entry)s stays here and is left out of transfers.") % {"entry": entry}
        return _("%(entry)s is taken into the next transfer again.") % {"entry": entry}

    return _done(request, entry, act)


@engagement_view(Right.WORK)
@require_POST
def reverse(
    request: EngagementRequest, engagement: Engagement, *, year: FiscalYear, entry_id: uuid.UUID
) -> HttpResponse:
    """Take an entry back by a new one, on the last day of the period that is looked at."""
    del engagement
    entry, booking = _entry(year, entry_id), _booking(request, year)
    if booking is None:
        return _nowhere(request)

    def act(version: int) -> str:
        text = reversal_text(entry)
        back = writing.reverse(entry, days=booking.days, version=version, actor=request.user, text=text)
        return _("%(entry)s is reversed by %(back)s.") % {"entry": entry, "back": back}

    return _done(request, entry, act)


@engagement_view(Right.WORK)
@require_POST
def reverse_next(
    request: EngagementRequest, engagement: Engagement, *, year: FiscalYear, entry_id: uuid.UUID
) -> HttpResponse:
    """Take an entry back by a new one, on the first day of the period after its own."""
    del engagement
    entry = _entry(year, entry_id)

    def act(version: int) -> str:
        return reversed_on(entry, reversals.reverse_in_next_period(entry, version=version, actor=request.user))

    return _done(request, entry, act)


def _booking(request: EngagementRequest, year: FiscalYear) -> Booking | None:
    """Find where to book; None when nothing is imported, so that an entry would change nothing."""
    period = chosen_period(request, year)
    if period is None or not Books.objects.filter(fiscal_year=year).exists():
        return None
    days = days_of(period)
    return Booking(chart_of(year), days, period_label(period), Calendar.of(year).next_day(days.last))


def _is_year_end(request: EngagementRequest, year: FiscalYear) -> bool:
    period = chosen_period(request, year)
    return period is not None and period.kind == Period.Kind.YEAR_END


def _typed(request: EngagementRequest, booking: Booking) -> EntryForm | None:
    """Give the form as it was sent; None when the page is only looked at."""
    if request.method != "POST":
        return None
    if "more" in request.POST:
        return EntryForm.grown(request.POST.dict(), booking=booking)
    return EntryForm(request.POST.dict(), booking=booking)


def _entry(year: FiscalYear, entry_id: uuid.UUID) -> ClosingEntry:
    return get_object_or_404(ClosingEntry.objects.select_related("fiscal_year"), fiscal_year=year, pk=entry_id)


def _done(request: EngagementRequest, entry: ClosingEntry, act: Callable[[int], str]) -> HttpResponse:
    """Do something with the version of an entry that was read, and go back to the list; say what came of it."""
    form = VersionForm(request.POST)
    try:
        if not form.is_valid():
            raise ChangedEntryError
        messages.success(request, act(form.cleaned_data["version"]))
    except EntryError as error:
        return _refused(request, entry, error)
    return _to_list(request.engagement, entry)


def _altered(request: EngagementRequest, entry: ClosingEntry, form: EntryForm) -> HttpResponse:
    """Write an entry anew as it was typed, if it still is the version that was read."""
    typed = form.cleaned_data
    version, is_reversed, days = typed["version"] or 0, typed["is_reversed"], form.booking.days
    try:
        written = reversals.alter(
            entry, form.draft, days=days, version=version, actor=request.user, is_reversed=is_reversed
        )
    except ChangedEntryError:
        return _changed(request, entry, form)
    except EntryError as error:
        return _refused(request, entry, error)
    return _saved(request, written)


def _saved(request: EngagementRequest, written: Written) -> HttpResponse:
    """Say what was saved, and what became of the entries that take it back."""
    entry = written.entry
    messages.success(request, _("%(entry)s is saved.") % {"entry": entry})
    if written.made:
        messages.success(request, reversed_on(entry, written.made))
    for back in written.followed:
        messages.info(request, _("%(back)s, which reverses it, was changed with it.") % {"back": back})
    _warn_of(request, entry, written.left)
    return _to_list(request.engagement, entry)


def _warn_of(request: EngagementRequest, entry: ClosingEntry, backs: Iterable[ClosingEntry]) -> None:
    """Name the reversals of an entry that stand as they were."""
    for back in backs:
        what = _("%(back)s reverses %(entry)s and was not changed with it. Check that it is still right.")
        messages.warning(request, what % {"back": back, "entry": entry})


def _changed(request: EngagementRequest, entry: ClosingEntry, form: EntryForm) -> HttpResponse:
    """Show what somebody else has saved meanwhile, and keep what was typed."""
    entry.refresh_from_db()
    year = entry.fiscal_year
    context = {"engagement": request.engagement, "year": year, "form": form, "entry": entry}
    saved = list_lines.line_of(entry, account_names(year))
    return render(request, FORM, {**context, "change": last_change(entry), "saved": saved}, status=409)


def _refused(request: EngagementRequest, entry: ClosingEntry, error: EntryError) -> HttpResponse:
    messages.error(request, refusal(error, entry))
    return _to_list(request.engagement, entry)


def _nowhere(request: EngagementRequest) -> HttpResponse:
    messages.error(request, _("Import the bookkeeping of the year first: entries are booked on top of it."))
    return redirect("entries:list", request.engagement.pk)


def _to_list(engagement: Engagement, entry: ClosingEntry) -> HttpResponse:
    return redirect(f"{address_of('entries:list', args=[engagement.pk])}#{entry}")
