"""Invoices and payments of both ledgers.

Amounts are hundredths of the invoice's currency, positive for what is owed in either ledger, negative for credit
invoices and what is paid of them.
"""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from integrations.fortnox.simulator.books.posting import ReferenceType

KRONOR = "SEK"


class Side(StrEnum):
    """Whose ledger: customers (kundreskontra) or suppliers (leverantörsreskontra)."""

    CUSTOMER = "customer"
    SUPPLIER = "supplier"

    @property
    def sign(self) -> int:
        """Give the sign of what is owed in the books: claims are debit, debts credit."""
        return 1 if self is Side.CUSTOMER else -1

    @property
    def invoice_type(self) -> ReferenceType:
        """Tell what a voucher that books an invoice refers to."""
        return ReferenceType.INVOICE if self is Side.CUSTOMER else ReferenceType.SUPPLIER_INVOICE

    @property
    def payment_type(self) -> ReferenceType:
        """Tell what a voucher that books a payment refers to."""
        return ReferenceType.INVOICE_PAYMENT if self is Side.CUSTOMER else ReferenceType.SUPPLIER_PAYMENT


@dataclass(frozen=True, slots=True)
class Desk:
    """Where and when somebody works with the ledgers: a transaction, a company, and the moment in Swedish time."""

    connection: sqlite3.Connection
    tenant: int
    now: datetime


@dataclass(frozen=True, slots=True)
class Key:
    """An invoice, or a payment, by its ledger and its number there."""

    side: Side
    number: int


@dataclass(frozen=True, slots=True)
class NewInvoice:
    """An invoice to be made.

    Attributes:
        party: the number of the customer or the supplier.
        total: with VAT.
        vat: the VAT in it.
        reduction: what the tax agency pays in place of the customer (ROT, RUT); in the total, not in the balance.
        account: of the income or the cost.
        other_number: the supplier's own number.
        rate: kronor for `unit` of the currency.
        kind: "INVOICE", "CASHINVOICE", …
        credit_of: the number of the invoice that it credits.
        method: "ACCRUAL" or "CASH"; empty for the one of the year that holds its day.
    """

    side: Side
    party: str
    day: date
    due: date
    total: int
    account: str
    vat: int = 0
    vat_account: str = ""
    reduction: int = 0
    text: str = ""
    other_number: str = ""
    cost_centre: str = ""
    project: str = ""
    currency: str = KRONOR
    rate: Decimal = Decimal(1)
    unit: int = 1
    kind: str = "INVOICE"
    credit_of: int | None = None
    method: str = ""


@dataclass(frozen=True, slots=True)
class Invoice:
    """An invoice as it is now.

    Attributes:
        new: as it was made.
        method: "ACCRUAL", or "CASH" when it is booked as it is paid.
        balance: what remains to be paid.
    """

    key: Key
    new: NewInvoice
    method: str
    balance: int
    is_booked: bool
    is_cancelled: bool

    @property
    def is_on_cash(self) -> bool:
        """Say whether it is booked only as it is paid (bokslutsmetoden)."""
        return self.method == "CASH"

    @property
    def payable(self) -> int:
        """Give what is to be paid by the party: the total without what the tax agency pays."""
        return self.new.total - self.new.reduction


@dataclass(frozen=True, slots=True)
class WriteOff:
    """What is written off together with a payment, in the invoice's currency and of its sign."""

    account: str
    amount: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class NewPayment:
    """A payment to be registered.

    Attributes:
        invoice: what is paid.
        amount: what was paid of it.
        rate: kronor for `unit` of the currency on the day of the payment; None for the invoice's own.
        account: of the money.
        is_booked: it is booked at once; otherwise it lies there and lowers nothing.
    """

    invoice: Key
    day: date
    amount: int
    rate: Decimal | None = None
    account: str = "1930"
    write_offs: Sequence[WriteOff] = ()
    is_booked: bool = True


@dataclass(frozen=True, slots=True)
class Payment:
    """A payment as it is now."""

    key: Key
    new: NewPayment

    @property
    def settles(self) -> int:
        """Give how much less remains of the invoice after it."""
        return self.new.amount + sum(one.amount for one in self.new.write_offs)
