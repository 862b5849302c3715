"""Ledgers for a company that has books alone, such as one made of a SIE file.

A SIE file tells what was posted on the control accounts, not of whom. So every voucher that raises a control account
becomes an invoice of a made-up customer or supplier, every one that lowers it pays the oldest invoices, and what was
there at the beginning is one invoice more. The vouchers stay as they are, and on every day the ledger is what its
account holds.
"""

import sqlite3
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from integrations.fortnox.simulator.books.accounts import account_of
from integrations.fortnox.simulator.books.posting import BookedVoucher
from integrations.fortnox.simulator.books.years import FinancialYear, years_of
from integrations.fortnox.simulator.register.ledger import writing
from integrations.fortnox.simulator.register.ledger.reading import invoice_of
from integrations.fortnox.simulator.register.ledger.records import Desk, Key, NewInvoice, NewPayment, Payment, Side
from integrations.fortnox.simulator.register.parties import Party, add_parties
from integrations.fortnox.simulator.register.predefined import add_predefined

NAMES = {
    Side.CUSTOMER: ("Kund Ett AB", "Kund Två HB", "Kund Tre KB", "Brf Fyran", "Familjen Femling"),
    Side.SUPPLIER: ("Leverantör Ett AB", "Leverantör Två HB", "Leverantör Tre KB", "Fyra Delar AB", "Femmans Frakt AB"),
}
RESULT = {Side.CUSTOMER: "3001", Side.SUPPLIER: "4010"}
VAT = {Side.CUSTOMER: "2611", Side.SUPPLIER: "2641"}
TERMS = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Move:
    """What a control account moved by: in öre, positive when more is owed; the voucher, unless it was the opening."""

    day: date
    ore: int
    voucher: BookedVoucher | None = None


def ledgers_from_books(connection: sqlite3.Connection, tenant: int, *, now: datetime) -> None:
    """Make both ledgers of a company that has none, out of what was posted on their control accounts.

    Args:
        connection: a transaction.
        tenant: the company.
        now: when invoices and payments count as registered, in Swedish time.
    """
    desk = Desk(connection, tenant, now)
    add_predefined(connection, tenant)
    for side in Side:
        parties = [Party(tenant, side, str(place), name) for place, name in enumerate(NAMES[side], start=1)]
        add_parties(connection, parties)
        taking = _Taking(desk, side)
        for move in _moves(desk, side):
            taking.take(move)


@dataclass(slots=True)
class _Taking:
    """Makes a ledger move by move."""

    desk: Desk
    side: Side
    open: deque[Key] = field(default_factory=deque)

    def take(self, move: Move) -> None:
        """Make an invoice of a move, or pay the oldest ones by it; what is paid too much is a credit invoice."""
        rest = move.ore
        while rest < 0 and self.open:
            rest += self._pay(self.open[0], move, most=-rest)
        if rest:
            key = self._invoice(move, rest)
            if rest > 0:
                self.open.append(key)

    def _invoice(self, move: Move, ore: int) -> Key:
        """Make an invoice that is booked by the voucher of a move."""
        number = writing.next_number(self.desk, "invoice", side=self.side)
        key = Key(self.side, number)
        new = NewInvoice(
            self.side,
            str(number % len(NAMES[self.side]) + 1),
            move.day,
            move.day + TERMS,
            ore,
            RESULT[self.side],
            vat_account=VAT[self.side],
            other_number=str(10_000 + number) if self.side is Side.SUPPLIER else "",
        )
        writing.add_invoice(self.desk, key, new=new, method="ACCRUAL")
        writing.mark_booked(self.desk, key, booked=move.voucher)
        return key

    def _pay(self, key: Key, move: Move, *, most: int) -> int:
        """Pay an invoice as far as it goes; how much that is."""
        paid = min(invoice_of(self.desk.connection, self.desk.tenant, key=key).balance, most)
        made = Payment(
            Key(self.side, writing.next_number(self.desk, "payment", side=self.side)), NewPayment(key, move.day, paid)
        )
        writing.add_payment(self.desk, made, rate="1")
        writing.mark_payment_booked(self.desk, made.key, booked=move.voucher)
        writing.refresh(self.desk, key)
        if paid < most:
            self.open.popleft()
        return paid


def _moves(desk: Desk, side: Side) -> Iterator[Move]:
    """Give every move of a control account in the order of time, from the first year that has vouchers on."""
    control = writing.control(desk, side)
    held: int | None = None
    for year in sorted(years_of(desk.connection, desk.tenant), key=lambda one: one.start):
        account = account_of(desk.connection, desk.tenant, year=year.id, number=control)
        if account is None or (held is None and not _has_vouchers(desk, year)):
            continue
        day = year.start - timedelta(days=1) if held is None else year.start
        if account.opening_ore != (held or 0):
            yield Move(day, side.sign * (account.opening_ore - (held or 0)))
        held = account.opening_ore
        for row in _posted(desk, year, control):
            held += row["ore"]
            day = date.fromisoformat(row["day"])
            yield Move(day, side.sign * row["ore"], BookedVoucher(year.id, row["series"], row["number"], day))


def _has_vouchers(desk: Desk, year: FinancialYear) -> bool:
    """Say whether a year is more than balances, as the year before that of a SIE file is."""
    found = desk.connection.execute("SELECT 1 FROM voucher WHERE tenant = ? AND year = ?", [desk.tenant, year.id])
    return found.fetchone() is not None


def _posted(desk: Desk, year: FinancialYear, control: str) -> list[sqlite3.Row]:
    """Sum what each voucher of a year posted on a control account, in the order of their days."""
    return desk.connection.execute(
        "SELECT v.day, v.series, v.number, sum(r.ore) AS ore FROM voucher v JOIN voucher_row r ON r.voucher = v.id"
        " WHERE v.tenant = ? AND v.year = ? AND r.account = ? AND r.state <> 'struck'"
        " GROUP BY v.id HAVING sum(r.ore) <> 0 ORDER BY v.day, v.id",
        [desk.tenant, year.id, control],
    ).fetchall()
