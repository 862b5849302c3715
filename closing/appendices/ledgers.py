"""How a ledger (reskontra) stood at the end of a day, reckoned from its whole history. Pure.

What a ledger counts is what the books count: invoices from the date of the voucher that booked them, and booked
payments from the day they were made. Where the balance that the source told does not follow from the payments, the
source is believed, and the payments after the day are added back.

**Source:** Fortnox tells the balance of an invoice as it is today and no other; see its help on why ledger and books
differ ("Felsökningsguide: differens mellan reskontra och huvudbok").
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from closing.appendices.items import KRONOR, Ledger, LedgerInvoice, LedgerItems, LedgerPayment, VoucherKey
from closing.paging import swedish_order

_LONGEST_NUMBER = 18
"""Digits that are sorted as a number; longer ones are sorted as text."""


class Bucket(StrEnum):
    """How long an invoice is overdue (åldersgrupp)."""

    NOT_DUE = "not_due"
    TO_30 = "to_30"
    TO_60 = "to_60"
    TO_90 = "to_90"
    OVER_90 = "over_90"


_LAST_DAYS = ((Bucket.NOT_DUE, 0), (Bucket.TO_30, 30), (Bucket.TO_60, 60), (Bucket.TO_90, 90))


def bucket_of(days_overdue: int) -> Bucket:
    """Give the bucket of an invoice that is so many days overdue; zero or less is not due."""
    return next((bucket for bucket, last in _LAST_DAYS if days_overdue <= last), Bucket.OVER_90)


@dataclass(frozen=True, slots=True)
class Standing:
    """How an invoice stood at the end of a day, in öre, owed positive.

    Attributes:
        is_entered: it had come into the ledger.
        remaining_ore: what was left of it.
        settled_otherwise_ore: what of it is settled, as the source says, though no payment tells how or when.
    """

    is_entered: bool = False
    remaining_ore: int = 0
    settled_otherwise_ore: int = 0


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """An invoice with something left of it."""

    invoice: LedgerInvoice
    day: date
    standing: Standing

    @property
    def remaining_ore(self) -> int:
        """Give what is left of it, in öre, owed positive."""
        return self.standing.remaining_ore

    @property
    def paid_ore(self) -> int:
        """Give what had been settled of it by the day, in öre, with the sign of the invoice."""
        return self.invoice.amount_ore - self.standing.remaining_ore

    @property
    def days_overdue(self) -> int:
        """Give how many days it is overdue; 0 until it is."""
        return max((self.day - self.invoice.due_day).days, 0)

    @property
    def bucket(self) -> Bucket:
        """Give how long it is overdue."""
        return bucket_of(self.days_overdue)


@dataclass(frozen=True, slots=True)
class LedgerAt:
    """A ledger at the end of a day.

    Attributes:
        rows: the invoices with something left, in the order of the customers' or suppliers' numbers.
        balance_ore: the control accounts in the books, with the ledger's sign: owed positive; None without books.
    """

    ledger: Ledger
    day: date
    rows: tuple[LedgerRow, ...]
    balance_ore: int | None

    @property
    def total_ore(self) -> int:
        """Give what is owed in all."""
        return sum(row.remaining_ore for row in self.rows)

    @property
    def difference_ore(self) -> int | None:
        """Give how much the ledger is above the books; None without books."""
        return None if self.balance_ore is None else self.total_ore - self.balance_ore

    @property
    def totals(self) -> dict[Bucket, int]:
        """Give what is owed in each bucket, in the order of the buckets."""
        totals = dict.fromkeys(Bucket, 0)
        for row in self.rows:
            totals[row.bucket] += row.remaining_ore
        return totals

    @property
    def counts(self) -> dict[Bucket, int]:
        """Give how many invoices are in each bucket, in the order of the buckets."""
        counts = dict.fromkeys(Bucket, 0)
        for row in self.rows:
            counts[row.bucket] += 1
        return counts


def sign_of(ledger: Ledger) -> int:
    """Give what turns an amount of the books into one of the ledger: payables stand on the credit side."""
    return 1 if ledger == Ledger.RECEIVABLES else -1


def ledger_at(
    items: LedgerItems, day: date, *, booked_on: Mapping[VoucherKey, date], account_ore: int | None
) -> LedgerAt:
    """Give the ledger as it stood at the end of a day.

    Args:
        items: the ledger's whole history.
        day: the day, not before `items.known_from`.
        booked_on: the dates of the vouchers as the books have them; where one is missing the invoice's own date counts.
        account_ore: the balance of the control accounts in the books at the end of the day, in öre, debit positive;
            None when there are no books.
    """
    stood = ((one, standing(one, day, booked_on=booked_on)) for one in items.invoices)
    rows = [LedgerRow(one, day, how) for one, how in stood if how.remaining_ore]
    balance = None if account_ore is None else sign_of(items.ledger) * account_ore
    return LedgerAt(items.ledger, day, tuple(sorted(rows, key=_place)), balance)


def standing(invoice: LedgerInvoice, day: date, *, booked_on: Mapping[VoucherKey, date]) -> Standing:
    """Give how an invoice stood at the end of a day; one that is cancelled or not booked stands nowhere."""
    if invoice.is_cancelled or not invoice.is_booked or entry_day(invoice, booked_on) > day:
        return Standing()
    payments = booked_payments(invoice)
    later = sum(payment.settled_ore for payment in payments if payment.day > day)
    by_payments = invoice.amount_ore - sum(payment.settled_ore for payment in payments) + later
    if invoice.balance_ore is None or _agrees(invoice, payments):
        return Standing(is_entered=True, remaining_ore=by_payments)
    remaining = invoice.balance_ore + later
    return Standing(is_entered=True, remaining_ore=remaining, settled_otherwise_ore=by_payments - remaining)


def booked_payments(invoice: LedgerInvoice) -> tuple[LedgerPayment, ...]:
    """Give the payments that are in the books.

    A settled invoice in another currency is settled to the last öre: what rounding leaves goes with the last payment.
    """
    payments = tuple(payment for payment in invoice.payments if payment.is_booked)
    left = invoice.amount_ore - sum(payment.settled_ore for payment in payments)
    if not payments or not left or invoice.balance_ore or not _is_rounding(invoice, left):
        return payments
    last = max(payments, key=lambda payment: payment.day)
    settling = replace(last, written_off_ore=last.written_off_ore + left)
    return tuple(settling if payment is last else payment for payment in payments)


def _agrees(invoice: LedgerInvoice, payments: Sequence[LedgerPayment]) -> bool:
    """Say whether the balance the source told follows from the payments.

    A source may lower it when a payment is registered or when it is booked; either is in order.
    """
    waiting = sum(payment.settled_ore for payment in invoice.payments if not payment.is_booked)
    left = invoice.amount_ore - sum(payment.settled_ore for payment in payments)
    balance = invoice.balance_ore or 0
    return balance in (left, left - waiting) or _is_rounding(invoice, left - balance)


def _is_rounding(invoice: LedgerInvoice, ore: int) -> bool:
    """Say whether a few öre come from reckoning an invoice, its balance and its payments in kronor one by one."""
    return invoice.currency != KRONOR and 2 * abs(ore) <= len(invoice.payments) + 2


def entry_day(invoice: LedgerInvoice, booked_on: Mapping[VoucherKey, date]) -> date:
    """Give the day an invoice came into the ledger: its voucher's, or its own when the books have no such voucher."""
    return booked_on.get(invoice.voucher, invoice.invoice_day) if invoice.voucher else invoice.invoice_day


def _place(row: LedgerRow) -> tuple[tuple[bool, int, str], ...]:
    return _in_order(row.invoice.number), _in_order(row.invoice.invoice)


def _in_order(number: str) -> tuple[bool, int, str]:
    """Give what a number sorts by: numbers by their value, and after them what has letters in it."""
    is_number = number.isascii() and number.isdigit() and len(number) <= _LONGEST_NUMBER
    return not is_number, int(number) if is_number else 0, swedish_order(number)
