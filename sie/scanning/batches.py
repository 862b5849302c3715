"""The vouchers and rows of a file as plain columns, batch by batch, ready for a bulk load."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from pathlib import Path

import numpy as np

from sie.encoding import Encoding
from sie.records import ObjectList
from sie.scanning.blocks import file_blocks
from sie.scanning.columns import CARRIED, Columns, RowColumns, VoucherColumns
from sie.scanning.fingerprints import joined, row_prints, sums_of_runs, text_print
from sie.scanning.reading import Reading
from sie.scanning.strict.lines import LineKind
from sie.scanning.strict.tokens import Tokens, tokens_ahead
from sie.scanning.strict.words import Flags, Places, Words
from sie.scanning.tables import NO_DAY, NO_LIST, Tables
from sie.scanning.tallies.sums import sums_by
from sie.scanning.tallies.twins import Waiting, find_twins

COUNTED, ADDED, STRUCK = "", "A", "S"
"""What a posting is: counted, counted and added afterwards, or struck and kept as history alone."""

ROWS_IN_A_BATCH = 35_000

_KIND_TEXTS = np.array([COUNTED, ADDED, STRUCK], np.object_)
_BYTES_OF_A_ROW = 60
_LEAST_BYTES = 65_536


@dataclass(frozen=True, slots=True)
class VoucherLists:
    """Vouchers as lists of equal length.

    Attributes:
        ordinal: the place of the voucher in the file, from 1.
        series: its series.
        number: its number, as text.
        date: YYYY-MM-DD.
        text: its text.
        registered: when it was registered, YYYY-MM-DD or empty.
        sign: who registered it.
        line: the line of its #VER.
        difference_ore: what its counted rows sum to; 0 when it balances.
        first_posting: the ordinal of its first posting; of the next voucher's when it has none.
        postings: how many postings it has.
        fingerprint: a signed number of 64 bits that its counted rows decide, by their accounts, amounts and texts,
            whatever their order; 0 when it has none.
    """

    ordinal: list[int] = field(default_factory=list)
    series: list[str] = field(default_factory=list)
    number: list[str] = field(default_factory=list)
    date: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    registered: list[str] = field(default_factory=list)
    sign: list[str] = field(default_factory=list)
    line: list[int] = field(default_factory=list)
    difference_ore: list[int] = field(default_factory=list)
    first_posting: list[int] = field(default_factory=list)
    postings: list[int] = field(default_factory=list)
    fingerprint: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class PostingLists:
    """Postings as lists of equal length. An #RTRANS is no posting: its #TRANS twin stands here as ADDED.

    Attributes:
        ordinal: the place of the posting among all postings of the file, from 1.
        voucher: the ordinal of its voucher.
        account: an index into all accounts that the batches so far have named.
        objects: 0 for none, or which of all object lists that the batches so far have named, from 1.
        amount_ore: debit positive, credit negative.
        day: the date of its voucher, YYYY-MM-DD; the voucher itself may come in a later batch.
        date: its own date, YYYY-MM-DD, or empty.
        text: its own text.
        quantity: as it stands in the file.
        sign: who added or struck it.
        kind: COUNTED, ADDED or STRUCK.
    """

    ordinal: list[int] = field(default_factory=list)
    voucher: list[int] = field(default_factory=list)
    account: list[int] = field(default_factory=list)
    objects: list[int] = field(default_factory=list)
    amount_ore: list[int] = field(default_factory=list)
    day: list[str] = field(default_factory=list)
    date: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    quantity: list[str] = field(default_factory=list)
    sign: list[str] = field(default_factory=list)
    kind: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Batch:
    """Some vouchers and postings, in the order of the file.

    A voucher comes in the batch in which it ends. Only the postings of one that goes on over several batches come
    before it.

    Attributes:
        vouchers: the vouchers.
        postings: the postings.
        new_accounts: the accounts first used here; they continue those of the batches before.
        new_objects: the object lists first used here; they continue those of the batches before.
        bytes_read: how much of the file has been read.
    """

    vouchers: VoucherLists
    postings: PostingLists
    new_accounts: list[str]
    new_objects: list[ObjectList]
    bytes_read: int


def batches_of(path: Path, encoding: Encoding, *, rows: int, objects: bool = True) -> Iterator[Batch]:
    """Read a file whose encoding is known, batch by batch.

    Args:
        path: where it lies.
        encoding: its encoding.
        rows: about how many postings come in a batch.
        objects: whether object lists are wanted.

    Raises:
        SieFileError: as `sie.scan` raises it, at the batch where it shows.
    """
    reading = Reading(encoding, summed=False)
    batching = _Batching(reading.tables, objects=objects)
    waiting: Tokens | None = None
    for tokens in tokens_ahead(file_blocks(path, max(_LEAST_BYTES, rows * _BYTES_OF_A_ROW))):
        if waiting is not None:
            yield from batching.batches(reading.columns(waiting), ends=_begins_with_voucher(tokens))
        waiting = tokens
    if waiting is not None:
        yield from batching.batches(reading.columns(waiting), ends=True)
    reading.finish()


def _begins_with_voucher(tokens: Tokens) -> bool:
    """Tell whether the first line of a block begins a voucher."""
    return bool(tokens.lines.kinds[0] == LineKind.VOUCHER)


class _Batching:
    """Makes batches of columns, and keeps the voucher that goes on in the next one."""

    def __init__(self, tables: Tables, *, objects: bool) -> None:
        """Begin a file."""
        self._tables = tables
        self._tables.lists.gather_new()
        self._objects = objects
        self._vouchers = 0
        self._postings = 0
        self._accounts = 0
        self._account_prints: list[int] = []
        self._bytes = 0
        self._last_day = NO_DAY
        self._waiting: Waiting = Counter()
        self._open: VoucherLists | None = None

    def batches(self, parts: Iterator[Columns], *, ends: bool) -> Iterator[Batch]:
        """Make the batches of a block; `ends` says that its last voucher does not go on in the next one."""
        waiting: Columns | None = None
        for columns in parts:
            if waiting is not None:
                yield self._batch(waiting, ends=False)
            waiting = columns
        if waiting is not None:
            yield self._batch(waiting, ends=ends)

    def _batch(self, columns: Columns, *, ends: bool) -> Batch:
        """Make the next batch."""
        self._bytes += columns.size
        rows = columns.rows
        twins = find_twins(rows, self._waiting, len(columns.vouchers) - 1)
        self._waiting = twins.waiting
        kept = np.flatnonzero(rows.kinds != LineKind.ADDED)
        voucher_days = np.concatenate(([self._last_day], columns.vouchers.days))
        self._last_day = int(voucher_days[-1])
        postings = self._posting_lists(rows, kept, are_twins=twins.are_twins, voucher_days=voucher_days)
        vouchers = self._voucher_lists(columns, kept, texts=postings.text, ends=ends)
        self._vouchers += len(columns.vouchers)
        self._postings += len(kept)
        new_accounts = self._tables.accounts.texts[self._accounts :]
        self._accounts += len(new_accounts)
        new_objects = self._tables.lists.take_new()
        return Batch(vouchers, postings, new_accounts, new_objects if self._objects else [], self._bytes)

    def _posting_lists(self, rows: RowColumns, kept: Places, *, are_twins: Flags, voucher_days: Places) -> PostingLists:
        """Make lists of the rows that are kept; `voucher_days` begins with the day of a voucher carried over."""
        days = np.array(self._tables.days.texts, np.object_)
        kinds = np.where(rows.kinds == LineKind.STRUCK, 2, are_twins)[kept]
        lists = rows.lists[kept] if self._objects else np.full(len(kept), NO_LIST)
        return PostingLists(
            ordinal=list(range(self._postings + 1, self._postings + len(kept) + 1)),
            voucher=(rows.vouchers[kept] + self._vouchers + 1).tolist(),
            account=rows.accounts[kept].tolist(),
            objects=lists.tolist(),
            amount_ore=rows.amounts[kept].tolist(),
            day=days[voucher_days[rows.vouchers[kept] - CARRIED]].tolist(),
            date=days[rows.days[kept]].tolist(),
            text=rows.texts.choose(kept).texts(),
            quantity=rows.quantities.choose(kept).texts(),
            sign=rows.signs.choose(kept).texts(),
            kind=_KIND_TEXTS[kinds].tolist(),
        )

    def _voucher_lists(self, columns: Columns, kept: Places, *, texts: list[str], ends: bool) -> VoucherLists:
        """Make lists of the vouchers that end in this batch."""
        vouchers, rows = columns.vouchers, columns.rows
        places = rows.vouchers - CARRIED
        counted = rows.kinds == LineKind.COUNTED
        differences = sums_by(places[counted], rows.amounts[counted], len(vouchers) + 1)
        counts = np.bincount(places[kept], minlength=len(vouchers) + 1)
        first = np.cumsum(counts)[:-1] + self._postings + 1
        prints = sums_of_runs(self._prints(rows, kept, texts), counts)
        lists = self._lists_of(vouchers, differences[1:].tolist(), first.tolist(), counts=counts[1:].tolist())
        lists.fingerprint.extend(prints[1:])
        if self._open is not None:
            self._open.difference_ore[0] += int(differences[0])
            self._open.postings[0] += int(counts[0])
            self._open.fingerprint[0] = joined(self._open.fingerprint[0], prints[0])
        if len(vouchers):
            lists, self._open = _joined(self._open, lists), None
            if not ends:
                self._open = _taken_last(lists)
        elif ends and self._open is not None:
            lists, self._open = self._open, None
        return lists

    def _prints(self, rows: RowColumns, kept: Places, texts: list[str]) -> Words:
        """Give each row that is kept its number; struck rows count for nothing."""
        accounts = self._tables.accounts.texts
        self._account_prints.extend(map(text_print, accounts[len(self._account_prints) :]))
        prints = row_prints(np.array(self._account_prints, np.uint64)[rows.accounts[kept]], rows.amounts[kept], texts)
        return np.where(rows.kinds[kept] == LineKind.COUNTED, prints, np.uint64(0))

    def _lists_of(
        self, vouchers: VoucherColumns, differences: list[int], first: list[int], *, counts: list[int]
    ) -> VoucherLists:
        """Make lists of all vouchers that begin in a block."""
        days = np.array(self._tables.days.texts, np.object_)
        series = np.array(self._tables.series.texts, np.object_)
        return VoucherLists(
            ordinal=list(range(self._vouchers + 1, self._vouchers + len(vouchers) + 1)),
            series=series[vouchers.series].tolist(),
            number=vouchers.number_texts.texts(),
            date=days[vouchers.days].tolist(),
            text=vouchers.texts.texts(),
            registered=days[vouchers.registered].tolist(),
            sign=vouchers.signs.texts(),
            line=vouchers.lines.tolist(),
            difference_ore=differences,
            first_posting=first,
            postings=counts,
        )


def _joined(first: VoucherLists | None, rest: VoucherLists) -> VoucherLists:
    """Put vouchers before others."""
    if first is None:
        return rest
    return VoucherLists(*(getattr(first, column.name) + getattr(rest, column.name) for column in fields(VoucherLists)))


def _taken_last(lists: VoucherLists) -> VoucherLists:
    """Take the last voucher away from the others."""
    return VoucherLists(*([getattr(lists, column.name).pop()] for column in fields(VoucherLists)))
