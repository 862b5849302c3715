"""Whatever happened to the invoices: the ledger is what the books are, or what makes them differ is found."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from closing.appendices.explain import BookedVoucher, Found, explain
from closing.appendices.items import Ledger, LedgerInvoice, LedgerItems, LedgerPayment, VoucherKey
from closing.appendices.ledgers import LedgerAt, ledger_at, sign_of

YEAR = date(2025, 1, 1)
DAYS = st.integers(0, 60)
ORE = st.integers(-10_000, 10_000)


@dataclass
class History:
    """A ledger, and the vouchers it made in the books."""

    ledger: Ledger
    invoices: list[LedgerInvoice]
    vouchers: list[BookedVoucher]

    def at(self, day: date) -> tuple[LedgerItems, LedgerAt]:
        """Give the ledger on a day, held against all that was booked up to it."""
        items = LedgerItems(
            self.ledger, ("1510",), tuple(self.invoices), YEAR, date(2025, 12, 31), frozenset({"B", "C"})
        )
        booked_on = {voucher.key: voucher.day for voucher in self.vouchers}
        account = sum(sum(voucher.rows) for voucher in self.vouchers if voucher.day <= day)
        return items, ledger_at(items, day, booked_on=booked_on, account_ore=account)


def _day(number: int) -> date:
    return YEAR + timedelta(days=number)


def _voucher(ledger: Ledger, series: str, number: int, *, day: date, ore: int) -> BookedVoucher:
    return BookedVoucher(
        VoucherKey(YEAR, series, str(number)), day, "", UUID(int=1), number, rows=(sign_of(ledger) * ore,)
    )


@st.composite
def payments(draw: st.DrawFn, entered: int) -> list[LedgerPayment]:
    """Make payments of an invoice, none before it came into the ledger."""
    made = draw(st.lists(st.tuples(st.integers(0, 40), ORE, st.integers(-50, 50), st.booleans()), max_size=3))
    return [
        LedgerPayment(str(n), _day(entered + later), ore, is_booked=is_booked, written_off_ore=written_off)
        for n, (later, ore, written_off, is_booked) in enumerate(made)
    ]


@st.composite
def histories(draw: st.DrawFn) -> History:
    """Make a ledger all of whose postings come from itself, in any sequence."""
    history = History(draw(st.sampled_from(Ledger)), [], [])
    for number in range(draw(st.integers(0, 5))):
        entered, ore = draw(DAYS), draw(ORE)
        made = draw(payments(entered))
        is_booked, is_cancelled = draw(st.sampled_from([(True, False)] * 4 + [(False, False), (False, True)]))
        made = [replace(one, is_booked=one.is_booked and is_booked) for one in made]
        if is_booked:
            history.vouchers.append(_voucher(history.ledger, "B", number, day=_day(entered), ore=ore))
        for n, one in enumerate(made):
            if one.is_booked:
                booked = _voucher(history.ledger, "C", number * 10 + n, day=one.day, ore=-one.settled_ore)
                made[n] = replace(one, voucher=booked.key)
                history.vouchers.append(booked)
        waiting = sum(one.settled_ore for one in made if not one.is_booked)
        balance = ore - sum(one.settled_ore for one in made if one.is_booked)
        history.invoices.append(
            LedgerInvoice(
                number=str(number % 2),
                name="Kund",
                invoice=str(number),
                invoice_day=_day(draw(DAYS)),
                due_day=_day(entered + 30),
                amount_ore=ore,
                balance_ore=draw(st.sampled_from([None, balance, balance - waiting])),
                payments=tuple(made),
                is_booked=is_booked,
                is_cancelled=is_cancelled,
                voucher=VoucherKey(YEAR, "B", str(number)) if is_booked else None,
            )
        )
    return history


@given(histories(), st.integers(-1, 130))
def test_ledger_is_the_account_on_every_day_when_every_posting_came_from_it(history: History, number: int) -> None:
    items, shown = history.at(_day(number))

    assert shown.difference_ore == 0
    assert sum(shown.totals.values()) == shown.total_ore
    assert explain(items, shown, Found(history.vouchers, {YEAR})).causes == ()


@given(histories(), st.integers(0, 100), st.integers(0, 30))
def test_payments_from_before_the_ledger_is_known_are_not_needed(history: History, since: int, later: int) -> None:
    history.invoices = [_told_from(_day(since), one) for one in history.invoices]
    items, shown = history.at(_day(since + later))

    explanation = explain(replace(items, known_from=_day(since)), shown, Found(history.vouchers, {YEAR}))

    assert (shown.difference_ore, explanation.causes) == (0, ())


def _told_from(day: date, one: LedgerInvoice) -> LedgerInvoice:
    """Give an invoice as a source tells it that leaves out the payments before a day."""
    balance = one.amount_ore - sum(paid.settled_ore for paid in one.payments if paid.is_booked)
    return replace(one, balance_ore=balance, payments=tuple(paid for paid in one.payments if paid.day >= day))


@given(histories(), st.integers(-1, 130), st.data())
def test_what_was_booked_otherwise_is_found_to_the_last_ore(history: History, number: int, data: st.DataObject) -> None:
    """Shift vouchers in time, book other amounts, leave vouchers out, and book by hand."""
    disturbed = []
    for voucher in history.vouchers:
        change = data.draw(st.sampled_from(["none", "none", "day", "amount", "gone"]))
        if change == "day":
            disturbed.append(replace(voucher, day=_day(data.draw(DAYS))))
        elif change == "amount":
            disturbed.append(replace(voucher, rows=(*voucher.rows, data.draw(ORE)), is_edited=True))
        elif change == "none":
            disturbed.append(voucher)
    for n, ore in enumerate(data.draw(st.lists(ORE, max_size=3))):
        disturbed.append(_voucher(history.ledger, "A", n, day=_day(data.draw(DAYS)), ore=ore))
    history.vouchers = disturbed
    items, shown = history.at(_day(number))

    explanation = explain(items, shown, Found(history.vouchers, {YEAR}))

    assert explanation.difference_ore == shown.difference_ore
    assert explanation.unexplained_ore == 0
