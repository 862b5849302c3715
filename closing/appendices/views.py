"""The appendices as pages: both ledgers, one ledger, and why it differs from the books."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from closing.activity.views import EXCEL
from closing.appendices import presentation
from closing.appendices.build import Appendix, appendices_of, appendix_of, explanation_of
from closing.appendices.comments import comments_on, write
from closing.appendices.excel import workbook
from closing.appendices.forms import CommentForm
from closing.appendices.items import Ledger
from closing.appendices.presentation import ROWS_PER_PAGE, Refused
from closing.books.chosen_period import chosen_period
from closing.engagements.access import EngagementRequest, Right, engagement_view, has_right
from closing.engagements.models import Engagement, FiscalYear, Period
from closing.paging import pager

FILE_NAMES = {Ledger.RECEIVABLES: "kundreskontra", Ledger.PAYABLES: "leverantorsreskontra"}


@engagement_view(Right.READ)
@require_safe
def overview(request: EngagementRequest, engagement: Engagement) -> HttpResponse:
    """List the two ledgers as of the end of the period that is looked at."""
    year = request.fiscal_year
    period = chosen_period(request, year) if year else None
    found = appendices_of(engagement, period.end) if period else {}
    if request.GET.get("as") == "xlsx":
        return _saved(engagement, list(found.values()), name="reskontra")
    context = {"engagement": engagement, "year": year, "period": period, "lines": presentation.lines(found)}
    return render(request, "appendices/list.html", {**context, "has_any": bool(found)})


@engagement_view(Right.READ)
@require_safe
def ledger(request: EngagementRequest, engagement: Engagement, *, year: FiscalYear, ledger: str) -> HttpResponse:
    """Show a ledger as of the end of the period that is looked at."""
    return _ledger_page(request, engagement, which=_ledger(ledger))


@engagement_view(Right.WORK)
@require_POST
def comment(request: EngagementRequest, engagement: Engagement, *, year: FiscalYear, ledger: str) -> HttpResponse:
    """Keep a comment on an invoice, and go back to its row."""
    which, form = _ledger(ledger), CommentForm(request.POST)
    if not form.is_valid():
        numbers = (request.POST.get("number", ""), request.POST.get("invoice", ""))
        reasons = [str(error) for errors in form.errors.values() for error in errors]
        return _ledger_page(
            request, engagement, which=which, refused=Refused(numbers, request.POST.get("text", ""), reasons)
        )
    write(engagement, form.written(which), author=request.user)
    messages.success(request, _("The comment is saved."))
    shown = pager(request, rows=2**31, per_page=ROWS_PER_PAGE)
    row = f"#row-{form.cleaned_data['row']}" if form.cleaned_data["row"] else ""
    return redirect(
        f"{reverse('appendices:ledger', args=[engagement.pk, year.pk, which.value])}?page={shown.page}{row}"
    )


@engagement_view(Right.READ)
@require_safe
def difference(request: EngagementRequest, engagement: Engagement, *, year: FiscalYear, ledger: str) -> HttpResponse:
    """Explain the difference between a ledger and its account."""
    which, period = _ledger(ledger), chosen_period(request, year)
    appendix = appendix_of(engagement, which, day=period.end) if period else None
    explanation = explanation_of(appendix) if appendix else None
    context = _context(request, which=which, period=period, appendix=appendix)
    if appendix and explanation:
        shown = pager(request, rows=len(explanation.causes), per_page=ROWS_PER_PAGE)
        causes = presentation.causes(engagement, explanation, shown)
        context |= {"explanation": explanation, "pager": shown, "causes": causes}
        context["entries"] = presentation.entries(appendix)
    return render(request, "appendices/difference.html", context)


def _ledger_page(
    request: EngagementRequest, engagement: Engagement, *, which: Ledger, refused: Refused | None = None
) -> HttpResponse:
    year = request.fiscal_year
    period = chosen_period(request, year) if year else None
    appendix = appendix_of(engagement, which, day=period.end) if period else None
    if appendix and request.GET.get("as") == "xlsx":
        return _saved(engagement, [appendix], name=FILE_NAMES[which])
    context = _context(request, which=which, period=period, appendix=appendix)
    if appendix and appendix.shown:
        shown = pager(request, rows=len(appendix.shown.rows), per_page=ROWS_PER_PAGE)
        context |= {
            "pager": shown,
            "rows": presentation.rows(engagement, appendix.shown, page=shown, refused=refused),
            "ages": presentation.ages(appendix.shown),
            "has_currency": any(row.invoice.amount_in_currency is not None for row in appendix.shown.rows),
        }
    return render(request, "appendices/ledger.html", {**context, "refused": refused}, status=422 if refused else 200)


def _context(
    request: EngagementRequest, *, which: Ledger, period: Period | None, appendix: Appendix | None
) -> dict[str, object]:
    may_work = has_right(request.membership, Right.WORK)
    correcting = presentation.correcting_entry(appendix, period) if may_work and appendix and period else ""
    return {
        "engagement": request.engagement,
        "year": request.fiscal_year,
        "period": period,
        "appendix": appendix,
        "shown": appendix.shown if appendix else None,
        "may_work": may_work,
        "correcting_entry": correcting,
        **presentation.words(which),
    }


def _ledger(code: str) -> Ledger:
    """Give the ledger an address names.

    Raises:
        Http404: there is none such.
    """
    try:
        return Ledger(code)
    except ValueError as error:
        raise Http404 from error


def _saved(engagement: Engagement, appendices: list[Appendix], *, name: str) -> HttpResponse:
    comments = {ledger: comments_on(engagement, ledger) for ledger in Ledger}
    response = HttpResponse(workbook(appendices, comments), content_type=EXCEL)
    day = next((one.shown.day for one in appendices if one.shown), "")
    response["Content-Disposition"] = f'attachment; filename="{name}-{day}.xlsx"'
    return response
