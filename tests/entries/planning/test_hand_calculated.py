"""Whole companies worked out by hand, as an accountant does it on paper; each calculation stands beside its figures."""

from collections.abc import Mapping
from datetime import date

from closing.entries.planning.reckoning.adjustments import OwnAdjustment
from closing.entries.planning.reckoning.choices import Choices, Way
from closing.entries.planning.reckoning.company import Company
from closing.entries.planning.reckoning.figures import AccountFigure, Figures
from closing.entries.planning.reckoning.plan import Plan, Situation, plan
from closing.entries.planning.reckoning.problems import problems
from closing.entries.planning.reckoning.rates import rates_of
from tests.entries.planning.reckoning.given import LIMITED, PARTNERSHIP, SOLE_TRADER, booked, kronor

CALENDAR_2026 = (date(2026, 1, 1), date(2026, 12, 31))
BALANCE = ("1", "2")


def _books(
    days: tuple[date, date],
    closing: Mapping[str, str],
    *,
    opening: Mapping[str, str] | None = None,
    debits: Mapping[str, str] | None = None,
) -> Figures:
    """Give the books of a year in kronor; bank account 1930 takes what makes them balance."""
    opened = {one: kronor(kr) for one, kr in (opening or {}).items()}
    closed = {one: kronor(kr) for one, kr in closing.items()}
    bought = {one: kronor(kr) for one, kr in (debits or {}).items()}
    opened["1930"], closed["1930"] = -sum(opened.values()), -sum(closed.values())
    numbers = sorted({*opened, *closed})
    return Figures(
        *days,
        tuple(
            AccountFigure(one, one, one.startswith(BALANCE), opened.get(one, 0), closed.get(one, 0), bought.get(one, 0))
            for one in numbers
        ),
    )


def _planned(books: Figures, choices: Choices, *, company: Company = LIMITED) -> Plan:
    made = plan(Situation(books, company, rates_of(books.end)), choices)
    assert problems(made) == ()
    return made


def test_limited_company_with_profit_sets_aside_all_it_may() -> None:
    # Sales 2 345 678.90 + interest on the tax account 222.22 = 2 345 901.12
    # Costs 1 500 000.45 + 8 765.43 + 1 111.11 = 1 509 876.99; result before tax 836 024.13
    # Not deductible 8 765.43 + 1 111.11, not taxed 222.22: + 9 654.32 = 845 678.45
    # A quarter: 211 419.61, set aside 211 419; left 634 259.45, taxed 634 250; 20.6 % = 130 655.50, tax 130 655
    # Result 836 024.13 - 211 419 - 130 655 = 493 950.13
    books = _books(
        CALENDAR_2026,
        {
            "2518": "100000",
            "3010": "-2345678.90",
            "5010": "1500000.45",
            "6072": "8765.43",
            "8314": "-222.22",
            "8423": "1111.11",
        },
    )

    made = _planned(books, Choices(reserve=Way.MOST))

    assert made.tax
    assert (made.tax.result_ore, made.tax.taxable_ore) == (634_259_45, 634_250_00)
    assert booked(made) == {
        "reserve": {"8811": 211_419_00, "2126": -211_419_00},
        "preliminary": {"2518": -100_000_00, "2510": 100_000_00},
        "tax": {"8910": 130_655_00, "2510": -130_655_00},
        "result": {"8999": 493_950_13, "2099": -493_950_13},
    }


def test_limited_company_with_loss_carries_it_forward_with_the_deficits_before() -> None:
    # 400 000 - 510 000 - 2 345.67 = -112 345.67; the fines count not: -110 000.00; with 50 000 of before: -160 000
    books = _books(CALENDAR_2026, {"3010": "-400000", "5010": "510000", "6992": "2345.67"})

    made = _planned(books, Choices(reserve=Way.MOST, deficits_ore=50_000_00))

    assert made.tax
    assert (made.most_allocation_ore, made.tax.tax_ore, made.tax.deficit_ore) == (0, 0, 160_000_00)
    assert booked(made) == {"result": {"8999": -112_345_67, "2099": 112_345_67}}


