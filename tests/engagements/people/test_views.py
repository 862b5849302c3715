"""Administrators see and change their agency's users; invited people join."""

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.fixtures import Settings

from closing.engagements.models import Agency, Invitation, Role
from closing.engagements.people.invitations import invite
from closing.users.models import User
from tests.factories import (
    PASSWORD,
    client_of,
    give_second_factor,
    make_agency,
    make_membership,
    make_user,
)

pytestmark = pytest.mark.django_db
USERS = "/agency/users/"


@pytest.fixture
def alice(alice: User) -> User:
    """Give the administrator, who reads English here, so that sentences can be compared."""
    alice.language = "en"
    alice.save()
    return alice


@pytest.fixture
def invited(agency: Agency, alice: User) -> str:
    """Give the address of an invitation to ny@alfa.example as preparer."""
    _, token = invite(agency, email="ny@alfa.example", role=Role.PREPARER, invited_by=alice)
    return reverse("engagements:invitation", args=[token])


def messages_of(client: Client) -> list[str]:
    return [str(message) for message in client.get(USERS).context["messages"]]


def test_list_shows_members_roles_and_second_factors(*, alice: User, bob: User, rita: User) -> None:
    give_second_factor(bob)

    people = client_of(alice).get(USERS).context["people"]

    assert [(str(one.membership.user), one.has_second_factor, one.needs_second_factor) for one in people] == [
        ("Alice Ek", True, True),
        ("Bob Ask", True, True),
        (str(rita), False, False),
    ]


def test_list_takes_as_many_queries_for_many_as_for_few(agency: Agency, alice: User) -> None:
    client = client_of(alice)
    client.get(USERS)
    counts = []

    for members in (1, 5):
        for _ in range(members):
            make_membership(make_user(), agency)
        with CaptureQueriesContext(connection) as queries:
            client.get(USERS)
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_link_is_shown_once_when_there_is_no_mail_server(alice: User) -> None:
    client = client_of(alice)

    shown = client.post(USERS, {"email": "ny@alfa.example", "role": "reader"}, follow=True)
    again = client.get(USERS)

    assert shown.redirect_chain == [(USERS, 302)]
    assert shown.context["link"]["link"].startswith("http://127.0.0.1:8000/invitation/")
    assert again.context["link"] is None
    assert mail.outbox == []


def test_link_is_sent_when_there_is_a_mail_server_and_shown_to_nobody(alice: User, settings: Settings) -> None:
    settings.HAS_MAIL_SERVER = True
    settings.ADDRESS = "https://kvitt.example"

    shown = client_of(alice).post(USERS, {"email": "ny@alfa.example", "role": "reader"}, follow=True)

    letter = mail.outbox[0]
    assert letter.to == ["ny@alfa.example"]
    assert "https://kvitt.example/invitation/" in letter.body
    assert shown.context["link"] is None
    assert [str(message) for message in shown.context["messages"]] == ["An invitation is sent to ny@alfa.example."]


def test_link_is_shown_when_the_mail_server_does_not_answer(alice: User, settings: Settings) -> None:
    settings.HAS_MAIL_SERVER = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1

    shown = client_of(alice).post(USERS, {"email": "ny@alfa.example", "role": "reader"}, follow=True)

    assert shown.context["link"]["email"] == "ny@alfa.example"


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"email": "inte en adress", "role": "reader"}, "email"),
        ({"email": "", "role": "reader"}, "email"),
        ({"email": "ny@alfa.example", "role": "owner"}, "role"),
        ({"email": "bob@alfa.example", "role": "reader"}, "email"),
    ],
)
@pytest.mark.usefixtures("bob")
def test_wrong_invitation_is_refused_and_kept_on_the_page(alice: User, *, told: dict[str, str], field: str) -> None:
    answer = client_of(alice).post(USERS, told)

    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    assert not Invitation.objects.exists()


def test_role_is_changed_on_the_page(alice: User, bob: User) -> None:
    client = client_of(alice)

    client.post(reverse("engagements:change_role", args=[bob.memberships.get().pk]), {"role": "manager"})

    assert bob.memberships.get().role == "manager"
    assert messages_of(client) == ["The role of Bob Ask is changed."]


def test_last_administrator_is_told_why_not(alice: User) -> None:
    client = client_of(alice)
    mine = alice.memberships.get().pk

    client.post(reverse("engagements:change_role", args=[mine]), {"role": "reader"})
    first = messages_of(client)
    client.post(reverse("engagements:remove", args=[mine]))

    reason = "The agency must keep an administrator. Make somebody else administrator first."
    assert [*first, *messages_of(client)] == [reason, reason]


