"""What changed between two snapshots of a year: vouchers that are new, gone or altered, and the change per account.

Vouchers are matched by series and number. The database finds those without an equal in the other snapshot; only these
are read, in the order of their keys, so that the memory needed does not grow with the books.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from heapq import merge
from itertools import groupby, islice, zip_longest
from typing import NamedTuple

from django.db import connection
from django.db.models import Count, Exists, F, OuterRef, QuerySet, Sum
from django.db.models.functions import Collate

from closing.books.balances import Span
from closing.books.models import Account, Posting, Snapshot, Voucher
from closing.engagements.models import FiscalYear, Period

MOST_LISTED = 200
"""Changed vouchers of a kind that are listed; the rest is counted."""

MOST_REPEATED = 5_000
"""Vouchers equal in all to another of the same snapshot that are looked up one by one; no books come near."""

_ROWS_AT_A_TIME = 2_000


@dataclass(frozen=True, slots=True)
class Face:
    """A voucher as one of the snapshots has it; `debit_ore` is the sum of its debit rows."""

    ordinal: int
    date: date
    text: str
    debit_ore: int


@dataclass(frozen=True, slots=True)
class VoucherChange:
    """A voucher that changed; `before` is None when it is new, `after` when it is gone."""

    series: str
    number: str
    before: Face | None
    after: Face | None
    is_in_locked_period: bool


@dataclass(frozen=True, slots=True)
class Listed:
    """Changed vouchers of one kind.

    Attributes:
        count: how many there are.
        locked_count: how many of them are dated in a locked period, before or after the change.
        first: those in locked periods first, then in the order of series and number; at most `MOST_LISTED`.
    """

    count: int = 0
    locked_count: int = 0
    first: tuple[VoucherChange, ...] = ()


@dataclass(frozen=True, slots=True)
class AccountChange:
    """An account whose balances changed, in öre; an amount is None where the snapshot has no such account."""

    number: str
    name: str
    opening_before_ore: int | None
    opening_after_ore: int | None
    closing_before_ore: int | None
    closing_after_ore: int | None

    @property
    def change_ore(self) -> int:
        """Give how much the closing balance changed."""
        return (self.closing_after_ore or 0) - (self.closing_before_ore or 0)


@dataclass(frozen=True, slots=True)
class Changes:
    """All that changed from one snapshot to another."""

    new: Listed = Listed()
    gone: Listed = Listed()
    altered: Listed = Listed()
    accounts: tuple[AccountChange, ...] = ()

    @property
    def locked_count(self) -> int:
        """Count the changed vouchers in locked periods."""
        return self.new.locked_count + self.gone.locked_count + self.altered.locked_count

    @property
    def is_none(self) -> bool:
        """Say whether nothing changed."""
        return not (self.new.count or self.gone.count or self.altered.count or self.accounts)


def between(old: Snapshot, new: Snapshot, *, locked: Sequence[Span] = ()) -> Changes:
    """Compare two snapshots of a year.

    Args:
        old: the one before.
        new: the one after.
        locked: the periods in which nothing should have changed.
    """
    kinds = {kind: _Gathered() for kind in ("new", "gone", "altered")}
    for before, after in _pairs(_without_equal(old, new), _without_equal(new, old)):
        kind = "altered" if before and after else "new" if after else "gone"
        days = [one.date for one in (before, after) if one]
        kinds[kind].add(
            (before, after), is_locked=any(span.start <= day <= span.end for span in locked for day in days)
        )
    listed = {kind: gathered.listed() for kind, gathered in kinds.items()}
    return Changes(**listed, accounts=tuple(_account_changes(old, new)))


def locked_spans(fiscal_year: FiscalYear) -> list[Span]:
    """Give the locked periods of a year."""
    periods = Period.objects.filter(fiscal_year=fiscal_year, state=Period.State.LOCKED)
    return [Span(period.start, period.end) for period in periods]


class _Row(NamedTuple):
    """A voucher among those without an equal, in the order in which they are compared."""

    series: str
    number_value: int
    number: str
    pk: int
    date: date


_Pair = tuple[_Row | None, _Row | None]
_KEY = ("series", "number_value", "number")
_TEXT_KEYS = ("series", "number")
_CONTENT = (*_KEY, "date", "fingerprint", "text")


@dataclass(slots=True)
class _Gathered:
    """The changed vouchers of one kind, as they come by."""

    count: int = 0
    locked: list[_Pair] = field(default_factory=list)
    others: list[_Pair] = field(default_factory=list)
    locked_count: int = 0

    def add(self, pair: _Pair, *, is_locked: bool) -> None:
        """Take one more."""
        self.count += 1
        self.locked_count += is_locked
        kept = self.locked if is_locked else self.others
        if len(kept) < MOST_LISTED:
            kept.append(pair)

    def listed(self) -> Listed:
        """Look up those that are listed."""
        pairs = [(pair, True) for pair in self.locked] + [(pair, False) for pair in self.others]
        chosen = pairs[:MOST_LISTED]
        keys = [row.pk for pair, _is_locked in chosen for row in pair if row]
        vouchers = Voucher.objects.in_bulk(keys)
        first = tuple(_change(pair, vouchers, is_locked=is_locked) for pair, is_locked in chosen)
        return Listed(self.count, self.locked_count, first)


def _change(pair: _Pair, vouchers: dict[int, Voucher], *, is_locked: bool) -> VoucherChange:
    before, after = (_face(vouchers[row.pk]) if row else None for row in pair)
    voucher = next(vouchers[row.pk] for row in pair if row)
    return VoucherChange(voucher.series, voucher.number, before, after, is_in_locked_period=is_locked)


def _face(voucher: Voucher) -> Face:
    debits = Posting.objects.filter(pk__range=voucher.rows, amount_ore__gt=0)
    debit = debits.aggregate(sum=Sum("amount_ore"))["sum"] or 0
    return Face(voucher.ordinal, voucher.date, voucher.text, debit)


def _pairs(olds: Iterator[_Row], news: Iterator[_Row]) -> Iterator[_Pair]:
    """Pair vouchers of the same series and number, in their order; what is left over is new or gone."""
    both = merge(((row, False) for row in olds), ((row, True) for row in news), key=lambda one: one[0][:3])
    for _key, group in groupby(both, key=lambda one: one[0][:3]):
        rows = list(group)
        before = [row for row, is_new in rows if not is_new]
        after = [row for row, is_new in rows if is_new]
        yield from zip_longest(before, after)


def _without_equal(snapshot: Snapshot, other: Snapshot) -> Iterator[_Row]:
    """Give the vouchers of a snapshot that the other one does not have, in the order of their keys."""
    equal = Voucher.objects.filter(snapshot=other, **{name: OuterRef(name) for name in _CONTENT})
    vouchers = _in_order(Voucher.objects.filter(~Exists(equal), snapshot=snapshot))
    return merge(vouchers, sorted(_surplus(snapshot, other)))


def _surplus(snapshot: Snapshot, other: Snapshot) -> list[_Row]:
    """Give the vouchers that the other snapshot has too, but not so many times over."""
    numbered = Voucher.objects.filter(snapshot=snapshot)
    if not numbered.values("series", "number_value").annotate(count=Count("pk")).filter(count__gt=1).exists():
        return []
    same = {name: OuterRef(name) for name in _CONTENT}
    repeats = numbered.filter(Exists(Voucher.objects.filter(snapshot=snapshot, pk__lt=OuterRef("pk"), **same)))
    equals: defaultdict[tuple[object, ...], list[_Row]] = defaultdict(list)
    for voucher in islice(repeats.order_by("pk").iterator(), MOST_REPEATED):
        equals[tuple(getattr(voucher, name) for name in _CONTENT)].append(_row(voucher))
    surplus: list[_Row] = []
    for content, rows in equals.items():
        there = Voucher.objects.filter(snapshot=other, **dict(zip(_CONTENT, content, strict=True))).count()
        # One more than the repeats is here; without an equal there, all of them have been given already.
        if 0 < there <= len(rows):
            surplus += rows[there - 1 :]
    return surplus


def _in_order(vouchers: QuerySet[Voucher]) -> Iterator[_Row]:
    """Read vouchers in the order in which Python compares their keys, whatever the database's language."""
    series, number = (Collate(name, "C") if connection.vendor == "postgresql" else F(name) for name in _TEXT_KEYS)
    ordered = vouchers.order_by(series, "number_value", number, "pk").values_list(*_KEY, "pk", "date")
    return map(_Row._make, ordered.iterator(_ROWS_AT_A_TIME))


def _row(voucher: Voucher) -> _Row:
    return _Row(voucher.series, voucher.number_value, voucher.number, voucher.pk, voucher.date)


def _account_changes(old: Snapshot, new: Snapshot) -> Iterator[AccountChange]:
    """Give the accounts whose balances differ, or that one of the snapshots does not have."""
    before, after = _balances(old), _balances(new)
    for number in sorted({*before, *after}):
        one, other = before.get(number), after.get(number)
        if one is None or other is None or one[1:] != other[1:]:
            name, *_ = other or one or ("",)
            yield AccountChange(
                number,
                str(name),
                opening_before_ore=one[1] if one else None,
                opening_after_ore=other[1] if other else None,
                closing_before_ore=one[2] if one else None,
                closing_after_ore=other[2] if other else None,
            )


def _balances(snapshot: Snapshot) -> dict[str, tuple[str, int, int]]:
    """Give name, opening and closing balance by account number."""
    fields = ("number", "name", "opening_ore", "closing_ore")
    accounts = Account.objects.filter(snapshot=snapshot).values_list(*fields)
    return {number: (name, opening, closing) for number, name, opening, closing in accounts}
