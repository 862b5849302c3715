"""An installation that would leak people's secrets is told so before it starts."""

import secrets
from base64 import urlsafe_b64encode

import pytest
from pytest_django.fixtures import Settings

from closing.users.checks import check_keys, check_sign_in


@pytest.fixture
def sound(settings: Settings) -> Settings:
    """Give settings as an installation should have them."""
    settings.SECRET_KEY = secrets.token_urlsafe(50)
    settings.TOKEN_KEYS = [urlsafe_b64encode(secrets.token_bytes(32)).decode()]
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = False
    settings.HAS_MAIL_SERVER = True
    return settings


def found() -> list[str | None]:
    return [message.id for message in [*check_keys(None), *check_sign_in(None)]]


def test_sound_settings_pass(sound: Settings) -> None:
    assert sound.SECRET_KEY
    assert found() == []


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("SECRET_KEY", "kort", "users.E001"),
        ("SECRET_KEY", "development-only-key-" + "x" * 40, "users.E002"),
        ("TOKEN_KEYS", [], "users.E003"),
        ("TOKEN_KEYS", ["kort"], "users.E004"),
        ("TOKEN_KEYS", ["A" * 43 + "="], "users.E004"),
        ("MFA_TOTP_INSECURE_BYPASS_CODE", "000000", "users.E005"),
        ("MFA_ADAPTER", "allauth.mfa.adapter.DefaultMFAAdapter", "users.E006"),
        ("MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN", True, "users.E007"),
        ("PASSWORD_HASHERS", ["django.contrib.auth.hashers.MD5PasswordHasher"], "users.E008"),
        ("CACHES", {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}, "users.E009"),
        ("SESSION_COOKIE_HTTPONLY", False, "users.W001"),
        ("HAS_MAIL_SERVER", False, "users.I001"),
    ],
)
def test_each_fault_is_told(sound: Settings, *, name: str, value: object, message: str) -> None:
    setattr(sound, name, value)

    assert found() == [message]
