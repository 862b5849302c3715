"""Excess depreciation, worked out by hand from IL 18 kap. 13 and 17 §§."""

from dataclasses import replace

import pytest

from closing.entries.planning.reckoning.depreciation import Equipment, earlier_years, room
from closing.entries.planning.reckoning.rates import RATES

RATES_2026 = RATES[2026]
WORKSHOP = Equipment(
    book_ore=520_000_00,
    opening_ore=500_000_00,
    purchases_ore=200_000_00,
    sales_ore=50_000_00,
    earlier_ore=(100_000_00, 300_000_00, 50_000_00),
    accumulated_ore=80_000_00,
)


def test_main_rule_leaves_seven_tenths_of_what_was_there_with_purchases_less_sales() -> None:
    found = room(WORKSHOP, RATES_2026, months=12)

    assert found.main_ore == 455_000_00  # 0.7 × (500 000 + 200 000 − 50 000)


def test_supplementary_rule_leaves_four_fifths_of_this_years_purchases_and_a_fifth_less_for_each_year() -> None:
    found = room(WORKSHOP, RATES_2026, months=12)

    assert found.supplementary_ore == 350_000_00  # 160 000 + 60 000 + 120 000 + 10 000


def test_lower_of_the_rules_decides_what_is_left_to_set_aside() -> None:
    found = room(WORKSHOP, RATES_2026, months=12)

    assert (found.lowest_ore, found.most_ore) == (350_000_00, 90_000_00)  # 520 000 − 350 000 − 80 000


def test_supplementary_rule_is_left_out_when_the_acquisitions_are_not_known() -> None:
    found = room(replace(WORKSHOP, earlier_ore=None), RATES_2026, months=12)

    assert (found.supplementary_ore, found.lowest_ore, found.most_ore) == (None, 455_000_00, -15_000_00)


def test_what_stands_above_the_room_must_be_dissolved() -> None:
    found = room(replace(WORKSHOP, book_ore=400_000_00), RATES_2026, months=12)

    assert found.most_ore == -30_000_00  # 400 000 − 350 000 leaves 50 000 of 80 000


def test_nothing_but_what_is_there_can_be_dissolved() -> None:
    found = room(replace(WORKSHOP, book_ore=0, accumulated_ore=80_000_50), RATES_2026, months=12)

    assert (found.most_ore, found.least_ore) == (-80_000_50, -80_000_50)


def test_sales_above_the_base_leave_nothing_to_depreciate() -> None:
    assert room(replace(WORKSHOP, sales_ore=900_000_00), RATES_2026, months=12).main_ore == 0


@pytest.mark.parametrize(
    ("months", "main", "supplementary"),
    [
        (6, 552_500_00, 460_000_00),  # 15 % and 10 %: 0.9 × 200 + 0.7 × 100 + 0.5 × 300 + 0.3 × 50 + 0.1 × 450
        (12, 455_000_00, 350_000_00),
        (18, 357_500_00, 285_000_00),  # 45 % and 30 %: 0.7 × 200 + 0.5 × 100 + 0.3 × 300 + 0.1 × 50
    ],
)
def test_year_of_another_length_counts_in_proportion(months: int, main: int, supplementary: int) -> None:
    earlier = (100_000_00, 300_000_00, 50_000_00, 450_000_00)[: earlier_years(months)]
    found = room(replace(WORKSHOP, earlier_ore=earlier), RATES_2026, months=months)

    assert (found.main_ore, found.supplementary_ore) == (main, supplementary)


def test_amounts_that_cannot_be_divided_never_give_too_much() -> None:
    odd = Equipment(100_01, 33_33, 33_33, 0, (33_33, 33_33, 33_33), 0)
    found = room(odd, RATES_2026, months=12)

    assert found.main_ore == 46_67  # 66.66 less 19.998, which is 19.99
    assert found.supplementary_ore == 26_67 + 20_00 + 13_34 + 6_67
    assert found.most_ore == 53_00  # 100.01 − 46.67 in whole kronor
