"""Changing the keys: everything that is sealed is sealed anew with the newest key, while the application runs.

`settings.SEALED` names what is sealed. A row that changes while it is moved is left to its writer, who seals with the
newest key anyway; so the work can be stopped and begun again at any time.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Protocol

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from integrations.vault.sealing import BrokenSealError, is_on_newest_key, resealed

ROWS_IN_A_TRANSACTION = 500


@dataclass(frozen=True, slots=True, repr=False)
class SealedRow:
    """What is sealed in one row or file; `key` finds it again."""

    key: str
    texts: tuple[str, ...]


class Kept(Protocol):
    """A place where sealed texts are kept.

    Attributes:
        name: of the place, for the operator.
    """

    name: str

    def rows(self) -> Iterator[SealedRow]:
        """Give every row that holds something sealed."""

    def replace(self, row: SealedRow, texts: tuple[str, ...]) -> bool:
        """Put other texts into a row, in the same order, unless it was changed since; say whether that was done."""


@dataclass(slots=True)
class Tally:
    """How a place stands.

    Attributes:
        name: of the place.
        newest: rows that the newest key opens.
        old: rows that need an older key.
        moved: rows sealed anew just now.
        unreadable: rows that no key opens.
    """

    name: str
    newest: int = 0
    old: int = 0
    moved: int = 0
    unreadable: int = 0

    @property
    def is_done(self) -> bool:
        """Say whether the older keys are needed no longer here."""
        return self.old == 0


def places() -> list[Kept]:
    """List the places that the settings name."""
    return [import_string(path) for path in settings.SEALED]


def check() -> list[Tally]:
    """Count how many rows of each place need an older key."""
    return [_counted(kept) for kept in places()]


def rotate() -> list[Tally]:
    """Seal everything anew with the newest key, and count how it stands then."""
    told = []
    for kept in places():
        moved = _moved(kept)
        tally = _counted(kept)
        tally.moved = moved
        told.append(tally)
    return told


def _moved(kept: Kept) -> int:
    moved = 0
    waiting = (row for row in kept.rows() if not _is_newest(row))
    while rows := list(islice(waiting, ROWS_IN_A_TRANSACTION)):
        with transaction.atomic():
            moved += sum(_is_moved(kept, row) for row in rows)
    return moved


def _is_moved(kept: Kept, row: SealedRow) -> bool:
    try:
        return kept.replace(row, tuple(map(resealed, row.texts)))
    except BrokenSealError:
        return False


def _counted(kept: Kept) -> Tally:
    tally = Tally(kept.name)
    for row in kept.rows():
        if _is_newest(row):
            tally.newest += 1
        elif _opens(row):
            tally.old += 1
        else:
            tally.unreadable += 1
    return tally


def _is_newest(row: SealedRow) -> bool:
    return all(map(is_on_newest_key, row.texts))


def _opens(row: SealedRow) -> bool:
    try:
        for text in row.texts:
            resealed(text)
    except BrokenSealError:
        return False
    return True
