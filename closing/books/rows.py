"""Turns the batches of a reader into the rows of the tables, and mends on the way what the import decided to mend.

Nothing here needs Django, a database or a clock: it is done in the process that reads.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from itertools import chain, compress
from typing import TypeVar

from closing.books.limits import LONGEST_NUMBER, ROWS_PER_SNAPSHOT
from closing.books.storing.blocks import Block, Columns, Table
from sie.scanning.batches import ADDED, STRUCK, Batch, PostingLists, VoucherLists
from sie.scanning.tallies.ledgers import LedgerOrder

Cell = TypeVar("Cell", str, int)

NO_QUANTITY = ("", "0")
"""What programs write for a row without a quantity."""

POSTINGS_IN_A_LEAF = 200
"""A page of a ledger fetches two leaves or three, a balance one: two or three milliseconds."""

_DIGITS_OF_LARGEST_NUMBER = 18


@dataclass(frozen=True, slots=True)
class Repairs:
    """What is mended while the rows stream by; decided by the import, never here.

    Attributes:
        series: the series for vouchers without one; empty leaves them so.
        last_numbers: series to the number after which its vouchers without a number are numbered on.
        keep_objects: whether objects are stored at all.
        openings: accounts to opening balances in öre that the file leaves out.
    """

    series: str = ""
    last_numbers: Mapping[str, int] = field(default_factory=dict)
    keep_objects: bool = True
    openings: Mapping[str, int] = field(default_factory=dict)


NO_REPAIRS = Repairs()


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables that the rows of a file go to."""

    vouchers: Table
    postings: Table
    details: Table
    struck: Table
    object_lists: Table
    leaves: Table


Shipment = tuple[list[Block], tuple[int, int, int, int]]
"""Rows made ready, and how many vouchers, postings and struck rows they are, and what the postings sum to in öre.

Plain lists and numbers, so that they travel between processes as they are.
"""


class RowMaker:
    """Makes the rows of a snapshot, batch after batch; it may be sent to the process that reads."""

    def __init__(self, snapshot_id: int, *, tables: Tables, accounts: Mapping[str, int], repairs: Repairs) -> None:
        """Begin a snapshot.

        Args:
            snapshot_id: its key.
            tables: where the rows go.
            accounts: stored account numbers to their keys.
            repairs: what is mended.
        """
        self._snapshot_id = snapshot_id
        self._first_key = snapshot_id * ROWS_PER_SNAPSHOT
        self._tables = tables
        self._accounts = accounts
        self._repairs = repairs
        self._numbers = dict(repairs.last_numbers)
        self._keys: list[int] = []
        self._names: list[str] = []
        self._lists = 0
        self._ledgers = LedgerOrder()

    def shipments(self, batches: Iterator[Batch]) -> Iterator[Shipment]:
        """Make the rows of each batch, and when the file has ended the ledgers of its accounts."""
        yield from map(self._shipment, batches)
        numbers = [key - self._first_key for key in self._keys]
        place = 1
        for leaves in self._ledgers.leaves(POSTINGS_IN_A_LEAF, accounts=numbers):
            columns: Columns = {
                "id": self._from(range(place, place + len(leaves.start))),
                "account_id": self._from(leaves.account),
                "start": leaves.start,
                "before_ore": leaves.before_ore,
                "rows": leaves.rows,
            }
            place += len(leaves.start)
            yield list(self._tables.leaves.blocks(columns)), (0, 0, 0, 0)

    def _shipment(self, batch: Batch) -> Shipment:
        for name in batch.new_accounts:
            stored = name[:LONGEST_NUMBER]
            self._names.append(stored)
            self._keys.append(self._accounts.get(stored, self._first_key))
        counted, struck = _parted(batch.postings)
        tables = self._tables
        blocks = [
            *tables.vouchers.blocks(self._vouchers(batch.vouchers)),
            *tables.details.blocks(self._details(counted)),
            *tables.struck.blocks(self._struck(struck)),
            *tables.object_lists.blocks(self._object_lists(batch)),
            *tables.postings.blocks(self._postings(counted)),
        ]
        counts = (len(batch.vouchers.ordinal), len(counted.ordinal), len(struck.ordinal))
        return blocks, (*counts, sum(counted.amount_ore))

    def _vouchers(self, lists: VoucherLists) -> Columns:
        series, numbers, filled = self._filled(lists)
        return {
            "id": self._from(lists.ordinal),
            "snapshot_id": self._snapshot_id,
            "series": series,
            "number": numbers,
            "number_value": _values(numbers),
            "date": lists.date,
            "text": lists.text,
            "registered": lists.registered,
            "sign": lists.sign,
            "difference_ore": lists.difference_ore,
            "fingerprint": lists.fingerprint,
            "is_filled": filled,
            "first_row": self._from(lists.first_posting),
            "row_count": lists.postings,
        }

    def _filled(self, lists: VoucherLists) -> tuple[list[str], list[str], list[int] | int]:
        """Give every voucher a series and a number, and tell which got one here."""
        if not self._repairs.series and not self._numbers:
            return lists.series, lists.number, 0
        filled = [0] * len(lists.series)
        series, numbers = lists.series, lists.number
        if self._repairs.series and "" in series:
            filled = [int(not one) for one in series]
            series = [one or self._repairs.series for one in series]
        if self._numbers and "" in numbers:
            numbers = list(numbers)
            for place in [
                place for place, number in enumerate(numbers) if not number and series[place] in self._numbers
            ]:
                self._numbers[series[place]] += 1
                numbers[place] = str(self._numbers[series[place]])
                filled[place] = 1
        return series, numbers, filled

    def _postings(self, lists: PostingLists) -> Columns:
        objects = lists.objects
        self._ledgers.add(lists.ordinal, accounts=lists.account, days=lists.day, amounts=lists.amount_ore)
        return {
            "id": self._from(lists.ordinal),
            "account_id": list(map(self._keys.__getitem__, lists.account)),
            "voucher_id": self._from(lists.voucher),
            "date": lists.day,
            "amount_ore": lists.amount_ore,
            "object_list": objects if self._repairs.keep_objects else 0,
            "text": lists.text,
        }

    def _details(self, lists: PostingLists) -> Columns:
        """Keep what is said of a posting beside its amount and text, for the few of which something is said."""
        remarks = list(zip(lists.ordinal, lists.date, lists.day, lists.quantity, lists.sign, lists.kind, strict=True))
        said = [
            (ordinal, own if own != day else "", quantity if quantity not in NO_QUANTITY else "", sign, kind)
            for ordinal, own, day, quantity, sign, kind in map(remarks.__getitem__, _places_said(lists))
            if sign or kind or (own and own != day) or quantity not in NO_QUANTITY
        ]
        return {
            "posting_id": self._from([ordinal for ordinal, *_ in said]),
            "own_date": [own for _, own, *_ in said],
            "quantity": [quantity for _, _, quantity, *_ in said],
            "sign": [sign for *_, sign, _ in said],
            "is_added": [int(kind == ADDED) for *_, kind in said],
        }

    def _struck(self, lists: PostingLists) -> Columns:
        objects = lists.objects
        return {
            "id": self._from(lists.ordinal),
            "voucher_id": self._from(lists.voucher),
            "account_number": [self._names[index] for index in lists.account],
            "amount_ore": lists.amount_ore,
            "object_list": objects if self._repairs.keep_objects else 0,
            "own_date": lists.date,
            "text": lists.text,
            "quantity": lists.quantity,
            "sign": lists.sign,
        }

    def _object_lists(self, batch: Batch) -> Columns:
        new = batch.new_objects if self._repairs.keep_objects else []
        first = self._first_key + self._lists + 1
        self._lists += len(new)
        return {
            "id": list(range(first, first + len(new))),
            "snapshot_id": self._snapshot_id,
            "pairs": [json.dumps(pairs, ensure_ascii=False) for pairs in new],
        }

    def _from(self, ordinals: Sequence[int]) -> list[int]:
        """Make keys of places in the file."""
        first = self._first_key
        return [first + ordinal for ordinal in ordinals]


