"""Pages come in the reader's language, whatever the browser says it accepts."""

import pytest
from django.test import Client
from django.urls import reverse

from closing.users.models import User
from tests.factories import client_of

SIGN_IN = "/account/login/"
pytestmark = pytest.mark.django_db


def language_of(client: Client, page: str, **headers: str) -> str | None:
    return client.get(page, headers=headers).headers["Content-Language"]


def test_stranger_reads_swedish_whatever_the_browser_accepts(client: Client) -> None:
    assert language_of(client, SIGN_IN, accept_language="en-GB,en;q=0.9") == "sv"


def test_stranger_chooses_a_language_and_keeps_it(client: Client) -> None:
    answer = client.post(reverse("users:language"), {"language": "en", "next": SIGN_IN})

    assert (answer.status_code, answer.headers["Location"]) == (302, SIGN_IN)
    assert language_of(client, SIGN_IN) == "en"
    assert '<html lang="en">' in client.get(SIGN_IN).content.decode()


def test_choice_of_someone_signed_in_follows_the_account(bob: User) -> None:
    client_of(bob).post(reverse("users:language"), {"language": "en", "next": "/"})

    elsewhere = client_of(bob)

    assert language_of(elsewhere, reverse("users:profile")) == "en"
    bob.refresh_from_db()
    assert bob.language == "en"


def test_account_wins_over_the_browsers_choice(bob: User) -> None:
    client = client_of(bob)
    client.cookies["language"] = "en"

    assert language_of(client, reverse("users:profile")) == "sv"


@pytest.mark.parametrize("language", ["de", "", "../../etc"])
def test_unknown_language_changes_nothing(client: Client, language: str) -> None:
    client.post(reverse("users:language"), {"language": language, "next": SIGN_IN})

    assert "language" not in client.cookies
    assert language_of(client, SIGN_IN) == "sv"


def test_forged_cookie_is_ignored(client: Client) -> None:
    client.cookies["language"] = "xx"

    assert language_of(client, SIGN_IN) == "sv"


@pytest.mark.parametrize("address", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", ""])
def test_change_of_language_never_leads_elsewhere(client: Client, address: str) -> None:
    answer = client.post(reverse("users:language"), {"language": "en", "next": address})

    assert answer.headers["Location"] == "/"


def test_language_is_not_changed_by_following_a_link(client: Client) -> None:
    assert client.get(reverse("users:language"), {"language": "en"}).status_code == 405
