"""Sealed secrets open here, in their own place, and with any key still kept."""

import pytest
from cryptography.fernet import Fernet
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from integrations.vault.sealing import (
    BrokenSealError,
    ForeignSealError,
    is_on_newest_key,
    resealed,
    seal,
    unseal,
)

OLD, NEW = Fernet.generate_key().decode(), Fernet.generate_key().decode()


@given(secret=st.text(), where=st.text())
def test_sealed_secret_opens_in_its_place(secret: str, where: str) -> None:
    assert unseal(seal(secret, where), where) == secret


def test_sealed_secret_does_not_show_and_differs_each_time() -> None:
    one, other = seal("hemlig", "row:1"), seal("hemlig", "row:1")

    assert one != other
    assert "hemlig" not in one


def test_secret_pasted_into_another_row_is_refused() -> None:
    sealed = seal("hemlig", "row:1")

    with pytest.raises(ForeignSealError):
        unseal(sealed, "row:2")


@pytest.mark.parametrize("sealed", ["", "nonsense", "gAAAAA"])
def test_what_was_never_sealed_is_refused(sealed: str) -> None:
    with pytest.raises(BrokenSealError):
        unseal(sealed, "row:1")


def test_changed_secret_is_refused() -> None:
    sealed = seal("hemlig", "row:1")
    changed = sealed[:40] + ("A" if sealed[40] != "A" else "B") + sealed[41:]

    with pytest.raises(BrokenSealError):
        unseal(changed, "row:1")


def test_old_key_opens_until_it_is_taken_away(settings: Settings) -> None:
    settings.TOKEN_KEYS = [OLD]
    sealed = seal("hemlig", "row:1")

    settings.TOKEN_KEYS = [NEW, OLD]
    opened = unseal(sealed, "row:1")
    settings.TOKEN_KEYS = [NEW]

    assert opened == "hemlig"
    with pytest.raises(BrokenSealError):
        unseal(sealed, "row:1")


def test_resealed_secret_needs_the_newest_key_alone(settings: Settings) -> None:
    settings.TOKEN_KEYS = [OLD]
    sealed = seal("hemlig", "row:1")
    settings.TOKEN_KEYS = [NEW, OLD]

    moved = resealed(sealed)

    assert (is_on_newest_key(sealed), is_on_newest_key(moved)) == (False, True)
    settings.TOKEN_KEYS = [NEW]
    assert unseal(moved, "row:1") == "hemlig"


def test_resealing_what_no_key_opens_is_refused(settings: Settings) -> None:
    sealed = seal("hemlig", "row:1")
    settings.TOKEN_KEYS = [NEW]

    with pytest.raises(BrokenSealError):
        resealed(sealed)
