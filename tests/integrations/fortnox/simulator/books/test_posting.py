"""Posting vouchers into the books."""

from datetime import date

import pytest

from integrations.fortnox.simulator.books.errors import (
    DayOutsideYearError,
    UnbalancedVoucherError,
    UnknownAccountError,
    UnknownSeriesError,
    UnknownYearError,
)
from integrations.fortnox.simulator.books.posting import BookedVoucher, NewRow, RowState
from integrations.fortnox.simulator.storage import Storage
from tests.integrations.fortnox.simulator.books.made import YEAR_2024, YEAR_2025, posted, rent


def test_numbers_are_dense_in_each_series_and_year(storage: Storage) -> None:
    booked = [
        posted(storage, rent(100)),
        posted(storage, rent(100), day="2025-01-01"),
        posted(storage, rent(100), series="B"),
        posted(storage, rent(100), year=YEAR_2024, day="2024-05-01"),
        posted(storage, rent(100)),
    ]

    assert booked[0] == BookedVoucher(YEAR_2025, "A", 1, date(2025, 3, 14))
    assert [(one.year, one.series, one.number) for one in booked] == [
        (YEAR_2025, "A", 1),
        (YEAR_2025, "A", 2),
        (YEAR_2025, "B", 1),
        (YEAR_2024, "A", 1),
        (YEAR_2025, "A", 3),
    ]


def test_a_voucher_that_is_refused_takes_no_number(storage: Storage) -> None:
    with pytest.raises(UnbalancedVoucherError):
        posted(storage, [NewRow("1930", 100)])

    assert posted(storage, rent(100)).number == 1


def test_struck_rows_need_not_balance_and_added_ones_must(storage: Storage) -> None:
    struck = NewRow("1930", 55, state=RowState.STRUCK)
    added = NewRow("1930", 55, state=RowState.ADDED)

    posted(storage, [struck])

    with pytest.raises(UnbalancedVoucherError):
        posted(storage, [added])


def test_a_year_that_is_not_there_is_refused(storage: Storage) -> None:
    with pytest.raises(UnknownYearError):
        posted(storage, rent(100), year=99)


def test_a_day_outside_the_year_is_refused(storage: Storage) -> None:
    with pytest.raises(DayOutsideYearError):
        posted(storage, rent(100), day="2024-12-31")


def test_a_series_that_is_not_there_is_refused(storage: Storage) -> None:
    with pytest.raises(UnknownSeriesError):
        posted(storage, rent(100), series="Z")


def test_an_account_outside_the_chart_is_refused(storage: Storage) -> None:
    with pytest.raises(UnknownAccountError):
        posted(storage, [NewRow("1931", 100), NewRow("1930", -100)])
