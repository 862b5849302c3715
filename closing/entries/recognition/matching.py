"""Which voucher of the books an entry became: by its mark, by its number, or by what it books. Pure."""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

Rows = tuple[tuple[str, int], ...]
"""Account and öre of each row, debit positive, sorted."""


@dataclass(frozen=True, slots=True)
class Sought:
    """An entry that is looked for.

    Attributes:
        entry: its key.
        marker: that its voucher carries.
        day: its date.
        rows: what it books.
        is_transferred: it is known to be in the bookkeeping; others are known by their mark alone.
        series: of its voucher; empty while not known.
        number: of its voucher in the series; None while not known.
    """

    entry: UUID
    marker: str
    day: date
    rows: Rows
    is_transferred: bool = False
    series: str = ""
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """A voucher of the books; `number_value` is its number as a whole number, 0 when it is none."""

    key: int
    series: str
    number: str
    number_value: int
    day: date
    rows: Rows
    markers: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Show series and number, as accountants name a voucher."""
        return f"{self.series} {self.number}".strip()

    def is_as(self, sought: Sought) -> bool:
        """Say whether it has the date and the rows of an entry."""
        return (self.day, self.rows) == (sought.day, sought.rows)


@dataclass(frozen=True, slots=True)
class Match:
    """The voucher an entry became; `others` carry its mark too."""

    voucher: Seen
    others: tuple[Seen, ...] = ()


class Differing(NamedTuple):
    """An account on which an entry and its voucher do not come to the same, in öre."""

    account: str
    entry_ore: int
    voucher_ore: int


def match(sought: Sequence[Sought], seen: Iterable[Seen]) -> dict[UUID, Match]:
    """Find the vouchers of entries, surest first; a voucher without an entry's mark is taken by one entry only.

    Args:
        sought: the entries, in the order in which they choose.
        seen: the vouchers that may be theirs.

    Returns:
        The match of each entry that was found.
    """
    vouchers = sorted(seen, key=lambda one: (one.series, one.number_value, one.key))
    found = dict(_by_mark(sought, vouchers))
    taken = {match.voucher.key for match in found.values()}
    found.update(_by_number(_left(sought, found), _free(vouchers, taken)))
    taken = {match.voucher.key for match in found.values()}
    found.update(_by_content(_left(sought, found), _free(vouchers, taken)))
    return found


def differing(sought: Sought, voucher: Seen) -> tuple[Differing, ...]:
    """List the accounts on which an entry and its voucher differ; rows that were joined or split make no difference."""
    here, there = _sums(sought.rows), _sums(voucher.rows)
    both = ((account, here.get(account, 0), there.get(account, 0)) for account in sorted({*here, *there}))
    return tuple(Differing(*one) for one in both if one[1] != one[2])


def _by_mark(sought: Iterable[Sought], vouchers: Iterable[Seen]) -> Iterator[tuple[UUID, Match]]:
    marked: defaultdict[str, list[Seen]] = defaultdict(list)
    for voucher in vouchers:
        for marker in dict.fromkeys(voucher.markers):
            marked[marker].append(voucher)
    for one in sought:
        if one.marker in marked:
            first, *others = sorted(marked[one.marker], key=lambda voucher: _distance(one, voucher))
            yield one.entry, Match(first, tuple(others))


def _distance(one: Sought, voucher: Seen) -> tuple[bool, bool]:
    """Put the voucher first that has the number the bookkeeping told, then one that says the same as the entry."""
    return (voucher.series, voucher.number_value) != (one.series, one.number), not voucher.is_as(one)


def _by_number(sought: Iterable[Sought], vouchers: Iterable[Seen]) -> Iterator[tuple[UUID, Match]]:
    free = list(vouchers)
    for one in sought:
        if one.number is None:
            continue
        place = (one.series, one.number)
        voucher = next((it for it in free if (it.series, it.number_value) == place and it.is_as(one)), None)
        if voucher:
            free.remove(voucher)
            yield one.entry, Match(voucher)


def _by_content(sought: Iterable[Sought], vouchers: Iterable[Seen]) -> Iterator[tuple[UUID, Match]]:
    """Match entries without a number, where as many vouchers say the same as entries; those with a series go first."""
    free = list(vouchers)
    groups: defaultdict[tuple[str, date, Rows], list[Sought]] = defaultdict(list)
    for one in sorted(sought, key=lambda one: not one.series):
        if one.number is None:
            groups[one.series, one.day, one.rows].append(one)
    for (series, _day, _rows), alike in groups.items():
        theirs = [voucher for voucher in free if voucher.is_as(alike[0]) and series in ("", voucher.series)]
        if len(theirs) == len(alike):
            free = [voucher for voucher in free if voucher not in theirs]
            yield from ((one.entry, Match(voucher)) for one, voucher in zip(alike, theirs, strict=True))


def _left(sought: Iterable[Sought], found: Container[UUID]) -> list[Sought]:
    return [one for one in sought if one.entry not in found and one.is_transferred]


def _free(vouchers: Iterable[Seen], taken: Container[int]) -> list[Seen]:
    """Leave out what is taken, and what carries any mark: that is another entry's, or a second one of the same."""
    return [one for one in vouchers if one.key not in taken and not one.markers]


def _sums(rows: Rows) -> dict[str, int]:
    sums: defaultdict[str, int] = defaultdict(int)
    for account, ore in rows:
        sums[account] += ore
    return dict(sums)
