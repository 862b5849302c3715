"""Closing entries as vouchers of a SIE file. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import sie
from closing.entries.draft import DraftRow, EntryDraft
from closing.entries.marker import marked

LONGEST_VOUCHER_TEXT = 200
"""As long as Fortnox takes; an entry's own text is shorter by more than its marker.

Source: POST /3/vouchers, field Description.
"""
PROGRAM = ("Kvitt", "1.0")


@dataclass(frozen=True, slots=True)
class Numbered:
    """An entry that becomes a voucher.

    Attributes:
        draft: what it says.
        marker: by which its voucher is known again.
        series: that it is booked in.
        number: its number there; empty when the receiving program numbers it.
    """

    draft: EntryDraft
    marker: str
    series: str
    number: str = ""


def voucher_of(entry: Numbered) -> sie.Voucher:
    """Make the voucher of an entry, with the marker at the end of its text."""
    text = marked(entry.draft.text, entry.marker, longest=LONGEST_VOUCHER_TEXT)
    rows = tuple(_row(row) for row in entry.draft.rows)
    return sie.Voucher(entry.series, entry.number, entry.draft.day, text, postings=rows)


def accounts_of(drafts: Iterable[EntryDraft]) -> tuple[str, ...]:
    """List the accounts that entries book on, in the order of their numbers."""
    return tuple(sorted({row.account for draft in drafts for row in draft.rows}))


def objects_of(drafts: Iterable[EntryDraft]) -> tuple[tuple[str, str], ...]:
    """List the objects that entries carry, as pairs of dimension and code, in order."""
    return tuple(sorted({pair for draft in drafts for row in draft.rows for pair in _objects(row)}))


def _row(row: DraftRow) -> sie.Posting:
    return sie.Posting(row.account, row.amount_ore, tuple(_objects(row)), text=row.text)


def _objects(row: DraftRow) -> Iterator[tuple[str, str]]:
    for dimension, code in sorted(row.objects.items()):
        if code:
            yield dimension, code
