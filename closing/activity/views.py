"""The pages of the activity log."""

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from closing.activity import reading
from closing.activity.excel import workbook
from closing.activity.forms import FilterForm
from closing.activity.models import Event
from closing.engagements.access import AgencyRequest, EngagementRequest, Right, agency_view, engagement_view
from closing.engagements.models import Engagement

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@agency_view(Right.MANAGE)
@require_safe
def agency(request: AgencyRequest) -> HttpResponse:
    """Show the log of the whole agency."""
    return _log(request, engagement=None)


@engagement_view(Right.READ)
@require_safe
def engagement(request: EngagementRequest, engagement: Engagement) -> HttpResponse:
    """Show the log of one engagement."""
    return _log(request, engagement=engagement)


def _log(request: AgencyRequest, *, engagement: Engagement | None) -> HttpResponse:
    form = FilterForm(request.GET, membership=request.membership, engagement=engagement)
    found = reading.events(request.membership, engagement=engagement, chosen=form.chosen())
    if request.GET.get("as") == "xlsx":
        return _saved(found)
    before = form.page_begins_below()
    query = request.GET.copy()
    query.pop("before", None)
    context = {
        "page": reading.page(found, before=before),
        "is_first": before is None,
        "form": form,
        "frame_template": "frame.html" if engagement else "base.html",
        "one": engagement,
        "query": query.urlencode(),
    }
    return render(request, "activity/log.html", context)


def _saved(found: QuerySet[Event]) -> HttpResponse:
    response = HttpResponse(workbook(reading.lines(found.iterator())), content_type=EXCEL)
    response["Content-Disposition"] = 'attachment; filename="aktivitetslogg.xlsx"'
    return response