def test_limited_company_reverses_the_reserve_whose_six_years_are_over() -> None:
    # Reserves at the beginning 300 000 + 150 000 + 50 500 = 500 500; 2.55 % = 12 762.75, notional income 12 762
    # 100 000 + reversed 300 000 + 12 762 = 412 762; a quarter 103 190.50, set aside 103 190
    # 309 572, taxed 309 570; 20.6 % = 63 771.42, tax 63 771
    # Result 100 000 + 300 000 - 103 190 - 63 771 = 233 039
    reserves = {"2120": "-300000", "2122": "-150000", "2125": "-50500"}
    books = _books(CALENDAR_2026, {**reserves, "3010": "-100000"}, opening=reserves)

    made = _planned(books, Choices(reserve=Way.MOST))

    assert made.tax
    assert (made.tax.notional_ore, made.tax.uplift_ore, made.tax.taxable_ore) == (12_762_00, 0, 309_570_00)
    assert booked(made) == {
        "reserve": {"8811": 103_190_00, "2126": -103_190_00, "2120": 300_000_00, "8819": -300_000_00},
        "tax": {"8910": 63_771_00, "2510": -63_771_00},
        "result": {"8999": 233_039_00, "2099": -233_039_00},
    }


def test_limited_company_depreciates_by_the_main_rule() -> None:
    # Opening tax value 800 000 - 200 000 - 100 000 = 500 000. Bought for 300 000. A machine bought for 100 000 and
    # depreciated by 70 000 was sold for 40 000. Lowest value 0.7 x (500 000 + 300 000 - 40 000) = 532 000
    # Book value 1 000 000 - 280 000 = 720 000; 188 000 in all, of which 100 000 is there: 88 000
    # Result 1 000 000 - 400 000 - 150 000 + 10 000 = 460 000; less 88 000 = 372 000; tax 76 632; left 295 368
    books = _books(
        CALENDAR_2026,
        {
            "1220": "1000000",
            "1229": "-280000",
            "2150": "-100000",
            "3010": "-1000000",
            "3973": "-10000",
            "5010": "400000",
            "7832": "150000",
        },
        opening={"1220": "800000", "1229": "-200000", "2150": "-100000"},
        debits={"1220": "300000", "1229": "70000"},
    )

    made = _planned(books, Choices(excess=Way.MOST, sales_ore=40_000_00))

    assert made.room
    assert (made.room.main_ore, made.room.supplementary_ore) == (532_000_00, None)
    assert booked(made) == {
        "excess": {"8850": 88_000_00, "2150": -88_000_00},
        "tax": {"8910": 76_632_00, "2510": -76_632_00},
        "result": {"8999": 295_368_00, "2099": -295_368_00},
    }


def test_limited_company_depreciates_by_the_supplementary_rule() -> None:
    # What is left at cost: 100 000 of 2026, 500 000 of 2025, 400 000 of 2024, 250 000 of 2023
    # 80 000 + 300 000 + 160 000 + 50 000 = 590 000; main rule 0.7 x (900 000 + 100 000) = 700 000
    # Book value 1 600 000 - 750 000 = 850 000; 260 000 in all, of which 120 000 is there: 140 000
    # Result 770 000 - 270 000 = 500 000; less 140 000 = 360 000; tax 74 160; left 285 840
    books = _books(
        CALENDAR_2026,
        {"1220": "1600000", "1229": "-750000", "2150": "-120000", "3010": "-770000", "7832": "270000"},
        opening={"1220": "1500000", "1229": "-480000", "2150": "-120000"},
        debits={"1220": "100000"},
    )

    made = _planned(books, Choices(excess=Way.MOST, earlier_ore=(500_000_00, 400_000_00, 250_000_00)))

    assert made.room
    assert (made.room.main_ore, made.room.supplementary_ore) == (700_000_00, 590_000_00)
    assert booked(made) == {
        "excess": {"8850": 140_000_00, "2150": -140_000_00},
        "tax": {"8910": 74_160_00, "2510": -74_160_00},
        "result": {"8999": 285_840_00, "2099": -285_840_00},
    }


def test_first_year_of_eighteen_months_depreciates_by_half_as_much_again() -> None:
    # Bought for 240 000, 20 % a year for 18 months: 72 000, book value 168 000
    # Main rule 45 %: 132 000 is left; supplementary rule 30 %: 168 000. Excess 36 000
    # Result 372 000 - 72 000 = 300 000; less 36 000 = 264 000; a quarter 66 000 whatever the length of the year
    # Taxed 198 000; tax 40 788; left 157 212
    books = _books(
        (date(2025, 7, 1), date(2026, 12, 31)),
        {"1220": "240000", "1229": "-72000", "3010": "-372000", "7832": "72000"},
        debits={"1220": "240000"},
    )

    made = _planned(books, Choices(excess=Way.MOST, reserve=Way.MOST, earlier_ore=(0, 0, 0)))

    assert made.room
    assert (made.room.main_ore, made.room.supplementary_ore) == (132_000_00, 168_000_00)
    assert booked(made) == {
        "excess": {"8850": 36_000_00, "2150": -36_000_00},
        "reserve": {"8811": 66_000_00, "2126": -66_000_00},
        "tax": {"8910": 40_788_00, "2510": -40_788_00},
        "result": {"8999": 157_212_00, "2099": -157_212_00},
    }


