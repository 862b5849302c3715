"""Tax allocation reserves and income tax, worked out by hand from IL 30 kap. and 65 kap. 10 §."""

from datetime import date

import pytest

from closing.entries.planning.reckoning.adjustments import OwnAdjustment
from closing.entries.planning.reckoning.choices import Choices, Way
from closing.entries.planning.reckoning.figures import AccountFigure, Figures
from closing.entries.planning.reckoning.rates import RATES, rates_of, years_known
from closing.entries.planning.reckoning.reserves import fund_account, funds, most_allocation, notional_income
from closing.entries.planning.reckoning.tax import TaxCalculation
from tests.entries.planning.reckoning.given import booked, figures, planned

RATES_2026 = RATES[2026]
FUNDS = {"2120": "-400000", "2123": "-100000"}
YEAR = figures(
    {**FUNDS, "1930": "900000", "3010": "-1013124.17", "6072": "12345.67", "8423": "1234.50", "8314": "-456.00"},
    opening=FUNDS,
)


def _of_year(end: date, start: date, *accounts: tuple[str, int]) -> Figures:
    return Figures(start, end, tuple(AccountFigure(one, one, True, -ore, -ore) for one, ore in accounts))


@pytest.mark.parametrize(("year", "loan_rate"), [(2024, 262), (2025, 196), (2026, 255)])
def test_rates_are_those_of_the_year_the_fiscal_year_ends_in(year: int, loan_rate: int) -> None:
    found = rates_of(date(year, 4, 30))

    assert found
    assert (found.tax, found.reserve, found.loan_rate) == (2060, 2500, loan_rate)


def test_years_outside_the_table_have_no_rates() -> None:
    assert (rates_of(date(2023, 12, 31)), rates_of(date(2027, 1, 31))) == (None, None)
    assert years_known() == (2024, 2026)


def test_fund_account_ends_with_the_last_digit_of_the_year() -> None:
    assert [fund_account(date(year, 12, 31)) for year in (2024, 2026, 2030)] == ["2124", "2126", "2120"]


def test_fund_is_due_in_the_sixth_year_after_its_own() -> None:
    there = _of_year(date(2026, 12, 31), date(2026, 1, 1), ("2119", 1), ("2120", 1), ("2121", 1), ("2131", 1))

    found = funds(there, RATES_2026)

    assert [(one.account, one.year, one.is_due) for one in found] == [
        ("2119", 2019, True),
        ("2120", 2020, True),
        ("2121", 2021, False),
        ("2131", 2021, False),
    ]


def test_fund_without_a_year_is_never_due() -> None:
    there = _of_year(date(2026, 12, 31), date(2026, 1, 1), ("2110", 500))

    assert [(one.year, one.is_due, one.left_ore) for one in funds(there, RATES_2026)] == [(None, False, 500)]


def test_fund_of_the_same_calendar_year_is_possible_after_a_short_year_only() -> None:
    end = date(2026, 12, 31)
    short, whole = date(2026, 7, 1), date(2026, 1, 1)

    years = [funds(_of_year(end, start, ("2126", 1)), RATES_2026)[0].year for start in (short, whole)]

    assert years == [2026, 2016]


def test_fund_of_2018_is_reversed_with_a_supplement() -> None:
    there = _of_year(date(2024, 12, 31), date(2024, 1, 1), ("2128", 100_000_00), ("2129", 100_000_00))

    assert [(one.year, one.uplift) for one in funds(there, RATES[2024])] == [(2018, 600), (2019, 0)]


@pytest.mark.parametrize(("months", "income"), [(12, 12_750_00), (6, 6_375_00), (18, 19_125_00)])
def test_notional_income_is_the_borrowing_rate_of_the_opening_funds(months: int, income: int) -> None:
    assert notional_income(funds(YEAR, RATES_2026), RATES_2026, months=months) == income  # 2.55 % of 500 000


def test_notional_rate_has_a_floor() -> None:
    assert [RATES[2025].notional, RATES_2026.notional] == [196, 255]
    low = RATES_2026.__class__(2060, 2500, 23, 50, 3000, 2000, 6, 600, 2018)
    assert low.notional == 50


@pytest.mark.parametrize(
    ("surplus", "booked_ore", "most"),
    [(100_003_00, 0, 25_000_00), (-1, 0, 0), (100_000_00, 20_000_00, 5_000_00), (100_000_00, 30_000_00, 0)],
)
def test_a_quarter_of_the_surplus_can_be_set_aside(surplus: int, booked_ore: int, most: int) -> None:
    assert most_allocation(surplus, RATES_2026, booked_ore=booked_ore) == most


def test_whole_calculation_of_a_limited_company() -> None:
    made = planned(YEAR, Choices(reserve=Way.MOST))

    assert made.tax
    assert made.reversals == {"2120": 400_000_00, "2123": 0}
    assert made.most_allocation_ore == 356_468_00  # a quarter of 1 425 874.17
    assert (made.tax.adjusted_ore, made.tax.notional_ore) == (13_124_17, 12_750_00)
    assert (made.tax.result_ore, made.tax.taxable_ore) == (1_069_406_17, 1_069_400_00)
    assert made.tax.tax_ore == 220_296_00  # 220 296.40
    assert made.result_ore == 823_236_00
    assert booked(made) == {
        "reserve": {"8811": 356_468_00, "2126": -356_468_00, "2120": 400_000_00, "8819": -400_000_00},
        "tax": {"8910": 220_296_00, "2510": -220_296_00},
        "result": {"8999": 823_236_00, "2099": -823_236_00},
    }


def test_adjustment_taken_out_and_one_written_by_hand_change_the_tax() -> None:
    made = planned(YEAR, Choices(left_out=("6072", "8423"), adjustments=(OwnAdjustment("Böter", 50_000_00),)))

    assert [one.account for one in made.suggestions] == ["6072", "8314", "8423"]
    assert made.tax
    assert made.tax.adjusted_ore == 49_544_00  # 50 000 − 456


def test_earlier_deficits_lower_the_tax_and_the_room_of_the_reserve() -> None:
    made = planned(YEAR, Choices(deficits_ore=1_400_000_00, reserve=Way.MOST))

    assert made.tax
    assert made.most_allocation_ore == 6_468_00  # a quarter of 25 874.17
    assert made.tax.taxable_ore == 19_400_00


def test_deficit_bears_no_tax_and_is_carried_forward_in_whole_kronor() -> None:
    found = TaxCalculation(-500_99, 0, 0, 0, 0, RATES_2026)

    assert (found.taxable_ore, found.tax_ore, found.deficit_ore) == (0, 0, 500_00)


@pytest.mark.parametrize(("result", "taxable", "tax"), [(9_99, 0, 0), (10_00, 10_00, 2_00), (99_99, 90_00, 18_00)])
def test_taxable_income_falls_to_tens_and_tax_to_kronor(result: int, taxable: int, tax: int) -> None:
    found = TaxCalculation(result, 0, 0, 0, 0, RATES_2026)

    assert (found.taxable_ore, found.tax_ore) == (taxable, tax)
