"""What somebody at a company does in Fortnox at any moment: locks a period, closes a series, takes away a licence."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from integrations.fortnox.simulator.storage import Storage


class NothingThereError(LookupError):
    """The company, or what was to be changed in it, is not there."""


@dataclass(frozen=True, slots=True)
class YearPart:
    """A series or an account of one financial year."""

    year: int
    code: str


def lock_until(storage: Storage, tenant: int, day: date | None) -> None:
    """Lock everything up to and including a day; None unlocks all.

    Raises:
        NothingThereError: there is no such company.
    """
    with storage.transaction() as connection:
        _change(
            connection,
            "UPDATE company SET locked_until = ? WHERE tenant = ?",
            (day.isoformat() if day else None, tenant),
        )


def exempt(storage: Storage, tenant: int, series: str) -> None:
    """Let one series take vouchers in a locked period (ej låsbar serie för bokslut); an empty one lets none.

    Raises:
        NothingThereError: there is no such company.
    """
    with storage.transaction() as connection:
        _change(connection, "UPDATE company SET unlockable_series = ? WHERE tenant = ?", (series, tenant))


def license_for(storage: Storage, tenant: int, licences: Sequence[str]) -> None:
    """Let a company have these licences and no others.

    Raises:
        NothingThereError: there is no such company.
    """
    # An empty text stands for all there are, so that none has a word of its own.
    words = " ".join(licences) or "none"
    with storage.transaction() as connection:
        _change(connection, "UPDATE company SET licences = ? WHERE tenant = ?", (words, tenant))


def choose_year(storage: Storage, tenant: int, year: int) -> None:
    """Let the company work in a year: calls that name none mean this one.

    Raises:
        NothingThereError: there is no such company.
    """
    with storage.transaction() as connection:
        _change(connection, "UPDATE company SET chosen_year = ? WHERE tenant = ?", (year, tenant))


def open_series(storage: Storage, tenant: int, series: YearPart, *, is_manual: bool) -> None:
    """Let a series of a year be posted in by hand, and by applications, or no longer.

    Raises:
        NothingThereError: there is no such series in that year.
    """
    key = (is_manual, tenant, series.year, series.code)
    with storage.transaction() as connection:
        _change(connection, "UPDATE series SET is_manual = ? WHERE tenant = ? AND year = ? AND code = ?", key)


def activate(storage: Storage, tenant: int, account: YearPart, *, is_active: bool) -> None:
    """Let an account of a year be posted on, or no longer.

    Raises:
        NothingThereError: there is no such account in that year.
    """
    key = (is_active, tenant, account.year, account.code)
    with storage.transaction() as connection:
        _change(connection, "UPDATE account SET is_active = ? WHERE tenant = ? AND year = ? AND number = ?", key)


def _change(connection: sqlite3.Connection, statement: str, values: Sequence[str | int | None]) -> None:
    if connection.execute(statement, values).rowcount == 0:
        raise NothingThereError(f"There is nothing to change: {', '.join(map(str, values[1:]))}.")
