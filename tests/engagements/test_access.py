"""The door lets members in, and nobody else."""

import uuid
from datetime import date
from typing import cast

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from django_scopes import ScopeError, scopes_disabled

from closing.engagements.access import (
    MOST_REMEMBERED_YEARS,
    REMEMBERED_YEARS,
    AgencyRequest,
    EngagementRequest,
    Right,
    agency_view,
    engagement_view,
    engagements_of,
    has_right,
    may,
)
from closing.engagements.models import Agency, Engagement, EngagementMember, FiscalYear, Membership, Role
from closing.users.models import User
from tests.factories import client_of, make_agency, make_engagement, make_fiscal_year, make_membership, make_user


@pytest.mark.parametrize(
    ("role", "rights"),
    [
        (Role.READER, {"read"}),
        (Role.PREPARER, {"read", "work", "export"}),
        (Role.MANAGER, {"read", "work", "export", "manage"}),
        (Role.ADMINISTRATOR, {"read", "work", "export", "manage", "administer"}),
    ],
)
def test_role_holds_exactly_its_rights(role: Role, rights: set[str]) -> None:
    membership = Membership(role=role)

    held = {right.value for right in Right if has_right(membership, right)}

    assert held == rights


def test_may_follows_the_role(agency: Agency, bob: User, rita: User) -> None:
    engagement = make_engagement(agency)

    assert may(bob, engagement, Right.WORK)
    assert not may(bob, engagement, Right.MANAGE)
    assert may(rita, engagement, Right.READ)
    assert not may(rita, engagement, Right.WORK)


def test_may_refuses_strangers_the_inactive_and_nobody(agency: Agency, bob: User, charlie: User) -> None:
    engagement = make_engagement(agency)
    bob.is_active = False

    assert not may(charlie, engagement, Right.READ)
    assert not may(bob, engagement, Right.READ)
    assert not may(AnonymousUser(), engagement, Right.READ)
    assert not may(None, engagement, Right.READ)


def test_limited_engagement_is_seen_by_the_named_and_by_administrators(
    agency: Agency, *, alice: User, bob: User, rita: User
) -> None:
    engagement = make_engagement(agency, is_limited=True)
    EngagementMember.objects.create(engagement=engagement, membership=rita.memberships.get())

    seen = {user.name: list(engagements_of(user.memberships.get())) for user in (alice, bob, rita)}

    assert seen == {"Alice Ek": [engagement], "Bob Ask": [], "Rita Alm": [engagement]}
    assert not may(bob, engagement, Right.READ)


def test_engagements_of_a_membership_are_its_agencys(agency: Agency, bob: User, charlie: User) -> None:
    own = make_engagement(agency)
    make_engagement(charlie.memberships.get().agency)

    assert list(engagements_of(bob.memberships.get())) == [own]


def test_factories_make_different_companies(agency: Agency) -> None:
    with scopes_disabled():
        one, other = make_engagement(agency), make_engagement(agency)

    assert one.organisation_number != other.organisation_number
    assert isinstance(one.pk, uuid.UUID)


@pytest.fixture
def years(agency: Agency) -> list[FiscalYear]:
    """Give three years of an engagement, the earliest first."""
    engagement = make_engagement(agency)
    return [make_fiscal_year(engagement, date(year, 1, 1), date(year, 12, 31)) for year in (2023, 2024, 2025)]


def year_shown(client: Client, engagement: Engagement, query: str = "") -> FiscalYear | None:
    answer = client.get(reverse("overview:engagement", args=[engagement.pk]) + query)
    year: FiscalYear | None = answer.context["request"].fiscal_year
    return year


def test_latest_year_is_shown_until_another_is_chosen(bob: User, years: list[FiscalYear]) -> None:
    client, engagement = client_of(bob), years[0].engagement

    shown = [
        year_shown(client, engagement),
        year_shown(client, engagement, f"?year={years[0].pk}"),
        year_shown(client, engagement),
    ]

    assert shown == [years[2], years[0], years[0]]


def test_year_in_the_address_is_remembered_for_the_next_page(bob: User, years: list[FiscalYear]) -> None:
    client, engagement = client_of(bob), years[0].engagement

    client.get(reverse("statements:income", args=[engagement.pk, years[1].pk]))

    assert year_shown(client, engagement) == years[1]


def test_year_is_remembered_for_each_engagement_by_itself(agency: Agency, bob: User, years: list[FiscalYear]) -> None:
    client, other = client_of(bob), make_engagement(agency)
    only = make_fiscal_year(other)

    year_shown(client, years[0].engagement, f"?year={years[0].pk}")

    assert (year_shown(client, other), year_shown(client, years[0].engagement)) == (only, years[0])


