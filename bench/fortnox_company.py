"""The simulated company that `bench.fortnox_import` imports: three fiscal years and thousands of open invoices."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from integrations.fortnox.simulator.books.accounts import add_chart
from integrations.fortnox.simulator.books.companies import Company, add_company
from integrations.fortnox.simulator.books.series import add_standard_series
from integrations.fortnox.simulator.books.years import add_year
from integrations.fortnox.simulator.register import events
from integrations.fortnox.simulator.register.ledger.records import Desk, NewInvoice, NewPayment, Side, WriteOff
from integrations.fortnox.simulator.register.parties import Party, add_parties
from integrations.fortnox.simulator.register.predefined import add_predefined
from integrations.fortnox.simulator.storage import Storage

TENANT = 7001
NUMBER = "556677-8899"
FIRST_DAY, LAST_DAY = date(2023, 1, 1), date(2025, 12, 31)
_NOW = datetime(2026, 1, 31, 12, tzinfo=ZoneInfo("Europe/Stockholm"))
_NAMES = {
    "1510": "Kundfordringar",
    "1930": "Företagskonto",
    "2440": "Leverantörsskulder",
    "2611": "Utgående moms, 25 %",
    "2641": "Debiterad ingående moms",
    "3001": "Försäljning inom Sverige, 25 % moms",
    "3740": "Öres- och kronutjämning",
    "5010": "Lokalhyra",
}
_RESULT = {Side.CUSTOMER: "3001", Side.SUPPLIER: "5010"}


def fill(storage: Storage, *, invoices: int, paid_in_part: int) -> None:
    """Make the company.

    Args:
        storage: prepared.
        invoices: open ones of each ledger.
        paid_in_part: how many of them were paid in part, with a write-off: each such payment is asked for by itself.
    """
    with storage.transaction() as connection:
        add_company(connection, Company(TENANT, "Mätning AB", NUMBER))
        for calendar_year in (2024, 2023, 2025):
            year = add_year(connection, TENANT, start=date(calendar_year, 1, 1), end=date(calendar_year, 12, 31))
            add_chart(connection, TENANT, year=year, names=_NAMES)
            add_standard_series(connection, TENANT, year=year)
        add_predefined(connection, TENANT)
        add_parties(connection, [Party(TENANT, side, "1", f"Motpart {side}") for side in Side])
        desk = Desk(connection, TENANT, _NOW)
        for side in Side:
            _fill_ledger(desk, side, invoices=invoices, paid_in_part=paid_in_part)


def _fill_ledger(desk: Desk, side: Side, *, invoices: int, paid_in_part: int) -> None:
    days = (LAST_DAY - FIRST_DAY).days
    for number in range(invoices):
        day = FIRST_DAY + timedelta(days=number * days // invoices)
        invoice = NewInvoice(side, "1", day, day + timedelta(days=30), 125_000 + number, _RESULT[side], vat=25_000)
        key = events.make_invoice(desk, invoice)
        if number < paid_in_part:
            write_offs = [WriteOff("3740", 50)]
            events.pay(desk, NewPayment(key, day + timedelta(days=5), 50_000, write_offs=write_offs))
