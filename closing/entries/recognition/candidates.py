"""The vouchers of a snapshot that may be those of entries, read in one pass over its vouchers and few of its rows."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import reduce
from operator import or_

from django.db.models import Q

from closing.books.models import Posting, Snapshot, Voucher
from closing.entries.marker import markers_in
from closing.entries.recognition.matching import Rows, Seen, Sought

_MARK = "[KV-"
_NEAR = 200
"""Rows between two vouchers that are read along with them rather than asked for apart."""
_SPANS_AT_A_TIME = 100
_COLUMNS = ("pk", "series", "number", "number_value", "date", "text", "first_row", "row_count")

_Span = tuple[int, int]


def candidates(snapshot: Snapshot, sought: Sequence[Sought]) -> list[Seen]:
    """Find the vouchers that carry a mark, that have the number of an entry, or could be one whose number is not known.

    Args:
        snapshot: the books.
        sought: the entries.
    """
    wanted = Q(text__contains=_MARK) | _numbered(sought) | _unnumbered(sought)
    vouchers = Voucher.objects.filter(wanted, pk__range=snapshot.keys).order_by("pk")
    faces = list(vouchers.values_list(*_COLUMNS))
    rows = _rows([(first, first + count - 1) for *_rest, first, count in faces if count])
    return [
        Seen(key, series, number, value, day, rows.get(key, ()), markers_in(text))
        for key, series, number, value, day, text, _first, _count in faces
    ]


def _numbered(sought: Iterable[Sought]) -> Q:
    numbers: defaultdict[str, list[int]] = defaultdict(list)
    for one in sought:
        if one.number is not None:
            numbers[one.series].append(one.number)
    return _any(Q(series=series, number_value__in=of_series) for series, of_series in numbers.items())


def _unnumbered(sought: Iterable[Sought]) -> Q:
    """Ask for vouchers with as many rows as an entry, on its day; one with struck rows is no longer what it was."""
    sizes = {(one.day, len(one.rows)) for one in sought if one.is_transferred and one.number is None}
    return _any(Q(date=day, row_count=size) for day, size in sorted(sizes))


def _any(conditions: Iterable[Q]) -> Q:
    """Join conditions of which one has to hold; none of them adds nothing."""
    return reduce(or_, conditions, Q())


def _rows(spans: Iterable[_Span]) -> dict[int, Rows]:
    """Read the counted rows of vouchers by the vouchers' keys."""
    rows: defaultdict[int, list[tuple[str, int]]] = defaultdict(list)
    joined = _joined(spans)
    for start in range(0, len(joined), _SPANS_AT_A_TIME):
        some = joined[start : start + _SPANS_AT_A_TIME]
        postings = Posting.objects.filter(_any(Q(pk__range=span) for span in some))
        for voucher, account, ore in postings.values_list("voucher_id", "account__number", "amount_ore"):
            rows[voucher].append((account, ore))
    return {voucher: tuple(sorted(of_voucher)) for voucher, of_voucher in rows.items()}


def _joined(spans: Iterable[_Span]) -> list[_Span]:
    """Join spans of keys that lie near each other."""
    joined: list[_Span] = []
    for first, last in sorted(spans):
        if joined and first - joined[-1][1] <= _NEAR:
            joined[-1] = (joined[-1][0], last)
        else:
            joined.append((first, last))
    return joined
