"""What the books say of a ledger: when its vouchers were booked, what its accounts came to, and what touched them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TypeVar
from uuid import UUID

from django.db.models import Q

from closing.appendices.explain import BookedVoucher, Found
from closing.appendices.items import LedgerItems, VoucherKey
from closing.books.balances import balance_at
from closing.books.models import Account, Books, Posting, PostingDetail, Snapshot, StruckPosting, Voucher
from closing.engagements.models import Engagement
from closing.entries.adjusted import Entered, entries_on

KEYS_AT_A_TIME = 2_000
"""Vouchers or rows asked for in one query; SQLite takes 32 766 parameters.

Source: https://www.sqlite.org/limits.html, SQLITE_MAX_VARIABLE_NUMBER.
"""

MOST_READ = 20_000
"""Postings of other series looked at in a year, the latest first; a ledger's accounts have few of them."""

_MOST_DIGITS = 18
"""Digits of a number that the books sort by its value."""

Years = Mapping[date, Snapshot]
"""The first day of a fiscal year to its books."""

Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class VoucherPlace:
    """Where a voucher stands, as an address names it: the fiscal year, and its place in the books of that year."""

    year_id: UUID
    ordinal: int


def years_of(engagement: Engagement) -> Years:
    """Give the books of an engagement that count, year by year."""
    books = Books.objects.select_related("current__fiscal_year").filter(fiscal_year__engagement=engagement)
    return {one.current.fiscal_year.start: one.current for one in books}


def account_balance(years: Years, accounts: Sequence[str], day: date) -> int | None:
    """Give what accounts come to at the end of a day, in öre, debit positive; None when there are no books of it."""
    snapshot = books_at(years, day)
    if snapshot is None:
        return None
    return sum(balance_at(snapshot, number, day) or 0 for number in accounts)


def entered_on(years: Years, accounts: Sequence[str], day: date) -> Entered:
    """Give what closing entries book on accounts, on top of the books of the day's year, until the end of the day."""
    snapshot = books_at(years, day)
    return entries_on(snapshot.fiscal_year, *accounts, until=day) if snapshot else Entered()


def books_at(years: Years, day: date) -> Snapshot | None:
    """Give the books of the fiscal year a day lies in; None when they are not here."""
    return next((one for one in years.values() if one.fiscal_year.start <= day <= one.fiscal_year.end), None)


def dates_of(years: Years, items: LedgerItems) -> dict[VoucherKey, date]:
    """Give the dates of the vouchers that booked the invoices; those the books do not have are left out."""
    keys = {invoice.voucher for invoice in items.invoices if invoice.voucher}
    return {key: one.date for key, one in _vouchers(years, keys)}


def places_of(engagement: Engagement, keys: Collection[VoucherKey]) -> dict[VoucherKey, VoucherPlace]:
    """Give where vouchers stand in the books; those the books do not have are left out."""
    years = years_of(engagement) if keys else {}
    vouchers = _vouchers(years, keys)
    return {key: VoucherPlace(years[key.year_start].fiscal_year_id, one.ordinal) for key, one in vouchers}


def found(years: Years, items: LedgerItems, day: date) -> Found:
    """Find the vouchers that can make a ledger and its accounts differ on a day."""
    control = _control_accounts(years, items.accounts)
    named = {one.pk: one for _key, one in _vouchers(years, _named(items))}
    rows = _rows_of(named.values(), control)
    is_cut = False
    for start, snapshot in years.items():
        if items.series and start <= day:
            others = _in_other_series(snapshot, control, items.series, day=day)
            is_cut = is_cut or len(others) > MOST_READ
            for voucher, ore in others[:MOST_READ]:
                if voucher not in named:
                    rows[voucher].append(ore)
    changes = _changes(years, items.accounts, control)
    unknown = [pk for pk in {*rows, *changes} if pk not in named]
    vouchers = [*named.values(), *(one for chunk in _chunks(unknown) for one in Voucher.objects.filter(pk__in=chunk))]
    firsts = _firsts(years)
    told = [
        _told(years[firsts[one.snapshot_id]], one, rows=rows.get(one.pk, ()), change=changes.get(one.pk, ()))
        for one in vouchers
    ]
    return Found(told, tuple(years), is_cut)


def _named(items: LedgerItems) -> set[VoucherKey]:
    invoices = {one.voucher for one in items.invoices if one.voucher}
    return invoices | {payment.voucher for one in items.invoices for payment in one.payments if payment.voucher}


