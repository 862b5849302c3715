"""People set their name, language and keyboard."""

import pytest
from django.test import Client
from django.urls import reverse

from closing.users.models import User
from tests.factories import client_of

pytestmark = pytest.mark.django_db


def test_profile_is_shown_and_changed(bob: User) -> None:
    client = client_of(bob)

    answer = client.post(reverse("users:profile"), {"name": "Bo Ask", "language": "en"}, follow=True)

    bob.refresh_from_db()
    assert (bob.name, bob.language, bob.keyboard_shortcuts) == ("Bo Ask", "en", False)
    assert "Your profile is saved." in answer.content.decode()
    assert client.cookies["language"].value == "en"


def test_wrong_profile_is_refused_and_kept_on_the_page(bob: User) -> None:
    answer = client_of(bob).post(reverse("users:profile"), {"name": "x" * 121, "language": "de"})

    bob.refresh_from_db()
    assert answer.status_code == 200
    assert sorted(answer.context["form"].errors) == ["language", "name"]
    assert (bob.name, bob.language) == ("Bob Ask", "sv")


def test_profile_belongs_to_the_one_signed_in(bob: User, rita: User) -> None:
    client_of(bob).post(reverse("users:profile"), {"name": "Ny", "language": "sv", "id": str(rita.pk)})

    rita.refresh_from_db()
    assert rita.name == "Rita Alm"


def test_stranger_is_sent_to_sign_in(client: Client) -> None:
    answer = client.get(reverse("users:profile"))

    assert (answer.status_code, answer.headers["Location"]) == (302, "/account/login/?next=/account/profile/")
