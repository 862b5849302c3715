"""The browser keeps nothing of a signed-in page."""

import pytest
from django.test import Client

from closing.users.models import User
from tests.factories import client_of

pytestmark = pytest.mark.django_db


def test_signed_in_page_is_not_stored(bob: User) -> None:
    assert client_of(bob).get("/account/profile/").headers["Cache-Control"] == "no-store"


def test_every_page_keeps_devices_shut(client: Client) -> None:
    answer = client.get("/account/login/")

    assert answer.headers["Permissions-Policy"].startswith("camera=(), display-capture=(), geolocation=()")


def test_signing_out_clears_what_the_browser_kept(bob: User) -> None:
    answer = client_of(bob).post("/account/logout/")

    assert (answer.status_code, answer.headers["Location"]) == (302, "/account/login/")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert answer.headers["Cache-Control"] == "no-store"


def test_asking_about_signing_out_clears_nothing(bob: User) -> None:
    answer = client_of(bob).get("/account/logout/")

    assert answer.status_code == 200
    assert "Clear-Site-Data" not in answer.headers
