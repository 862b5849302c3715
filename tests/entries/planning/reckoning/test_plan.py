"""What a plan books for each company form, and what holds for every plan."""

import json
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from closing.entries.planning.reckoning.adjustments import OwnAdjustment
from closing.entries.planning.reckoning.choices import Choices, Way, as_json, from_json
from closing.entries.planning.reckoning.effects import effects, steps
from closing.entries.planning.reckoning.figures import AccountFigure, Figures
from closing.entries.planning.reckoning.plan import Plan
from closing.entries.planning.reckoning.problems import Notice, Problem, Told, notices, problems
from tests.entries.planning.reckoning.given import LIMITED, PARTNERSHIP, SOLE_TRADER, booked, figures, planned

SHOP = {"1930": "250000", "3010": "-300000", "5010": "100000"}
WORKSHOP = {"1220": "500000", "1229": "-100000", "2150": "-50000"}


def test_entries_of_a_company_without_choices_are_tax_and_result() -> None:
    assert booked(planned(figures(SHOP))) == {
        "tax": {"8910": 41_200_00, "2510": -41_200_00},
        "result": {"8999": 158_800_00, "2099": -158_800_00},
    }


def test_loss_moves_the_other_way_and_bears_no_tax() -> None:
    assert booked(planned(figures({"5010": "100"}))) == {"result": {"8999": -100_00, "2099": 100_00}}


def test_nothing_is_booked_of_a_year_without_figures() -> None:
    assert booked(planned(figures({}))) == {}


def test_excess_depreciation_is_booked_and_lowers_the_tax() -> None:
    made = planned(
        figures({**SHOP, **WORKSHOP}, opening={**WORKSHOP, "1229": "-50000"}),
        Choices(excess=Way.MOST, purchases_ore=0),
    )

    assert made.room
    assert (made.room.main_ore, made.excess_ore) == (280_000_00, 70_000_00)  # 0.7 × (450 000 − 50 000)
    assert booked(made)["excess"] == {"8850": 70_000_00, "2150": -70_000_00}
    assert booked(made)["tax"]["8910"] == 26_780_00  # 20.6 % of 130 000


def test_purchases_are_read_from_the_accounts_of_acquisition_values() -> None:
    made = planned(figures({"1220": "90000", "1229": "-20000", "1280": "5000"}, opening={"1220": "60000"}))

    assert made.room
    assert (made.room.equipment.purchases_ore, made.room.equipment.book_ore) == (30_000_00, 70_000_00)


def test_what_the_books_have_booked_already_is_booked_once() -> None:
    there = figures({**SHOP, "8910": "40000", "8999": "100000", "2099": "-100000", "8811": "30000", "2126": "-30000"})

    made = planned(there, Choices(reserve=Way.MOST))

    assert made.allocation_ore == 20_000_00  # a quarter of 200 000, and 30 000 is booked
    assert booked(made)["tax"] == {"8910": -9_100_00, "2510": 9_100_00}  # 30 900 of which 40 000 is booked
    assert booked(made)["result"] == {"8999": 19_100_00, "2099": -19_100_00}  # 119 100 of which 100 000 is moved


def test_special_contribution_and_preliminary_tax_are_gathered_on_2510() -> None:
    there = figures({**SHOP, "2514": "-2426", "2518": "30000"})

    assert booked(planned(there))["special"] == {"2514": 2_426_00, "2510": -2_426_00}
    assert booked(planned(there))["preliminary"] == {"2518": -30_000_00, "2510": 30_000_00}
    left = booked(planned(there, Choices(moves_special=False, moves_preliminary=False)))
    assert set(left) == {"tax", "result"}


def test_sole_trader_gets_the_result_and_the_equity_and_no_tax() -> None:
    there = figures({**SHOP, "2013": "90000", "2018": "-20000", "2011": "5000", "2514": "-100"})

    assert booked(planned(there, company=SOLE_TRADER)) == {
        "result": {"8999": 200_000_00, "2019": -200_000_00},
        "equity": {"2011": -5_000_00, "2010": 75_000_00, "2013": -90_000_00, "2018": 20_000_00},
    }