def test_broken_year_has_the_rates_and_the_reserves_of_the_calendar_year_it_ends_in() -> None:
    # The reserve of the year that ended in April 2020 is due: 2021 is its first year after, 2026 its sixth
    # Notional income 2.55 % of 140 000 = 3 570. 250 000.50 + 80 000 + 3 570 - 10 000 set aside = 323 570.50
    # Taxed 323 570; 20.6 % = 66 655.42, tax 66 655; left 250 000.50 + 80 000 - 10 000 - 66 655 = 253 345.50
    reserves = {"2120": "-80000", "2124": "-60000"}
    books = _books((date(2025, 5, 1), date(2026, 4, 30)), {**reserves, "3010": "-250000.50"}, opening=reserves)

    made = _planned(books, Choices(reserve=Way.AMOUNT, reserve_ore=10_000_00))

    assert [(one.account, one.year, one.is_due, one.uplift) for one in made.funds] == [
        ("2120", 2020, True, 0),
        ("2124", 2024, False, 0),
    ]
    assert booked(made) == {
        "reserve": {"8811": 10_000_00, "2126": -10_000_00, "2120": 80_000_00, "8819": -80_000_00},
        "tax": {"8910": 66_655_00, "2510": -66_655_00},
        "result": {"8999": 253_345_50, "2099": -253_345_50},
    }


def test_sole_trader_books_result_and_withdrawals_and_declares_the_rest() -> None:
    # 612 345.60 - 201 234.55 = 411 111.05
    # Goods taken out 3 456, taxes 60 000, other withdrawals 180 000, deposits 25 000: 218 456 off the equity
    books = _books(
        CALENDAR_2026,
        {
            "2010": "-100000",
            "2011": "3456",
            "2012": "60000",
            "2013": "180000",
            "2018": "-25000",
            "3010": "-612345.60",
            "4010": "201234.55",
        },
        opening={"2010": "-100000"},
    )

    made = _planned(books, Choices(reserve=Way.MOST), company=SOLE_TRADER)

    assert (made.tax, made.allocation_ore) == (None, 0)
    assert booked(made) == {
        "result": {"8999": 411_111_05, "2019": -411_111_05},
        "equity": {"2010": 218_456_00, "2011": -3_456_00, "2012": -60_000_00, "2013": -180_000_00, "2018": 25_000_00},
    }


def test_two_partners_share_the_result_and_the_partnership_owes_the_special_contribution() -> None:
    # 24.26 % of pension costs of 20 000 = 4 852. 358 185.33 - 20 000 - 4 852 = 333 333.33
    # 60 % = 199 999.998, of which 199 999.99; the other partner takes what is left, 133 333.34
    books = _books(CALENDAR_2026, {"2514": "-4852", "3010": "-358185.33", "7412": "20000", "7533": "4852"})

    made = _planned(books, Choices(shares=(60, 40)), company=PARTNERSHIP)

    assert made.tax is None
    assert booked(made) == {
        "special": {"2514": 4_852_00, "2510": -4_852_00},
        "result": {"8999": 333_333_33, "2019": -199_999_99, "2029": -133_333_34},
    }


def test_economic_association_deducts_its_cooperative_dividend() -> None:
    # 87 654.32 + membership fees 1 200 - dividend to members in proportion to their purchases 15 000 = 73 854.32
    # Taxed 73 850; 20.6 % = 15 213.10, tax 15 213; left 72 441.32
    books = _books(CALENDAR_2026, {"3010": "-288854.32", "5010": "200000", "6982": "1200"})

    made = _planned(books, Choices(adjustments=(OwnAdjustment("Kooperativ utdelning", -15_000_00),)))

    assert made.tax
    assert (made.tax.adjusted_ore, made.tax.result_ore) == (-13_800_00, 73_854_32)
    assert booked(made) == {
        "tax": {"8910": 15_213_00, "2510": -15_213_00},
        "result": {"8999": 72_441_32, "2099": -72_441_32},
    }
