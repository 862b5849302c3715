"""Finding a voucher by its series and number, written as accountants write them: `A 17`, `a17`, `17`."""

import re
from collections.abc import Iterator

from closing.books.models import Snapshot, Voucher

MOST_FOUND = 50
"""How many vouchers are listed when the words fit several."""

MOST_SERIES = 200
"""How many series are looked through for a number without one; no company has that many."""

_WORDS = re.compile(r"(?P<series>.*?)[\s:-]*(?P<number>[0-9]{1,18})")


def search(snapshot: Snapshot, words: str) -> list[Voucher]:
    """Find the vouchers with a number, in the series named or else in every one.

    Args:
        snapshot: the books to look in.
        words: series and number, or a number alone.

    Returns:
        Those found, by series; more than one when a number was used again, or when no series was named.
    """
    asked = _WORDS.fullmatch(words.strip())
    if asked is None:
        return []
    named = asked["series"]
    wanted = {named, named.upper(), named.lower()} if named else set(_series_of(snapshot))
    vouchers = Voucher.objects.filter(snapshot=snapshot, series__in=wanted, number_value=int(asked["number"]))
    found = list(vouchers.order_by("series", "pk")[:MOST_FOUND])
    for voucher in found:
        voucher.snapshot = snapshot
    return found


def _series_of(snapshot: Snapshot) -> Iterator[str]:
    """Give the series of the books, each by one step in the index: of a million vouchers none is looked at."""
    following = Voucher.objects.filter(snapshot=snapshot).order_by("series").values_list("series", flat=True)
    series = following.first()
    for _step in range(MOST_SERIES):
        if series is None:
            return
        yield series
        series = following.filter(series__gt=series).first()
