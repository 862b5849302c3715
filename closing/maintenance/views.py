"""The pages of maintenance: import, settings, users; the chart of accounts has a file of its own."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from closing.engagements.access import EngagementRequest, Right, engagement_view, has_right, refusal
from closing.engagements.errors import FiscalYearError
from closing.engagements.models import Engagement, FiscalYear
from closing.engagements.people.members import limit_to, open_to_all
from closing.engagements.year_form import YearForm
from closing.engagements.year_form import reason as reason_of_dates
from closing.maintenance import existing, fiscal_years, identity, source_change
from closing.maintenance import reset as resetting
from closing.maintenance.differences import differences as differences_of
from closing.maintenance.differences import is_switched
from closing.maintenance.errors import MaintenanceError
from closing.maintenance.forms import AccessForm, CompanyForm, PeriodsForm, ResetForm, SourceForm
from closing.maintenance.texts import reason


@engagement_view(Right.READ)
def import_tab(request: EngagementRequest, engagement: Engagement) -> HttpResponseBase:
    """Show what there is and where the next import comes from; when sent, change the source."""
    may_work = has_right(request.membership, Right.WORK)
    if request.method == "POST" and not may_work:
        return refusal(request, Right.WORK)
    form = SourceForm(request.POST or None, engagement=engagement)
    if form.is_bound and form.is_valid():
        source_change.change_source(engagement, form.cleaned_data["data_source"], actor=request.user)
        return redirect("maintenance:import", engagement.pk)
    context = {
        "form": form,
        "years": existing.years_of(engagement),
        "stale": source_change.outdated_source(engagement, request.fiscal_year),
        "switched": request.fiscal_year and is_switched(request.fiscal_year),
        "runs": existing.latest_runs(engagement),
        "may_work": may_work,
        "tab": "import",
    }
    return render(request, "maintenance/import.html", context, status=422 if form.errors else 200)


@require_safe
@engagement_view(Right.READ)
def differences(request: EngagementRequest, engagement: Engagement, year: FiscalYear) -> HttpResponse:
    """Show what differs between the books of a year and those they replaced."""
    del engagement
    context = {"differences": differences_of(year), "year": year, "tab": "import"}
    return render(request, "maintenance/differences.html", context)


@require_safe
@engagement_view(Right.READ)
def settings(request: EngagementRequest, engagement: Engagement) -> HttpResponse:
    """Show the settings."""
    return _settings(request)


@require_POST
@engagement_view(Right.WORK)
def source(request: EngagementRequest, engagement: Engagement) -> HttpResponse:
    """Change the data source."""
    form = SourceForm(request.POST, engagement=engagement)
    if not form.is_valid():
        return _settings(request, source_form=form)
    if source_change.change_source(engagement, form.cleaned_data["data_source"], actor=request.user):
        name = source_change.name_of(engagement.data_source)
        messages.success(request, _("The data source is now %(name)s. All work is kept.") % {"name": name})
    return redirect("maintenance:settings", engagement.pk)


@require_POST
@engagement_view(Right.WORK)
def company(request: EngagementRequest, engagement: Engagement) -> HttpResponse:
    """Change who the company is."""
    form = CompanyForm(request.POST, membership=request.membership, engagement=engagement)
    if form.is_valid():
        try:
            changed = identity.change_identity(engagement, form.identity(), actor=request.user)
        except MaintenanceError as error:
            form.add_error(None, reason(error))
        else:
            return _saved(request, engagement, is_changed=bool(changed))
    return _settings(request, company_form=form)


@require_POST
@engagement_view(Right.WORK)
def periods(request: EngagementRequest, engagement: Engagement) -> HttpResponse:
    """Divide the fiscal years otherwise."""
    form = PeriodsForm(request.POST, engagement=engagement)
    if form.is_valid():
        length = form.cleaned_data["period_length"]
        try:
            changed = fiscal_years.divide_anew(engagement, length, actor=request.user)
        except MaintenanceError as error:
            form.add_error("period_length", reason(error))
        else:
            return _saved(request, engagement, is_changed=changed)
    return _settings(request, periods_form=form)


@require_POST
@engagement_view(Right.WORK)
def add_year(request: EngagementRequest, engagement: Engagement) -> HttpResponse:
    """Add a fiscal year."""
    form = YearForm(request.POST)
    if form.is_valid():
        start, end = form.cleaned_data["start"], form.cleaned_data["end"]
        try:
            fiscal_years.add(engagement, start=start, end=end, actor=request.user)
        except FiscalYearError as error:
            form.add_error("end", reason_of_dates(error))
        else:
            return _saved(request, engagement, is_changed=True)
    return _settings(request, year_form=form)


@engagement_view(Right.WORK)
def year(request: EngagementRequest, engagement: Engagement, year: FiscalYear) -> HttpResponse:
    """Give a fiscal year other dates."""
    form = YearForm(request.POST or None, initial={"start": year.start, "end": year.end})
    if form.is_bound and form.is_valid():
        start, end = form.cleaned_data["start"], form.cleaned_data["end"]
        try:
            fiscal_years.move(year, start=start, end=end, actor=request.user)
        except FiscalYearError as error:
            form.add_error("end", reason_of_dates(error))
        except MaintenanceError as error:
            form.add_error(None, reason(error))
        else:
            return _saved(request, engagement, is_changed=True)
    context = {"form": form, "year": year, "tab": "settings"}
    return render(request, "maintenance/year.html", context, status=422 if form.errors else 200)


@require_POST
@engagement_view(Right.WORK)
def remove_year(request: EngagementRequest, engagement: Engagement, year: FiscalYear) -> HttpResponse:
    """Remove a fiscal year that holds nothing."""
    name = str(year)
    try:
        fiscal_years.remove(year, actor=request.user)
    except MaintenanceError as error:
        messages.error(request, reason(error))
        return redirect("maintenance:year", engagement.pk, year.pk)
    messages.success(request, _("The fiscal year %(name)s was removed.") % {"name": name})
    return redirect("maintenance:settings", engagement.pk)


@require_POST
@engagement_view(Right.ADMINISTER)
def reset(request: EngagementRequest, engagement: Engagement) -> HttpResponse:
    """Start the removal of all imported books, once the company's name has been typed."""
    form = ResetForm(request.POST, engagement=engagement)
    if form.is_valid():
        try:
            job = resetting.begin(engagement, actor=request.user)
        except MaintenanceError as error:
            form.add_error(None, reason(error))
        else:
            return redirect("jobs:status", job.pk)
    return _settings(request, reset_form=form)


