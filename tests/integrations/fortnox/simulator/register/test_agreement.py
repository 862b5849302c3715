"""Whatever happens to invoices: what remains of them is what the control accounts hold."""

import tempfile
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from integrations.fortnox.simulator.books.posting import NewRow, NewVoucher
from integrations.fortnox.simulator.register import events, quirks
from integrations.fortnox.simulator.register.ledger.errors import RegisterError
from integrations.fortnox.simulator.register.ledger.reading import invoice_of, open_ore
from integrations.fortnox.simulator.register.ledger.records import Desk, Key, NewPayment, Side, WriteOff
from tests.integrations.fortnox.simulator.calls import NOW, TENANT
from tests.integrations.fortnox.simulator.register.made import CONTROL, DAY, an_invoice, at_desk, made_storage, moved

LAST = date(2025, 12, 31)


@dataclass(frozen=True, slots=True)
class Step:
    """Something that is tried with an invoice; what the ledgers refuse changes nothing."""

    verb: str
    side: Side
    number: int
    other: int
    amount: int
    off: int
    share: int
    rate: str
    days: int

    def try_at(self, desk: Desk) -> None:
        """Try it."""
        key, day = Key(self.side, self.number), min(DAY + timedelta(days=self.days), LAST)
        match self.verb:
            case "make":
                new = an_invoice(self.side, self.amount, day=day, vat=self.amount // 5, rate=self.rate)
                events.make_invoice(desk, new, is_booked=self.off > 0)
            case "book":
                events.book_invoice(desk, key, day=day)
            case "pay":
                balance = invoice_of(desk.connection, TENANT, key=key).balance
                amount, off = balance * self.share // 100, balance * self.off // 100
                rate = Decimal(self.rate) if self.rate else None
                offs = [WriteOff("6351", off)] if off else []
                events.pay(desk, NewPayment(key, LAST, amount, rate, write_offs=offs, is_booked=self.off != 1))
            case "book payment":
                events.book_payment(desk, key)
            case "credit":
                events.credit(desk, key, day=day, is_settled=self.off > 0)
            case "settle":
                events.settle(desk, key, credit=Key(self.side, self.other), day=day)
            case _:
                events.cancel(desk, key, day=day)


VERBS = ["make", "make", "book", "pay", "pay", "pay", "book payment", "credit", "settle", "cancel"]
STEPS = st.builds(
    Step,
    verb=st.sampled_from(VERBS),
    side=st.sampled_from(Side),
    number=st.integers(1, 3),
    other=st.integers(1, 3),
    amount=st.integers(1, 500_000) | st.integers(-500, 40),
    off=st.integers(-1, 3),
    share=st.sampled_from([1, 20, 33, 50, 97, 100, 101]),
    rate=st.sampled_from(["", "", "11.2345", "0.0731", "0.5"]),
    days=st.integers(0, 300),
)


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=st.lists(STEPS, min_size=10, max_size=40), method=st.sampled_from(["ACCRUAL", "ACCRUAL", "CASH"]))
def test_ledgers_equal_their_accounts_after_any_history(steps: list[Step], method: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        storage = made_storage(Path(folder), method=method)

        with at_desk(storage) as desk:
            for step in steps:
                with suppress(RegisterError):
                    step.try_at(desk)
        with storage.reading() as connection:
            remaining = {side: open_ore(connection, TENANT, side=side) for side in Side}
        accounts = moved(storage)
        storage.close()

    assert remaining == {side: side.sign * accounts.get(CONTROL[side], 0) for side in Side}


def test_posting_by_hand_parts_a_ledger_from_its_account(tmp_path: Path) -> None:
    storage = made_storage(tmp_path)
    rows = [NewRow("1510", 500), NewRow("1930", -500)]

    with at_desk(storage) as desk:
        quirks.post_by_hand(desk, NewVoucher(0, "A", DAY, "Rättelse", rows, NOW))
        remaining = open_ore(desk.connection, TENANT, side=Side.CUSTOMER)

    assert (remaining, moved(storage)["1510"]) == (0, 500)


def test_edited_voucher_counts_what_was_added(tmp_path: Path) -> None:
    storage = made_storage(tmp_path)

    with at_desk(storage) as desk:
        key = events.make_invoice(desk, an_invoice(), is_booked=False)
        booked = events.book_invoice(desk, key)
        quirks.edit_voucher(desk, booked, rows=[NewRow("1510", 90_000), NewRow("3001", -90_000)], person="Åsa Öst")

    assert moved(storage) == {"1510": 90_000, "3001": -90_000}


def test_emptied_voucher_counts_nothing(tmp_path: Path) -> None:
    storage = made_storage(tmp_path)

    with at_desk(storage) as desk:
        key = events.make_invoice(desk, an_invoice(), is_booked=False)
        quirks.empty_voucher(desk, events.book_invoice(desk, key), person="Åsa Öst")

    assert moved(storage) == {}
