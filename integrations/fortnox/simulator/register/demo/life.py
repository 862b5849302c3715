"""The life of a made-up company, day by day: what it sells, buys, pays in wages and taxes.

Things happen in the order of their days, so that numbers run as they do in real books. Invoices go through the
ledgers; the rest is posted in the series where Fortnox posts it.
"""

import heapq
import sqlite3
from calendar import monthrange
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial
from random import Random
from zoneinfo import ZoneInfo

from integrations.fortnox.simulator.books.balances import movements_of
from integrations.fortnox.simulator.books.posting import NewRow, NewVoucher, book
from integrations.fortnox.simulator.register import events
from integrations.fortnox.simulator.register.demo.founding import KRONA, Span
from integrations.fortnox.simulator.register.demo.trades import Trade
from integrations.fortnox.simulator.register.ledger.records import Desk, Key, NewInvoice, NewPayment, Side, WriteOff

SWEDEN = ZoneInfo("Europe/Stockholm")
AT_WORK = time(15, 30)
FULL_VAT = 25
"""Source: mervärdesskattelagen (2023:200) 9 kap. 2 §, per cent."""
CONTRIBUTIONS = 3142
"""Source: socialavgiftslagen (2000:980) 2 kap. with the general payroll tax, per ten thousand."""
INCOME_TAX_PER_CENT = 28
DEPRECIATION_KRONOR = 4_000
PRELIMINARY_TAX_KRONOR = 12_000
CORPORATE_TAX, PER_MILLE = 206, 1_000
"""Source: inkomstskattelagen (1999:1229) 65 kap. 10 §: 20.6 per cent."""
RESULT_FROM = "3"
"""Accounts from here on are of the result."""
UNCLOSED_YEARS = 2
"""The running year, and the finished one whose closing is still to be made."""
QUIET = {1: 85, 7: 55, 8: 90, 12: 85}
"""Per cent of an ordinary month's sales; other months count 100."""
NEVER, CREDITED, IN_PARTS, SHORT, LATE = 3, 5, 10, 13, 96
"""How customers pay, in per cent of the invoices: up to 3 never, up to 5 are credited, …, from 96 much too late."""
PAID_PER_CENT = 97
PROJECT_PER_CENT = 40
MORNING, EVENING = 0, 9
VAT_ACCOUNTS = ("2611", "2621", "2641")

Happening = Callable[[Desk], object]


def moment_of(day: date) -> datetime:
    """Give the moment of a day at which things are registered."""
    return datetime.combine(day, AT_WORK, SWEDEN)


