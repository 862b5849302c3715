"""Vouchers put together from heads, braces and rows."""

import datetime as dt

import pytest

from sie.errors import SieTruncatedError
from sie.fields import Fields
from sie.notices import Notes
from sie.records import Posting, Voucher
from sie.vouchers import Brace, VoucherBuilder
from tests.sie.sample import codes

HEAD = Voucher("A", "1", dt.date(2025, 1, 31))
ROW = Posting("1930", 100)


def test_rows_between_braces_make_a_voucher() -> None:
    builder = VoucherBuilder(Notes())

    builder.begin(HEAD, 1)
    builder.open(2)
    builder.rows.append(ROW)
    builder.close(4)

    assert builder.finish() == (Voucher("A", "1", dt.date(2025, 1, 31), postings=(ROW,)),)
    assert codes(builder.notes) == []


def test_rows_of_a_head_that_cannot_be_read_are_left_out() -> None:
    builder = VoucherBuilder(Notes())

    builder.begin(None, 1)
    builder.open(2)
    builder.rows.append(ROW)
    builder.close(4)

    assert builder.finish() == ()


def test_record_at_the_end_closes_an_open_voucher() -> None:
    builder = VoucherBuilder(Notes())

    builder.begin(HEAD, 1)
    builder.open(2)
    builder.close_for(3)

    assert builder.brace is Brace.CLOSED
    assert codes(builder.notes) == ["brace-missing"]


def test_row_is_told_when_it_stands_outside() -> None:
    builder = VoucherBuilder(Notes())
    row = Fields("#TRANS", text="#TRANS 1 {} 1", line=5)

    builder.check_place(row)
    builder.begin(HEAD, 1)
    builder.check_place(row)
    builder.open(2)
    builder.check_place(row)
    builder.close(3)
    builder.check_place(row)

    assert [one.code for one in builder.notes.rejected()] == ["row-without-voucher"]
    assert codes(builder.notes) == ["row-outside-voucher"]


def test_open_voucher_at_the_end_means_a_cut_off_file() -> None:
    builder = VoucherBuilder(Notes())
    builder.begin(HEAD, 9)
    builder.open(10)

    with pytest.raises(SieTruncatedError) as caught:
        builder.finish()

    assert caught.value.line == 9
