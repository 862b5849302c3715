"""A voucher's rows, and the vouchers before and after it in its series."""

from dataclasses import dataclass

from django.db import connection

from closing.books.models import Posting, PostingDetail, StruckPosting, Voucher

MOST_ROWS = 500
"""Rows read at a time: a page holds no more, and a voucher may have a million."""

_BESIDE = """
    SELECT id
    FROM books_voucher
    WHERE snapshot_id = %s AND series = %s AND (number_value, id) {relation} (%s, %s)
    ORDER BY number_value {direction}, id {direction}
    LIMIT 1
"""
_PREVIOUS = _BESIDE.format(relation="<", direction="DESC")
_FOLLOWING = _BESIDE.format(relation=">", direction="ASC")


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The vouchers beside one in its series, by number; None at the ends."""

    previous: Voucher | None
    following: Voucher | None


@dataclass(frozen=True, slots=True)
class VoucherRow:
    """A row as the voucher has it, a posting that counts or one that was struck; `place` counts from 0."""

    place: int
    posting: Posting | None = None
    detail: PostingDetail | None = None
    struck: StruckPosting | None = None


def neighbours(voucher: Voucher) -> Neighbours:
    """Find the vouchers beside one in its series."""
    keys = [_beside(voucher, _PREVIOUS), _beside(voucher, _FOLLOWING)]
    found = Voucher.objects.in_bulk([key for key in keys if key is not None])
    previous, following = (found[key] if key is not None else None for key in keys)
    return Neighbours(previous, following)


def rows_of(voucher: Voucher, *, first: int = 0, most: int = MOST_ROWS) -> list[VoucherRow]:
    """Give rows of a voucher, counted and struck, in the order of the file.

    Args:
        voucher: the voucher.
        first: how many rows are passed over.
        most: how many are given at most.
    """
    lowest = voucher.first_row + first
    span = (lowest, min(lowest + most, voucher.first_row + voucher.row_count) - 1)
    details = {one.posting_id: one for one in PostingDetail.objects.filter(pk__gte=span[0], pk__lte=span[1])}
    postings = Posting.objects.select_related("account").filter(pk__range=span)
    struck = StruckPosting.objects.filter(pk__range=span)
    rows = [VoucherRow(one.pk - voucher.first_row, one, details.get(one.pk)) for one in postings]
    rows += [VoucherRow(one.pk - voucher.first_row, struck=one) for one in struck]
    return sorted(rows, key=lambda row: row.place)


def _beside(voucher: Voucher, statement: str) -> int | None:
    with connection.cursor() as cursor:
        cursor.execute(statement, [voucher.snapshot_id, voucher.series, voucher.number_value, voucher.pk])
        row = cursor.fetchone()
    return int(row[0]) if row else None
