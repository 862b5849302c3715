"""The pages of the start guide: one view for all four steps, and the summary with the last click."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from closing.engagements.access import AgencyRequest, Right, agency_view
from closing.engagements.errors import CompanyAlreadyThereError
from closing.engagements.models import Engagement
from closing.importing.sources import source_of
from closing.startguide import drafts
from closing.startguide.models import GuideDraft
from closing.startguide.presentation import marked, parts_of
from closing.startguide.steps import (
    STEPS,
    SUMMARY,
    IncompleteError,
    Step,
    first_incomplete,
    next_key,
    previous_key,
    setup_of,
    step_of,
)
from closing.users.models import User

PAGES = {*(step.key for step in STEPS), SUMMARY}
CHECK = "check"
"""In the address of a step: show at once what is wrong with what was answered."""


@agency_view(Right.WORK)
def start(request: AgencyRequest) -> HttpResponse:
    """Go to where the guide was left."""
    return redirect(_page_of(first_incomplete(drafts.open_draft(request.membership))))


@agency_view(Right.WORK)
def step(request: AgencyRequest, key: str) -> HttpResponse:
    """Show a step; when sent, keep what was written and go to the page asked for, or on when all is well."""
    current = step_of(key)
    if request.method == "POST":
        return _keep(request, current)
    draft = drafts.open_draft(request.membership)
    if earlier := first_incomplete(draft, before=current):
        return redirect(_page_of(earlier, draft))
    form = current.answered(draft) if CHECK in request.GET else current.asked(draft, timezone.localdate())
    context = {"step": current, "form": form, "steps": marked(draft, current.key), "previous": previous_key(current)}
    return render(request, "startguide/step.html", context)


@agency_view(Right.WORK)
def summary(request: AgencyRequest) -> HttpResponse:
    """Show what will be set up, and set it up."""
    if request.method == "POST":
        return _finish(request)
    draft = drafts.open_draft(request.membership)
    if incomplete := first_incomplete(draft):
        return redirect(_page_of(incomplete, draft))
    setup = setup_of(draft)
    context = {"draft": draft, "setup": setup, "steps": marked(draft, SUMMARY), "parts": parts_of(setup)}
    return render(request, "startguide/summary.html", context)


@require_POST
@agency_view(Right.WORK)
def restart(request: AgencyRequest) -> HttpResponse:
    """Forget the answers given so far."""
    drafts.discard(request.membership)
    return redirect("startguide:company")


def _keep(request: AgencyRequest, current: Step) -> HttpResponse:
    """Keep what was written to a step; one that is refused is shown by a page of its own, so that Back finds it."""
    draft = drafts.keep(request.membership, current, request.POST)
    wanted = request.POST.get("to", "")
    if wanted in PAGES:
        return redirect(f"startguide:{wanted}")
    if not current.is_complete(draft):
        return redirect(f"{reverse(f'startguide:{current.key}')}?{CHECK}")
    return redirect(f"startguide:{next_key(current)}")


def _finish(request: AgencyRequest) -> HttpResponse:
    try:
        engagement = drafts.finish(_draft_id(request), request.membership)
    except IncompleteError as error:
        return redirect(f"{reverse(f'startguide:{error.step.key}')}?{CHECK}")
    except CompanyAlreadyThereError:
        return redirect(f"{reverse('startguide:company')}?{CHECK}")
    return _first_page(engagement, request.user)


def _draft_id(request: HttpRequest) -> uuid.UUID:
    try:
        return uuid.UUID(request.POST.get("draft", ""))
    except ValueError as error:
        raise Http404 from error


def _page_of(step: Step | None, draft: GuideDraft | None = None) -> str:
    """Give the address of a step that must be answered first, with its faults when it was; None is the summary."""
    address = reverse(f"startguide:{step.key if step else SUMMARY}")
    return f"{address}?{CHECK}" if step and draft and draft.answers_to(step.key) else address


def _first_page(engagement: Engagement, user: User) -> HttpResponse:
    """Go to where the work begins: the source's own page or login, or the overview when none was chosen.

    To a login the request goes on as it was sent: it changes something, so it must not be a mere link.
    """
    if not engagement.data_source:
        return redirect("overview:engagement", engagement.pk)
    source = source_of(engagement.data_source)
    connection = source.connection(engagement, user)
    if connection and not connection.is_usable:
        return redirect(connection.connect_url, preserve_request=True)
    return redirect(source.connect_url(engagement, user) or reverse("importing:start", args=[engagement.pk]))
