"""A stretch of an account's ledger, read from the leaves that the import cut the ledger into."""

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from struct import unpack
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Model

from closing.books.limits import ROWS_PER_SNAPSHOT
from closing.books.models import LedgerLeaf, Posting, Voucher
from closing.books.rows import POSTINGS_IN_A_LEAF

Row = tuple[int, dt.date | str, int, str, int, int]
"""Posting, date, amount, text, object list, voucher."""

VoucherWords = tuple[str, str, str]
"""Series, number, text."""

_BY_KEY = {
    "sqlite": "SELECT {columns} FROM {table} WHERE id IN ({keys})",
    "postgresql": """
        SELECT found.*
        FROM unnest(ARRAY[{keys}]::bigint[]) AS wanted (key),
            LATERAL (SELECT {columns} FROM {table} WHERE id = wanted.key LIMIT 1) AS found
    """,
}
"""Asked for some hundred rows by key, PostgreSQL would rather read the whole table: it reckons with a slow disk."""


class Key(NamedTuple):
    """A posting's place in the ledger: its date, then its place in the file (0 stands before the first)."""

    date: dt.date
    ordinal: int

    def __str__(self) -> str:
        """Write it for an address."""
        return f"{self.date}.{self.ordinal}"

    @classmethod
    def read(cls, text: str) -> "Key | None":
        """Read it from an address; None when it is no key."""
        day, _, ordinal = text.partition(".")
        try:
            key = cls(dt.date.fromisoformat(day), int(ordinal))
        except ValueError:
            return None
        return key if 0 <= key.ordinal < ROWS_PER_SNAPSHOT else None

    @classmethod
    def of(cls, day: dt.date | str, posting: int) -> "Key":
        """Make it of a posting's date, as the database gives it, and key."""
        return cls(dt.date.fromisoformat(day) if isinstance(day, str) else day, posting % ROWS_PER_SNAPSHOT)

    @property
    def number(self) -> int:
        """Give it as one number, in whose order keys are."""
        return self.date.toordinal() * ROWS_PER_SNAPSHOT + self.ordinal

    def just_after(self) -> "Key":
        """Give the place right behind the posting."""
        return Key(self.date, self.ordinal + 1)


class Stretch(NamedTuple):
    """What lies between two places of an account's ledger, both left out."""

    account_id: int
    after: Key
    before: Key

    def beyond(self, key: Key, *, is_backwards: bool) -> "Stretch":
        """Give the part that lies behind a place, or before it."""
        if is_backwards:
            return self._replace(before=min(self.before, key))
        return self._replace(after=max(self.after, key))

    def postings(self, *, is_backwards: bool, most: int) -> list[Row]:
        """Read its first postings, or from its end backwards."""
        found: list[Row] = []
        for leaves in self._leaves(is_backwards=is_backwards, at_a_time=most // POSTINGS_IN_A_LEAF + 2):
            rows = self._inside(_rows_of(self.account_id, leaves))
            found += reversed(rows) if is_backwards else rows
            if len(found) >= most:
                break
        return found[:most]

    def has_postings(self) -> bool:
        """Say whether there is a posting in it."""
        return bool(self.postings(is_backwards=False, most=1))

    def _leaves(self, *, is_backwards: bool, at_a_time: int) -> Iterator[list[LedgerLeaf]]:
        """Give the leaves that may hold some of it, a few at a time; those few in the order of the ledger."""
        first = _leaf_with(self.account_id, self.after)
        low, high = first.start if first else self.after.number, self.before.number
        leaves = LedgerLeaf.objects.filter(account_id=self.account_id).order_by("-start" if is_backwards else "start")
        some: list[LedgerLeaf] = []
        while not some or len(some) == at_a_time:
            some = list(leaves.filter(start__gte=low, start__lt=high)[:at_a_time])
            if not some:
                return
            if is_backwards:
                high = some[-1].start
            else:
                low = some[-1].start + 1
            yield some[::-1] if is_backwards else some

    def _inside(self, rows: list[Row]) -> list[Row]:
        """Leave out the postings at either end that do not belong to it."""
        first = bisect_right(rows, self.after.number, key=_number)
        last = bisect_left(rows, self.before.number, key=_number)
        return rows[first:last]


def moved_before(account_id: int, key: Key) -> int:
    """Give what an account's postings before a place come to, in öre."""
    leaf = _leaf_with(account_id, key)
    if leaf is None:
        return 0
    rows = _rows_of(account_id, [leaf])
    return leaf.before_ore + sum(row[2] for row in rows[: bisect_left(rows, key.number, key=_number)])


def _leaf_with(account_id: int, key: Key) -> LedgerLeaf | None:
    """Give the last leaf that begins at a place or before it."""
    return LedgerLeaf.objects.filter(account_id=account_id, start__lte=key.number).order_by("-start").first()


def _rows_of(account_id: int, leaves: Sequence[LedgerLeaf]) -> list[Row]:
    """Read the postings of leaves, in the order of the ledger."""
    first = account_id // ROWS_PER_SNAPSHOT * ROWS_PER_SNAPSHOT
    digits = bytes.fromhex("".join(leaf.rows for leaf in leaves))
    keys = [first + place for place in unpack(f">{len(digits) // 4}I", digits)]
    columns = "id, date, amount_ore, text, object_list, voucher_id"
    rows: dict[int, Row] = {row[0]: row for row in _by_key(Posting, columns, keys)}
    return [rows[key] for key in keys]


def _number(row: Row) -> int:
    """Give the place of a posting as one number."""
    return Key.of(row[1], row[0]).number


def words_of(rows: Iterable[Row]) -> dict[int, VoucherWords]:
    """Look up the vouchers of postings."""
    keys = {row[5] for row in rows}
    vouchers = _by_key(Voucher, "id, series, number, text", keys) if keys else []
    return {key: (series, number, text) for key, series, number, text in vouchers}


def _by_key(model: type[Model], columns: str, keys: Iterable[int]) -> list[Any]:
    """Read rows of a table by their keys, in no order."""
    table = model._meta.db_table  # noqa: SLF001 -- Django's documented model API
    statement = _BY_KEY[connection.vendor].format(columns=columns, table=table, keys=",".join(map(str, keys)))
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall())