def test_partners_share_the_result_to_the_ore() -> None:
    made = planned(figures({"3010": "-100.00"}), Choices(shares=(1, 1, 1)), company=PARTNERSHIP)

    assert booked(made)["result"] == {"8999": 100_00, "2019": -33_33, "2029": -33_33, "2039": -33_34}


def test_year_without_rates_moves_the_result_and_says_so() -> None:
    there = figures(SHOP)
    later = Figures(date(2027, 1, 1), date(2027, 12, 31), there.accounts)

    made = planned(later, Choices(excess=Way.MOST, reserve=Way.MOST))

    assert set(booked(made)) == {"result"}
    assert notices(made) == (Told(Notice.NO_RATES),)


@pytest.mark.parametrize(
    ("choices", "told"),
    [
        (Choices(excess=Way.AMOUNT, excess_ore=70_000_01, purchases_ore=0), (Problem.EXCESS_TOO_LARGE, 70_000_00, "")),
        (Choices(excess=Way.AMOUNT, excess_ore=-50_000_01), (Problem.EXCESS_TOO_SMALL, 50_000_00, "")),
        (Choices(reserve=Way.AMOUNT, reserve_ore=95_000_01), (Problem.RESERVE_TOO_LARGE, 95_000_00, "")),
        (Choices(reversals={"2120": 100_000_01}), (Problem.REVERSAL_TOO_LARGE, 100_000_00, "2120")),
    ],
)
def test_choice_that_is_not_permitted_is_told_with_its_limit(choices: Choices, told: tuple[Problem, int, str]) -> None:
    opening = {**WORKSHOP, "1229": "-50000", "2120": "-100000"}
    there = figures({**SHOP, **WORKSHOP, "2120": "-100000", "3740": "-77450"}, opening=opening)

    assert problems(planned(there, choices)) == (Told(*told),)


def test_fund_whose_six_years_are_over_is_told_until_it_is_reversed() -> None:
    there = figures({**SHOP, "2120": "-100000"}, opening={"2120": "-100000"})

    kept, whole = planned(there, Choices(reversals={"2120": 99_999_99})), planned(there)

    assert (problems(kept), Told(Notice.REVERSAL_DUE, 100_000_00, "2120") in notices(kept)) == ((), True)
    assert notices(whole) == ()


def test_result_of_last_year_that_was_never_moved_is_told() -> None:
    there = figures({**SHOP, "2099": "-5000"}, opening={"2099": "-5000"})

    assert notices(planned(there)) == (Told(Notice.RESULT_OF_LAST_YEAR, 5_000_00, "2099"),)


def test_excess_depreciation_without_room_is_told_until_it_is_dissolved() -> None:
    there = figures({**SHOP, "1220": "100000", "2150": "-60000"}, opening={"1220": "100000", "2150": "-60000"})

    kept, dissolved = planned(there, Choices(excess=Way.NONE)), planned(there, Choices(excess=Way.MOST))

    # 0.7 × 40 000 is the lowest value, so 72 000 is room enough.
    assert (kept.room and kept.room.most_ore, notices(kept)) == (12_000_00, (Told(Notice.SUPPLEMENTARY_UNUSED),))
    assert dissolved.excess_ore == 12_000_00
    worn = figures({**SHOP, "1220": "50000", "2150": "-60000"}, opening={"1220": "100000", "2150": "-60000"})
    assert Told(Notice.EXCESS_TO_DISSOLVE, 38_000_00) in notices(planned(worn))
    assert problems(planned(worn)) == ()
    assert booked(planned(worn, Choices(excess=Way.MOST)))["excess"] == {"8850": -38_000_00, "2150": 38_000_00}


def test_effect_of_each_choice_is_what_it_would_be_without_it() -> None:
    made = planned(figures(SHOP), Choices(reserve=Way.AMOUNT, reserve_ore=40_000_00))

    (effect,) = effects(made)

    assert (effect.before_tax_ore, effect.tax_ore, effect.result_ore) == (-40_000_00, -8_240_00, -31_760_00)


