"""The adjusted books as a file: the imported books of a year, and the closing entries on top of them (SIE 4E)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import sie
from closing.books.models import Snapshot
from closing.engagements.models import FiscalYear
from closing.entries.models import ClosingEntry
from closing.entries.sie_files.book_vouchers import struck_accounts, vouchers_of
from closing.entries.sie_files.errors import BooksGoneError
from closing.entries.sie_files.heads import AdjustedHead
from closing.entries.sie_files.vouchers import Numbered, voucher_of

Kind = ClosingEntry.Kind


@dataclass(frozen=True, slots=True)
class Stamp:
    """When a file is made, and by whom."""

    made: date
    made_by: str


def series_beside(taken: list[str]) -> dict[str, str]:
    """Choose the series of the entries: V and S; beside books that have such a series VK and SK, then VK2 and SK2.

    Args:
        taken: the series of the books.
    """
    return {kind.value: next(name for name in _names(kind.value) if name not in taken) for kind in Kind}


def write(
    year: FiscalYear, snapshot: Snapshot, path: Path, *, stamp: Stamp, told: Callable[[int], None] = lambda _done: None
) -> tuple[sie.Replacement, ...]:
    """Write the adjusted books of a year, and return the characters that had to be changed.

    Books without vouchers become a file of balances, type 2 or 1: in a file with vouchers a reader would take those
    of the entries for all that happened in the year.

    Args:
        year: the fiscal year.
        snapshot: its books; they are never changed, so nothing is locked while they are read, but they may be removed.
        path: where the file is to lie.
        stamp: when it is made, and by whom.
        told: told now and then how many vouchers have been written; what it raises stops the writing.

    Raises:
        BooksGoneError: the books were removed meanwhile; what was written is of no use.
        sie.SieWriteFailedError: the file cannot be written there.
    """
    replaced = _written(year, snapshot, path, stamp=stamp, told=told)
    if not Snapshot.objects.filter(pk=snapshot.pk, state=Snapshot.State.READY).exists():
        raise BooksGoneError
    return replaced


def _written(
    year: FiscalYear, snapshot: Snapshot, path: Path, *, stamp: Stamp, told: Callable[[int], None]
) -> tuple[sie.Replacement, ...]:
    counting = _counting(year)
    drafts = [entry.as_draft() for entry in counting]
    head = AdjustedHead(year, snapshot, drafts).head(made=stamp.made, made_by=stamp.made_by)
    if not snapshot.has_vouchers:
        return sie.write(sie.SieFile(head), path, kind=head.sietyp)
    missing = sorted(struck_accounts(snapshot) - {one.number for one in head.accounts})
    head = replace(head, accounts=(*head.accounts, *(sie.Account(number, number) for number in missing)))
    series = series_beside(snapshot.series)
    numbered = [
        Numbered(draft, entry.marker, series[entry.kind], str(entry.number))
        for entry, draft in zip(counting, drafts, strict=True)
    ]
    return sie.write_large(head, _all(snapshot, numbered, told=told), path)


def _all(snapshot: Snapshot, numbered: list[Numbered], *, told: Callable[[int], None]) -> Iterator[sie.Voucher]:
    yield from vouchers_of(snapshot, told=told)
    yield from map(voucher_of, numbered)


def _counting(year: FiscalYear) -> list[ClosingEntry]:
    entries = ClosingEntry.objects.filter(fiscal_year=year, status__in=ClosingEntry.COUNTING)
    return list(entries.order_by("kind", "number").prefetch_related("rows"))


def _names(letter: str) -> Iterator[str]:
    yield letter
    yield f"{letter}K"
    number = 2
    while True:
        yield f"{letter}K{number}"
        number += 1
