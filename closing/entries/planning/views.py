"""The page of profit planning: choices, what they come to, and the entries they make."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from closing.engagements.access import EngagementRequest, Right, engagement_view, has_right, refusal
from closing.engagements.models import Engagement, FiscalYear
from closing.entries.errors import EntryError
from closing.entries.planning import making, texts
from closing.entries.planning.errors import PlanError
from closing.entries.planning.forms import PlanForm
from closing.entries.planning.models import ProfitPlan
from closing.entries.planning.presentation import outcome, shown
from closing.entries.planning.reading import Worked, plan_of, work_out
from closing.entries.planning.reckoning.choices import Choices, from_json

PAGE, FIGURES = "planning/plan.html", "planning/_figures.html"
REFUSED, CHANGED, NOTHING = 422, 409, 204


@engagement_view(Right.READ)
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: EngagementRequest, engagement: Engagement, *, year: FiscalYear) -> HttpResponse:
    """Show the plan of a year; save what is chosen, show what it comes to, or make its entries."""
    is_sent = request.method == "POST"
    if is_sent and not has_right(request.membership, Right.WORK):
        return refusal(request, Right.WORK)  # type: ignore[return-value] # a page, as every refusal
    saved = plan_of(year)
    worked = work_out(year, from_json(saved.choices))
    if worked is None:
        return render(request, PAGE, {"engagement": engagement, "year": year}, status=REFUSED if is_sent else 200)
    if not is_sent:
        return _page(request, PlanForm(plan=worked.plan, version=saved.version), worked, saved=saved)
    return _sent(request, PlanForm(request.POST.dict(), plan=worked.plan, version=saved.version), worked, saved=saved)


def _sent(request: EngagementRequest, form: PlanForm, worked: Worked, *, saved: ProfitPlan) -> HttpResponse:
    """Take what was chosen: show what it comes to while it is being written, save it, or make the entries."""
    is_partial, is_sound = request.headers.get("HX-Request") == "true", form.is_valid()
    if is_partial:
        return _figures(request, saved.fiscal_year, form.choices) if is_sound else HttpResponse(status=NOTHING)
    if not is_sound:
        return _page(request, form, worked, saved=saved, status=REFUSED)
    return _act(request, saved.fiscal_year, form)


def _act(request: EngagementRequest, year: FiscalYear, form: PlanForm) -> HttpResponse:
    """Save the plan, or make its entries; what was typed stays when it cannot be done."""
    seen = making.Seen(form.cleaned_data["version"], form.cleaned_data["seen"])
    try:
        if "make" in request.POST:
            made = making.make_entries(year, form.choices, seen=seen, actor=request.user)
            messages.success(request, outcome(made) or _("Nothing had to be made."))
        else:
            making.save(year, form.choices, seen=seen, actor=request.user)
            messages.success(request, _("The plan is saved, and calculated with the figures of now."))
    except (PlanError, EntryError) as error:
        messages.error(request, texts.refusal(error))
        worked = work_out(year, form.choices)
        if worked:
            return _page(request, form, worked, saved=plan_of(year), status=CHANGED)
    return redirect(request.path)


def _page(
    request: EngagementRequest, form: PlanForm, worked: Worked, *, saved: ProfitPlan, status: int = 200
) -> HttpResponse:
    """Show the plan with its form; who only reads it cannot write in it."""
    may_work = has_right(request.membership, Right.WORK)
    if not may_work:
        for field in form.fields.values():
            field.disabled = True
    year = saved.fiscal_year
    # Who only mends a mistake goes on from what was read; who is told of another's change goes on from that.
    version = form["version"].value() if status == REFUSED else saved.version
    context = {"engagement": request.engagement, "year": year, "form": form, "saved": saved, "may_work": may_work}
    return render(request, PAGE, {**context, "version": version, "shown": shown(year, worked)}, status=status)


def _figures(request: EngagementRequest, year: FiscalYear, choices: Choices) -> HttpResponse:
    """Show what choices come to that are not saved yet."""
    worked = work_out(year, choices)
    if worked is None:
        return HttpResponse(status=NOTHING)
    context = {"engagement": request.engagement, "year": year, "may_work": True, "is_partial": True}
    return render(request, FIGURES, {**context, "shown": shown(year, worked)})
