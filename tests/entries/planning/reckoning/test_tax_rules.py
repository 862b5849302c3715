"""Rules of tax that a plan must not break, each with its paragraph."""

from datetime import date

import pytest

from closing.entries.planning.reckoning.choices import Choices, Way
from closing.entries.planning.reckoning.company import Company
from closing.entries.planning.reckoning.figures import AccountFigure, Figures
from closing.entries.planning.reckoning.problems import Notice, Problem, Told, notices, problems
from closing.entries.planning.reckoning.rates import RATES
from closing.entries.planning.reckoning.reserves import funds
from tests.entries.planning.reckoning.given import LIMITED, PARTNERSHIP, booked, figures, planned

HOUSING = Company(pays_tax=False, has_excess=False)
RESERVES = {"2121": "-100000", "2123": "-50000"}
YEAR = figures({**RESERVES, "3010": "-200000"}, opening=RESERVES)


def _one_fund(account: str, start: date, end: date) -> tuple[int | None, int]:
    only = AccountFigure(account, account, is_balance=True, opening_ore=-1, closing_ore=-1)
    (fund,) = funds(Figures(start, end, (only,)), RATES[end.year])
    return fund.year, fund.uplift


# IL 30 kap. 7 §: the allocation that was made first is reversed first.
@pytest.mark.parametrize(
    ("reversals", "told"),
    [
        ({"2123": 1_00}, (Told(Problem.REVERSAL_ORDER, 100_000_00, "2121"),)),
        ({"2121": 99_999_00, "2123": 1_00}, (Told(Problem.REVERSAL_ORDER, 1_00, "2121"),)),
        ({"2121": 100_000_00, "2123": 1_00}, ()),
        ({"2121": 1_00}, ()),
        ({}, ()),
    ],
)
def test_oldest_reserve_is_reversed_first(reversals: dict[str, int], told: tuple[Told, ...]) -> None:
    assert problems(planned(YEAR, Choices(reversals=reversals))) == told


def test_reserves_of_the_same_year_are_reversed_in_any_order() -> None:
    same = {"2121": "-100000", "2131": "-50000"}

    made = planned(figures({**same, "3010": "-1"}, opening=same), Choices(reversals={"2131": 50_000_00}))

    assert problems(made) == ()


# Transitional provisions of SFS 2018:1206: 106 % of what was set aside in a year that began before 2019.
@pytest.mark.parametrize(
    ("account", "start", "end", "found"),
    [
        ("2129", date(2024, 5, 1), date(2025, 4, 30), (2019, 600)),  # of the year from May 2018
        ("2129", date(2024, 1, 1), date(2024, 12, 31), (2019, 0)),
        ("2120", date(2025, 5, 1), date(2026, 4, 30), (2020, 0)),  # of the year from May 2019
    ],
)
def test_supplement_goes_by_the_day_the_reserves_year_began(
    account: str, *, start: date, end: date, found: tuple[int, int]
) -> None:
    assert _one_fund(account, start, end) == found


def test_reserve_is_of_a_year_that_ended_before_this_one_began() -> None:
    assert _one_fund("2126", date(2026, 7, 1), date(2026, 12, 31)) == (2026, 0)
    assert _one_fund("2125", date(2025, 1, 1), date(2026, 6, 30)) == (2015, 600)


# IL 39 kap. 25 §: fees of the members and costs of the house count neither way.
def test_housing_cooperative_gets_its_result_moved_and_no_tax() -> None:
    made = planned(figures({"3021": "-900000", "5010": "750000"}), Choices(reserve=Way.MOST), company=HOUSING)

    assert booked(made) == {"result": {"8999": 150_000_00, "2099": -150_000_00}}
    assert notices(made) == (Told(Notice.NOT_TAXED_ON_PROPERTY),)


# IL 18 kap. 13 and 19 §§: computers over three years, 33 % a year, is more than 30 %.
def test_books_that_depreciate_further_than_the_rules_are_told() -> None:
    # 90 000 - 30 000 = 60 000 in the books; 0.7 x 90 000 = 63 000 is the lowest value
    there = figures({"1250": "90000", "1259": "-30000", "7835": "30000", "3010": "-30000"}, opening={})

    made = planned(there, Choices(excess=Way.MOST))

    assert made.excess_ore == 0
    assert Told(Notice.DEPRECIATED_TOO_FAR, 3_000_00) in notices(made)


def test_books_at_the_lowest_value_are_not_told() -> None:
    there = figures({"1250": "90000", "1259": "-27000", "7835": "27000"}, opening={})

    assert notices(planned(there)) == (Told(Notice.SUPPLEMENTARY_UNUSED),)


@pytest.mark.parametrize(("account", "change"), [("2150", "8850"), ("2153", "8853")])
def test_excess_depreciation_is_booked_where_it_stands(account: str, change: str) -> None:
    there = figures({"1220": "50000", account: "-20000"}, opening={"1220": "50000", account: "-20000"})

    made = planned(there, Choices(excess=Way.AMOUNT, excess_ore=-5_000_00), company=LIMITED)

    assert booked(made)["excess"] == {change: -5_000_00, account: 5_000_00}


@pytest.mark.parametrize(("shares", "is_told"), [((1,), True), ((50, 50), False)])
def test_partnership_with_the_shares_of_one_partner_is_told(shares: tuple[int, ...], *, is_told: bool) -> None:
    made = planned(figures({"3010": "-100"}), Choices(shares=shares), company=PARTNERSHIP)

    assert (Told(Notice.ONE_PARTNER) in notices(made)) is is_told
