"""What an event of the ledgers refuses to do.

RegisterError
├── NoInvoiceError           there is no such invoice
├── NoYearError              no financial year holds the day
├── BookedError              it is booked already, so it cannot be booked again or taken back
├── NotBookedError           it is not booked yet, so it cannot be paid or settled
├── CancelledError           it was cancelled
├── CashMethodError          on the cash method an invoice is booked when it is paid
├── WrongAmountError         nothing, more than what remains, or of the other sign
├── TooEarlyError            a payment before the date of its invoice
└── UnlikeError              the two invoices differ in currency or rate, or none of them is a credit invoice
"""

from datetime import date


class RegisterError(Exception):
    """An event that the ledgers refuse."""


class NoInvoiceError(RegisterError):
    """There is no such invoice."""

    def __init__(self, side: str, number: int) -> None:
        super().__init__(f"There is no {side} invoice {number}.")


class NoYearError(RegisterError):
    """No financial year holds the day."""

    def __init__(self, day: date) -> None:
        super().__init__(f"No financial year holds {day}.")


class _StateError(RegisterError):
    """The invoice, or the payment, is in a state that does not allow it."""

    words = ""

    def __init__(self, number: int) -> None:
        super().__init__(f"{number} {self.words}.")
        self.number = number


class BookedError(_StateError):
    """It is booked already."""

    words = "is booked already"


class NotBookedError(_StateError):
    """It is not booked yet."""

    words = "is not booked yet"


class CancelledError(_StateError):
    """It was cancelled."""

    words = "was cancelled"


class CashMethodError(_StateError):
    """On the cash method an invoice is booked when it is paid."""

    words = "is booked when it is paid"


class WrongAmountError(_StateError):
    """Nothing, more than what remains, or of the other sign."""

    words = "cannot take that amount"


class TooEarlyError(_StateError):
    """A payment before the date of its invoice. Source: help pages of integrators."""

    words = "is dated after its payment"


class UnlikeError(_StateError):
    """The two invoices cannot be settled against each other."""

    words = "cannot be settled against the other"
