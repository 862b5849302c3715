"""Rows put in the order of the ledgers of their accounts."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sie.scanning.tallies import ledgers
from sie.scanning.tallies.ledgers import LedgerLeaves, LedgerOrder

BANK, SALES = 7, 3
ACCOUNTS = [BANK, SALES, BANK]
"""Two names in the file may be one account."""

JANUARY, MARCH = "2025-01-31", "2025-03-01"
DAYS = {JANUARY: 739_282, MARCH: 739_311}

Row = tuple[int, int, str, int]


def leaves_of(rows: Sequence[Row], *, size: int) -> list[LedgerLeaves]:
    """Gather rows (place, account, day, amount) one batch each, and cut the ledgers."""
    order = LedgerOrder()
    for place, account, day, amount in rows:
        order.add([place], accounts=[account], days=[day], amounts=[amount])
    return list(order.leaves(size, accounts=ACCOUNTS))


def start_of(day: str, place: int) -> int:
    """Give the place of a row as one number."""
    return DAYS[day] * (1 << 24) + place


def test_rows_are_read_by_account_and_day_and_place() -> None:
    rows = [(1, 0, MARCH, 100), (2, 1, MARCH, -100), (4, 2, JANUARY, 30), (5, 0, JANUARY, 4)]

    found = leaves_of(rows, size=2)

    assert found == [
        LedgerLeaves(
            account=[SALES, BANK, BANK],
            start=[start_of(MARCH, 2), start_of(JANUARY, 4), start_of(MARCH, 1)],
            before_ore=[0, 0, 34],
            rows=["00000002", "0000000400000005", "00000001"],
        )
    ]


def test_nothing_gives_no_leaves() -> None:
    order = LedgerOrder()
    order.add([], accounts=[], days=[], amounts=[])

    assert list(order.leaves(2, accounts=ACCOUNTS)) == []
    assert list(LedgerOrder().leaves(2, accounts=[])) == []


def test_leaves_come_a_few_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledgers, "LEAVES_AT_A_TIME", 2)

    found = leaves_of([(place, 0, JANUARY, 1) for place in range(1, 6)], size=1)

    assert [len(leaves.start) for leaves in found] == [2, 2, 1]
    assert [before for leaves in found for before in leaves.before_ore] == [0, 1, 2, 3, 4]


@given(
    accounts_and_days=st.lists(
        st.tuples(st.integers(0, 2), st.sampled_from([*DAYS]), st.integers(-(2**60), 2**60)), max_size=40
    ),
    size=st.integers(1, 9),
)
def test_leaves_say_what_a_plain_sort_does(accounts_and_days: list[tuple[int, str, int]], size: int) -> None:
    rows = [(place, *rest) for place, rest in enumerate(accounts_and_days, 1)]

    found = leaves_of(rows, size=size)

    expected = []
    for account in (SALES, BANK):
        own = sorted((day, place, ore) for place, index, day, ore in rows if ACCOUNTS[index] == account)
        for first in range(0, len(own), size):
            before = (sum(ore for *_, ore in own[:first]) + 2**63) % 2**64 - 2**63
            places = "".join(f"{place:08x}" for _, place, _ in own[first : first + size])
            expected.append((account, start_of(*own[first][:2]), before, places))
    assert [
        row
        for leaves in found
        for row in zip(leaves.account, leaves.start, leaves.before_ore, leaves.rows, strict=True)
    ] == expected
