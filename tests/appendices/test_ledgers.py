"""How a ledger stood on a day: every case reckoned by hand."""

from datetime import date, timedelta

import pytest

from closing.appendices.items import LedgerInvoice, LedgerItems
from closing.appendices.ledgers import Bucket, LedgerAt, bucket_of, ledger_at
from tests.appendices.made_ledgers import invoice, key, payables, payment, receivables

JAN, FEB, MAR, APR = (date(2025, month, 15) for month in range(1, 5))
MARCH_END = date(2025, 3, 31)


def _at(*invoices: LedgerInvoice, day: date = MARCH_END) -> LedgerAt:
    return ledger_at(receivables(*invoices), day, booked_on={}, account_ore=0)


def _remaining(items: LedgerItems, day: date) -> list[tuple[str, int]]:
    shown = ledger_at(items, day, booked_on={}, account_ore=0)
    return [(row.invoice.invoice, row.remaining_ore) for row in shown.rows]


def test_ledger_without_invoices_owes_nothing() -> None:
    shown = _at()

    assert (shown.rows, shown.total_ore, shown.difference_ore) == ((), 0, 0)


def test_unpaid_invoice_remains_in_full() -> None:
    [row] = _at(invoice("1", FEB, "1250.00", balance="1250.00")).rows

    assert (row.remaining_ore, row.paid_ore) == (125_000, 0)


def test_invoice_of_a_later_day_is_not_there() -> None:
    shown = _at(invoice("1", APR, "1250.00", balance="1250.00"))

    assert shown.rows == ()


def test_partial_payment_lowers_what_remains() -> None:
    [row] = _at(invoice("1", FEB, "1000", balance="600", payments=(payment(MAR, "400"),))).rows

    assert (row.remaining_ore, row.paid_ore) == (60_000, 40_000)


def test_payment_after_the_day_is_added_back() -> None:
    paid = invoice("1", FEB, "1000", balance="0", payments=(payment(MAR, "400"), payment(APR, "600")))

    assert [_remaining(receivables(paid), day) for day in (FEB, MAR, MARCH_END, APR)] == [
        [("1", 100_000)],
        [("1", 60_000)],
        [("1", 60_000)],
        [],
    ]


def test_payment_counts_on_the_very_day() -> None:
    paid = invoice("1", FEB, "1000", balance="0", payments=(payment(MARCH_END, "1000"),))

    assert [_remaining(receivables(paid), day) for day in (MARCH_END - timedelta(1), MARCH_END)] == [
        [("1", 100_000)],
        [],
    ]


def test_payment_registered_but_not_booked_lowers_nothing() -> None:
    waiting = (payment(MAR, "400", is_booked=False),)
    as_registered = invoice("1", FEB, "1000", balance="600", payments=waiting)
    as_booked = invoice("2", FEB, "1000", balance="1000", payments=waiting)

    assert _remaining(receivables(as_registered, as_booked), MARCH_END) == [("1", 100_000), ("2", 100_000)]


def test_write_off_lowers_what_remains_on_the_day_of_its_payment() -> None:
    paid = invoice("1", FEB, "1000", balance="0", payments=(payment(MAR, "995.50", written_off="4.50"),))

    assert [_remaining(receivables(paid), day) for day in (FEB, MAR)] == [[("1", 100_000)], []]


def test_invoice_that_is_not_booked_is_not_there() -> None:
    cash_method = invoice("1", FEB, "1000", balance="1000", is_booked=False)

    assert _remaining(receivables(cash_method), MARCH_END) == []


def test_invoice_of_the_cash_method_comes_and_goes_with_its_payment() -> None:
    paid = invoice("1", FEB, "1000", balance="0", payments=(payment(MAR, "1000"),), voucher=key("C 4"))
    items = receivables(paid)

    shown = [ledger_at(items, day, booked_on={key("C 4"): MAR}, account_ore=0).rows for day in (FEB, MAR, APR)]

    assert shown == [(), (), ()]


def test_cancelled_invoice_is_not_there_though_its_old_balance_is_told() -> None:
    assert _remaining(receivables(invoice("1", FEB, "1000", balance="1000", is_cancelled=True)), MARCH_END) == []


def test_credit_note_is_a_negative_row() -> None:
    shown = _at(invoice("1", FEB, "1000", balance="1000"), invoice("2", MAR, "-300", balance="-300"))

    assert [row.remaining_ore for row in shown.rows] == [100_000, -30_000]
    assert shown.total_ore == 70_000


def test_paid_out_credit_note_is_settled_by_a_negative_payment() -> None:
    credit = invoice("2", FEB, "-300", balance="0", payments=(payment(MAR, "-300"),))

    assert [_remaining(receivables(credit), day) for day in (FEB, MAR)] == [[("2", -30_000)], []]


def test_overpaid_invoice_is_owed_back() -> None:
    [row] = _at(invoice("1", FEB, "1000", balance="-50", payments=(payment(MAR, "1050"),))).rows

    assert (row.remaining_ore, row.paid_ore) == (-5_000, 105_000)


def test_credit_settled_against_an_invoice_is_believed_though_no_payment_tells() -> None:
    shown = _at(invoice("1", FEB, "1000", balance="700"), invoice("2", FEB, "-300", balance="0"))

    assert [(row.remaining_ore, row.standing.settled_otherwise_ore) for row in shown.rows] == [(70_000, 30_000)]


def test_share_of_the_tax_agency_is_left_out_and_later_payments_are_added_back() -> None:
    housework = invoice("1", FEB, "1000", balance="200", payments=(payment(MAR, "100"), payment(APR, "400")))

    assert [_remaining(receivables(housework), day) for day in (FEB, MARCH_END, APR)] == [
        [("1", 70_000)],
        [("1", 60_000)],
        [("1", 20_000)],
    ]


