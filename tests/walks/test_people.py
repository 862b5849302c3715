"""How people come in, in a real browser: invited, with a second factor, and every page about themselves."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from playwright.sync_api import expect

from closing.engagements.models import Agency, Role
from closing.engagements.people.invitations import invite
from closing.users.models import User
from tests.factories import PASSWORD, code_for, give_second_factor, make_agency, make_membership, make_user
from tests.walks.browser import Desk

pytestmark = [pytest.mark.walk, pytest.mark.django_db(transaction=True)]
LANGUAGES = pytest.mark.parametrize("language", ["sv", "en"])
OUTSIDE = ["/account/login/", "/account/password/reset/", "/account/password/reset/done/", "/account/signup/"]
ONESELF = [
    "/account/profile/",
    "/account/email/",
    "/account/2fa/",
    "/account/2fa/webauthn/",
    "/account/sessions/",
    "/account/logout/",
    "/account/2fa/reauthenticate/",
]


def choose(desk: Desk, language: str) -> None:
    """Press the button of the language, which is there when the page is in the other one."""
    if desk.page.locator("html").get_attribute("lang") != language:
        desk.page.locator(f'button[name="language"][value="{language}"]').click()


@LANGUAGES
def test_pages_before_signing_in_are_accessible(desk: Desk, language: str) -> None:
    desk.open("/account/login/")
    choose(desk, language)

    for address in OUTSIDE:
        desk.open(address)
        expect(desk.page.locator("html")).to_have_attribute("lang", language)
        desk.audit()


@LANGUAGES
def test_pages_about_oneself_are_accessible(desk: Desk, bob: User, language: str) -> None:
    UserSession.objects.create(user=bob, session_key="elsewhere", ip="127.0.0.1", user_agent="Prov")
    make_membership(bob, make_agency("Gamma"), Role.READER)
    desk.sign_in(bob, language)

    for address in ONESELF:
        desk.open(address)
        desk.audit()


@LANGUAGES
def test_pages_about_users_are_accessible(desk: Desk, *, alice: User, bob: User, language: str) -> None:
    give_second_factor(bob)
    invite(alice.memberships.get().agency, email="ny@alfa.example", role=Role.READER, invited_by=alice)
    place = bob.memberships.get()
    desk.sign_in(alice, language)

    for name, things in [
        ("engagements:users", ()),
        ("engagements:remove", (place,)),
        ("engagements:reset_second_factor", (place,)),
    ]:
        desk.open_named(name, *things)
        desk.audit()


def test_member_without_the_right_reads_why(desk: Desk, alice: User, rita: User) -> None:
    desk.sign_in(rita)

    with desk.refused():
        desk.open("/agency/users/")

    expect(desk.page.get_by_role("link", name=alice.email)).to_be_visible()
    desk.audit()


@pytest.mark.usefixtures("fresh_code")
def test_invited_person_comes_all_the_way_in(desk: Desk, agency: Agency, alice: User) -> None:
    page = desk.page
    _, token = invite(agency, email="ny@alfa.example", role=Role.PREPARER, invited_by=alice)

    desk.open(f"/invitation/{token}/")
    desk.audit()
    page.locator("#id_name").fill("Ny Person")
    page.locator("#id_password").fill(PASSWORD)
    page.locator("#id_password_again").fill(PASSWORD)
    page.locator("main form .btn.primary").click()
    expect(page).to_have_url(f"{desk.address}/account/second-factor/")
    desk.audit()
    page.locator('a[href="/account/2fa/totp/activate/"]').click()
    desk.audit()
    page.locator("#id_code").fill(code_for(page.locator("#authenticator_secret").input_value()))
    page.locator("main form .btn.primary").click()
    expect(page.locator("#recovery_codes")).to_be_visible()
    desk.audit()
    page.locator("#codes_saved").check()
    page.locator('a[href="/"].btn').click()

    expect(page).to_have_url(f"{desk.address}/")
    assert Authenticator.objects.filter(user__email="ny@alfa.example", type="totp").exists()


@LANGUAGES
def test_page_of_the_second_factor_is_accessible(desk: Desk, agency: Agency, language: str) -> None:
    user = make_membership(make_user("lena@alfa.example", password=PASSWORD), agency, Role.READER).user
    give_second_factor(user)
    desk.open("/account/login/")
    choose(desk, language)

    desk.page.locator("#id_login").fill(user.email)
    desk.page.locator("#id_password").fill(PASSWORD)
    desk.page.keyboard.press("Enter")

    expect(desk.page).to_have_url(f"{desk.address}/account/2fa/authenticate/")
    desk.audit()


@pytest.mark.usefixtures("fresh_code")
def test_person_signs_in_with_the_second_factor_by_keyboard_alone(desk: Desk, agency: Agency) -> None:
    page = desk.page
    user = make_membership(make_user("lena@alfa.example", password=PASSWORD), agency, Role.PREPARER).user
    secret = give_second_factor(user)

    desk.open("/")
    expect(page.locator("#id_login")).to_be_focused()
    page.keyboard.type(user.email)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{desk.address}/account/2fa/authenticate/")
    expect(page.locator("#id_code")).to_be_focused()
    page.keyboard.type(code_for(secret))
    page.keyboard.press("Enter")

    expect(page).to_have_url(f"{desk.address}/")


def test_person_sets_up_a_passkey_and_signs_in_with_it(desk: Desk, agency: Agency) -> None:
    page = desk.page
    address = desk.address.replace("127.0.0.1", "localhost")  # a passkey needs a name, not a number
    user = make_membership(make_user("lena@alfa.example", password=PASSWORD), agency, Role.READER).user
    tool = page.context.new_cdp_session(page)
    tool.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
    }
    tool.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    page.goto(f"{address}/account/login/?next=/account/2fa/webauthn/add/")
    page.locator("#id_login").fill(user.email)
    page.locator("#id_password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.locator("#id_passwordless").check()
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url("**/recovery-codes/")
    page.locator("#codes_saved").check()
    page.goto(f"{address}/account/2fa/webauthn/")
    desk.audit()

    page.goto(f"{address}/account/logout/")
    page.locator("main .btn.primary").click()
    page.locator("#passkey_login").click()

    expect(page).to_have_url(f"{address}/")
    desk.audit()
