"""The start page of the agency, and the overview of an engagement."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from closing.engagements.access import (
    AgencyRequest,
    EngagementRequest,
    Right,
    agency_view,
    engagement_view,
    engagements_of,
    has_right,
)
from closing.engagements.models import Engagement
from closing.overview.agency_list import ROWS_PER_PAGE, listed
from closing.overview.engagement_page import overview
from closing.overview.forms import AgencyForm
from closing.paging import heading, pager

HEADINGS = (
    ("name", _("Company")),
    ("year", _("Fiscal year")),
    ("deadline", _("Deadline")),
    ("imported", _("Last import")),
)


@agency_view(Right.READ)
def agency(request: AgencyRequest) -> HttpResponse:
    """List the engagements."""
    form = AgencyForm(request.GET)
    asked = form.asked()
    rows = listed(engagements_of(request.membership), today=timezone.localdate(), words=asked.words, sort=asked.sort)
    shown = pager(request, rows=len(rows), per_page=ROWS_PER_PAGE)
    context = {
        "form": form,
        "words": asked.words,
        "rows": rows[shown.start : shown.stop],
        "count": len(rows),
        "pager": shown,
        "headings": {key: heading(request, label, key=key, sort=asked.sort) for key, label in HEADINGS},
        "may_work": has_right(request.membership, Right.WORK),
    }
    return render(request, "overview/agency.html", context)


@engagement_view(Right.READ)
def engagement(request: EngagementRequest, engagement: Engagement) -> HttpResponse:
    """Show where the work on an engagement stands."""
    page = overview(request, engagement)
    context = {"engagement": engagement, "page": page, "may_work": has_right(request.membership, Right.WORK)}
    return render(request, "overview/engagement.html", context)
