"""What a ledger (reskontra) is made of: invoices with their payments, as a data source gives them.

Nothing here is "as of" a day: the items tell the whole history, and `ledgers` asks how they stood on a day.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

KRONOR = "SEK"


class Ledger(StrEnum):
    """Which ledger: of customers or of suppliers."""

    RECEIVABLES = "receivables"
    PAYABLES = "payables"


@dataclass(frozen=True, slots=True)
class VoucherKey:
    """A voucher in the bookkeeping the items came from: the fiscal year by its first day, the series, the number."""

    year_start: date
    series: str
    number: str


@dataclass(frozen=True, slots=True)
class LedgerPayment:
    """A payment (inbetalning, utbetalning) of an invoice.

    Attributes:
        number: the payment's own number.
        day: when it was paid.
        amount_ore: what it settled of the invoice in öre of kronor, at the rate the invoice was booked at; of the
            invoice's own sign, so that the payment of a credit invoice is negative.
        is_booked: it is in the bookkeeping; what is not booked does not lower the ledger.
        written_off_ore: what was written off with it, of the same sign; it lowers what remains too.
        voucher: where it was booked, when known.
    """

    number: str
    day: date
    amount_ore: int
    is_booked: bool = True
    written_off_ore: int = 0
    voucher: VoucherKey | None = None

    @property
    def settled_ore(self) -> int:
        """Give how much less remains of the invoice after it: what was paid and what was written off."""
        return self.amount_ore + self.written_off_ore


@dataclass(frozen=True, slots=True)
class LedgerInvoice:
    """An invoice of a ledger with its whole history (reskontrapost).

    Amounts are in öre of kronor at the rate the invoice was booked at, as the ledger shows them: what is owed is
    positive in both ledgers, credit invoices are negative. The account itself has the sign of its side in the books.

    Attributes:
        number: the customer's or the supplier's number.
        name: the customer or the supplier.
        invoice: the invoice's number in the ledger; with `number` it keeps its comment over imports.
        invoice_day: its date.
        due_day: when it is to be paid.
        amount_ore: its total.
        balance_ore: what remains of it on the day of the import, as the source says; None when the source does not.
            It wins over the payments where the two disagree, so an invoice that is settled needs the payment that
            settled it: without one it counts as settled from the beginning.
        payments: its payments in any order, at least every one from the first day the ledger is known; all of them when
            the source tells no balance.
        is_booked: it is in the bookkeeping; an invoice of a company on the cash method is not, until it is paid.
        is_cancelled: it was taken back and counts for nothing.
        other_number: the supplier's own invoice number; empty in the receivables ledger.
        currency: three letters.
        amount_in_currency: the total in hundredths of its currency; None when it is in kronor.
        voucher: where it was booked, when known; its date is the day the invoice came into the ledger.
    """

    number: str
    name: str
    invoice: str
    invoice_day: date
    due_day: date
    amount_ore: int
    balance_ore: int | None = None
    payments: tuple[LedgerPayment, ...] = ()
    is_booked: bool = True
    is_cancelled: bool = False
    other_number: str = ""
    currency: str = KRONOR
    amount_in_currency: int | None = None
    voucher: VoucherKey | None = None


@dataclass(frozen=True, slots=True)
class LedgerItems:
    """What a source gave of one ledger.

    Attributes:
        ledger: whose invoices they are.
        accounts: the control accounts in the books, such as ("1510",); the first is the appendix's own.
        invoices: every invoice that was open on any day from `known_from` on.
        known_from: the first day the ledger can be asked about.
        fetched_on: the day of the import; later than this nothing is known.
        series: the voucher series the ledger itself books in, such as {"B", "C"}; a posting on the account in another
            series was made by hand. Empty when they are not known.
    """

    ledger: Ledger
    accounts: tuple[str, ...]
    invoices: tuple[LedgerInvoice, ...]
    known_from: date
    fetched_on: date
    series: frozenset[str] = frozenset()
