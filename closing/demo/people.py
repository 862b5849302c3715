"""The people of the demo agency, and how its administrator signs in."""

from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.db import transaction
from django.utils.crypto import get_random_string

from closing.activity import log
from closing.activity.events import Code
from closing.engagements.models import Agency, Membership, Role
from closing.users.models import User

AGENCY = "Siffra & Saldo Redovisning AB"
ADDRESS = "anna@demo.example"
KNOWN_PASSWORD = "kvitt-demo-2025"  # noqa: S105 -- printed on purpose, and never set outside development
KNOWN_SECRET = "KVITTDEMOKVITTDEMOKVITTDEMOKVITT"  # noqa: S105 -- as above
PEOPLE = (
    (ADDRESS, "Anna Åkerblom", Role.ADMINISTRATOR),
    ("bjorn@demo.example", "Björn Östlund", Role.PREPARER),
    ("cecilia@demo.example", "Cecilia Ängström", Role.READER),
)
CODES_KEPT = 3


@dataclass(frozen=True, slots=True)
class Login:
    """What the demo's administrator signs in with.

    Attributes:
        recovery_code: a code that serves once in place of the authenticator app.
    """

    address: str
    password: str
    secret: str
    recovery_code: str


def agency() -> Agency | None:
    """Give the demo agency; None before it was made."""
    return Agency.objects.filter(name=AGENCY, memberships__user__email=ADDRESS).first()


@transaction.atomic
def make_agency() -> tuple[Agency, Login]:
    """Make the agency, its people, and a second factor for the one who signs in; only she gets a password.

    Outside development the password and the secret are made up, and cannot be shown again.
    """
    made = Agency.objects.create(name=AGENCY)
    log.record(Code.AGENCY_CREATED, agency=made, facts={"name": made.name})
    password = KNOWN_PASSWORD if settings.DEBUG else get_random_string(20)
    secret = KNOWN_SECRET if settings.DEBUG else str(generate_totp_secret())
    for address, name, role in PEOPLE:
        user = User.objects.filter(email=address).first() or User.objects.create_user(address, name=name)
        Membership.objects.create(agency=made, user=user, role=role)
        log.record(Code.MEMBER_JOINED, agency=made, actor=user, facts={"email": address, "role": str(role)})
    anna = administrator()
    anna.set_password(password)
    anna.save(update_fields=["password"])
    Authenticator.objects.filter(user=anna).delete()
    TOTP.activate(anna, secret)
    return made, Login(ADDRESS, password, secret, recovery_code(anna))


def known_login() -> Login | None:
    """Give the login of a development installation; None when there is no demo, or its login was made up."""
    if not settings.DEBUG or agency() is None or not administrator().check_password(KNOWN_PASSWORD):
        return None
    return Login(ADDRESS, KNOWN_PASSWORD, KNOWN_SECRET, recovery_code(administrator()))


def administrator() -> User:
    """Give the one who signs in."""
    return User.objects.get(email=ADDRESS)


def recovery_code(user: User) -> str:
    """Give a recovery code that has not been used; a new set is made when few are left."""
    unused: list[str] = RecoveryCodes.activate(user).get_unused_codes()
    if len(unused) < CODES_KEPT:
        Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).delete()
        unused = RecoveryCodes.activate(user).get_unused_codes()
    return unused[0]