def test_member_is_removed_after_a_question(alice: User, bob: User) -> None:
    client = client_of(alice)
    address = reverse("engagements:remove", args=[bob.memberships.get().pk])

    asked = client.get(address)
    still_there = bob.memberships.exists()
    client.post(address)

    assert (asked.status_code, still_there, bob.memberships.exists()) == (200, True, False)


def test_second_factor_is_reset_after_a_question(alice: User, bob: User) -> None:
    give_second_factor(bob)
    client = client_of(alice)
    address = reverse("engagements:reset_second_factor", args=[bob.memberships.get().pk])

    asked = client.get(address)
    client.post(address)

    assert asked.status_code == 200
    assert messages_of(client) == ["Bob Ask sets up a new second factor when signing in."]


def test_invitation_is_withdrawn_on_the_page(alice: User, invited: str) -> None:
    client = client_of(alice)

    client.post(reverse("engagements:withdraw_invitation", args=[Invitation.objects.get().pk]))

    assert client.get(invited).status_code == 404
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("name", ["change_role", "remove", "reset_second_factor"])
def test_members_of_another_agency_are_not_there(alice: User, charlie: User, name: str) -> None:
    address = reverse(f"engagements:{name}", args=[charlie.memberships.get().pk])

    assert client_of(alice).post(address, {"role": "reader"}).status_code == 404
    assert charlie.memberships.get().role == "administrator"


def test_invited_person_makes_an_account_and_is_signed_in(client: Client, agency: Agency, invited: str) -> None:
    shown = client.get(invited)

    answer = client.post(invited, {"name": "Ny Person", "password": PASSWORD, "password_again": PASSWORD})

    user = User.objects.get(email="ny@alfa.example")
    assert shown.templates[0].name == "engagements/invitation_new.html"
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert agency.memberships.get(user=user).role == "preparer"
    assert client.get("/").headers["Location"] == "/account/second-factor/"
    assert client.get("/account/2fa/totp/activate/").status_code == 200


@pytest.mark.parametrize(
    ("told", "fields"),
    [
        ({"name": "Ny", "password": "kort", "password_again": "kort"}, ["password"]),
        ({"name": "", "password": PASSWORD, "password_again": "något annat"}, ["name", "password_again"]),
        (
            {"name": "Ny", "password": "AlfaRedovisning1", "password_again": "AlfaRedovisning1"},
            ["password"],
        ),
        ({"name": "Ny", "password": "ny@alfa.example", "password_again": "ny@alfa.example"}, ["password"]),
    ],
)
def test_wrong_account_is_refused_and_the_invitation_stays(
    client: Client, invited: str, *, told: dict[str, str], fields: list[str]
) -> None:
    answer = client.post(invited, told)

    assert answer.status_code == 200
    assert sorted(answer.context["form"].errors) == fields
    assert Invitation.objects.get().accepted_at is None


def test_person_with_an_account_is_asked_to_sign_in_and_joins(client: Client, agency: Agency, invited: str) -> None:
    make_user("ny@alfa.example", name="Ny", password=PASSWORD)

    asked = client.get(invited)
    signed_in = client.post(f"/account/login/?next={invited}", {"login": "ny@alfa.example", "password": PASSWORD})
    shown = client.get(invited)
    joined = client.post(invited)

    assert asked.templates[0].name == "engagements/invitation_sign_in.html"
    assert signed_in.headers["Location"] == invited
    assert shown.templates[0].name == "engagements/invitation_join.html"
    assert joined.headers["Location"] == "/"
    assert agency.memberships.get(user__email="ny@alfa.example").role == "preparer"


def test_somebody_elses_invitation_cannot_be_used(charlie: User, agency: Agency, invited: str) -> None:
    client = client_of(charlie)

    answers = [client.get(invited), client.post(invited)]

    assert [answer.context["is_for_user"] for answer in answers] == [False, False]
    assert not agency.memberships.filter(user=charlie).exists()


def test_used_invitation_says_so(client: Client, invited: str) -> None:
    client.post(invited, {"name": "Ny", "password": PASSWORD, "password_again": PASSWORD})

    answer = Client().get(invited)

    assert answer.status_code == 404
    assert answer.templates[0].name == "engagements/invitation_gone.html"


def test_agency_is_switched_and_remembered(bob: User) -> None:
    other = make_agency("Gamma")
    make_membership(bob, other, Role.READER)
    client = client_of(bob)
    first = client.get("/").context["request"].agency.name

    client.post(reverse("engagements:switch_agency", args=[other.pk]))

    assert (first, client.get("/").context["request"].agency.name) == ("Alfa Redovisning", "Gamma")


def test_agency_one_is_no_member_of_cannot_be_switched_to(bob: User, charlie: User) -> None:
    foreign = charlie.memberships.get().agency

    answer = client_of(bob).post(reverse("engagements:switch_agency", args=[foreign.pk]))

    assert answer.status_code == 404