def _vouchers(years: Years, keys: Collection[VoucherKey]) -> Iterator[tuple[VoucherKey, Voucher]]:
    """Find vouchers by their names, some thousand at a time."""
    firsts = _firsts(years)
    known = sorted((key for key in keys if key.year_start in years), key=lambda key: (key.year_start, key.series))
    for chunk in _chunks(known):
        asked = Q()
        for (start, series), group in groupby(chunk, key=lambda key: (key.year_start, key.series)):
            numbers = [_value(key.number) for key in group]
            asked |= Q(snapshot=years[start], series=series, number_value__in=numbers)
        for voucher in Voucher.objects.filter(asked):
            key = VoucherKey(firsts[voucher.snapshot_id], voucher.series, voucher.number)
            if key in keys:
                yield key, voucher


def _control_accounts(years: Years, accounts: Sequence[str]) -> list[int]:
    """Give the keys of the control accounts in the books of all years."""
    snapshots = [snapshot.pk for snapshot in years.values()]
    return list(Account.objects.filter(snapshot__in=snapshots, number__in=accounts).values_list("pk", flat=True))


def _rows_of(vouchers: Iterable[Voucher], control: Collection[int]) -> defaultdict[int, list[int]]:
    """Read what vouchers booked on the control accounts, by the key of the voucher."""
    keys = [key for voucher in vouchers for key in range(voucher.rows[0], voucher.rows[1] + 1)]
    rows: defaultdict[int, list[int]] = defaultdict(list)
    for chunk in _chunks(keys):
        postings = Posting.objects.filter(pk__in=chunk, account_id__in=control)
        for voucher, ore in postings.values_list("voucher_id", "amount_ore"):
            rows[voucher].append(ore)
    return rows


def _in_other_series(
    snapshot: Snapshot, control: Collection[int], series: Collection[str], *, day: date
) -> list[tuple[int, int]]:
    """Read what was booked on the control accounts up to a day in other series than the ledger's own, latest first."""
    lowest, highest = snapshot.keys
    postings = Posting.objects.filter(pk__gte=lowest, pk__lte=highest, account_id__in=control, date__lte=day)
    others = postings.exclude(voucher__series__in=series).order_by("-date", "-pk")
    return list(others.values_list("voucher_id", "amount_ore")[: MOST_READ + 1])


def _changes(years: Years, accounts: Sequence[str], control: Collection[int]) -> dict[int, list[int]]:
    """Read the rows on the control accounts that were added to (plus) or struck from (minus) vouchers afterwards."""
    changes: defaultdict[int, list[int]] = defaultdict(list)
    for snapshot in years.values():
        lowest, highest = snapshot.keys
        struck = StruckPosting.objects.filter(pk__gte=lowest, pk__lte=highest, account_number__in=accounts)
        for voucher, ore in struck.values_list("voucher_id", "amount_ore"):
            changes[voucher].append(-ore)
        added = PostingDetail.objects.filter(
            pk__gte=lowest, pk__lte=highest, is_added=True, posting__account_id__in=control
        )
        for voucher, ore in added.values_list("posting__voucher_id", "posting__amount_ore"):
            changes[voucher].append(ore)
    return changes


def _told(snapshot: Snapshot, voucher: Voucher, *, rows: Sequence[int], change: Sequence[int]) -> BookedVoucher:
    return BookedVoucher(
        VoucherKey(snapshot.fiscal_year.start, voucher.series, voucher.number),
        voucher.date,
        voucher.text,
        snapshot.fiscal_year_id,
        voucher.ordinal,
        rows=tuple(rows),
        change_ore=sum(change),
        is_edited=bool(change),
    )


def _firsts(years: Years) -> dict[int, date]:
    """Give the first day of each year by the key of its books."""
    return {snapshot.pk: first for first, snapshot in years.items()}


def _value(number: str) -> int:
    """Give a voucher's number as the books sort by it: 0 when it is none."""
    return int(number) if number.isascii() and number.isdigit() and len(number) <= _MOST_DIGITS else 0


def _chunks(things: Sequence[Thing]) -> Iterator[Sequence[Thing]]:
    return (things[at : at + KEYS_AT_A_TIME] for at in range(0, len(things), KEYS_AT_A_TIME))