def test_steps_go_from_the_books_to_the_plan() -> None:
    made = planned(figures({**SHOP, "8910": "1000"}), Choices(reserve=Way.AMOUNT, reserve_ore=40_000_00))

    assert [(one.line.value, one.before_ore, one.after_ore) for one in steps(made)] == [
        ("before-appropriations", 200_000_00, 200_000_00),
        ("excess", 0, 0),
        ("reserves", 0, -40_000_00),
        ("other-appropriations", 0, 0),
        ("before-tax", 200_000_00, 160_000_00),
        ("tax", -1_000_00, -32_960_00),
        ("result", 199_000_00, 127_040_00),
    ]


ACCOUNTS = ["1220", "1229", "1930", "2013", "2099", "2120", "2123", "2126", "2150", "2510", "2514", "2518", "3010"]
ACCOUNTS += ["5010", "6072", "8314", "8811", "8819", "8850", "8910", "8940", "8999"]
ORE = st.integers(-(10**11), 10**11)
WAYS = st.sampled_from(Way)
MAYBE = st.none() | st.integers(0, 10**9)
CHOICES = st.builds(
    Choices,
    excess=WAYS,
    excess_ore=ORE,
    opening_ore=MAYBE,
    purchases_ore=MAYBE,
    sales_ore=st.integers(0, 10**9),
    earlier_ore=st.lists(MAYBE, max_size=4).map(tuple),
    reserve=WAYS,
    reserve_ore=st.integers(0, 10**9),
    reversals=st.dictionaries(st.sampled_from(["2120", "2123"]), st.integers(0, 10**9)),
    left_out=st.lists(st.sampled_from(["6072", "8314"]), unique=True).map(tuple),
    adjustments=st.lists(st.builds(OwnAdjustment, st.text(max_size=5), ORE), max_size=3).map(tuple),
    deficits_ore=st.integers(0, 10**9),
    shares=st.lists(st.integers(1, 100), min_size=1, max_size=4).map(tuple),
)
FIGURES = st.dictionaries(st.sampled_from(ACCOUNTS), st.tuples(ORE, ORE)).map(
    lambda found: Figures(
        date(2026, 1, 1),
        date(2026, 12, 31),
        tuple(
            AccountFigure(one, one, one[0] in "12", opening if one[0] in "12" else 0, closing)
            for one, (opening, closing) in sorted(found.items())
        ),
    )
)
UNHURRIED = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
COMPANIES = st.sampled_from([LIMITED, SOLE_TRADER, PARTNERSHIP])


def _after(made: Plan) -> Figures:
    """Book a plan on its figures."""
    there = {one.number: one for one in made.situation.figures.accounts}
    for row in (row for one in made.proposals for row in one.rows):
        is_balance = row.account[0] in "12"
        old = there.get(row.account, AccountFigure(row.account, row.account, is_balance, 0, 0))
        closing = old.closing_ore + row.amount_ore
        there[row.account] = AccountFigure(old.number, old.meaning, is_balance, old.opening_ore, closing)
    return Figures(made.situation.figures.start, made.situation.figures.end, tuple(there.values()))


@UNHURRIED
@given(FIGURES, CHOICES, COMPANIES)
def test_every_entry_balances_and_has_no_empty_row(found: Figures, choices: Choices, company: object) -> None:
    made = planned(found, choices, company=company)  # type: ignore[arg-type] # drawn from companies alone

    assert [sum(row.amount_ore for row in one.rows) for one in made.proposals] == [0] * len(made.proposals)
    assert all(row.amount_ore for one in made.proposals for row in one.rows)


@UNHURRIED
@given(FIGURES, CHOICES, COMPANIES)
def test_preview_is_what_the_entries_book(found: Figures, choices: Choices, company: object) -> None:
    made = planned(found, choices, company=company)  # type: ignore[arg-type] # drawn from companies alone

    after = _after(made)

    last = steps(made)[-1]
    assert (last.after_ore, steps(made)[4].after_ore) == (made.result_ore, made.before_tax_ore)
    assert (after.before_tax_ore, after.before_tax_ore - after.tax_ore) == (made.before_tax_ore, made.result_ore)
    assert after.moved_ore == made.result_ore


@UNHURRIED
@given(CHOICES)
def test_choices_come_back_as_they_were_written_down(choices: Choices) -> None:
    assert from_json(json.loads(json.dumps(as_json(choices)))) == choices
