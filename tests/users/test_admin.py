"""Django admin is for the installation's administrators, who come in by the same door as everyone."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.test import Client
from django.urls import reverse
from django_scopes import scopes_disabled

from closing.engagements.models import Agency
from closing.users.models import User
from tests.factories import client_of, make_engagement, make_fiscal_year, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator() -> User:
    """Give an administrator of the installation, who works at no agency."""
    return User.objects.create_superuser("drift@kvitt.example", name="Drift")


def test_admins_own_sign_in_is_closed(client: Client) -> None:
    answer = client.get("/admin/login/?next=/admin/")

    assert (answer.status_code, answer.headers["Location"]) == (302, "/account/login/?next=%2Fadmin%2F")


def test_admin_refuses_those_who_are_not_staff(alice: User) -> None:
    answers = [client_of(alice).get(page).status_code for page in ("/admin/", "/admin/users/user/")]

    assert answers == [302, 302]
    assert client_of(alice).get("/admin/login/").status_code == 403


def test_every_list_and_form_of_the_admin_opens(operator: User, agency: Agency) -> None:
    make_fiscal_year(make_engagement(agency))
    client = client_of(operator)
    UserSession.objects.create(user=operator, session_key="nyckel", ip="127.0.0.1", user_agent="Prov")
    broken: dict[str, list[int]] = {}

    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        pages = [reverse(f"{name}_changelist"), f"{reverse(f'{name}_changelist')}?q=x"]
        with scopes_disabled():
            first = model._default_manager.first()
        pages += [reverse(f"{name}_change", args=[first.pk])] if first else []
        statuses = [client.get(page).status_code for page in pages]
        broken |= {name: statuses} if set(statuses) != {200} else {}

    assert broken == {}


def test_admin_shows_no_secret_of_a_second_factor_or_session(operator: User) -> None:
    client = client_of(operator)
    factor = Authenticator.objects.get(user=operator)
    session = UserSession.objects.create(user=operator, session_key="nyckeln", ip="127.0.0.1", user_agent="Prov")

    shown = "".join(
        client.get(address).content.decode()
        for address in (
            f"/admin/mfa/authenticator/{factor.pk}/change/",
            f"/admin/usersessions/usersession/{session.pk}/change/",
        )
    )

    assert factor.data["secret"] not in shown
    assert session.session_key not in shown


def test_session_deleted_in_the_admin_is_over(operator: User, bob: User) -> None:
    bobs = client_of(bob)
    line = UserSession.objects.create(user=bob, session_key=bobs.session.session_key, ip="127.0.0.1", user_agent="Prov")

    client_of(operator).post(f"/admin/usersessions/usersession/{line.pk}/delete/", {"post": "yes"})

    assert bobs.get("/account/profile/").status_code == 302


def test_operator_makes_a_user(operator: User) -> None:
    answer = client_of(operator).post(
        "/admin/users/user/add/",
        {
            "email": "Ny@Alfa.example",
            "name": "Ny Person",
            "language": "sv",
            "usable_password": "true",
            "password1": "tolvåkrarhavre",
            "password2": "tolvåkrarhavre",
        },
    )

    made = User.objects.get(name="Ny Person")
    assert answer.status_code == 302
    assert made.check_password("tolvåkrarhavre")


def test_people_and_books_are_never_deleted_in_the_admin(operator: User, agency: Agency) -> None:
    year = make_fiscal_year(make_engagement(agency))
    person = make_user()
    pages = [
        f"/admin/users/user/{person.pk}/delete/",
        f"/admin/engagements/agency/{agency.pk}/delete/",
        f"/admin/engagements/engagement/{year.engagement.pk}/delete/",
        f"/admin/engagements/fiscalyear/{year.pk}/delete/",
    ]

    answers = [client_of(operator).post(page, {"post": "yes"}).status_code for page in pages]

    assert answers == [403, 403, 403, 403]
