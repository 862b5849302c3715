"""Who exports or administers needs a second factor before anything else."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.test import Client

from closing.engagements.models import Agency, Role
from closing.engagements.people.second_factor import has_second_factor, needs_second_factor
from closing.users.models import User
from tests.factories import give_second_factor, make_membership, make_user

pytestmark = pytest.mark.django_db
START = "/"


def signed_in(user: User) -> Client:
    """Sign in without the second factor that `client_of` would give."""
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize(
    ("role", "needs"),
    [(Role.READER, False), (Role.PREPARER, True), (Role.MANAGER, True), (Role.ADMINISTRATOR, True)],
)
def test_roles_that_export_or_administer_need_it(agency: Agency, *, role: Role, needs: bool) -> None:
    user = make_membership(make_user(), agency, role).user

    assert needs_second_factor(user) == needs
    assert signed_in(user).get(START).status_code == (302 if needs else 200)


def test_installations_administrator_needs_it() -> None:
    user = User.objects.create_superuser("drift@kvitt.example")

    answer = signed_in(user).get("/admin/")

    assert (answer.status_code, answer.headers["Location"]) == (302, "/account/second-factor/")


def test_without_it_every_page_leads_to_where_one_gets_it(bob: User) -> None:
    answer = signed_in(bob).get(START, follow=True)

    assert answer.redirect_chain == [("/account/second-factor/", 302)]
    assert answer.templates[0].name == "engagements/second_factor.html"


def test_fragment_leads_the_whole_page_there(bob: User) -> None:
    answer = signed_in(bob).get(START, headers={"hx-request": "true"})

    assert (answer.status_code, answer.headers["HX-Redirect"]) == (200, "/account/second-factor/")


def test_nothing_is_changed_without_it(bob: User) -> None:
    answer = signed_in(bob).post("/account/profile/", {"name": "Bo", "language": "en"})

    bob.refresh_from_db()
    assert answer.headers["Location"] == "/account/second-factor/"
    assert bob.name == "Bob Ask"


@pytest.mark.parametrize("address", ["/account/logout/", "/account/2fa/", "/account/second-factor/"])
def test_ways_to_it_and_out_are_open(bob: User, address: str) -> None:
    assert signed_in(bob).get(address).status_code == 200


def test_language_can_be_changed_without_it(bob: User) -> None:
    answer = signed_in(bob).post("/language/", {"language": "en", "next": "/account/second-factor/"})

    assert (answer.status_code, answer.headers["Location"]) == (302, "/account/second-factor/")


def test_recovery_codes_alone_are_none(bob: User) -> None:
    RecoveryCodes.activate(bob)

    assert not has_second_factor(bob)
    assert signed_in(bob).get(START).status_code == 302


@pytest.mark.parametrize("kind", [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN])
def test_app_or_passkey_opens_the_pages(bob: User, kind: Authenticator.Type) -> None:
    Authenticator.objects.create(user=bob, type=kind, data={"secret": "x", "name": "Dator"})

    assert signed_in(bob).get(START).status_code == 200


def test_person_with_a_factor_is_led_on_to_it(bob: User) -> None:
    give_second_factor(bob)

    answer = signed_in(bob).get("/account/second-factor/")

    assert (answer.status_code, answer.headers["Location"]) == (302, "/account/2fa/")
