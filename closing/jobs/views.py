"""The page and fragment of a job's progress, cancelling it, and the two questions of whoever watches the server."""

import uuid

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from closing.engagements import access
from closing.engagements.access import Right
from closing.jobs import health, run
from closing.jobs.kinds import right_for
from closing.jobs.models import Job


@require_safe
def status(request: HttpRequest, job_id: uuid.UUID) -> HttpResponse:
    """Show a job's progress: a fragment for a page that asks each second, else a page of its own."""
    job = _visible(request, job_id, Right.READ)
    template = "jobs/_progress.html" if request.headers.get("HX-Request") else "jobs/status.html"
    response = render(request, template, {"job": job, "next": _own_address(request.GET.get("next", ""))})
    if not job.is_live:
        response["HX-Refresh"] = "true"
    return response


@require_POST
def cancel(request: HttpRequest, job_id: uuid.UUID) -> HttpResponse:
    """Ask a job to stop."""
    job = _visible(request, job_id, Right.READ)
    if job.engagement and not access.may(request.user, job.engagement, right_for(job.kind)):
        raise Http404
    run.cancel(job)
    return redirect(_own_address(request.POST.get("next", "")) or reverse("jobs:status", args=[job.pk]))


@login_not_required
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Say that the process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


@login_not_required
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Say whether everything it needs is there: the database, its migrations, a living worker, room on the disk."""
    found = health.report()
    return JsonResponse(found, status=200 if all(found.values()) else 503)


def _own_address(address: str) -> str:
    """Give back an address of our own site; anything else is nothing."""
    return address if url_has_allowed_host_and_scheme(address, allowed_hosts=None) else ""


def _visible(request: HttpRequest, job_id: uuid.UUID, right: Right) -> Job:
    job = get_object_or_404(Job.objects.select_related("engagement", "created_by"), pk=job_id)
    mine = job.created_by_id == request.user.pk
    if not (access.may(request.user, job.engagement, right) if job.engagement else mine):
        raise Http404
    return job
