"""A stretch of an account's ledger, and what the database is asked of it: questions that the index answers at once."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from django.db import connection, transaction

from closing.books.limits import ROWS_PER_SNAPSHOT
from closing.books.models import Voucher

Row = tuple[int, dt.date | str, int, str, int, int]
"""Posting, date, amount, text, object list, voucher."""

VoucherWords = tuple[str, str, str]
"""Series, number, text."""

_DAY = "date = %s AND id > %s AND id < %s"
_DAYS = "date >= %s AND date <= %s"
"""SQLite finds its way to a posting of a day only when the day is named: a comparison of pairs scans the whole day."""

_POSTINGS = """
    SELECT id, date, amount_ore, text, object_list, voucher_id
    FROM books_posting
    WHERE account_id = %s AND {piece}
    ORDER BY date {direction}, id {direction}
    LIMIT %s
"""
_ANY = "SELECT 1 FROM books_posting WHERE account_id = %s AND {piece} LIMIT 1"
_SUM = "SELECT coalesce(sum(amount_ore), 0) FROM books_posting WHERE account_id = %s AND {piece}"
_LAST_MARK = """
    SELECT date, posting_id, month_to_here_ore
    FROM books_ledgermark
    WHERE account_id = %s AND (date, posting_id) > (%s, %s) AND (date, posting_id) < (%s, %s)
    ORDER BY date DESC, posting_id DESC
    LIMIT 1
"""


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
        statement = _POSTINGS.replace("{direction}", "DESC" if is_backwards else "ASC")
        pieces = self._pieces()
        found: list[Row] = []
        with _along_the_index():
            for piece in reversed(pieces) if is_backwards else pieces:
                found += piece.ask(statement, most - len(found))
                if len(found) == most:
                    break
        return found

    def total(self) -> int:
        """Add up its postings, in öre."""
        return sum(int(piece.ask(_SUM)[0][0]) for piece in self._pieces())

    def has_postings(self) -> bool:
        """Say whether there is a posting in it."""
        return any(piece.ask(_ANY) for piece in self._pieces())

    def last_mark(self) -> tuple[Key, int] | None:
        """Give the place of its last mark, and what the month came to there."""
        first = self._first_key()
        (start, after), (end, before) = self.after, self.before
        ends: list[int | str] = [self.account_id, start.isoformat(), first + after, end.isoformat(), first + before]
        found = _fetch(_LAST_MARK, ends)
        return (Key.of(*found[0][:2]), found[0][2]) if found else None

    def _pieces(self) -> list["_Piece"]:
        """Cut it into the rest of its first day, the days between, and the beginning of its last day."""
        (start, after), (end, before) = self.after, self.before
        if start >= end:
            return [self._day(start, after, before)] if start == end else []
        low = start + dt.timedelta(days=1) if after else start
        high = end - dt.timedelta(days=1) if before < ROWS_PER_SNAPSHOT else end
        pieces = [self._day(start, after, ROWS_PER_SNAPSHOT)] if after else []
        if low <= high:
            pieces.append(_Piece(_DAYS, [self.account_id, low.isoformat(), high.isoformat()]))
        if 0 < before < ROWS_PER_SNAPSHOT:
            pieces.append(self._day(end, 0, before))
        return pieces

    def _day(self, day: dt.date, after: int, before: int) -> "_Piece":
        first = self._first_key()
        return _Piece(_DAY, [self.account_id, day.isoformat(), first + after, first + before])

    def _first_key(self) -> int:
        return self.account_id // ROWS_PER_SNAPSHOT * ROWS_PER_SNAPSHOT


class _Piece(NamedTuple):
    """A part of a stretch that the index leads to: a condition, and the account with what the condition needs."""

    condition: str
    parameters: list[int | str]

    def ask(self, statement: str, *more: int) -> list[Any]:
        """Put a question to it."""
        return _fetch(statement.replace("{piece}", self.condition), [*self.parameters, *more])


def words_of(rows: Iterable[Row]) -> dict[int, VoucherWords]:
    """Look up the vouchers of postings."""
    keys = {row[5] for row in rows}
    vouchers = Voucher.objects.filter(pk__in=keys).values_list("pk", "series", "number", "text")
    return {key: (series, number, text) for key, series, number, text in vouchers}


@contextmanager
def _along_the_index() -> Iterator[None]:
    """Keep PostgreSQL from reading all of a piece and sorting it, which it does where it thinks the piece is small.

    What it thinks comes from statistics, and those know nothing of an account that was stored a minute ago.
    """
    if connection.vendor != "postgresql":
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_sort = off; SET LOCAL enable_bitmapscan = off")
        yield


def _fetch(statement: str, parameters: Sequence[int | str]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall())
