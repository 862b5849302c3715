"""Keys are changed while the application runs, and the old ones are let go only when nothing needs them."""

import json
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from cryptography.fernet import Fernet
from django.core.management import call_command
from django.utils import timezone
from pytest_django.fixtures import Settings

from closing.users.models import User
from integrations.fortnox.connection import sealed, spool
from integrations.fortnox.connection.endpoint import Pair
from integrations.fortnox.models import FortnoxConnection
from integrations.vault import rotation
from integrations.vault.rotation import SealedRow
from integrations.vault.sealing import seal
from tests.factories import code_for, give_second_factor
from tests.integrations.fortnox.connection.factory import ACCESS, make_connection

pytestmark = pytest.mark.django_db
OLD, NEW = Fernet.generate_key().decode(), Fernet.generate_key().decode()


@pytest.fixture(autouse=True)
def _old_key(settings: Settings, tmp_path: object) -> None:
    settings.TOKEN_KEYS = [OLD]
    settings.DATA_DIR = tmp_path


def rotate_keys(*arguments: str) -> tuple[str, int]:
    """Run the command; give what it prints and its exit status."""
    out = StringIO()
    try:
        call_command("rotate_keys", *arguments, stdout=out)
    except SystemExit as ended:
        return out.getvalue(), int(str(ended.code))
    return out.getvalue(), 0


def spooled() -> FortnoxConnection:
    """Make a connection with a pair in the spool."""
    connection = make_connection()
    pair = Pair("a", "r", timedelta(hours=1), ())
    spool.keep(sealed.written(pair, connection, given_at=timezone.now()), connection)
    return connection


@pytest.mark.usefixtures("fresh_code")
def test_everything_sealed_needs_the_new_key_alone_afterwards(settings: Settings, bob: User) -> None:
    secret, codes = give_second_factor(bob), RecoveryCodes.activate(bob).get_unused_codes()
    connection = spooled()
    settings.TOKEN_KEYS = [NEW, OLD]

    told, status = rotate_keys()

    settings.TOKEN_KEYS = [NEW]
    connection.refresh_from_db()
    factor = Authenticator.objects.get(user=bob, type=Authenticator.Type.TOTP)
    kept = RecoveryCodes(Authenticator.objects.get(user=bob, type=Authenticator.Type.RECOVERY_CODES))
    assert (sealed.access_of(connection), sealed.refresh_of(connection)) == (ACCESS, "refresh-0")
    assert (TOTP(factor).validate_code(code_for(secret)), kept.get_unused_codes()) == (True, codes)
    assert spool.replay()["stored"] == 1
    assert (status, told.splitlines()) == (
        0,
        [
            "Fortnox connections: 1 on the newest key, 0 on older keys, 0 that no key opens; 1 sealed anew now",
            "spooled tokens: 1 on the newest key, 0 on older keys, 0 that no key opens; 1 sealed anew now",
            "second factors: 2 on the newest key, 0 on older keys, 0 that no key opens; 2 sealed anew now",
            "0 secrets on older keys: they may be removed once no backup needs them.",
        ],
    )


def test_check_changes_nothing_and_tells_what_needs_an_old_key(settings: Settings, bob: User) -> None:
    give_second_factor(bob)
    spooled()
    settings.TOKEN_KEYS = [NEW, OLD]
    before = list(FortnoxConnection.objects.values())

    told, status = rotate_keys("--check", "--json")

    counts = [json.loads(line) for line in told.splitlines()]
    assert (status, [count["old"] for count in counts]) == (1, [1, 1, 1])
    assert list(FortnoxConnection.objects.values()) == before


def test_second_run_has_nothing_to_do(settings: Settings) -> None:
    spooled()
    settings.TOKEN_KEYS = [NEW, OLD]
    rotate_keys()

    assert [tally.moved for tally in rotation.rotate()] == [0, 0, 0]


def test_what_no_key_opens_is_told_and_left(settings: Settings) -> None:
    connection = make_connection()
    settings.TOKEN_KEYS = [NEW]

    told, status = rotate_keys()

    connection.refresh_from_db()
    assert (status, "1 that no key opens" in told) == (1, True)
    settings.TOKEN_KEYS = [OLD]
    assert sealed.access_of(connection) == ACCESS


def test_refresh_meanwhile_wins(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    connection = make_connection()
    settings.TOKEN_KEYS = [NEW, OLD]
    rows = sealed.KEPT.rows

    def refreshed_after_reading() -> Iterator[SealedRow]:
        read = list(rows())
        pair = Pair("access-new", "refresh-new", timedelta(hours=1), ())
        sealed.store(pair, FortnoxConnection.objects.get(), given_at=timezone.now())
        yield from read

    with monkeypatch.context() as patch:
        patch.setattr(sealed.KEPT, "rows", refreshed_after_reading)
        rotation.rotate()

    connection.refresh_from_db()
    assert sealed.access_of(connection) == "access-new"


def test_codes_taken_over_from_elsewhere_are_sealed_anew(settings: Settings, bob: User) -> None:
    codes = [seal(code, "authenticator") for code in ("11111111", "22222222")]
    data = {"migrated_codes": codes, "used_mask": 0}
    factor = Authenticator.objects.create(user=bob, type=Authenticator.Type.RECOVERY_CODES, data=data)
    settings.TOKEN_KEYS = [NEW, OLD]
    rotate_keys()
    settings.TOKEN_KEYS = [NEW]

    factor.refresh_from_db()

    assert RecoveryCodes(factor).get_unused_codes() == ["11111111", "22222222"]


def test_passkey_holds_nothing_to_seal(bob: User) -> None:
    Authenticator.objects.create(user=bob, type=Authenticator.Type.WEBAUTHN, data={"name": "Dator", "credential": {}})

    assert [tally.newest + tally.old for tally in rotation.check()] == [0, 0, 0]
