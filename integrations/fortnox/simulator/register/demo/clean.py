"""A company whose ledgers and books agree in every öre: calendar years, the first of them closed and locked."""

import sqlite3
from datetime import date, timedelta
from decimal import Decimal

from integrations.fortnox.simulator.books.companies import lock_until
from integrations.fortnox.simulator.register import events
from integrations.fortnox.simulator.register.demo.founding import Span, carry, found
from integrations.fortnox.simulator.register.demo.life import Life
from integrations.fortnox.simulator.register.demo.trades import BUILDER
from integrations.fortnox.simulator.register.ledger.records import Desk, NewInvoice, NewPayment, Side


def make(connection: sqlite3.Connection, today: date) -> None:
    """Make it, as it is today."""
    spans = calendar_years(today)
    found(connection, BUILDER, spans=spans)
    life = Life(connection, BUILDER, spans, today)
    life.at(spans[1].end - timedelta(days=20), lambda desk: _buy_abroad(desk, life))
    life.live()
    carry(connection, BUILDER, spans=spans)
    lock_until(connection, BUILDER.company.tenant, day=spans[0].end)


def calendar_years(today: date) -> tuple[Span, ...]:
    """Give the running year and the two before it."""
    years = (today.year - 2, today.year - 1, today.year)
    return tuple(Span(place, date(year, 1, 1), date(year, 12, 31)) for place, year in enumerate(years, start=1))


def _buy_abroad(desk: Desk, life: Life) -> None:
    """Buy something in euro, half of which is paid in the next year at another rate."""
    day = desk.now.date()
    new = NewInvoice(
        Side.SUPPLIER,
        "8",
        day,
        day + timedelta(days=30),
        240_000,
        "5410",
        text="Slipmaskiner",
        other_number="RE-2291",
        currency="EUR",
        rate=Decimal("11.3245"),
    )
    key = events.make_invoice(desk, new)
    payment = NewPayment(key, day + timedelta(days=35), 120_000, rate=Decimal("11.1870"))
    life.at(payment.day, lambda later: events.pay(later, payment))
