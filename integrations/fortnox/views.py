"""To Fortnox's login and back, and the end of a connection."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from closing.engagements.access import EngagementRequest, Right, engagement_view
from closing.engagements.models import Engagement
from integrations.fortnox.connection import attempts, ending, joining
from integrations.fortnox.connection.errors import LoginAnswerError
from integrations.fortnox.connection.finding import connection_of
from integrations.fortnox.pages import import_page, stop, stopped_page, wish_of


@require_POST
@engagement_view(Right.WORK)
def connect(request: EngagementRequest, engagement: Engagement) -> HttpResponse:
    """Send the browser to Fortnox's login, and remember what to import when it is back."""
    back = request.build_absolute_uri(reverse("fortnox:callback"))
    try:
        login = attempts.begin(
            engagement, user=request.user, wish=wish_of(request), session=request.session, redirect_uri=back
        )
    except LoginAnswerError as error:
        return stop(request, error)
    return redirect(login)


@never_cache
@require_safe
def callback(request: HttpRequest) -> HttpResponse:
    """Take what Fortnox's login sent back; a connection begins its first import at once."""
    assert request.user.is_authenticated  # noqa: S101 -- for the type checker: the middleware asks
    try:
        attempt, code = attempts.claim(request.GET.dict(), user=request.user, session=request.session)
        connection = joining.join(attempt, code)
    except LoginAnswerError as error:
        joining.log_refusal(error)
        return stop(request, error)
    return import_page(request, connection, attempt)


@require_safe
def stopped(request: HttpRequest) -> HttpResponse:
    """Show why the last login at Fortnox led to no connection."""
    assert request.user.is_authenticated  # noqa: S101 -- for the type checker: the middleware asks
    return stopped_page(request, request.user)


@require_POST
@engagement_view(Right.WORK)
def disconnect(request: EngagementRequest, engagement: Engagement) -> HttpResponse:
    """End one's own connection at once."""
    connection = connection_of(engagement, request.user)
    if connection and ending.disconnect(connection, actor=request.user):
        messages.success(request, _("%(company)s is no longer connected.") % {"company": connection.company_name})
    return redirect("overview:engagement", engagement.pk)
