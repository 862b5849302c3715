"""The ages of a ledger as a stacked bar, reckoned here and drawn as SVG. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from closing.appendices.ledgers import Bucket

BAR_WIDTH = 1000
"""Units of the picture from one end to the other."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the bar; a bucket with more credits than debts takes no room.

    Attributes:
        start, width: where it lies, in units of the picture.
        share: its share of the bar in per cent.
    """

    bucket: Bucket
    ore: int
    start: int
    width: int
    share: Decimal


def ageing_bar(totals: Mapping[Bucket, int]) -> tuple[Part, ...]:
    """Lay out the buckets side by side; nothing when nothing is owed."""
    whole = sum(ore for ore in totals.values() if ore > 0)
    if not whole:
        return ()
    parts: list[Part] = []
    passed = 0
    for bucket, ore in totals.items():
        start, size = passed * BAR_WIDTH // whole, max(ore, 0)
        passed += size
        parts.append(Part(bucket, ore, start, passed * BAR_WIDTH // whole - start, Decimal(size) * 100 / whole))
    return tuple(parts)
