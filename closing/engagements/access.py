"""The one door between a person and an agency's work: every view and every job asks here.

Another agency's id answers 404, always, as does an engagement that is limited to others; a member who may see the
engagement but not do the thing gets a page that says so. A view behind the door runs in the scope of its agency, so a
query for engagements outside it finds nothing.
"""

import uuid
from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django_scopes import scope

from closing.engagements import texts
from closing.engagements.models import Agency, Engagement, FiscalYear, Membership, Role
from closing.users.models import User

REMEMBERED_AGENCY = "agency"
REMEMBERED_YEARS = "fiscal_years"
MOST_REMEMBERED_YEARS = 50


class Right(StrEnum):
    """What a member may do; a role is a set of these."""

    READ = "read"
    WORK = "work"  # import and all work on the closing
    EXPORT = "export"
    MANAGE = "manage"  # lock and unlock, approve
    ADMINISTER = "administer"  # users, connections, reset


RIGHTS: dict[str, frozenset[Right]] = {
    Role.READER: frozenset({Right.READ}),
    Role.PREPARER: frozenset({Right.READ, Right.WORK, Right.EXPORT}),
    Role.MANAGER: frozenset({Right.READ, Right.WORK, Right.EXPORT, Right.MANAGE}),
    Role.ADMINISTRATOR: frozenset(Right),
}


class AgencyRequest(HttpRequest):
    """A request that came through the door of an agency."""

    user: User
    agency: Agency
    membership: Membership


class EngagementRequest(AgencyRequest):
    """A request that came through the door of an engagement."""

    engagement: Engagement
    fiscal_year: FiscalYear | None


View = Callable[..., HttpResponseBase]


def has_right(membership: Membership, right: Right) -> bool:
    """Say whether the member's role holds the right."""
    return right in RIGHTS[membership.role]


def memberships_of(user: User) -> QuerySet[Membership]:
    """List the user's places in agencies, the oldest first."""
    return Membership.objects.filter(user=user).select_related("agency").order_by("created_at", "id")


def engagements_of(membership: Membership) -> QuerySet[Engagement]:
    """List the engagements the member may see; limited ones only when named, but all for an administrator."""
    with scope(agency=membership.agency):
        engagements = Engagement.objects.all()
    if membership.role == Role.ADMINISTRATOR:
        return engagements
    named = Q(pk__in=membership.named_engagements.values("engagement"))
    return engagements.filter(Q(is_limited=False) | named)


def may(user: User | AnonymousUser | None, engagement: Engagement, right: Right) -> bool:
    """Say whether the user may do this to the engagement now; a job asks again when it runs."""
    if not isinstance(user, User) or not user.is_active:
        return False
    membership = memberships_of(user).filter(agency=engagement.agency_id).first()
    if membership is None or not has_right(membership, right):
        return False
    return engagements_of(membership).filter(pk=engagement.pk).exists()


def engagement_view(right: Right) -> Callable[[View], View]:
    """Open the door of an engagement to a view whose address holds `engagement_id`, and perhaps `year_id`.

    The view is called with the request (an `EngagementRequest`), the engagement, what else the address holds, and the
    fiscal year as `year` when the address names one.
    """

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: EngagementRequest, engagement_id: uuid.UUID, **address: Any) -> HttpResponseBase:
            if _is_stranger(request):
                return redirect_to_login(request.get_full_path())
            request.membership, request.engagement = _find(request.user, engagement_id)
            request.agency = request.membership.agency
            choose_agency(request, request.agency)
            with scope(agency=request.agency):
                if not has_right(request.membership, right):
                    return refusal(request, right)
                year_id = address.pop("year_id", None)
                request.fiscal_year = _fiscal_year(request, year_id)
                named_year = {"year": request.fiscal_year} if year_id else {}
                return view(request, request.engagement, **address, **named_year)

        return guarded

    return guard


def agency_view(right: Right) -> Callable[[View], View]:
    """Open the door of the agency the user has chosen, or of the first one, to a view without engagement."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: AgencyRequest, **address: Any) -> HttpResponseBase:
            if _is_stranger(request):
                return redirect_to_login(request.get_full_path())
            membership = chosen_membership(request)
            if membership is None:
                return render(request, "engagements/without_agency.html", status=403)
            request.membership, request.agency = membership, membership.agency
            with scope(agency=membership.agency):
                if not has_right(membership, right):
                    return refusal(request, right)
                return view(request, **address)

        return guarded

    return guard


def chosen_membership(request: AgencyRequest) -> Membership | None:
    """Give the user's place in the agency remembered in the session, else in the first one."""
    memberships = list(memberships_of(request.user))
    chosen = request.session.get(REMEMBERED_AGENCY)
    return next((one for one in memberships if str(one.agency_id) == chosen), memberships[0] if memberships else None)


def choose_agency(request: HttpRequest, agency: Agency) -> None:
    """Remember the agency for the pages without an engagement."""
    if request.session.get(REMEMBERED_AGENCY) != str(agency.pk):
        request.session[REMEMBERED_AGENCY] = str(agency.pk)


def refusal(request: AgencyRequest, right: Right) -> HttpResponseBase:
    """Show the page for a member without the right: what is missing, and who can give it."""
    administrators = request.agency.memberships.filter(role=Role.ADMINISTRATOR).select_related("user")
    context = {"what": texts.RIGHTS[right], "administrators": administrators}
    return render(request, "engagements/refused.html", context, status=403)


def _is_stranger(request: HttpRequest) -> bool:
    return not request.user.is_authenticated


def _find(user: User, engagement_id: uuid.UUID) -> tuple[Membership, Engagement]:
    membership = memberships_of(user).filter(agency__engagements=engagement_id).first()
    engagement = engagements_of(membership).filter(pk=engagement_id).first() if membership else None
    if membership is None or engagement is None:
        raise Http404
    return membership, engagement


def _fiscal_year(request: EngagementRequest, from_address: uuid.UUID | str | None) -> FiscalYear | None:
    """Give the year of the address, else the one asked for, else the one last looked at, else the latest."""
    years = request.engagement.fiscal_years.all()
    asked = from_address or request.GET.get("year")
    if asked:
        year = _year(years, asked)
        if year is None:
            raise Http404
        _remember(request, year)
        return year
    remembered = request.session.get(REMEMBERED_YEARS, {}).get(str(request.engagement.pk))
    return (_year(years, remembered) if remembered else None) or years.first()


def _year(years: QuerySet[FiscalYear], year_id: uuid.UUID | str) -> FiscalYear | None:
    try:
        return years.filter(pk=year_id).first()
    except ValidationError:
        return None


def _remember(request: EngagementRequest, year: FiscalYear) -> None:
    """Keep the choice for the next page, and for no more engagements than a session can carry lightly."""
    remembered: dict[str, str] = request.session.get(REMEMBERED_YEARS, {})
    key = str(request.engagement.pk)
    if remembered.get(key) == str(year.pk):
        return
    others = [pair for pair in remembered.items() if pair[0] != key]
    request.session[REMEMBERED_YEARS] = dict([*others, (key, str(year.pk))][-MOST_REMEMBERED_YEARS:])
