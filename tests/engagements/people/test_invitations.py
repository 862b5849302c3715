"""An invitation lets one person in, once, within seven days."""

import datetime as dt

import pytest
from django.utils import timezone

from closing.activity.models import Event
from closing.engagements.errors import AccountThereError, AlreadyMemberError, InvitationUnusableError
from closing.engagements.models import Agency, Invitation, Membership, Role
from closing.engagements.people.invitations import find, invite, join, join_with_new_account, withdraw
from closing.users.models import User
from tests.factories import make_agency, make_membership, make_user

pytestmark = pytest.mark.django_db


def codes(agency: Agency) -> list[str]:
    return list(Event.objects.filter(agency=agency).order_by("sequence").values_list("code", flat=True))


def test_token_is_found_and_kept_nowhere(agency: Agency, alice: User) -> None:
    invitation, token = invite(agency, email=" Ny@Alfa.example ", role=Role.READER, invited_by=alice)

    found = find(token, timezone.now())

    assert (found, found.email, found.role) == (invitation, "ny@alfa.example", "reader")
    assert token not in str(Invitation.objects.values())


@pytest.mark.parametrize("token", ["", "nonsense", "x" * 43])
def test_unknown_token_is_refused(token: str) -> None:
    with pytest.raises(InvitationUnusableError):
        find(token, timezone.now())


@pytest.mark.parametrize(("days", "is_alive"), [(6.99, True), (7.01, False)])
def test_invitation_lives_seven_days(agency: Agency, alice: User, *, days: float, is_alive: bool) -> None:
    invitation, token = invite(agency, email="ny@alfa.example", role=Role.READER, invited_by=alice)
    later = invitation.created_at + dt.timedelta(days=days)

    try:
        found: Invitation | None = find(token, later)
    except InvitationUnusableError:
        found = None

    assert (found is not None) == is_alive


def test_member_is_not_invited_again(agency: Agency, alice: User, bob: User) -> None:
    with pytest.raises(AlreadyMemberError) as refused:
        invite(agency, email=bob.email.upper(), role=Role.MANAGER, invited_by=alice)

    assert refused.value.email == bob.email


def test_new_invitation_makes_the_earlier_worthless(agency: Agency, alice: User) -> None:
    _, earlier = invite(agency, email="ny@alfa.example", role=Role.READER, invited_by=alice)
    _, later = invite(agency, email="ny@alfa.example", role=Role.MANAGER, invited_by=alice)

    assert find(later, timezone.now()).role == "manager"
    with pytest.raises(InvitationUnusableError):
        find(earlier, timezone.now())


def test_withdrawn_invitation_is_worthless(agency: Agency, alice: User) -> None:
    invitation, token = invite(agency, email="ny@alfa.example", role=Role.READER, invited_by=alice)

    withdraw(invitation, actor=alice)

    with pytest.raises(InvitationUnusableError):
        find(token, timezone.now())
    assert codes(agency) == ["member:invited", "member:invitation_withdrawn"]


def test_new_person_gets_an_account_and_a_place(agency: Agency, alice: User) -> None:
    invitation, token = invite(agency, email="ny@alfa.example", role=Role.PREPARER, invited_by=alice)

    user = join_with_new_account(
        find(token, timezone.now()), timezone.now(), name="Ny", password="en lång ramsa till", language="en"
    )

    membership = Membership.objects.get(user=user)
    assert (user.email, user.name, user.language, user.is_staff) == ("ny@alfa.example", "Ny", "en", False)
    assert user.check_password("en lång ramsa till")
    assert (membership.agency, membership.role) == (agency, "preparer")
    assert codes(agency) == ["member:invited", "member:joined"]
    assert invitation.pk


def test_invitation_is_used_once(agency: Agency, alice: User) -> None:
    _, token = invite(agency, email="ny@alfa.example", role=Role.READER, invited_by=alice)
    same = find(token, timezone.now())
    join_with_new_account(same, timezone.now(), name="Ny", password="en lång ramsa till")

    with pytest.raises(InvitationUnusableError):
        join(same, User.objects.get(email="ny@alfa.example"), timezone.now())
    with pytest.raises(InvitationUnusableError):
        find(token, timezone.now())


def test_account_is_not_made_when_the_invitation_ran_out_meanwhile(agency: Agency, alice: User) -> None:
    invitation, token = invite(agency, email="ny@alfa.example", role=Role.READER, invited_by=alice)
    found = find(token, timezone.now())

    with pytest.raises(InvitationUnusableError):
        join_with_new_account(found, invitation.expires_at, name="Ny", password="en lång ramsa till")

    assert not User.objects.filter(email="ny@alfa.example").exists()


def test_account_that_was_made_meanwhile_is_not_made_again(agency: Agency, alice: User) -> None:
    _, token = invite(agency, email="ny@alfa.example", role=Role.READER, invited_by=alice)
    found = find(token, timezone.now())
    make_user("ny@alfa.example")

    with pytest.raises(AccountThereError):
        join_with_new_account(found, timezone.now(), name="Ny", password="en lång ramsa till")

    assert find(token, timezone.now()) == found


def test_existing_person_joins_another_agency(charlie: User, agency: Agency, alice: User) -> None:
    _, token = invite(agency, email=charlie.email, role=Role.READER, invited_by=alice)

    membership = join(find(token, timezone.now()), charlie, timezone.now())

    assert (membership.agency, membership.role) == (agency, "reader")
    assert charlie.memberships.count() == 2


def test_somebody_else_cannot_use_an_invitation(agency: Agency, alice: User, charlie: User) -> None:
    _, token = invite(agency, email="ny@alfa.example", role=Role.ADMINISTRATOR, invited_by=alice)

    with pytest.raises(InvitationUnusableError):
        join(find(token, timezone.now()), charlie, timezone.now())

    assert not agency.memberships.filter(user=charlie).exists()


def test_joining_never_changes_a_role_given_meanwhile(agency: Agency, alice: User) -> None:
    user = make_user("ny@alfa.example")
    _, token = invite(agency, email=user.email, role=Role.ADMINISTRATOR, invited_by=alice)
    make_membership(user, agency, Role.READER)

    membership = join(find(token, timezone.now()), user, timezone.now())

    assert membership.role == "reader"


def test_same_address_is_invited_by_two_agencies(agency: Agency, alice: User) -> None:
    other = make_agency("Gamma")
    _, one = invite(agency, email="ny@alfa.example", role=Role.READER, invited_by=alice)
    _, two = invite(other, email="ny@alfa.example", role=Role.READER, invited_by=None)

    assert [find(token, timezone.now()).agency for token in (one, two)] == [agency, other]