def _places_said(lists: PostingLists) -> list[int]:
    """Give the places of the postings of which something may be said; found by whole columns, for most have nothing."""
    every = range(len(lists.ordinal))
    said = {*compress(every, lists.sign), *compress(every, lists.kind), *compress(every, lists.date)}
    if sum(map(lists.quantity.count, NO_QUANTITY)) < len(every):
        said.update(place for place, quantity in enumerate(lists.quantity) if quantity not in NO_QUANTITY)
    return sorted(said)


def _parted(lists: PostingLists) -> tuple[PostingLists, PostingLists]:
    """Part what counts from what was struck."""
    if STRUCK not in lists.kind:
        return lists, PostingLists()
    struck = list(compress(range(len(lists.kind)), map(STRUCK.__eq__, lists.kind)))
    starts, ends = [0, *(place + 1 for place in struck)], [*struck, len(lists.kind)]
    return _some(lists, list(zip(starts, ends, strict=True))), _some(lists, [(place, place + 1) for place in struck])


def _some(lists: PostingLists, runs: Sequence[tuple[int, int]]) -> PostingLists:
    """Choose runs of rows."""
    return PostingLists(*(_chosen(getattr(lists, column.name), runs) for column in fields(PostingLists)))


def _chosen(cells: list[Cell], runs: Sequence[tuple[int, int]]) -> list[Cell]:
    return list(chain.from_iterable(cells[start:end] for start, end in runs))


def _values(numbers: Sequence[str]) -> list[int]:
    """Give voucher numbers as whole numbers, 0 for those that are none."""
    joined = "".join(numbers)
    lengths = set(map(len, numbers))
    if joined.isdecimal() and joined.isascii() and min(lengths) > 0 and max(lengths) <= _DIGITS_OF_LARGEST_NUMBER:
        return list(map(int, numbers))
    return [_value(number) for number in numbers]


def _value(number: str) -> int:
    """Give a voucher number as a whole number, 0 when it is none."""
    return int(number) if number.isdecimal() and number.isascii() and len(number) <= _DIGITS_OF_LARGEST_NUMBER else 0
