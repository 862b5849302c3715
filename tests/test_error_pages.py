"""Pages that could not be shown say so in words."""

import pytest
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils import translation
from django.views import defaults

from closing.users.models import User
from tests.factories import client_of

PAGES = ["400.html", "403.html", "403_csrf.html", "404.html", "500.html"]


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_error_page_needs_neither_request_nor_database(page: str, language: str) -> None:
    with translation.override(language):
        text = render_to_string(page)

    assert text.startswith("<!doctype html>")
    assert f'<html lang="{language}">' in text
    assert text.count("<h1>") == 1


def test_server_error_is_answered_in_words_without_the_database(rf: RequestFactory) -> None:
    with translation.override("en"):
        response = defaults.server_error(rf.get("/"))

    assert response.status_code == 500
    assert "Something went wrong" in response.text


def test_unknown_address_is_answered_within_the_frame(alice: User) -> None:
    response = client_of(alice).get("/finns/inte/")

    assert response.status_code == 404
    assert 'class="side' in response.text


@pytest.mark.django_db
def test_unknown_address_shows_a_stranger_no_menu(client: Client) -> None:
    response = client.get("/finns/inte/")

    assert response.status_code == 404
    assert 'class="side' not in response.text


def test_form_without_its_token_is_told_to_load_again(alice: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.cookies = client_of(alice).cookies

    response = client.post("/language/", {"language": "en"})

    assert response.status_code == 403
    assert response.templates[0].name == "403_csrf.html"


def test_bad_request_is_answered_in_words(rf: RequestFactory) -> None:
    request: HttpRequest = rf.get("/")

    with translation.override("en"):
        response = defaults.bad_request(request, ValueError())

    assert response.status_code == 400
    assert "could not be read" in response.text