def test_remembered_year_that_is_gone_gives_way_to_the_latest(bob: User, years: list[FiscalYear]) -> None:
    client, engagement = client_of(bob), years[0].engagement
    year_shown(client, engagement, f"?year={years[0].pk}")

    years[0].delete()

    assert year_shown(client, engagement) == years[2]


def test_engagement_without_years_has_none(agency: Agency, bob: User) -> None:
    assert year_shown(client_of(bob), make_engagement(agency)) is None


@pytest.mark.parametrize("asked", ["nonsense", "1", str(uuid.uuid4()), "' or 1=1"])
def test_year_that_is_not_there_is_not_found(bob: User, years: list[FiscalYear], asked: str) -> None:
    address = reverse("overview:engagement", args=[years[0].engagement.pk])

    assert client_of(bob).get(address, {"year": asked}).status_code == 404


def test_year_of_another_engagement_is_not_found(agency: Agency, bob: User, years: list[FiscalYear]) -> None:
    other = make_engagement(agency)

    answers = [
        client_of(bob).get(reverse("overview:engagement", args=[other.pk]), {"year": str(years[0].pk)}),
        client_of(bob).get(reverse("statements:income", args=[other.pk, years[0].pk])),
    ]

    assert [answer.status_code for answer in answers] == [404, 404]


def test_session_remembers_years_of_no_more_engagements_than_it_can_carry(bob: User, years: list[FiscalYear]) -> None:
    client, engagement = client_of(bob), years[0].engagement
    session = client.session
    session[REMEMBERED_YEARS] = {str(uuid.uuid4()): str(uuid.uuid4()) for _ in range(MOST_REMEMBERED_YEARS)}
    session.save()

    year_shown(client, engagement, f"?year={years[0].pk}")

    assert len(client.session[REMEMBERED_YEARS]) == MOST_REMEMBERED_YEARS
    assert year_shown(client, engagement) == years[0]


def test_opening_an_engagement_is_working_in_its_agency(bob: User) -> None:
    other = make_agency("Gamma")
    make_membership(bob, other, Role.READER)
    client = client_of(bob)

    client.get(reverse("overview:engagement", args=[make_engagement(other).pk]))

    assert client.get("/").context["request"].agency == other


def test_member_without_the_right_reads_which_it_is_and_who_can_give_it(alice: User, rita: User) -> None:
    User.objects.filter(pk=rita.pk).update(language="en")

    answer = client_of(rita).get("/agency/users/")

    words = " ".join(answer.content.decode().split())
    assert answer.status_code == 403
    assert "for members who may administer users and connections. You are Reader at Alfa Redovisning." in words
    assert f"mailto:{alice.email}" in words


@pytest.mark.django_db
def test_person_without_an_agency_reads_so(client: Client) -> None:
    client.force_login(make_user())

    answer = client.get("/")

    assert answer.status_code == 403
    assert answer.templates[0].name == "engagements/without_agency.html"


def test_view_runs_in_the_scope_of_its_agency_alone(agency: Agency, bob: User, charlie: User) -> None:
    own = make_engagement(agency)
    make_engagement(charlie.memberships.get().agency)
    seen: list[Engagement] = []

    @engagement_view(Right.READ)
    def look(request: EngagementRequest, engagement: Engagement) -> HttpResponse:
        seen.extend([engagement, *Engagement.objects.all()])
        return HttpResponse(request.membership.role)

    @agency_view(Right.READ)
    def look_around(request: AgencyRequest) -> HttpResponse:
        seen.extend(Engagement.objects.all())
        return HttpResponse(request.agency.name)

    answers = [cast("HttpResponse", one) for one in (look(asking(bob), engagement_id=own.pk), look_around(asking(bob)))]

    assert seen == [own, own, own]
    assert [answer.content.decode() for answer in answers] == ["preparer", "Alfa Redovisning"]
    with pytest.raises(ScopeError):
        Engagement.objects.count()


@pytest.mark.django_db
def test_door_itself_sends_strangers_to_sign_in() -> None:
    @agency_view(Right.READ)
    def look(_request: AgencyRequest) -> HttpResponse:
        return HttpResponse("in")

    answer = look(asking(AnonymousUser()))

    assert (answer.status_code, answer.headers["Location"]) == (302, "/account/login/?next=/")


def asking(user: User | AnonymousUser) -> HttpRequest:
    """Make a request as it reaches a view."""
    request = RequestFactory().get("/")
    request.user = user
    request.session = Client().session
    return request
