"""Members change roles and leave, and an agency always keeps an administrator."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession

from closing.activity.models import Event
from closing.engagements.access import engagements_of
from closing.engagements.errors import LastAdministratorError, SecondFactorKeptError
from closing.engagements.models import Agency, Membership, Role
from closing.engagements.people.members import change_role, limit_to, open_to_all, remove, reset_second_factor
from closing.users.models import User
from tests.factories import client_of, give_second_factor, make_agency, make_engagement, make_membership

pytestmark = pytest.mark.django_db


def test_role_is_changed_and_told(agency: Agency, alice: User, bob: User) -> None:
    change_role(bob.memberships.get(), Role.MANAGER, actor=alice)

    event = Event.objects.get(agency=agency)
    assert bob.memberships.get().role == "manager"
    assert (event.code, event.actor) == ("member:role_changed", alice)
    assert event.facts == {"email": "bob@alfa.example", "before": "preparer", "after": "manager"}


def test_same_role_tells_nothing(agency: Agency, alice: User, bob: User) -> None:
    change_role(bob.memberships.get(), Role.PREPARER, actor=alice)

    assert not Event.objects.filter(agency=agency).exists()


def test_last_administrator_stays(agency: Agency, alice: User, bob: User) -> None:
    mine = alice.memberships.get()

    with pytest.raises(LastAdministratorError):
        change_role(mine, Role.MANAGER, actor=alice)
    with pytest.raises(LastAdministratorError):
        remove(mine, actor=alice)

    assert agency.memberships.get(user=alice).role == "administrator"
    assert bob.memberships.get().role == "preparer"


def test_administrator_leaves_when_there_is_another(agency: Agency, alice: User, bob: User) -> None:
    change_role(bob.memberships.get(), Role.ADMINISTRATOR, actor=alice)

    remove(alice.memberships.get(), actor=bob)

    assert list(agency.memberships.values_list("user__name", flat=True)) == ["Bob Ask"]


def test_stale_copy_of_a_membership_does_not_hide_the_last_administrator(
    agency: Agency, alice: User, bob: User
) -> None:
    stale = bob.memberships.get()
    change_role(bob.memberships.get(), Role.ADMINISTRATOR, actor=alice)
    remove(alice.memberships.get(), actor=bob)

    with pytest.raises(LastAdministratorError):
        remove(stale, actor=bob)

    assert agency.memberships.count() == 1


def test_removed_member_keeps_the_account_and_loses_the_engagements(agency: Agency, alice: User, bob: User) -> None:
    make_engagement(agency)

    remove(bob.memberships.get(), actor=alice)

    event = Event.objects.get(agency=agency)
    assert User.objects.filter(pk=bob.pk).exists()
    assert not Membership.objects.filter(user=bob).exists()
    assert (event.code, event.facts) == ("member:removed", {"email": "bob@alfa.example", "role": "preparer"})


def test_lost_second_factor_is_reset_and_sessions_end(agency: Agency, alice: User, bob: User) -> None:
    give_second_factor(bob)
    client = client_of(bob)
    UserSession.objects.create(user=bob, session_key=client.session.session_key, ip="127.0.0.1", user_agent="Prov")

    reset_second_factor(bob.memberships.get(), actor=alice)

    assert not Authenticator.objects.filter(user=bob).exists()
    assert client.get("/account/profile/").status_code == 302
    assert Event.objects.get(agency=agency).code == "member:second_factor_reset"


def test_second_factor_of_someone_at_two_agencies_is_kept(agency: Agency, alice: User, bob: User) -> None:
    give_second_factor(bob)
    make_membership(bob, make_agency("Gamma"))

    with pytest.raises(SecondFactorKeptError):
        reset_second_factor(agency.memberships.get(user=bob), actor=alice)

    assert Authenticator.objects.filter(user=bob).exists()


def test_second_factor_of_the_installations_administrator_is_kept(alice: User, bob: User) -> None:
    User.objects.filter(pk=bob.pk).update(is_staff=True)

    with pytest.raises(SecondFactorKeptError):
        reset_second_factor(bob.memberships.get(), actor=alice)


def test_engagement_is_limited_and_opened_again(agency: Agency, *, alice: User, bob: User, rita: User) -> None:
    engagement = make_engagement(agency)

    limit_to(engagement, [rita.memberships.get()], actor=alice)
    limited = [engagements_of(user.memberships.get()).count() for user in (bob, rita)]
    limit_to(engagement, [rita.memberships.get()], actor=alice)
    open_to_all(engagement, actor=alice)

    told = Event.objects.filter(engagement=engagement).order_by("sequence")
    assert limited == [0, 1]
    assert [event.code for event in told] == ["member:named", "member:unnamed"]
    assert [engagements_of(user.memberships.get()).count() for user in (bob, rita)] == [1, 1]


def test_engagement_is_never_limited_to_somebody_of_another_agency(agency: Agency, alice: User, charlie: User) -> None:
    engagement = make_engagement(agency)

    limit_to(engagement, [charlie.memberships.get()], actor=alice)

    assert not engagement.named_members.exists()
