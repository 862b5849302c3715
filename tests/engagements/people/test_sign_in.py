"""People sign in with address, password and second factor; the log hears of it, and guessing is slowed down."""

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core import mail
from django.test import Client
from django.urls import reverse
from time_machine import TimeMachineFixture

from closing.activity.models import Event
from closing.engagements.models import Agency, Role
from closing.users.models import User
from tests.factories import PASSWORD, code_for, give_second_factor, make_membership, make_user

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

pytestmark = pytest.mark.django_db
SIGN_IN = "/account/login/"
SECOND_FACTOR = "/account/2fa/authenticate/"


@pytest.fixture
def reader(agency: Agency) -> User:
    """Give a member who needs no second factor."""
    return make_membership(make_user("lena@alfa.example", name="Lena", password=PASSWORD), agency, Role.READER).user


def sign_in(client: Client, email: str, password: str = PASSWORD, *, address: str = SIGN_IN) -> "Answer":
    return client.post(address, {"login": email, "password": password})


def told(agency: Agency) -> list[tuple[str, str, str | None]]:
    events = Event.objects.filter(agency=agency).order_by("sequence").select_related("actor")
    return [(event.code, event.result, event.actor.name if event.actor else None) for event in events]


def test_reader_signs_in_with_address_and_password(client: Client, agency: Agency, reader: User) -> None:
    answer = sign_in(client, "Lena@Alfa.example")

    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert client.get("/account/profile/").status_code == 200
    assert UserSession.objects.get().user == reader
    assert told(agency) == [("session:signed_in", "done", "Lena")]


def test_password_is_hashed_by_argon2(reader: User) -> None:
    assert reader.password.startswith("argon2$argon2id$")


@pytest.mark.usefixtures("fresh_code")
def test_second_factor_is_asked_for_before_anything_is_shown(client: Client, agency: Agency, reader: User) -> None:
    secret = give_second_factor(reader)

    first = sign_in(client, reader.email)
    before = client.get("/account/profile/").status_code
    second = client.post(SECOND_FACTOR, {"code": code_for(secret)})

    assert first.headers["Location"] == SECOND_FACTOR
    assert before == 302
    assert (second.status_code, second.headers["Location"]) == (302, "/")
    assert client.get("/account/profile/").status_code == 200
    assert told(agency) == [("session:signed_in", "done", "Lena")]


@pytest.mark.usefixtures("fresh_code")
def test_one_code_works_once(reader: User) -> None:
    code = code_for(give_second_factor(reader))
    one, other = Client(), Client()
    sign_in(one, reader.email)
    sign_in(other, reader.email)

    answers = [client.post(SECOND_FACTOR, {"code": code}).status_code for client in (one, other)]

    assert answers == [302, 200]


def test_wrong_second_factor_is_refused_and_told(client: Client, agency: Agency, reader: User) -> None:
    give_second_factor(reader)
    sign_in(client, reader.email)

    answer = client.post(SECOND_FACTOR, {"code": "abcdef"})

    assert answer.status_code == 200
    assert client.get("/account/profile/").status_code == 302
    assert told(agency) == [("session:sign_in_failed", "refused", None)]
    assert Event.objects.get().facts["step"] == "second_factor"


def test_wrong_password_is_refused_and_told(client: Client, agency: Agency, reader: User) -> None:
    answer = sign_in(client, reader.email, "fel lösenord helt")

    assert answer.status_code == 200
    assert told(agency) == [("session:sign_in_failed", "refused", None)]
    assert Event.objects.get().facts == {"email": reader.email, "step": "password", "address": "127.0.0.1"}


@pytest.mark.usefixtures("reader")
def test_unknown_address_gets_the_same_answer_as_a_wrong_password(client: Client) -> None:
    known = sign_in(client, "lena@alfa.example", "fel lösenord helt")
    unknown = sign_in(client, "ingen@alfa.example", "fel lösenord helt")

    assert known.context["form"].errors == unknown.context["form"].errors
    assert Event.objects.count() == 1


def test_guessing_is_stopped_after_five_and_the_right_password_too(client: Client, reader: User) -> None:
    for _ in range(5):
        sign_in(client, reader.email, "fel lösenord helt")

    answer = sign_in(client, reader.email)

    assert answer.status_code == 200
    assert answer.context["form"].errors.as_data()["__all__"][0].code == "too_many_login_attempts"
    assert client.get("/account/profile/").status_code == 302


@pytest.mark.usefixtures("reader")
def test_one_address_cannot_guess_at_many_accounts(client: Client) -> None:
    for number in range(10):
        sign_in(client, f"person{number}@alfa.example", "fel lösenord helt")

    answer = sign_in(client, "lena@alfa.example")

    assert answer.context["form"].errors.as_data()["__all__"][0].code == "too_many_login_attempts"


