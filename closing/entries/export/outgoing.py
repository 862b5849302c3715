"""A voucher as it leaves, frozen and hashed before the first call, and compared with what was booked. Pure."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypedDict

from closing.entries.draft import EntryDraft
from closing.entries.marker import marked

LONGEST_DESCRIPTION = 200
LONGEST_COMMENTS = 1000
"""Source: POST /3/vouchers of Fortnox, fields Description and Comments; no other destination takes less."""
COST_CENTRE, PROJECT = "1", "6"
"""The dimensions of SIE for cost centres and projects. Source: SIE 4, #DIM."""


@dataclass(frozen=True, slots=True)
class OutgoingRow:
    """A row: the account's number, öre with debit positive, cost centre and project by their codes."""

    account: str
    amount_ore: int
    cost_centre: str = ""
    project: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class OutgoingVoucher:
    """A voucher to be booked.

    Attributes:
        series: of the bookkeeping.
        day: its date.
        text: with the marker at its end.
        comments: what else tells where it came from.
        marker: by which it is known there again.
        rows: two or more that balance, in öre.
    """

    series: str
    day: date
    text: str
    comments: str
    marker: str
    rows: tuple[OutgoingRow, ...]

    @property
    def sha256(self) -> str:
        """Give the hash of all it says."""
        return hashlib.sha256(as_json(self).encode()).hexdigest()

    def has_rows_of(self, rows: Iterable[OutgoingRow]) -> bool:
        """Say whether rows book the same on the same accounts and objects, in any order and whatever their texts."""
        return _amounts(self.rows) == _amounts(rows)


class _Fields(TypedDict):
    series: str
    day: str
    text: str
    comments: str
    marker: str
    rows: list[tuple[str, int, str, str, str]]


def outgoing(draft: EntryDraft, *, marker: str, series: str, comments: str) -> OutgoingVoucher:
    """Make the voucher of an entry."""
    rows = tuple(
        OutgoingRow(
            row.account, row.amount_ore, row.objects.get(COST_CENTRE, ""), row.objects.get(PROJECT, ""), row.text
        )
        for row in draft.rows
    )
    text = marked(draft.text, marker, longest=LONGEST_DESCRIPTION)
    return OutgoingVoucher(series, draft.day, text, comments[:LONGEST_COMMENTS], marker, rows)


def as_json(voucher: OutgoingVoucher) -> str:
    """Write a voucher down, always in the same way."""
    rows = [(row.account, row.amount_ore, row.cost_centre, row.project, row.text) for row in voucher.rows]
    fields = _Fields(
        series=voucher.series,
        day=voucher.day.isoformat(),
        text=voucher.text,
        comments=voucher.comments,
        marker=voucher.marker,
        rows=rows,
    )
    return json.dumps(fields, ensure_ascii=False, sort_keys=True)


def from_json(text: str) -> OutgoingVoucher:
    """Read a voucher that was written down."""
    fields: _Fields = json.loads(text)
    rows = tuple(OutgoingRow(*row) for row in fields["rows"])
    day = date.fromisoformat(fields["day"])
    return OutgoingVoucher(fields["series"], day, fields["text"], fields["comments"], fields["marker"], rows)


def _amounts(rows: Iterable[OutgoingRow]) -> Counter[tuple[str, int, str, str]]:
    return Counter((row.account, row.amount_ore, row.cost_centre, row.project) for row in rows)
