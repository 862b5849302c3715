"""What differs after a change of data source: accounts new and gone, mappings to confirm, balances changed."""

from collections.abc import Mapping
from dataclasses import dataclass

from closing.books.models import Account, AccountMapping, Books, Snapshot
from closing.engagements.models import FiscalYear
from closing.importing.models import ImportRun


@dataclass(frozen=True, slots=True)
class AccountLine:
    """An account before and after; an amount is None where the account is not in the books."""

    number: str
    name: str
    before_ore: int | None
    after_ore: int | None

    @property
    def change_ore(self) -> int:
        """Give what the closing balance changed by."""
        return (self.after_ore or 0) - (self.before_ore or 0)


@dataclass(frozen=True, slots=True)
class Differences:
    """The books of a year against the books they replaced.

    Attributes:
        before, after: keys of the sources they came from.
        unconfirmed: numbers and names of the accounts whose mapping is to be confirmed.
    """

    before: str
    after: str
    appeared: tuple[AccountLine, ...]
    vanished: tuple[AccountLine, ...]
    changed: tuple[AccountLine, ...]
    unconfirmed: tuple[tuple[str, str], ...]

    @property
    def is_switched(self) -> bool:
        """Say whether the two came from different sources."""
        return bool(self.before and self.after) and self.before != self.after


def is_switched(year: FiscalYear) -> bool:
    """Say whether the books of the year came from another source than the books they replaced."""
    books = Books.objects.filter(fiscal_year=year).select_related("current", "previous").first()
    if books is None or books.previous is None:
        return False
    before, after = _sources(books.previous, books.current)
    return bool(before and after) and before != after


def differences(year: FiscalYear) -> Differences | None:
    """Compare the books of a year with those they replaced; None when there is nothing to compare."""
    books = Books.objects.filter(fiscal_year=year).select_related("current", "previous").first()
    if books is None or books.previous is None:
        return None
    before, after = _sources(books.previous, books.current)
    old, new = _accounts(books.previous), _accounts(books.current)
    lines = [_line(number, old, new) for number in sorted({*old, *new})]
    return Differences(
        before=before,
        after=after,
        appeared=tuple(line for line in lines if line.before_ore is None),
        vanished=tuple(line for line in lines if line.after_ore is None),
        changed=tuple(line for line in lines if None not in (line.before_ore, line.after_ore) and line.change_ore),
        unconfirmed=_unconfirmed(year, new),
    )


def _sources(before: Snapshot, after: Snapshot) -> tuple[str, str]:
    runs = [snapshot.run_id for snapshot in (before, after) if snapshot.run_id]
    sources = dict(ImportRun.objects.filter(pk__in=runs).values_list("pk", "source"))
    old, new = (sources.get(snapshot.run_id, "") if snapshot.run_id else "" for snapshot in (before, after))
    return old, new


def _accounts(snapshot: Snapshot) -> dict[str, tuple[str, int]]:
    rows = Account.objects.filter(snapshot=snapshot).values_list("number", "name", "closing_ore")
    return {number: (name, closing) for number, name, closing in rows}


def _line(number: str, old: Mapping[str, tuple[str, int]], new: Mapping[str, tuple[str, int]]) -> AccountLine:
    before, after = old.get(number), new.get(number)
    name = (after or before or ("", 0))[0]
    return AccountLine(number, name, before[1] if before else None, after[1] if after else None)


def _unconfirmed(year: FiscalYear, accounts: Mapping[str, tuple[str, int]]) -> tuple[tuple[str, str], ...]:
    mappings = AccountMapping.objects.filter(engagement=year.engagement_id, is_confirmed=True)
    confirmed = set(mappings.values_list("account_number", flat=True))
    return tuple((number, accounts[number][0]) for number in sorted(accounts) if number not in confirmed)