def test_closed_account_does_not_sign_in(client: Client, reader: User) -> None:
    User.objects.filter(pk=reader.pk).update(is_active=False)

    sign_in(client, reader.email)

    assert client.get("/account/profile/").status_code == 302


def test_sign_in_never_leads_to_another_site(client: Client, reader: User) -> None:
    answer = sign_in(client, reader.email, address=f"{SIGN_IN}?next=https://evil.example/")

    assert answer.headers["Location"] == "/"


def test_signing_out_is_told(client: Client, agency: Agency, reader: User) -> None:
    sign_in(client, reader.email)

    client.post("/account/logout/")

    assert told(agency)[-1] == ("session:signed_out", "done", "Lena")


def test_old_session_is_asked_again_before_the_account_is_changed(
    client: Client, reader: User, time_machine: TimeMachineFixture
) -> None:
    sign_in(client, reader.email)
    time_machine.move_to(dt.datetime.now(dt.UTC) + dt.timedelta(seconds=301))

    answer = client.get("/account/2fa/totp/activate/")

    assert answer.headers["Location"].startswith("/account/reauthenticate/?next=")


def test_nobody_signs_up(client: Client) -> None:
    shown = client.get("/account/signup/")
    client.post("/account/signup/", {"email": "ny@x.example", "password1": PASSWORD, "password2": PASSWORD})

    assert shown.templates[0].name == "account/signup_closed.html"
    assert not User.objects.filter(email="ny@x.example").exists()


def test_new_password_ends_the_other_sessions_and_keeps_this_one(agency: Agency, reader: User) -> None:
    here, elsewhere = Client(), Client()
    sign_in(here, reader.email)
    sign_in(elsewhere, reader.email)
    new = "en helt annan ramsa"

    here.post("/account/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})

    assert [client.get("/account/profile/").status_code for client in (here, elsewhere)] == [200, 302]
    assert told(agency)[-1] == ("session:password_changed", "done", "Lena")


@pytest.mark.usefixtures("fresh_code")
@pytest.mark.django_db(transaction=True)
def test_setting_up_a_second_factor_gives_recovery_codes_and_ends_the_other_sessions(
    agency: Agency, reader: User
) -> None:
    here, elsewhere = Client(), Client()
    sign_in(here, reader.email)
    sign_in(elsewhere, reader.email)
    secret = here.get("/account/2fa/totp/activate/").context["form"].secret

    answer = here.post("/account/2fa/totp/activate/", {"code": code_for(secret)}, follow=True)

    kinds = set(Authenticator.objects.filter(user=reader).values_list("type", flat=True))
    assert kinds == {"totp", "recovery_codes"}
    assert len(answer.context["unused_codes"]) == 10
    assert [client.get("/account/profile/").status_code for client in (here, elsewhere)] == [200, 302]
    assert told(agency)[-1] == ("session:second_factor_added", "done", "Lena")


@pytest.mark.usefixtures("fresh_code")
def test_recovery_codes_are_shown_once(client: Client, reader: User) -> None:
    sign_in(client, reader.email)
    secret = client.get("/account/2fa/totp/activate/").context["form"].secret
    first = client.post("/account/2fa/totp/activate/", {"code": code_for(secret)}, follow=True)
    code = first.context["unused_codes"][0]

    again = client.get(reverse("mfa_view_recovery_codes"))

    assert code in first.content.decode()
    assert code not in again.content.decode()


def test_forgotten_password_is_renewed_through_a_letter(client: Client, reader: User) -> None:
    client.post("/account/password/reset/", {"email": reader.email})
    link = next(word for word in mail.outbox[0].body.split() if "/password/reset/key/" in word)
    form = client.get(link, follow=True)

    client.post(form.redirect_chain[-1][0], {"password1": "en helt annan ramsa", "password2": "en helt annan ramsa"})

    reader.refresh_from_db()
    assert mail.outbox[0].to == [reader.email]
    assert reader.check_password("en helt annan ramsa")


def test_letter_is_not_sent_for_an_unknown_address_and_the_page_is_the_same(client: Client, reader: User) -> None:
    known = client.post("/account/password/reset/", {"email": reader.email})
    unknown = client.post("/account/password/reset/", {"email": "ingen@alfa.example"})

    assert (known.status_code, known.headers["Location"]) == (unknown.status_code, unknown.headers["Location"])


def test_changed_address_is_confirmed_by_a_letter_before_it_is_used(client: Client, reader: User) -> None:
    sign_in(client, reader.email)

    client.post("/account/email/", {"email": "lena@ny.example", "action_add": ""})

    reader.refresh_from_db()
    link = next(word for word in mail.outbox[-1].body.split() if "/confirm-email/" in word)
    assert reader.email == "lena@alfa.example"
    assert mail.outbox[-1].to == ["lena@ny.example"]
    assert not EmailAddress.objects.get(email="lena@ny.example").verified
    client.post(link)
    reader.refresh_from_db()
    assert reader.email == "lena@ny.example"
