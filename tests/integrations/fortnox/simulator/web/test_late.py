"""A call that is done after its caller gave up."""

from datetime import timedelta
from pathlib import Path

import pytest
import requests

from integrations.fortnox.simulator.web.faults.kinds import Kind
from tests.integrations.fortnox.simulated import Simulated, simulator
from tests.integrations.fortnox.simulator.web.company import KLARA, get, make_books, send_voucher, vouchers


def test_late_voucher_is_booked_when_its_time_has_come(books: Simulated) -> None:
    books.control.stop_clock()
    books.control.fault(Kind.LATE_COMMIT, method="POST", seconds=90)
    with pytest.raises(requests.ConnectionError):
        send_voucher(books)

    before = vouchers(books)
    books.control.move_clock(timedelta(seconds=89))
    still = vouchers(books)
    books.control.move_clock(timedelta(seconds=1))
    after = vouchers(books)

    assert (before, still, after) == ([], [], ["A1"])
    assert books.control.late_calls() == 0


def test_late_voucher_takes_the_number_that_is_next_then(books: Simulated) -> None:
    books.control.stop_clock()
    books.control.fault(Kind.LATE_COMMIT, method="POST", seconds=90, status=504)
    late = send_voucher(books, "The late one").status_code

    number = send_voucher(books, "The early one").json()["Voucher"]["VoucherNumber"]
    books.control.move_clock(timedelta(seconds=90))

    assert (late, number) == (504, 1)
    assert [voucher["Description"] for voucher in get(books, "vouchers?financialyear=1").json()["Vouchers"]] == [
        "The early one",
        "The late one",
    ]


def test_late_voucher_that_is_refused_by_then_is_not_booked(books: Simulated) -> None:
    books.control.stop_clock()
    books.control.fault(Kind.LATE_COMMIT, method="POST", seconds=90, status=504)
    send_voucher(books, account="4711")

    books.control.move_clock(timedelta(seconds=90))

    assert (vouchers(books), books.control.late_calls()) == ([], 0)


def test_late_voucher_outlives_a_restart(tmp_path: Path) -> None:
    with simulator(tmp_path) as first:
        make_books(first.storage, KLARA)
        first.control.stop_clock()
        first.control.fault(Kind.LATE_COMMIT, method="POST", seconds=90, status=504)
        send_voucher(first)

    with simulator(tmp_path) as second:
        before = vouchers(second)
        second.control.move_clock(timedelta(seconds=90))

        assert (before, vouchers(second)) == ([], ["A1"])
