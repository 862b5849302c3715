"""What must hold before people's secrets are entrusted to an installation; run by `check --deploy`."""

from base64 import urlsafe_b64decode
from binascii import Error as NotBase64
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Info
from django.core.checks import Warning as Doubt

FEWEST_SECRET_KEY_CHARACTERS = 50
TOKEN_KEY_BYTES = 32  # a Fernet key: 16 bytes sign, 16 encrypt


def check_keys(app_configs: Sequence[Any] | None, **_options: Any) -> list[CheckMessage]:
    """Check that the keys are there, long enough, and not the ones a developer's machine makes up."""
    found: list[CheckMessage] = []
    if len(settings.SECRET_KEY) < FEWEST_SECRET_KEY_CHARACTERS:
        found.append(Error("SECRET_KEY is shorter than 50 characters.", id="users.E001"))
    if settings.SECRET_KEY.startswith("development-only"):
        found.append(Error("SECRET_KEY is the one for development.", id="users.E002"))
    if not settings.TOKEN_KEYS:
        found.append(Error("TOKEN_KEYS is empty.", id="users.E003"))
    found += [
        Error(f"Key {place} of TOKEN_KEYS is not 32 random bytes in base64.", id="users.E004")
        for place, key in enumerate(settings.TOKEN_KEYS, start=1)
        if not _is_key(key)
    ]
    return found


def check_sign_in(app_configs: Sequence[Any] | None, **_options: Any) -> list[CheckMessage]:
    """Check that sign-in cannot be walked around."""
    found: list[CheckMessage] = []
    if getattr(settings, "MFA_TOTP_INSECURE_BYPASS_CODE", None):
        found.append(Error("MFA_TOTP_INSECURE_BYPASS_CODE opens every account.", id="users.E005"))
    if settings.MFA_ADAPTER.startswith("allauth."):
        found.append(Error("MFA_ADAPTER stores the secrets of second factors unsealed.", id="users.E006"))
    if settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN:
        found.append(Error("MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN takes passkeys over plain HTTP.", id="users.E007"))
    if not settings.PASSWORD_HASHERS[0].endswith("Argon2PasswordHasher"):
        found.append(Error("Passwords are not hashed by Argon2 first.", id="users.E008"))
    if "locmem" in settings.CACHES["default"]["BACKEND"].lower() or "dummy" in settings.CACHES["default"]["BACKEND"]:
        found.append(Error("The cache is not shared, so each process counts failed sign-ins alone.", id="users.E009"))
    if not settings.SESSION_COOKIE_HTTPONLY or settings.SESSION_COOKIE_SAMESITE not in {"Lax", "Strict"}:
        found.append(Doubt("The session cookie is open to scripts or to other sites.", id="users.W001"))
    if not settings.HAS_MAIL_SERVER:
        hint = "Set EMAIL_URL. Until then administrators hand over invitation links, and nobody resets a password."
        found.append(Info("There is no mail server.", hint=hint, id="users.I001"))
    return found


def _is_key(key: str) -> bool:
    try:
        raw = urlsafe_b64decode(key)
    except (NotBase64, ValueError):
        return False
    return len(raw) == TOKEN_KEY_BYTES and len(set(raw)) > TOKEN_KEY_BYTES // 4
