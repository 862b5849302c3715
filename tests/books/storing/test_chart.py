"""The accounts of a file with the balances that are stored with them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import pytest

from closing.books.storing.chart import StoredAccount, Year, chart_of, is_balance_account
from sie.records import Account, Balance, BalanceKind, Head, PeriodBalance, PeriodBalanceKind
from sie.scanning.figures import Figures, MonthFigures

YEAR = Year(date(2025, 1, 1), date(2025, 12, 31))


@dataclass(frozen=True)
class FileRead:
    """A file that was read once."""

    head: Head = field(default_factory=Head)
    figures: Figures = field(default_factory=Figures)
    sha256: str = ""


def accounts_of(
    head: Head, figures: Figures | None = None, openings: Mapping[str, int] | None = None
) -> dict[str, StoredAccount]:
    """Make the chart of a file, by number."""
    chart = chart_of(FileRead(head, figures or Figures()), YEAR, openings=openings or {})
    return {account.number: account for account in chart.accounts}


def balance(kind: str, account: str, ore: int, *, year: int = 0) -> Balance:
    """Give a balance record."""
    return Balance(BalanceKind(kind), year, account, ore)


def month(period: str, account: str, ore: int, *, objects: tuple[tuple[str, str], ...] = ()) -> PeriodBalance:
    """Give a #PSALDO record."""
    return PeriodBalance(PeriodBalanceKind.BOOKED, 0, period, account, objects, ore)


def booked(months: Mapping[tuple[str, str], tuple[int, int, int]]) -> Figures:
    """Give the figures of vouchers that booked debit, credit and count on accounts and months."""
    figures = {key: MonthFigures(*values) for key, values in months.items()}
    movements: dict[str, int] = {}
    for (account, _month), (debit, credit, _count) in months.items():
        movements[account] = movements.get(account, 0) + debit - credit
    return Figures(vouchers=1, movements=movements, months=figures)


@pytest.mark.parametrize(
    ("number", "kind", "expected"),
    [
        ("1930", "", True),
        ("2440", "", True),
        ("3001", "", False),
        ("8999", "", False),
        ("3001", "T", True),
        ("1930", "K", False),
        ("2440", "S", True),
        ("2440", "I", False),
        ("1930", "X", True),
        ("KASSA", "", False),
        ("", "", False),
    ],
)
def test_kind_decides_before_the_first_digit(number: str, kind: str, *, expected: bool) -> None:
    assert is_balance_account(number, kind) is expected


def test_accounts_come_from_everywhere_in_the_order_of_their_numbers() -> None:
    head = Head(accounts=(Account("3001", "Försäljning", "I"),), balances=(balance("IB", "1930", 5, year=0),))

    accounts = accounts_of(head, booked({("1510", "202501"): (7, 0, 1)}))

    assert [(one.number, one.name, one.is_declared) for one in accounts.values()] == [
        ("1510", "", False),
        ("1930", "", False),
        ("3001", "Försäljning", True),
    ]


def test_the_movement_is_what_the_vouchers_booked() -> None:
    head = Head(balances=(balance("IB", "1930", 1_000), balance("UB", "1930", 9_999)))

    account = accounts_of(head, booked({("1930", "202501"): (500, 200, 3), ("1930", "202502"): (0, 100, 1)}))["1930"]

    assert (account.opening_ore, account.movement_ore, account.closing_ore, account.posting_count) == (
        1000,
        200,
        1200,
        4,
    )
    assert account.file_closing_ore == 9_999
    assert account.months == {date(2025, 1, 1): MonthFigures(500, 200, 3), date(2025, 2, 1): MonthFigures(0, 100, 1)}


def test_a_balance_that_stands_twice_is_added_up() -> None:
    head = Head(balances=(balance("IB", "1930", 100), balance("IB", "1930", 50)))

    assert accounts_of(head)["1930"].opening_ore == 150


def test_opening_balances_may_be_given() -> None:
    head = Head(balances=(balance("UB", "1930", 100, year=-1),))

    account = accounts_of(head, openings={"1930": 100})["1930"]

    assert (account.opening_ore, account.previous_closing_ore) == (100, 100)


def test_income_closes_with_its_result() -> None:
    head = Head(balances=(balance("RES", "3001", -300), balance("RES", "3001", -200, year=-1)))

    account = accounts_of(head)["3001"]

    assert (account.file_closing_ore, account.previous_closing_ore, account.closing_ore) == (-300, -200, -300)


def test_without_vouchers_the_movement_goes_to_the_last_month() -> None:
    head = Head(balances=(balance("IB", "1930", 100), balance("UB", "1930", 70)))

    account = accounts_of(head)["1930"]

    assert (account.movement_ore, account.closing_ore) == (-30, 70)
    assert account.months == {date(2025, 12, 1): MonthFigures(0, 30, 0)}


def test_without_vouchers_the_movement_goes_to_the_month_that_the_balances_reach() -> None:
    head = Head(balances=(balance("UB", "1930", 70),), balances_until=date(2025, 6, 30))

    assert accounts_of(head)["1930"].months == {date(2025, 6, 1): MonthFigures(70, 0, 0)}


def test_stated_months_are_stored_and_the_rest_goes_to_the_last() -> None:
    head = Head(
        balances=(balance("UB", "1930", 100),),
        period_balances=(month("202501", "1930", 60), month("202502", "1930", -10)),
    )

    account = accounts_of(head)["1930"]

    assert account.months == {
        date(2025, 1, 1): MonthFigures(60, 0, 0),
        date(2025, 2, 1): MonthFigures(0, 10, 0),
        date(2025, 12, 1): MonthFigures(50, 0, 0),
    }


def test_stated_months_of_objects_are_parts_of_a_whole_and_left_out() -> None:
    head = Head(period_balances=(month("202501", "1930", 60), month("202501", "1930", 40, objects=(("1", "K1"),))))

    assert accounts_of(head)["1930"].movement_ore == 60


def test_stated_months_count_for_nothing_beside_vouchers() -> None:
    head = Head(period_balances=(month("202501", "1930", 60),))

    account = accounts_of(head, booked({("1930", "202501"): (5, 0, 1)}))["1930"]

    assert account.movement_ore == 5


def test_a_chart_knows_whether_there_are_months() -> None:
    bare = Head(balances=(balance("UB", "1930", 70),))
    stated = Head(period_balances=(month("202501", "1930", 60),))

    known = [
        chart_of(FileRead(head, figures), YEAR, openings={}).has_months
        for head, figures in ((bare, Figures()), (stated, Figures()), (bare, booked({("1930", "202501"): (5, 0, 1)})))
    ]

    assert known == [False, True, True]
