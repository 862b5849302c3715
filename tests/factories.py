"""People, agencies and engagements for tests; plain functions, each making one thing."""

import time
from datetime import date
from itertools import count
from typing import NotRequired, TypedDict, Unpack

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.test import Client
from django_scopes import scopes_disabled

from closing.engagements.models import Agency, Engagement, FiscalYear, Membership, Role
from closing.engagements.organisation import create_fiscal_year
from closing.users.models import User
from sie.organisation_number import check_digit

PASSWORD = "en lång ramsa för prov"
SECONDS_OF_A_CODE = 30
_serial = count(1)


class EngagementFields(TypedDict):
    """What a test may want otherwise than the factory makes it."""

    organisation_number: NotRequired[str]
    sub_number: NotRequired[str]
    name: NotRequired[str]
    company_form: NotRequired[str]
    accounting_standard: NotRequired[str]
    period_length: NotRequired[str]
    data_source: NotRequired[str]
    tolerance_ore: NotRequired[int]
    is_limited: NotRequired[bool]


def make_user(
    email: str = "", *, name: str = "", language: str = "sv", password: str | None = None, second_factor: bool = False
) -> User:
    """Make a user; without a password only `client_of` signs them in, which saves the time of hashing one."""
    address = email or f"person{next(_serial)}@example.se"
    user = User.objects.create_user(address, password, name=name, language=language)
    if second_factor:
        give_second_factor(user)
    return user


def give_second_factor(user: User) -> str:
    """Enrol an authenticator app for the user, and give its secret."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return str(secret)


def code_for(secret: str) -> str:
    """Give the code an authenticator app with this secret shows now."""
    return str(format_hotp_value(hotp_value(secret, int(time.time() // SECONDS_OF_A_CODE))))


def make_agency(name: str = "Byrån") -> Agency:
    """Make an agency."""
    return Agency.objects.create(name=name)


def make_membership(user: User, agency: Agency, role: str = Role.PREPARER) -> Membership:
    """Give a user a place in an agency."""
    return Membership.objects.create(user=user, agency=agency, role=role)


def make_engagement(agency: Agency | None = None, **fields: Unpack[EngagementFields]) -> Engagement:
    """Make an engagement, with an organisation number of its own."""
    company: EngagementFields = {
        "organisation_number": organisation_number(next(_serial)),
        "name": "Exempel AB",
        "company_form": "AB",
        "accounting_standard": "K2",
    }
    with scopes_disabled():
        return Engagement.objects.create(agency=agency or make_agency(), **{**company, **fields})


def make_fiscal_year(
    engagement: Engagement, start: date = date(2025, 1, 1), end: date = date(2025, 12, 31)
) -> FiscalYear:
    """Make a fiscal year with its periods."""
    return create_fiscal_year(engagement, start=start, end=end)


def organisation_number(serial: int) -> str:
    """Make a limited company's number with a right check digit."""
    nine = f"{556_000_000 + serial:09}"
    return f"{nine}{check_digit(nine)}"


def client_of(user: User) -> Client:
    """Sign the user in, with a second factor enrolled."""
    if not Authenticator.objects.filter(user=user).exists():
        give_second_factor(user)
    client = Client()
    client.force_login(user)
    return client