def test_currency_is_reckoned_in_kronor_at_the_rate_of_the_invoice() -> None:
    euros = invoice(
        "1", FEB, "11250.00", balance="5625.00", currency="EUR", amount_in_currency=100_000,
        payments=(payment(MAR, "5625.00"),),
    )  # fmt: skip

    [row] = _at(euros).rows

    assert (row.invoice.amount_in_currency, row.paid_ore, row.remaining_ore) == (100_000, 562_500, 562_500)


def test_settled_invoice_in_currency_is_settled_to_the_last_ore() -> None:
    thirds = tuple(payment(day, "374.48") for day in (APR, FEB, MAR))
    euros = invoice("1", JAN, "1123.45", balance="0", currency="EUR", amount_in_currency=10_000, payments=thirds)

    assert [_remaining(receivables(euros), day) for day in (JAN, FEB, MAR, APR)] == [
        [("1", 112_345)],
        [("1", 74_897)],
        [("1", 37_449)],
        [],
    ]


def test_open_invoice_in_currency_is_reckoned_by_its_payments_when_only_rounding_differs() -> None:
    euros = invoice("1", JAN, "1123.45", balance="749.01", currency="EUR", payments=(payment(FEB, "374.45"),))
    kronor = invoice("2", JAN, "1123.45", balance="749.01", payments=(payment(FEB, "374.45"),))

    shown = _at(euros, kronor)

    assert [(row.remaining_ore, row.standing.settled_otherwise_ore) for row in shown.rows] == [
        (74_900, 0),
        (74_901, -1),
    ]


def test_payment_from_before_the_ledger_is_known_need_not_be_told() -> None:
    items = receivables(invoice("1", FEB, "1000", balance="600", payments=()), known_from=MAR)

    assert _remaining(items, MARCH_END) == [("1", 60_000)]


@pytest.mark.parametrize(("booked", "is_there"), [(MARCH_END, True), (date(2025, 4, 1), False)])
def test_invoice_comes_into_the_ledger_on_the_day_of_its_voucher(booked: date, *, is_there: bool) -> None:
    items = receivables(invoice("1", FEB, "1000", balance="1000", voucher=key("B 1")))

    shown = ledger_at(items, MARCH_END, booked_on={key("B 1"): booked}, account_ore=0)

    assert bool(shown.rows) == is_there


def test_invoice_whose_voucher_is_not_in_the_books_counts_from_its_own_date() -> None:
    items = receivables(invoice("1", MARCH_END, "1000", voucher=key("B 1")))

    shown = [ledger_at(items, day, booked_on={}, account_ore=0).total_ore for day in (MAR, MARCH_END)]

    assert shown == [0, 100_000]


def test_source_that_tells_no_balance_is_reckoned_by_the_payments() -> None:
    items = receivables(invoice("1", FEB, "1000", payments=(payment(MAR, "400"), payment(APR, "600"))))

    assert [_remaining(items, day) for day in (FEB, MAR, APR)] == [[("1", 100_000)], [("1", 60_000)], []]


def test_receivables_are_held_against_the_debit_of_the_account() -> None:
    items = receivables(invoice("1", FEB, "1000", balance="1000"))

    shown = ledger_at(items, MARCH_END, booked_on={}, account_ore=90_000)

    assert (shown.total_ore, shown.balance_ore, shown.difference_ore) == (100_000, 90_000, 10_000)


def test_payables_are_held_against_the_credit_of_the_account() -> None:
    items = payables(invoice("1", FEB, "1000", balance="1000"))

    shown = ledger_at(items, MARCH_END, booked_on={}, account_ore=-90_000)

    assert (shown.total_ore, shown.balance_ore, shown.difference_ore) == (100_000, 90_000, 10_000)


def test_ledger_without_books_has_no_difference() -> None:
    shown = ledger_at(receivables(), MARCH_END, booked_on={}, account_ore=None)

    assert (shown.balance_ore, shown.difference_ore) == (None, None)


@pytest.mark.parametrize(
    ("days", "bucket"),
    [
        (-5, Bucket.NOT_DUE), (0, Bucket.NOT_DUE), (1, Bucket.TO_30), (30, Bucket.TO_30), (31, Bucket.TO_60),
        (60, Bucket.TO_60), (61, Bucket.TO_90), (90, Bucket.TO_90), (91, Bucket.OVER_90),
    ],
)  # fmt: skip
def test_bucket_goes_by_the_days_overdue(days: int, bucket: Bucket) -> None:
    assert bucket_of(days) == bucket


def test_totals_are_by_bucket_and_make_the_whole() -> None:
    due = {"1": 40, "2": -10, "3": 40, "4": 200}
    invoices = [
        invoice(number, JAN, f"{number}00", due_day=MARCH_END - timedelta(days)) for number, days in due.items()
    ]

    shown = _at(*invoices)

    assert list(shown.totals.values()) == [20_000, 0, 40_000, 0, 40_000]
    assert list(shown.counts.values()) == [1, 0, 2, 0, 1]
    assert sum(shown.totals.values()) == shown.total_ore
    assert [row.days_overdue for row in shown.rows] == [40, 0, 40, 200]


def test_rows_stand_in_the_order_of_the_numbers() -> None:
    named = [("9", "2"), ("10", "10"), ("10", "9"), ("Ö1", "1"), ("A1", "1")]

    shown = _at(*(invoice(one, FEB, "1", number=number) for number, one in named))

    assert [(row.invoice.number, row.invoice.invoice) for row in shown.rows] == [
        ("9", "2"),
        ("10", "9"),
        ("10", "10"),
        ("A1", "1"),
        ("Ö1", "1"),
    ]