@engagement_view(Right.READ)
def users(request: EngagementRequest, engagement: Engagement) -> HttpResponseBase:
    """Show who sees the engagement; an administrator chooses."""
    may_administer = has_right(request.membership, Right.ADMINISTER)
    if request.method == "POST" and not may_administer:
        return refusal(request, Right.ADMINISTER)
    form = AccessForm(request.POST if request.method == "POST" else None, engagement=engagement)
    if form.is_bound and form.is_valid():
        if form.cleaned_data["is_limited"]:
            limit_to(engagement, form.cleaned_data["members"], actor=request.user)
        else:
            open_to_all(engagement, actor=request.user)
        messages.success(request, _("Saved."))
        return redirect("maintenance:users", engagement.pk)
    members = existing.members_of(engagement)
    context = {"form": form, "members": members, "may_administer": may_administer, "tab": "users"}
    return render(request, "maintenance/users.html", context, status=422 if form.errors else 200)


def _settings(request: EngagementRequest, **bound: Any) -> HttpResponse:
    """Show the settings, with the form that was sent in place of a fresh one."""
    engagement, member = request.engagement, request.membership
    following = fiscal_years.following(engagement)
    fresh = {
        "source_form": SourceForm(engagement=engagement),
        "company_form": CompanyForm(membership=member, engagement=engagement),
        "periods_form": PeriodsForm(engagement=engagement),
        "year_form": YearForm(initial=dict(zip(("start", "end"), following, strict=True)) if following else {}),
        "reset_form": ResetForm(engagement=engagement),
    }
    context = {
        **fresh,
        **bound,
        "engagement": engagement,
        "years": existing.years_of(engagement),
        "may_work": has_right(member, Right.WORK),
        "may_administer": has_right(member, Right.ADMINISTER),
        "tab": "settings",
    }
    return render(request, "maintenance/settings.html", context, status=422 if bound else 200)


def _saved(request: EngagementRequest, engagement: Engagement, *, is_changed: bool) -> HttpResponse:
    """Go back to the settings and say that they are saved; nothing changed is said so too."""
    messages.success(request, _("Saved.") if is_changed else _("Nothing was changed."))
    return redirect("maintenance:settings", engagement.pk)
