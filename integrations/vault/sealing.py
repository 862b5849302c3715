"""Seals a secret so that only this installation reads it, and only in the place it was sealed for.

The place stands inside the sealed text, because a cipher alone would open one row's secret pasted into another row.
The keys are `TOKEN_KEYS`, newest first: the first seals, all of them open, so keys can be changed without a stop.
"""

import hmac
import json
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


class SealError(Exception):
    """A sealed text that does not open; the base of this package's exceptions.

    SealError
    ├── BrokenSealError   no key opens it: damaged, or its key is gone
    └── ForeignSealError  sealed for another place
    """


class BrokenSealError(SealError):
    """No key opens it."""


class ForeignSealError(SealError):
    """It was sealed for another place than it was found in."""


def seal(secret: str, where: str) -> str:
    """Seal a secret for a place, such as "fortnox_connection:<uuid>:refresh"."""
    return _keys().encrypt(json.dumps([where, secret]).encode()).decode()


def unseal(sealed: str, where: str) -> str:
    """Open what was sealed for this place.

    Raises:
        BrokenSealError: no key opens it.
        ForeignSealError: it was sealed for another place.
    """
    try:
        opened = _keys().decrypt(sealed.encode())
    except InvalidToken as broken:
        raise BrokenSealError from broken
    place, secret = json.loads(opened)
    if not hmac.compare_digest(str(place).encode(), where.encode()):
        raise ForeignSealError
    return str(secret)


def resealed(sealed: str) -> str:
    """Seal with the newest key what any of the keys opens.

    Raises:
        BrokenSealError: no key opens it.
    """
    try:
        return _keys().rotate(sealed.encode()).decode()
    except InvalidToken as broken:
        raise BrokenSealError from broken


def is_on_newest_key(sealed: str) -> bool:
    """Say whether the newest key opens it, so that the older ones may be thrown away."""
    try:
        Fernet(settings.TOKEN_KEYS[0]).decrypt(sealed.encode())
    except InvalidToken:
        return False
    return True


def _keys() -> MultiFernet:
    return _made_of(tuple(settings.TOKEN_KEYS))


@lru_cache(maxsize=4)
def _made_of(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])
