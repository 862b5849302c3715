"""A company in which ledgers and books differ, for every reason that Fortnox itself lists, and with odd years.

The first year has 18 months and is on the cash method; the others run from May to April; their Ids are in no order.
It has more than 500 projects, an inactive account and an inactive cost centre.
"""

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from integrations.fortnox.simulator.books.accounts import account_of, change_account
from integrations.fortnox.simulator.books.posting import BookedVoucher, NewRow, NewVoucher
from integrations.fortnox.simulator.register import events, quirks
from integrations.fortnox.simulator.register.demo.founding import KRONA, Span, carry, found
from integrations.fortnox.simulator.register.demo.life import Life
from integrations.fortnox.simulator.register.demo.trades import CAFE
from integrations.fortnox.simulator.register.dimensions import CostCentre, add_cost_centres
from integrations.fortnox.simulator.register.habits import Habits, set_habits
from integrations.fortnox.simulator.register.ledger.records import Desk, NewInvoice, NewPayment, Side

MAY = 5
BY_HAND = {
    "Kundförlust bokad för hand": {"6351": 4_500, "1510": -4_500},
    "Inbetalning bokad för hand": {"1930": 5_600, "1510": -5_600},
    "Kreditnota från Kvarnen bokad för hand": {"2440": 2_750, "4010": -2_750},
}
"""Postings in series A on the control accounts, in kronor: no ledger hears of them."""
EDITED_KRONOR = 1_120
"""By how much less an invoice was posted when its voucher had been edited."""
PERSON = "Göran Åhs"


def make(connection: sqlite3.Connection, today: date) -> None:
    """Make it, as it is today."""
    spans, tenant = broken_years(today), CAFE.company.tenant
    found(connection, CAFE, spans=spans)
    set_habits(connection, Habits(tenant, writes_swedish_amounts=True))
    add_cost_centres(connection, [CostCentre(tenant, "3", "Nedlagd kiosk", active=False)])
    for span in spans:
        account = account_of(connection, tenant, year=span.id, number="5020")
        if account:
            change_account(connection, replace(account, is_active=False))
    life = Life(connection, CAFE, spans, today)
    for days, quirk in QUIRKS.items():
        life.at(spans[1].end - timedelta(days=days), quirk)
    life.live()
    carry(connection, CAFE, spans=spans)


def broken_years(today: date) -> tuple[Span, ...]:
    """Give the running year from May to April, the one before it, and the 18 months before that."""
    start = date(today.year if today.month >= MAY else today.year - 1, MAY, 1)
    before = date(start.year - 1, MAY, 1)
    first = date(start.year - 3, MAY + 6, 1)
    return (
        Span(7, first, before - timedelta(days=1), method="CASH", manual="A"),
        Span(2, before, start - timedelta(days=1), manual="AI"),
        Span(5, start, date(start.year + 1, MAY, 1) - timedelta(days=1), manual="AI"),
    )


def _post_by_hand(desk: Desk) -> None:
    """Post on the control accounts past the ledgers."""
    for text, kronor in BY_HAND.items():
        _post(desk, text, kronor)


def _empty_a_voucher(desk: Desk) -> None:
    """Post something, and strike all of it again."""
    booked = _post(desk, "Felaktig verifikation", {"6110": 890, "1930": -890})
    quirks.empty_voucher(desk, booked, person=PERSON)


def _edit_an_invoice(desk: Desk) -> None:
    """Edit the voucher of a customer invoice, which itself stays as it was."""
    key = events.make_invoice(desk, _invoice(desk, Side.CUSTOMER, kronor=11_200), is_booked=False)
    booked = events.book_invoice(desk, key)
    rows = [NewRow("1510", 10_080 * KRONA), NewRow("2621", -1_080 * KRONA), NewRow("3002", -9_000 * KRONA)]
    quirks.edit_voucher(desk, booked, rows=rows, person=PERSON)


def _register_a_payment(desk: Desk) -> None:
    """Register a payment that nobody books."""
    key = events.make_invoice(desk, _invoice(desk, Side.SUPPLIER, kronor=8_960))
    events.pay(desk, NewPayment(key, desk.now.date() + timedelta(days=3), 896_000, is_booked=False))


def _forget_an_invoice(desk: Desk) -> None:
    """Make an invoice that nobody books, and one that is cancelled, in either ledger."""
    for side in Side:
        events.make_invoice(desk, _invoice(desk, side, kronor=3_360), is_booked=False)
        events.cancel(desk, events.make_invoice(desk, _invoice(desk, side, kronor=1_680), is_booked=False))


def _credit_without_settling(desk: Desk) -> None:
    """Credit an invoice without settling the two against each other."""
    key = events.make_invoice(desk, _invoice(desk, Side.CUSTOMER, kronor=6_720))
    events.credit(desk, key, day=desk.now.date() + timedelta(days=2), is_settled=False)


def _buy_abroad(desk: Desk) -> None:
    """Buy coffee in euro, and cancel a booked invoice."""
    new = replace(_invoice(desk, Side.SUPPLIER, kronor=1_850), vat=0, currency="EUR", rate=Decimal("11.4"))
    events.make_invoice(desk, new)
    events.cancel(desk, events.make_invoice(desk, _invoice(desk, Side.SUPPLIER, kronor=2_240)))


def _invoice(desk: Desk, side: Side, *, kronor: int) -> NewInvoice:
    """Make an invoice with VAT of 12 per cent in it."""
    day, total = desk.now.date(), kronor * KRONA
    accounts = ("3002", "2621") if side is Side.CUSTOMER else ("4010", "2641")
    return NewInvoice(
        side,
        "2",
        day,
        day + timedelta(days=30),
        total,
        accounts[0],
        vat=total * 12 // 112,
        vat_account=accounts[1],
        other_number="" if side is Side.CUSTOMER else f"K{kronor}",
    )


def _post(desk: Desk, text: str, kronor: dict[str, int]) -> BookedVoucher:
    """Post a voucher by hand in series A."""
    rows = [NewRow(number, amount * KRONA) for number, amount in kronor.items()]
    return quirks.post_by_hand(desk, NewVoucher(0, "A", desk.now.date(), text, rows, desk.now))


QUIRKS: dict[int, Callable[[Desk], None]] = {
    70: _empty_a_voucher,
    60: _edit_an_invoice,
    50: _post_by_hand,
    40: _forget_an_invoice,
    30: _credit_without_settling,
    20: _register_a_payment,
    10: _buy_abroad,
}
"""What happens how many days before the end of the finished year."""
