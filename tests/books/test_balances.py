"""Questions to the stored balances."""

from datetime import date
from pathlib import Path

import pytest
from pytest_django import DjangoAssertNumQueries

from closing.books import balances
from closing.books.balances import AccountRow, Result, Span
from tests.books.made_books import HEAD, SALES, make_year, store_text

pytestmark = pytest.mark.django_db

FEBRUARY = Span(date(2025, 2, 1), date(2025, 2, 28))
BALANCES_ONLY = """#FLAGGA 0
#SIETYP 1
#RAR 0 20250101 20251231
#IB 0 1930 100.00
#UB 0 1930 350.00
#RES 0 3001 -250.00
"""


def test_trial_balance_of_the_year_closes_as_the_books_do(tmp_path: Path) -> None:
    snapshot = store_text(tmp_path, HEAD + SALES)

    found = balances.trial_balance(snapshot)

    assert found.rows[1] == AccountRow("1930", "Bank", True, 100_000, 50_000, 10_000, 2)
    assert [(row.number, row.change_ore, row.closing_ore) for row in found.rows] == [
        ("1510", 25_000, 25_000),
        ("1930", 40_000, 140_000),
        ("2440", 0, -100_000),
        ("3001", -75_000, -75_000),
        ("5010", 10_000, 10_000),
    ]
    assert (found.opening_ore, found.debit_ore, found.credit_ore, found.closing_ore) == (0, 85_000, 85_000, 0)


def test_trial_balance_of_a_month_opens_with_the_months_before(tmp_path: Path) -> None:
    snapshot = store_text(tmp_path, HEAD + SALES)

    rows = balances.trial_balance(snapshot, FEBRUARY).rows

    assert [(row.number, row.opening_ore, row.change_ore, row.closing_ore) for row in rows] == [
        ("1510", 0, 25_000, 25_000),
        ("1930", 150_000, -10_000, 140_000),
        ("2440", -100_000, 0, -100_000),
        ("3001", -50_000, -25_000, -75_000),
        ("5010", 0, 10_000, 10_000),
    ]


def test_trial_balance_of_a_month_leaves_later_ones_out(tmp_path: Path) -> None:
    snapshot = store_text(tmp_path, HEAD + SALES)

    rows = balances.trial_balance(snapshot, Span(date(2025, 1, 1), date(2025, 1, 31))).rows

    assert {row.number: row.closing_ore for row in rows if row.change_ore} == {"1930": 150_000, "3001": -50_000}


def test_what_is_dated_outside_the_year_counts_at_its_ends(tmp_path: Path) -> None:
    rows = "{\n#TRANS 1930 {} 1.00\n#TRANS 3001 {} -1.00\n}\n"
    snapshot = store_text(tmp_path, HEAD + f"#VER A 1 20241231\n{rows}#VER A 2 20260102\n{rows}")

    spans = [Span(date(2025, 1, 1), date(2025, 1, 31)), FEBRUARY, Span(date(2025, 12, 1), date(2025, 12, 31))]
    changes = [balances.trial_balance(snapshot, span).rows[1].change_ore for span in spans]

    assert changes == [100, 0, 100]
    assert balances.month_series(snapshot)["1930"] == [100, *[0] * 10, 100]


def test_trial_balance_asks_the_same_few_questions(
    tmp_path: Path, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    small = store_text(tmp_path, HEAD)
    large = store_text(tmp_path, HEAD + SALES)

    for snapshot in (small, large):
        with django_assert_num_queries(2):
            balances.trial_balance(snapshot)


def test_result_is_positive_when_there_is_a_profit(tmp_path: Path) -> None:
    snapshot = store_text(tmp_path, HEAD + SALES)

    found = balances.result(snapshot)

    assert found == Result(calculated_ore=65_000, moved_ore=0)
    assert found.left_ore == 65_000


def test_result_of_a_month(tmp_path: Path) -> None:
    snapshot = store_text(tmp_path, HEAD + SALES)

    assert balances.result(snapshot, FEBRUARY) == Result(calculated_ore=15_000, moved_ore=0)


def test_a_result_moved_to_equity_is_still_the_result(tmp_path: Path) -> None:
    moved = '#VER A 9 20251231 "Årets resultat"\n{\n#TRANS 8999 {} 650.00\n#TRANS 2099 {} -650.00\n}\n'
    snapshot = store_text(tmp_path, HEAD + SALES + moved)

    found = balances.result(snapshot)

    assert found == Result(calculated_ore=65_000, moved_ore=65_000)
    assert found.left_ore == 0


def test_month_series_has_a_figure_for_every_month(tmp_path: Path) -> None:
    snapshot = store_text(tmp_path, HEAD + SALES)

    series = balances.month_series(snapshot)

    assert series["1930"] == [50_000, -10_000, *[0] * 10]
    assert series["2440"] == [0] * 12


def test_month_series_of_a_broken_year(tmp_path: Path) -> None:
    text = HEAD.replace("#RAR 0 20250101 20251231", "#RAR 0 20241215 20250331")
    snapshot = store_text(tmp_path, text + SALES, year=make_year(date(2024, 12, 15), date(2025, 3, 31)))

    assert balances.month_series(snapshot)["1930"] == [0, 50_000, -10_000, 0]


@pytest.mark.parametrize(
    ("day", "expected"),
    [(date(2025, 1, 9), 100_000), (date(2025, 1, 10), 150_000), (date(2025, 2, 28), 140_000)],
)
def test_balance_at_a_day(tmp_path: Path, day: date, expected: int) -> None:
    snapshot = store_text(tmp_path, HEAD + SALES)

    assert balances.balance_at(snapshot, "1930", day) == expected


def test_balance_of_an_account_that_is_not_there(tmp_path: Path) -> None:
    snapshot = store_text(tmp_path, HEAD + SALES)

    assert balances.balance_at(snapshot, "9999", date(2025, 1, 10)) is None


def test_books_without_vouchers_know_their_year(tmp_path: Path) -> None:
    snapshot = store_text(tmp_path, BALANCES_ONLY)

    found = balances.trial_balance(snapshot)

    assert [(row.number, row.opening_ore, row.closing_ore, row.posting_count) for row in found.rows] == [
        ("1930", 10_000, 35_000, 0),
        ("3001", 0, -25_000, 0),
    ]
    assert balances.result(snapshot) == Result(calculated_ore=25_000, moved_ore=0)
    assert balances.balance_at(snapshot, "1930", date(2025, 12, 31)) == 35_000
    assert (snapshot.has_vouchers, snapshot.has_months) == (False, False)


def test_books_without_vouchers_know_the_months_that_the_file_states(tmp_path: Path) -> None:
    months = "#PSALDO 0 202501 1930 {} 50.00\n#PSALDO 0 202502 1930 {} 200.00\n"
    snapshot = store_text(tmp_path, BALANCES_ONLY.replace("#SIETYP 1", "#SIETYP 2") + months)

    assert balances.month_series(snapshot)["1930"] == [5_000, 20_000, *[0] * 10]
    assert balances.balance_at(snapshot, "1930", date(2025, 1, 31)) == 15_000
    assert snapshot.has_months is True
