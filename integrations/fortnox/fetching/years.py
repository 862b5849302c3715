"""Which fiscal years of Fortnox an import fetches. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from integrations.fortnox.client.payloads import FinancialYear

FIRST_YEARS = 3
"""Fiscal years of a first import, and of one after a reset.

Source: docs/decisions/0070-fortnox-import.md.
"""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be fetched.

    Attributes:
        active: first and last day of the fiscal year that is worked on.
        is_first: nothing has been imported yet.
        wants_all: every fiscal year was asked for.
    """

    active: tuple[date, date]
    is_first: bool
    wants_all: bool


def chosen(years: Iterable[FinancialYear], wish: Wish) -> tuple[FinancialYear, ...]:
    """Choose the fiscal years to fetch, the oldest first; Fortnox numbers and lists them in no order.

    A year later than the one worked on is not fetched: it may be there already, with nothing in it.

    Returns:
        Nothing when Fortnox has no year that shares a day with the one worked on.
    """
    begun = sorted((year for year in years if year.start <= wish.active[1]), key=lambda year: year.start)
    at_work = [year for year in begun if year.end >= wish.active[0]]
    if not at_work or wish.wants_all:
        return tuple(begun if at_work else ())
    return tuple(begun[-FIRST_YEARS:] if wish.is_first else at_work)


def spans(years: Sequence[FinancialYear]) -> list[str]:
    """Name fiscal years by their days, the oldest first."""
    return [f"{year.start}–{year.end}" for year in sorted(years, key=lambda year: year.start)]
