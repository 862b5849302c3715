"""Balances of years, objects and months."""

import pytest

from sie.head import HeadReader
from sie.notices import Notes
from sie.records import (
    Balance,
    BalanceKind,
    Head,
    ObjectBalance,
    ObjectBalanceKind,
    PeriodBalance,
    PeriodBalanceKind,
)
from tests.sie.sample import codes, only, record


def head_of(*lines: str) -> tuple[Head, Notes]:
    """Read records, and tell what was noted."""
    notes = Notes()
    reader = HeadReader(notes)
    for line in lines:
        reader.feed(record(line))
    return reader.head(), notes


def noted(notes: Notes) -> list[str]:
    """List what was noted about the records themselves."""
    return [code for code in codes(notes) if not code.endswith("-missing") or code == "objects-missing"]


def test_balances_of_every_kind_are_read() -> None:
    head, notes = head_of(
        "#IB 0 1930 100.50",
        "#IB -1 1930 0",
        "#UB 0 1930 -5 3",
        "#RES 0 3010 -100",
        '#OIB 0 1510 {1 "10"} 7',
        '#OUB -2 1510 {1 "10" 6 "P"} 8 2.5',
        "#PSALDO 0 202501 1930 {} 9",
        "#PBUDGET -1 202412 3010 {1 10} -9 4",
    )

    assert noted(notes) == []
    assert head.balances == (
        Balance(BalanceKind.OPENING, 0, "1930", 10050),
        Balance(BalanceKind.OPENING, -1, "1930", 0),
        Balance(BalanceKind.CLOSING, 0, "1930", -500, "3"),
        Balance(BalanceKind.RESULT, 0, "3010", -10000),
    )
    assert head.object_balances == (
        ObjectBalance(ObjectBalanceKind.OPENING, 0, "1510", (("1", "10"),), 700),
        ObjectBalance(ObjectBalanceKind.CLOSING, -2, "1510", (("1", "10"), ("6", "P")), 800, "2.5"),
    )
    assert head.period_balances == (
        PeriodBalance(PeriodBalanceKind.BOOKED, 0, "202501", "1930", (), 900),
        PeriodBalance(PeriodBalanceKind.BUDGET, -1, "202412", "3010", (("1", "10"),), -900, "4"),
    )


def test_balance_given_twice_is_kept_twice_and_told() -> None:
    head, notes = head_of("#IB 0 1930 1", "#IB 0 1930 2", "#IB -1 1930 2", "#UB 0 1930 2", "#IB 0 1930 3")

    assert sum(one.amount_ore for one in head.balances if (one.kind, one.year) == (BalanceKind.OPENING, 0)) == 600
    assert only(notes, "duplicate-balance").facts == {"label": "#IB", "text": "#IB 0 1930 2", "count": 2}


def test_month_of_an_account_and_of_its_object_are_two_balances() -> None:
    _, notes = head_of("#PSALDO 0 202501 1930 {} 9", "#PSALDO 0 202501 1930 {1 10} 9", "#PSALDO 0 202502 1930 {} 9")

    assert noted(notes) == []


@pytest.mark.parametrize(
    ("line", "read", "code"),
    [
        ("#IB 0 1930 1 234,56", (123456, ""), ["amount-form"]),
        ("#IB 0 1930 1234,56 5", (123456, "5"), ["amount-form"]),
        ("#IB 0 1930 100 200", (10000, "200"), []),
        ("#IB 0 1930 0.125", (13, ""), ["amount-rounded"]),
        ("#IB 0 1930 1 2 3 4", (100, "2"), ["extra-fields"]),
    ],
)
def test_amount_of_a_balance_is_repaired_only_when_no_quantity_can_be_meant(
    line: str, read: tuple[int, str], code: list[str]
) -> None:
    head, notes = head_of(line)

    assert (head.balances[0].amount_ore, head.balances[0].quantity) == read
    assert noted(notes) == code


def test_month_without_its_braces_is_read_and_told() -> None:
    head, notes = head_of("#PSALDO 0 2025-01 1930 9")

    assert head.period_balances == (PeriodBalance(PeriodBalanceKind.BOOKED, 0, "202501", "1930", (), 900),)
    assert noted(notes) == ["objects-missing", "period-form"]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("#IB x 1930 5", "year-unreadable"),
        ("#IB 99999999999 1930 5", "year-unreadable"),
        ('#IB 0 "" 5', "account-missing"),
        ("#UB 0 1930 fem", "amount-unreadable"),
        ("#OIB 0 1930 {1 1} 99999999999999999999", "amount-too-large"),
        ("#PSALDO 0 202513 1930 {} 5", "period-unreadable"),
    ],
)
def test_balance_that_cannot_be_read_is_rejected(line: str, code: str) -> None:
    head, notes = head_of(line)

    assert (head.balances, head.object_balances, head.period_balances) == ((), (), ())
    assert [one.code for one in notes.rejected()] == [code]


@pytest.mark.parametrize("line", ['#IB 0 1930 ""', "#UB 0 1930", "#OIB 0 1930 {1 10}", '#PSALDO 0 202501 1930 {} " "'])
def test_balance_without_an_amount_is_left_out_and_told(line: str) -> None:
    head, notes = head_of(line)

    assert (head.balances, head.object_balances, head.period_balances) == ((), (), ())
    assert only(notes, "record-incomplete").facts == {"label": line.split(maxsplit=1)[0], "text": line}
    assert notes.rejected_count == 0
