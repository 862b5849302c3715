"""What happens to invoices, and what it posts."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from integrations.fortnox.simulator.books.posting import BookedVoucher
from integrations.fortnox.simulator.register import events
from integrations.fortnox.simulator.register.ledger.errors import (
    BookedError,
    CancelledError,
    CashMethodError,
    NotBookedError,
    NoYearError,
    TooEarlyError,
    UnlikeError,
    WrongAmountError,
)
from integrations.fortnox.simulator.register.ledger.records import Key, NewInvoice, NewPayment, Side, WriteOff
from integrations.fortnox.simulator.storage import Storage
from tests.integrations.fortnox.simulator.register.made import (
    DAY,
    DUE,
    YEAR,
    an_invoice,
    at_desk,
    made_storage,
    moved,
    now_is,
)

PAY_DAY = date(2025, 4, 1)


def made(storage: Storage, new: NewInvoice | None = None) -> Key:
    """Make a booked invoice."""
    with at_desk(storage) as desk:
        return events.make_invoice(desk, new or an_invoice())


def paid(storage: Storage, payment: NewPayment) -> Key:
    """Pay an invoice."""
    with at_desk(storage) as desk:
        return events.pay(desk, payment)


def test_make_invoice_books_a_customers_in_b(storage: Storage) -> None:
    key = made(storage)

    assert key == Key(Side.CUSTOMER, 1)
    assert moved(storage) == {"1510": 125_000, "2611": -25_000, "3001": -100_000}


def test_make_invoice_books_a_suppliers_in_d(storage: Storage) -> None:
    key = made(storage, an_invoice(Side.SUPPLIER))

    with storage.reading() as connection:
        voucher = connection.execute("SELECT series, number, reference_type, reference_number FROM voucher").fetchone()
    assert key == Key(Side.SUPPLIER, 1)
    assert tuple(voucher) == ("D", 1, "SUPPLIERINVOICE", "1")
    assert moved(storage) == {"2440": -125_000, "2641": 25_000, "5010": 100_000}


def test_make_invoice_numbers_the_ledgers_apart(storage: Storage) -> None:
    keys = [made(storage), made(storage, an_invoice(Side.SUPPLIER)), made(storage)]

    assert [key.number for key in keys] == [1, 1, 2]


def test_make_invoice_refuses_a_day_without_a_year(storage: Storage) -> None:
    with pytest.raises(NoYearError):
        made(storage, an_invoice(day=date(2031, 1, 1)))


def test_book_invoice_takes_another_day(storage: Storage) -> None:
    with at_desk(storage) as desk:
        key = events.make_invoice(desk, an_invoice(), is_booked=False)
        booked = events.book_invoice(desk, key, day=date(2025, 12, 31))

    assert booked == BookedVoucher(YEAR, "B", 1, date(2025, 12, 31))
    assert now_is(storage, key).is_booked


def test_book_invoice_refuses_a_second_time(storage: Storage) -> None:
    key = made(storage)

    with at_desk(storage) as desk, pytest.raises(BookedError):
        events.book_invoice(desk, key)


def test_pay_in_parts_leaves_what_remains(storage: Storage) -> None:
    key = made(storage)

    paid(storage, NewPayment(key, PAY_DAY, 100_000))

    assert now_is(storage, key).balance == 25_000
    assert moved(storage) == {"1510": 25_000, "1930": 100_000, "2611": -25_000, "3001": -100_000}


def test_pay_a_supplier_takes_from_the_bank(storage: Storage) -> None:
    key = made(storage, an_invoice(Side.SUPPLIER))

    paid(storage, NewPayment(key, PAY_DAY, 125_000))

    assert moved(storage) == {"1930": -125_000, "2641": 25_000, "5010": 100_000}


def test_pay_writes_off_what_will_not_come(storage: Storage) -> None:
    key = made(storage)

    paid(storage, NewPayment(key, PAY_DAY, 120_000, write_offs=[WriteOff("6351", 5_000)]))

    assert now_is(storage, key).balance == 0
    assert moved(storage) == {"1930": 120_000, "2611": -25_000, "3001": -100_000, "6351": 5_000}


def test_pay_at_a_lower_rate_loses(storage: Storage) -> None:
    key = made(storage, an_invoice(total=10_000, vat=0, rate="11.5"))

    paid(storage, NewPayment(key, PAY_DAY, 10_000, rate=Decimal("11.2")))

    assert moved(storage) == {"1930": 112_000, "3001": -115_000, "7960": 3_000}


def test_pay_a_supplier_at_a_lower_rate_gains(storage: Storage) -> None:
    key = made(storage, an_invoice(Side.SUPPLIER, total=10_000, vat=0, rate="11.5"))

    paid(storage, NewPayment(key, PAY_DAY, 10_000, rate=Decimal("11.2")))

    assert moved(storage) == {"1930": -112_000, "5010": 115_000, "3960": -3_000}


def test_pay_unbooked_lowers_nothing_until_it_is_booked(storage: Storage) -> None:
    key = made(storage)

    payment = paid(storage, NewPayment(key, PAY_DAY, 125_000, is_booked=False))

    assert now_is(storage, key).balance == 125_000
    assert "1930" not in moved(storage)
    with at_desk(storage) as desk:
        booked = events.book_payment(desk, payment)
    assert booked == BookedVoucher(YEAR, "C", 1, PAY_DAY)
    assert now_is(storage, key).balance == 0


def test_book_payment_refuses_a_second_time(storage: Storage) -> None:
    payment = paid(storage, NewPayment(made(storage), PAY_DAY, 125_000))

    with at_desk(storage) as desk, pytest.raises(BookedError):
        events.book_payment(desk, payment)


@pytest.mark.parametrize("amount", [0, -1, 125_001])
def test_pay_refuses_an_amount_that_does_not_fit(storage: Storage, amount: int) -> None:
    key = made(storage)

    with pytest.raises(WrongAmountError):
        paid(storage, NewPayment(key, PAY_DAY, amount))


def test_pay_refuses_a_day_before_the_invoice(storage: Storage) -> None:
    key = made(storage)

    with pytest.raises(TooEarlyError):
        paid(storage, NewPayment(key, date(2025, 3, 13), 125_000))


def test_pay_refuses_an_invoice_that_is_not_booked(storage: Storage) -> None:
    with at_desk(storage) as desk:
        key = events.make_invoice(desk, an_invoice(), is_booked=False)

    with pytest.raises(NotBookedError):
        paid(storage, NewPayment(key, PAY_DAY, 125_000))


def test_credit_settles_both(storage: Storage) -> None:
    key = made(storage)

    with at_desk(storage) as desk:
        credit = events.credit(desk, key, day=PAY_DAY)

    assert (now_is(storage, key).balance, now_is(storage, credit).balance) == (0, 0)
    assert now_is(storage, credit).new.credit_of == key.number
    assert moved(storage) == {}


def test_credit_unsettled_stays_negative_until_it_is_paid_back(storage: Storage) -> None:
    key = made(storage)

    with at_desk(storage) as desk:
        credit = events.credit(desk, key, day=PAY_DAY, is_settled=False)

    assert (now_is(storage, key).balance, now_is(storage, credit).balance) == (125_000, -125_000)
    paid(storage, NewPayment(credit, PAY_DAY, -125_000))
    assert now_is(storage, credit).balance == 0
    assert moved(storage) == {"1510": 125_000, "1930": -125_000}


def test_credit_after_a_part_payment_leaves_the_rest_of_the_credit(storage: Storage) -> None:
    key = made(storage)
    paid(storage, NewPayment(key, PAY_DAY, 100_000))

    with at_desk(storage) as desk:
        credit = events.credit(desk, key, day=PAY_DAY)

    assert (now_is(storage, key).balance, now_is(storage, credit).balance) == (0, -100_000)


def test_settle_refuses_two_rates(storage: Storage) -> None:
    key = made(storage, an_invoice(total=10_000, vat=0, rate="11.5"))
    credit = made(storage, an_invoice(total=-10_000, vat=0, rate="11.6"))

    with at_desk(storage) as desk, pytest.raises(UnlikeError):
        events.settle(desk, key, credit=credit, day=PAY_DAY)


def test_settle_posts_the_ore_that_a_rate_leaves(storage: Storage) -> None:
    key = made(storage, an_invoice(total=2, vat=0, rate="0.5"))
    credit = made(storage, an_invoice(total=-1, vat=0, rate="0.5"))

    with at_desk(storage) as desk:
        events.settle(desk, key, credit=credit, day=PAY_DAY)

    assert (now_is(storage, key).balance, now_is(storage, credit).balance) == (1, 0)
    assert moved(storage) == {"1510": 1, "3740": -1}


def test_cancel_keeps_the_balance_and_posts_nothing(storage: Storage) -> None:
    with at_desk(storage) as desk:
        key = events.make_invoice(desk, an_invoice(), is_booked=False)
        events.cancel(desk, key)

    assert (now_is(storage, key).is_cancelled, now_is(storage, key).balance) == (True, 125_000)
    assert moved(storage) == {}
    with at_desk(storage) as desk, pytest.raises(CancelledError):
        events.book_invoice(desk, key)


def test_cancel_takes_a_booked_supplier_invoice_back(storage: Storage) -> None:
    key = made(storage, an_invoice(Side.SUPPLIER))

    with at_desk(storage) as desk:
        events.cancel(desk, key, day=PAY_DAY)

    assert moved(storage) == {}


def test_cancel_refuses_a_booked_customer_invoice(storage: Storage) -> None:
    key = made(storage)

    with at_desk(storage) as desk, pytest.raises(BookedError):
        events.cancel(desk, key)


def test_reduction_is_claimed_of_the_tax_agency(storage: Storage) -> None:
    new = NewInvoice(Side.CUSTOMER, "1", DAY, DUE, 125_000, "3001", vat=25_000, reduction=30_000)

    key = made(storage, new)

    assert now_is(storage, key).balance == 95_000
    assert moved(storage) == {"1510": 95_000, "1513": 30_000, "2611": -25_000, "3001": -100_000}


def test_cash_method_books_an_invoice_as_it_is_paid(tmp_path: Path) -> None:
    storage = made_storage(tmp_path, method="CASH")
    key = made(storage)

    paid(storage, NewPayment(key, PAY_DAY, 50_000))

    assert moved(storage) == {"1930": 50_000, "2611": -10_000, "3001": -40_000}
    assert (now_is(storage, key).is_booked, now_is(storage, key).balance) == (False, 75_000)
    paid(storage, NewPayment(key, PAY_DAY, 75_000))
    assert moved(storage) == {"1930": 125_000, "2611": -25_000, "3001": -100_000}
    assert now_is(storage, key).is_booked


def test_cash_method_books_no_claim(tmp_path: Path) -> None:
    storage = made_storage(tmp_path, method="CASH")
    key = made(storage)

    with at_desk(storage) as desk, pytest.raises(CashMethodError):
        events.book_invoice(desk, key)
