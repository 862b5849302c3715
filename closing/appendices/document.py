"""A ledger's items as the document that is stored, and back. Pure.

Rows are lists, in the order of the fields here: with ten thousand invoices the names would be most of the document.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from closing.appendices.items import Ledger, LedgerInvoice, LedgerItems, LedgerPayment, VoucherKey

FORM = 1
"""Which form the document has; another one is a reason to import anew, never to guess."""


class DocumentFormError(Exception):
    """A stored document is of a form that this version does not read.

    Attributes:
        form: what the document says it is.
    """

    def __init__(self, form: object) -> None:
        self.form = form
        super().__init__(form)


def written(items: LedgerItems) -> dict[str, Any]:
    """Write items as a document of plain lists, texts and numbers."""
    return {
        "form": FORM,
        "ledger": items.ledger.value,
        "accounts": list(items.accounts),
        "known_from": items.known_from.isoformat(),
        "fetched_on": items.fetched_on.isoformat(),
        "series": sorted(items.series),
        "invoices": [_invoice_row(one) for one in items.invoices],
    }


def read(document: dict[str, Any]) -> LedgerItems:
    """Read a document that `written` made.

    Raises:
        DocumentFormError: it is of another form.
    """
    if document.get("form") != FORM:
        raise DocumentFormError(document.get("form"))
    return LedgerItems(
        ledger=Ledger(document["ledger"]),
        accounts=tuple(document["accounts"]),
        invoices=tuple(_invoice(row) for row in document["invoices"]),
        known_from=date.fromisoformat(document["known_from"]),
        fetched_on=date.fromisoformat(document["fetched_on"]),
        series=frozenset(document["series"]),
    )


def _invoice_row(one: LedgerInvoice) -> list[Any]:
    return [
        one.number,
        one.name,
        one.invoice,
        one.invoice_day.isoformat(),
        one.due_day.isoformat(),
        one.amount_ore,
        one.balance_ore,
        [_payment_row(payment) for payment in one.payments],
        one.is_booked,
        one.is_cancelled,
        one.other_number,
        one.currency,
        one.amount_in_currency,
        _key_row(one.voucher),
    ]


def _invoice(row: Sequence[Any]) -> LedgerInvoice:
    number, name, invoice, invoice_day, due_day, amount, balance, payments, *rest = row
    is_booked, is_cancelled, other_number, currency, amount_in_currency, voucher = rest
    return LedgerInvoice(
        number=number,
        name=name,
        invoice=invoice,
        invoice_day=date.fromisoformat(invoice_day),
        due_day=date.fromisoformat(due_day),
        amount_ore=amount,
        balance_ore=balance,
        payments=tuple(_payment(one) for one in payments),
        is_booked=is_booked,
        is_cancelled=is_cancelled,
        other_number=other_number,
        currency=currency,
        amount_in_currency=amount_in_currency,
        voucher=_key(voucher),
    )


def _payment_row(one: LedgerPayment) -> list[Any]:
    return [one.number, one.day.isoformat(), one.amount_ore, one.is_booked, one.written_off_ore, _key_row(one.voucher)]


def _payment(row: Sequence[Any]) -> LedgerPayment:
    number, day, amount, is_booked, written_off, voucher = row
    return LedgerPayment(
        number=number,
        day=date.fromisoformat(day),
        amount_ore=amount,
        is_booked=is_booked,
        written_off_ore=written_off,
        voucher=_key(voucher),
    )


def _key_row(key: VoucherKey | None) -> list[str] | None:
    return [key.year_start.isoformat(), key.series, key.number] if key else None


def _key(row: Sequence[str] | None) -> VoucherKey | None:
    return VoucherKey(date.fromisoformat(row[0]), row[1], row[2]) if row else None
