"""The plug-ins that the settings name by dotted paths, checked when the application starts."""

from collections.abc import Callable
from typing import Protocol, TypeGuard

from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.utils.module_loading import import_string


class Keyed(Protocol):
    """A plug-in; `key` is its name in the database."""

    key: str


def faults_of(
    setting: str, *, is_one: Callable[[object], TypeGuard[Keyed]], noun: str, label: str
) -> list[CheckMessage]:
    """Check that every plug-in of a setting can be loaded, is what it should be, and has a key of its own.

    Args:
        setting: the name of the list in the settings.
        is_one: says whether something is what it should be.
        noun: what one is called in the messages.
        label: stands before the numbers of the messages.
    """
    faults: list[CheckMessage] = []
    keys: set[str] = set()
    for path in getattr(settings, setting):
        try:
            plug_in = import_string(path)()
        except (ImportError, TypeError) as error:
            faults.append(Error(f"{setting} names {path}, which cannot be loaded: {error}", id=f"{label}.E001"))
            continue
        if not is_one(plug_in):
            faults.append(Error(f"{path} in {setting} is not a {noun}.", id=f"{label}.E002"))
        elif plug_in.key in keys:
            faults.append(Error(f"Two {noun}s have the key {plug_in.key}.", id=f"{label}.E003"))
        else:
            keys.add(plug_in.key)
    return faults
