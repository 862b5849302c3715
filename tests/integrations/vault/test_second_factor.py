"""The secrets of second factors lie sealed in the database, and still work."""

import json
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value

from closing.users.models import User
from integrations.vault.second_factor import SealingMFAAdapter
from tests.factories import code_for, give_second_factor


@pytest.mark.usefixtures("fresh_code")
@pytest.mark.django_db
def test_authenticator_secret_is_sealed_and_its_codes_are_taken(bob: User) -> None:
    secret = give_second_factor(bob)
    stored = Authenticator.objects.get(user=bob, type=Authenticator.Type.TOTP)
    code = code_for(secret)

    taken = TOTP(stored).validate_code(code)

    assert secret not in json.dumps(stored.data)
    assert taken is True


@pytest.mark.usefixtures("fresh_code")
@pytest.mark.django_db
def test_wrong_code_is_refused(bob: User) -> None:
    secret = give_second_factor(bob)
    stored = Authenticator.objects.get(user=bob, type=Authenticator.Type.TOTP)
    right = {format_hotp_value(hotp_value(secret, int(time.time() // 30) + step)) for step in (-1, 0, 1)}
    wrong = next(code for code in ("000000", "111111", "222222", "333333") if code not in right)

    assert TOTP(stored).validate_code(wrong) is False


@pytest.mark.django_db
def test_recovery_codes_are_sealed_and_work_once(bob: User) -> None:
    codes = RecoveryCodes.activate(bob)
    first = codes.get_unused_codes()[0]

    answers = [codes.validate_code(first), codes.validate_code(first)]

    stored = Authenticator.objects.get(user=bob, type=Authenticator.Type.RECOVERY_CODES)
    assert answers == [True, False]
    assert first not in json.dumps(stored.data)
    assert len(stored.data["seed"]) > 100


@pytest.mark.django_db
def test_only_factor_of_someone_who_must_have_one_is_kept(bob: User, rita: User) -> None:
    give_second_factor(bob)
    give_second_factor(rita)
    adapter = SealingMFAAdapter()

    kept = {user.name: adapter.can_delete_authenticator(Authenticator.objects.get(user=user)) for user in (bob, rita)}

    assert kept == {"Bob Ask": False, "Rita Alm": True}


@pytest.mark.django_db
def test_one_of_two_factors_may_go(bob: User) -> None:
    give_second_factor(bob)
    Authenticator.objects.create(user=bob, type=Authenticator.Type.WEBAUTHN, data={"name": "Dator"})

    may_go = SealingMFAAdapter().can_delete_authenticator(
        Authenticator.objects.get(user=bob, type=Authenticator.Type.TOTP)
    )

    assert may_go is True