def months_between(start: date, end: date) -> list[date]:
    """List the first days of all months that begin in a span."""
    months = range(start.year * 12 + start.month - 1, end.year * 12 + end.month)
    return [date(month // 12, month % 12 + 1, 1) for month in months]


@dataclass(slots=True)
class Life:
    """Lets a company live until today.

    Attributes:
        today: the last day on which something happens.
        spans: its financial years in the order of time.
    """

    connection: sqlite3.Connection
    trade: Trade
    spans: Sequence[Span]
    today: date
    chance: Random = field(init=False)
    _coming: list[tuple[date, int, int, Happening]] = field(default_factory=list)
    _count: int = 0
    _carried: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.chance = Random(self.trade.seed)  # noqa: S311 -- figures, not secrets
        self._carried = {number: kronor * KRONA for number, kronor in self.trade.opening}

    def live(self) -> None:
        """Let everything happen that happens until today."""
        for first in months_between(self.spans[0].start, min(self.today, self.spans[-1].end)):
            self._plan_trade(first)
            self._plan_month_end(first)
        while self._coming:
            day, _, _, happening = heapq.heappop(self._coming)
            if day > self.today:
                return
            happening(Desk(self.connection, self.trade.company.tenant, moment_of(day)))

    def at(self, day: date, happening: Happening, *, hour: int = MORNING) -> None:
        """Let something happen on a day, after what was planned earlier for its hour."""
        self._count += 1
        heapq.heappush(self._coming, (day, hour, self._count, happening))

    def post(self, desk: Desk, series: str, *, text: str, rows: dict[str, int]) -> None:
        """Post kronor by account, debit positive, on the day of the desk."""
        self.post_ore(desk, series, text=text, rows={number: kronor * KRONA for number, kronor in rows.items()})

    def post_ore(self, desk: Desk, series: str, *, text: str, rows: dict[str, int]) -> None:
        """Post öre by account, debit positive, on the day of the desk; nothing when there are none."""
        new = [NewRow(number, ore) for number, ore in rows.items() if ore]
        if new:
            voucher = NewVoucher(self.span_of(desk.now.date()).id, series, desk.now.date(), text, new, desk.now)
            book(desk.connection, desk.tenant, voucher)

    def span_of(self, day: date) -> Span:
        """Find the financial year of a day."""
        return next(span for span in self.spans if span.start <= day <= span.end)

    def _plan_trade(self, first: date) -> None:
        """Plan a month's invoices and takings."""
        days = monthrange(first.year, first.month)[1]
        for _ in range(self.trade.sales_a_month * QUIET.get(first.month, 100) // 100):
            self.at(first + timedelta(days=self.chance.randrange(days)), self._sell)
        for place in range(len(self.trade.suppliers)):
            for _ in range(self.trade.purchases_a_month):
                self.at(first + timedelta(days=self.chance.randrange(days)), partial(self._buy, place))
        for day in range(7, days, 7) if self.trade.till_kronor else ():
            self.at(first + timedelta(days=day), self._empty_till)

    def _plan_month_end(self, first: date) -> None:
        """Plan a month's wages, taxes, depreciation and VAT."""
        self.at(first.replace(day=12), self._pay_taxes)
        self.at(first.replace(day=25), self._pay_wages)
        self.at(_month_end(first), self._end_month, hour=EVENING)

    def _sell(self, desk: Desk) -> None:
        """Send a customer invoice, and plan how it is paid."""
        day, trade = desk.now.date(), self.trade
        net = trade.sale_kronor * self.chance.randrange(30, 190) // 100 * KRONA
        vat = net * trade.vat_per_cent // 100
        party = self.chance.randrange(len(trade.customers))
        new = NewInvoice(
            Side.CUSTOMER,
            str(party + 1),
            day,
            day + timedelta(days=30),
            net + vat,
            trade.income,
            vat=vat,
            vat_account=trade.vat_account,
            text="Utfört arbete enligt avtal" if not trade.till_kronor else "Catering",
            cost_centre=self.chance.choice(trade.centres)[0],
            project=self._project(),
        )
        key = events.make_invoice(desk, new)
        self._plan_payment(key, day, new.total)

    def _project(self) -> str:
        """Choose the project of a sale; empty for none."""
        if self.chance.randrange(100) >= PROJECT_PER_CENT or not self.trade.projects:
            return ""
        return self.chance.choice(self.trade.projects)[0]

    def _plan_payment(self, key: Key, day: date, total: int) -> None:
        """Plan how a customer pays: mostly all at once, sometimes in parts, a little short, too late or never.

        A wrong invoice is credited in the same month, so that no month ends between the two.
        """
        fate, paid = self.chance.randrange(100), day + timedelta(days=self.chance.randrange(12, 42))
        if fate < NEVER:
            return
        if fate < CREDITED:
            self.at(min(day + timedelta(days=4), _month_end(day)), lambda desk: _credit(desk, key))
        elif fate < IN_PARTS:
            part = total * self.chance.randrange(3, 8) // 10
            later = paid + timedelta(days=self.chance.randrange(20, 60))
            self.at(paid, lambda desk: _pay(desk, key, part))
            self.at(later, lambda desk: _pay(desk, key, total - part))
        elif fate < SHORT:
            short = self.chance.randrange(1, 50)
            self.at(paid, lambda desk: _pay(desk, key, total - short, short=short))
        else:
            late = timedelta(days=60 if fate >= LATE else 0)
            self.at(paid + late, lambda desk: _pay(desk, key, total))

    def _buy(self, place: int, desk: Desk) -> None:
        """Receive a supplier invoice, and plan its payment on its last day."""
        buying, day = self.trade.suppliers[place], desk.now.date()
        net = buying.kronor * self.chance.randrange(82, 119) // 100 * KRONA
        vat = net * FULL_VAT // 100
        due = day + timedelta(days=30)
        new = NewInvoice(
            Side.SUPPLIER,
            str(place + 1),
            day,
            due,
            net + vat,
            buying.account,
            vat=vat,
            text=buying.name,
            other_number=str(self.chance.randrange(10_000, 99_999)),
            cost_centre=self.trade.centres[-1][0],
        )
        key = events.make_invoice(desk, new)
        if self.chance.randrange(100) < PAID_PER_CENT:
            self.at(due, lambda desk: _pay(desk, key, net + vat))

    def _empty_till(self, desk: Desk) -> None:
        """Book a week's takings in the series of the till."""
        net = self.trade.till_kronor * self.chance.randrange(70, 131) // 100
        vat = net * self.trade.vat_per_cent // 100
        rows = {"1930": net + vat, self.trade.vat_account: -vat, self.trade.income: -net}
        self.post(desk, "F", text="Dagskassor, en vecka", rows=rows)

    def _pay_wages(self, desk: Desk) -> None:
        """Book and pay a month's wages."""
        worker, office = self.trade.worker_pay_kronor, self.trade.office_pay_kronor
        tax = (worker + office) * INCOME_TAX_PER_CENT // 100
        fees = (worker + office) * CONTRIBUTIONS // 10_000
        rows = {"7010": worker, "7210": office, "2710": -tax, "1930": tax - worker - office}
        self.post(desk, "K", text=f"Löner {desk.now:%Y-%m}", rows=rows)
        self.post(desk, "K", text=f"Arbetsgivaravgifter {desk.now:%Y-%m}", rows={"7510": fees, "2731": -fees})

    def _pay_taxes(self, desk: Desk) -> None:
        """Pay what the last month left on the accounts of taxes, and this month's preliminary tax."""
        balances = self._balances(desk.now.date())
        owed = {number: -balances.get(number, 0) for number in ("2650", "2710", "2731")}
        self.post_ore(desk, "A", text="Skatter och avgifter", rows={**owed, "1630": -sum(owed.values())})
        paid = {"1630": sum(owed.values()), "1930": -sum(owed.values())}
        self.post_ore(desk, "A", text="Inbetalning till skattekontot", rows=paid)
        preliminary = {"2518": PRELIMINARY_TAX_KRONOR, "1930": -PRELIMINARY_TAX_KRONOR}
        self.post(desk, "A", text="Preliminär skatt", rows=preliminary)

    def _end_month(self, desk: Desk) -> None:
        """Write off a month's wear, report the VAT, pay the bank, and end the year on its last day."""
        day = desk.now.date()
        self.post(desk, "G", text="Avskrivning", rows={"7832": DEPRECIATION_KRONOR, "1229": -DEPRECIATION_KRONOR})
        self.post(desk, "A", text="Ränta och bankavgifter", rows={"8410": 1_150, "6570": 185, "1930": -1_335})
        balances = self._balances(day)
        vat = {number: -balances.get(number, 0) for number in VAT_ACCOUNTS}
        self.post_ore(desk, "M", text=f"Momsrapport {day:%Y-%m}", rows={**vat, "2650": -sum(vat.values())})
        if day == self.span_of(day).end:
            self._end_year(desk)

    def _end_year(self, desk: Desk) -> None:
        """Book the tax and the result of a year that is closed already, and move the result in the next one."""
        span = self.span_of(desk.now.date())
        if span in self.spans[:-UNCLOSED_YEARS]:
            moved = movements_of(self.connection, desk.tenant, year=span.id)
            profit = -sum(ore for number, ore in moved.items() if number >= RESULT_FROM)
            tax = max(profit, 0) * CORPORATE_TAX // PER_MILLE // KRONA * KRONA
            self.post_ore(desk, "I", text="Skatt på årets resultat", rows={"8910": tax, "2512": -tax})
            self.post_ore(desk, "I", text="Årets resultat", rows={"8999": profit - tax, "2099": tax - profit})
            text, rows = "Omföring av föregående års resultat", {"2099": profit - tax, "2091": tax - profit}
            self.at(span.end + timedelta(days=1), lambda day: self.post_ore(day, "A", text=text, rows=rows))
        for number, ore in self._balances(desk.now.date()).items():
            self._carried[number] = ore

    def _balances(self, day: date) -> dict[str, int]:
        """Give what every balance account holds, in öre."""
        moved = movements_of(self.connection, self.trade.company.tenant, year=self.span_of(day).id)
        return {
            number: self._carried.get(number, 0) + moved.get(number, 0)
            for number in self._carried.keys() | moved.keys()
            if number < RESULT_FROM
        }


def _month_end(day: date) -> date:
    """Give the last day of the month of a day."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def _pay(desk: Desk, key: Key, amount: int, *, short: int = 0) -> None:
    """Pay an invoice on the day of the desk; what is short is written off as rounding."""
    offs = [WriteOff("3740", short, "Öresutjämning")] if short else []
    events.pay(desk, NewPayment(key, desk.now.date(), amount, write_offs=offs))


def _credit(desk: Desk, key: Key) -> None:
    """Credit an invoice on the day of the desk."""
    events.credit(desk, key, day=desk.now.date())
