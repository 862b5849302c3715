"""The vouchers of a SIE file as Fortnox would hold them."""

from collections.abc import Iterator, Sequence
from datetime import datetime, time

import sie
from integrations.fortnox.simulator.books.posting import NewRow, NewVoucher, RowState

FIRST_SERIES = "A"
"""Where vouchers go that have no series."""

COST_CENTRE, PROJECT = "1", "6"
_LONGEST_NUMBER = 18


def numbered(vouchers: Sequence[sie.Voucher], *, year: int) -> Iterator[tuple[int, NewVoucher]]:
    """Give the vouchers of a year with their numbers.

    A number of the file is kept when it is one and the first of its kind in its series; other vouchers get the numbers
    after the largest.
    """
    taken: dict[str, set[int]] = {}
    kept: list[int | None] = []
    for voucher in vouchers:
        number = _number(voucher.number)
        numbers = taken.setdefault(series_of(voucher), set())
        kept.append(None if number in numbers else number)
        if number is not None:
            numbers.add(number)
    last = {series: max(numbers, default=0) for series, numbers in taken.items()}
    for voucher, number in zip(vouchers, kept, strict=True):
        series = series_of(voucher)
        if number is None:
            last[series] += 1
        yield last[series] if number is None else number, _voucher(voucher, year=year, series=series)


def series_of(voucher: sie.Voucher) -> str:
    """Tell the series of a voucher."""
    return voucher.series or FIRST_SERIES


def objects_of(row: sie.Posting) -> dict[str, str]:
    """Give the objects of a row that Fortnox knows, by their dimensions."""
    return {dimension: code for dimension, code in row.objects if code and dimension in {COST_CENTRE, PROJECT}}


def _voucher(voucher: sie.Voucher, *, year: int, series: str) -> NewVoucher:
    """Make a voucher; one that does not say when it was registered was on its own day."""
    registered = datetime.combine(voucher.registered or voucher.date, time())
    return NewVoucher(year, series, voucher.date, voucher.text, _rows(voucher.postings), registered)


def _rows(postings: Sequence[sie.Posting]) -> list[NewRow]:
    """Make the rows: an added one swallows its counted twin; one without a twin was never counted, and is struck.

    Source: SIE 4B/4C, #RTRANS; the twin is told by account, objects and amount, as programs write it.
    """
    waiting: list[tuple[int, sie.Posting]] = []
    rows: list[NewRow] = []
    for posting in postings:
        if posting.kind is sie.PostingKind.COUNTED:
            place = next((place for place, added in waiting if _are_twins(added, posting)), None)
            if place is not None:
                waiting = [(other, added) for other, added in waiting if other != place]
                rows[place] = _row(posting, state=RowState.ADDED, person=rows[place].person)
                continue
            rows.append(_row(posting, state=RowState.COUNTED))
        else:
            if posting.kind is sie.PostingKind.ADDED:
                waiting.append((len(rows), posting))
            rows.append(_row(posting, state=RowState.STRUCK, person=posting.sign))
    return rows


def _are_twins(added: sie.Posting, counted: sie.Posting) -> bool:
    """Say whether a counted row is the twin of an added one."""
    return (added.account, added.objects, added.amount_ore) == (counted.account, counted.objects, counted.amount_ore)


def _row(posting: sie.Posting, *, state: RowState, person: str = "") -> NewRow:
    """Make a row."""
    objects = objects_of(posting)
    return NewRow(
        posting.account,
        posting.amount_ore,
        objects.get(COST_CENTRE, ""),
        objects.get(PROJECT, ""),
        posting.text,
        state=state,
        person=person,
    )


def _number(text: str) -> int | None:
    """Read the number of a voucher; None when it is none that can be kept."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER else None
