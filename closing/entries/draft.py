"""A closing entry before it is written, and what is wrong with it. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

LONGEST_TEXT = 160
"""Fortnox takes 200 characters, of which a marker takes its part.

Source: POST /3/vouchers, field Description.
"""
FEWEST_ROWS = 2
"""Source: POST /3/vouchers, field VoucherRows."""


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A row of an entry.

    Attributes:
        account: the account's number.
        amount_ore: in öre, debit positive, credit negative.
        text: what the row is about; empty for the entry's own text.
        objects: the object of each dimension, by the dimension's number.
    """

    account: str
    amount_ore: int
    text: str = ""
    objects: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EntryDraft:
    """A closing entry as it is to be written."""

    day: date
    text: str
    rows: tuple[DraftRow, ...]

    @property
    def difference_ore(self) -> int:
        """Give debit less credit; nothing but zero can be booked."""
        return sum(row.amount_ore for row in self.rows)

    @property
    def reversed_rows(self) -> tuple[DraftRow, ...]:
        """Give the same rows with debit and credit exchanged."""
        return tuple(DraftRow(row.account, -row.amount_ore, row.text, dict(row.objects)) for row in self.rows)


class Fault(StrEnum):
    """What is wrong with a draft."""

    TEXT_MISSING = "text-missing"
    TEXT_TOO_LONG = "text-too-long"
    TOO_FEW_ROWS = "too-few-rows"
    ACCOUNT_MISSING = "account-missing"
    AMOUNT_MISSING = "amount-missing"
    UNBALANCED = "unbalanced"
    OUTSIDE_PERIOD = "outside-period"


@dataclass(frozen=True, slots=True)
class Days:
    """The days an entry may have: those of the active period, and of a year-end period its last month."""

    first: date
    last: date

    @classmethod
    def of_year_end(cls, last: date) -> "Days":
        """Give the last month of a fiscal year that ends on a day."""
        return cls(last.replace(day=1), last)


def faults(draft: EntryDraft, days: Days) -> tuple[Fault, ...]:
    """List what keeps a draft from being booked, each thing once; nothing when it can be."""
    return tuple(_faults(draft, days))


def _faults(draft: EntryDraft, days: Days) -> Iterator[Fault]:
    if not draft.text.strip():
        yield Fault.TEXT_MISSING
    if len(draft.text) > LONGEST_TEXT:
        yield Fault.TEXT_TOO_LONG
    if not days.first <= draft.day <= days.last:
        yield Fault.OUTSIDE_PERIOD
    if len(draft.rows) < FEWEST_ROWS:
        yield Fault.TOO_FEW_ROWS
    if not all(row.account for row in draft.rows):
        yield Fault.ACCOUNT_MISSING
    if not all(row.amount_ore for row in draft.rows):
        yield Fault.AMOUNT_MISSING
    if draft.difference_ore:
        yield Fault.UNBALANCED
