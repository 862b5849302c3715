"""The pages of the chart of accounts: what each account means, suggestions to accept, an account to change."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from closing.engagements.access import EngagementRequest, Right, engagement_view, has_right
from closing.engagements.models import Engagement, FiscalYear
from closing.maintenance.chart import ChartLine, Standing, accept, change, chart_of, line_of
from closing.maintenance.forms import MeaningForm

TO_CONFIRM = "confirm"
"""In the address of the chart: only the accounts that wait to be confirmed."""


@require_safe
@engagement_view(Right.READ)
def chart(request: EngagementRequest, engagement: Engagement) -> HttpResponse:
    """Show the accounts of the year with what they mean."""
    del engagement
    lines = chart_of(request.fiscal_year) if request.fiscal_year else []
    waiting = [line for line in lines if line.standing is not Standing.CONFIRMED]
    context = {
        "lines": waiting if request.GET.get("show") == TO_CONFIRM else lines,
        "all_count": len(lines),
        "waiting_count": len(waiting),
        "suggested_count": sum(line.standing is Standing.SUGGESTED for line in lines),
        "shows_waiting": request.GET.get("show") == TO_CONFIRM,
        "may_work": has_right(request.membership, Right.WORK),
        "tab": "chart",
    }
    return render(request, "maintenance/chart.html", context)


@require_POST
@engagement_view(Right.WORK)
def accept_suggestions(request: EngagementRequest, engagement: Engagement) -> HttpResponse:
    """Take over the suggestion for one account, or all suggestions."""
    year = _year(request)
    numbers = None if "all" in request.POST else request.POST.getlist("account")
    count = accept(year, numbers, actor=request.user)
    words = ngettext("%(count)s suggestion accepted.", "%(count)s suggestions accepted.", count)
    messages.success(request, words % {"count": count})
    response = redirect("maintenance:chart", engagement.pk)
    if request.POST.get("show") == TO_CONFIRM:
        response["Location"] += f"?show={TO_CONFIRM}"
    return response


@engagement_view(Right.WORK)
def account(request: EngagementRequest, engagement: Engagement, number: str) -> HttpResponse:
    """Change what an account means."""
    year = _year(request)
    line = _line(year, number)
    form = MeaningForm(request.POST if request.method == "POST" else None, meaning=line.meaning)
    if form.is_bound and form.is_valid():
        change(year, number, form.meaning(), actor=request.user)
        messages.success(request, _("Account %(number)s is saved and confirmed.") % {"number": number})
        return redirect("maintenance:chart", engagement.pk)
    context = {"form": form, "line": line, "tab": "chart"}
    return render(request, "maintenance/account.html", context, status=422 if form.errors else 200)


def _year(request: EngagementRequest) -> FiscalYear:
    if request.fiscal_year is None:
        raise Http404
    return request.fiscal_year


def _line(year: FiscalYear, number: str) -> ChartLine:
    line = line_of(year, number)
    if line is None:
        raise Http404
    return line
