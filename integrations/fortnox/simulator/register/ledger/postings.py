"""Which rows an event of the ledgers posts. Pure: what remains of the invoices always equals the control account."""

from collections.abc import Iterable

from integrations.fortnox.simulator.books.posting import NewRow
from integrations.fortnox.simulator.register.ledger.money import ore_at, share_of
from integrations.fortnox.simulator.register.ledger.records import Invoice, Payment

TAX_REDUCTION = "1513"
EXCHANGE_GAIN = "3960"
EXCHANGE_LOSS = "7960"
ROUNDING = "3740"
"""Accounts of the BAS chart."""


def booking(invoice: Invoice, *, control: str) -> list[NewRow]:
    """Post an invoice on its control account, the VAT, and the income or the cost."""
    new, sign = invoice.new, invoice.key.side.sign
    owed = ore_at(invoice.payable, rate=new.rate, unit=new.unit)
    reduction = ore_at(new.reduction, rate=new.rate, unit=new.unit)
    vat = ore_at(new.vat, rate=new.rate, unit=new.unit)
    return _rows(
        NewRow(control, sign * owed),
        NewRow(TAX_REDUCTION, sign * reduction),
        NewRow(new.vat_account, -sign * vat),
        NewRow(
            new.account,
            -sign * (owed + reduction - vat),
            cost_centre=new.cost_centre,
            project=new.project,
            text=new.text[:100],
        ),
    )


def paying(invoice: Invoice, payment: Payment, *, control: str) -> list[NewRow]:
    """Post a payment: the money, what is written off, and what the rate has gained or lost since the invoice."""
    new, sign = invoice.new, invoice.key.side.sign
    cleared = cleared_ore(invoice, payment.settles)
    paid = _paid_ore(invoice, payment)
    written_off = [
        (one, ore_at(one.amount, rate=new.rate, unit=new.unit)) for one in payment.new.write_offs if one.amount
    ]
    rest = sign * (cleared - paid - sum(ore for _, ore in written_off))
    return _rows(
        NewRow(payment.new.account, sign * paid),
        *(NewRow(one.account, sign * ore, text=one.text) for one, ore in written_off),
        NewRow(EXCHANGE_LOSS if rest > 0 else EXCHANGE_GAIN, rest),
        NewRow(control, -sign * cleared),
    )


def paying_on_cash(invoice: Invoice, payment: Payment, *, paid_before: int) -> list[NewRow]:
    """Post a payment on the cash method: only now the income or the cost, and the VAT in what is paid.

    Args:
        invoice: what is paid.
        payment: how.
        paid_before: what had been paid of it already, in its currency.
    """
    new, sign = invoice.new, invoice.key.side.sign
    paid_after = paid_before + payment.new.amount
    whole = invoice.payable
    vat_in_currency = share_of(new.vat, part=paid_after, whole=whole) - share_of(new.vat, part=paid_before, whole=whole)
    rate = payment.new.rate or new.rate
    paid, vat = _paid_ore(invoice, payment), ore_at(vat_in_currency, rate=rate, unit=new.unit)
    return _rows(
        NewRow(payment.new.account, sign * paid),
        NewRow(new.vat_account, -sign * vat),
        NewRow(new.account, -sign * (paid - vat), cost_centre=new.cost_centre, project=new.project),
    )


def cleared_ore(invoice: Invoice, settled: int) -> int:
    """Give by how many öre less the invoice counts when an amount of it is settled.

    Rounded as what remains is, so that the öre of many part payments add up to those of the whole.
    """
    new = invoice.new
    before = ore_at(invoice.balance, rate=new.rate, unit=new.unit)
    return before - ore_at(invoice.balance - settled, rate=new.rate, unit=new.unit)


def _paid_ore(invoice: Invoice, payment: Payment) -> int:
    """Give the money of a payment in öre, at the rate of its day."""
    return ore_at(payment.new.amount, rate=payment.new.rate or invoice.new.rate, unit=invoice.new.unit)


def _rows(*rows: NewRow) -> list[NewRow]:
    """Leave out rows of nothing."""
    return list(_of_something(rows))


def _of_something(rows: Iterable[NewRow]) -> Iterable[NewRow]:
    return (row for row in rows if row.ore)
