"""The vouchers of books as they stand in the database, read in little memory however many there are."""

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from django.db.models import Q

import sie
from closing.books.models import Account, ObjectList, Posting, PostingDetail, Snapshot, StruckPosting, Voucher
from sie.records import PostingKind

VOUCHERS_AT_A_TIME = 5_000
KEYS_AT_A_TIME = 20_000

Rows = dict[int, list[tuple[int, sie.Posting]]]
"""By the key of the voucher, its rows with their keys."""


def vouchers_of(snapshot: Snapshot, *, told: Callable[[int], None] = lambda _done: None) -> Iterator[sie.Voucher]:
    """Give the vouchers of books by series, and within each by number, as a SIE file is to have them.

    Books are in that order as good as always, so the rows of some vouchers lie together; each query goes through no
    more of them than lie between the first and the last it wants.

    Args:
        snapshot: the books.
        told: told now and then how many vouchers have been read; what it raises stops the reading.
    """
    if not snapshot.has_vouchers:
        return
    books, done = _Reading(snapshot), 0
    keys = iter(_keys(snapshot))
    while some := list(islice(keys, VOUCHERS_AT_A_TIME)):
        yield from books.vouchers(some)
        done += len(some)
        told(done)


def struck_accounts(snapshot: Snapshot) -> set[str]:
    """Give the accounts of struck rows; the chart lacks those that stand nowhere else."""
    lowest, highest = snapshot.keys
    struck = StruckPosting.objects.filter(pk__gte=lowest, pk__lte=highest)
    return set(struck.values_list("account_number", flat=True).distinct())


def _keys(snapshot: Snapshot) -> "array[int]":
    """List the keys of the vouchers in the order of the file: eight bytes each; the rest is read piece by piece."""
    ordered = Voucher.objects.filter(snapshot=snapshot).order_by("series", "number_value", "pk")
    return array("q", ordered.values_list("pk", flat=True).iterator(KEYS_AT_A_TIME))


class _Reading:
    """Reads some vouchers at a time; accounts and object lists are few, and are read once."""

    def __init__(self, snapshot: Snapshot) -> None:
        lowest, highest = snapshot.keys
        self._accounts = dict(Account.objects.filter(snapshot=snapshot).values_list("pk", "number"))
        lists = ObjectList.objects.filter(pk__gte=lowest, pk__lte=highest).values_list("pk", "pairs").iterator()
        self._objects = {key - snapshot.first_key: tuple((one, code) for one, code in pairs) for key, pairs in lists}
        self._objects[0] = ()
        self._has_details = PostingDetail.objects.filter(pk__gte=lowest, pk__lte=highest).exists()
        self._has_struck = StruckPosting.objects.filter(pk__gte=lowest, pk__lte=highest).exists()

    def vouchers(self, keys: Sequence[int]) -> Iterator[sie.Voucher]:
        """Give vouchers with their rows, counted and struck, in the order of the source."""
        columns = ("series", "number", "date", "text", "registered", "sign", "first_row", "row_count")
        found = {key: one for key, *one in Voucher.objects.filter(_among("pk", keys)).values_list("pk", *columns)}
        spans = [(first, first + count - 1) for *_, first, count in found.values() if count]
        rows: Rows = defaultdict(list)
        if spans:
            span = min(first for first, _ in spans), max(last for _, last in spans)
            self._add_counted(rows, keys, span)
            self._add_struck(rows, keys, span)
        for key in keys:
            series, number, day, text, registered, sign, *_ = found[key]
            ordered = sorted(rows.pop(key, ()), key=lambda placed: placed[0])
            yield sie.Voucher(series, number, day, text, registered, sign, tuple(row for _key, row in ordered))

    def _add_counted(self, rows: Rows, keys: Sequence[int], span: tuple[int, int]) -> None:
        details = self._details(span)
        columns = ("pk", "voucher_id", "account_id", "amount_ore", "object_list", "text")
        counted = Posting.objects.filter(_among("voucher_id", keys), pk__range=span)
        for key, voucher, account, ore, objects, text in counted.values_list(*columns):
            number, pairs = self._accounts[account], self._objects.get(objects, ())
            detail = details.get(key)
            if detail is None:
                rows[voucher].append((key, sie.Posting(number, ore, pairs, text=text)))
                continue
            row = sie.Posting(number, ore, pairs, detail.own_date, text, detail.quantity, detail.sign)
            if detail.is_added:
                added = sie.Posting(number, ore, pairs, row.date, text, row.quantity, row.sign, PostingKind.ADDED)
                rows[voucher].append((key, added))
            rows[voucher].append((key, row))

    def _add_struck(self, rows: Rows, keys: Sequence[int], span: tuple[int, int]) -> None:
        if not self._has_struck:
            return
        struck = StruckPosting.objects.filter(_among("voucher_id", keys), pk__range=span)
        for one in struck:
            objects = self._objects.get(one.object_list, ())
            details = (one.own_date, one.text, one.quantity, one.sign, PostingKind.STRUCK)
            row = sie.Posting(one.account_number, one.amount_ore, objects, *details)
            rows[one.voucher_id].append((one.pk, row))

    def _details(self, span: tuple[int, int]) -> dict[int, PostingDetail]:
        if not self._has_details:
            return {}
        return {one.pk: one for one in PostingDetail.objects.filter(pk__gte=span[0], pk__lte=span[1])}


def _among(field: str, keys: Sequence[int]) -> Q:
    """Ask for some keys; those in a run, as good as always, by its ends, for each key named costs Django time."""
    first, last = min(keys), max(keys)
    if last - first + 1 == len(keys):
        return Q(**{f"{field}__gte": first, f"{field}__lte": last})
    return Q(**{f"{field}__in": keys})
