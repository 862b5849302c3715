"""The vouchers of a file."""

from dataclasses import replace
from datetime import date

from closing.importing.catalogue import finding
from closing.importing.validations.vouchers import (
    validate_added_rows,
    validate_dates,
    validate_numbers,
    validate_vouchers_balance,
    validate_vouchers_have_rows,
    validate_vouchers_present,
)
from sie import Figures, SeriesFigures
from tests.importing.readings import FIGURES, HEAD, context, mark, marked


def test_type_four_without_vouchers_is_told() -> None:
    assert validate_vouchers_present(context(figures=Figures())) == [
        finding("no-vouchers", start="2025-01-01", end="2025-12-31")
    ]


def test_vouchers_or_another_type_say_nothing_of_missing_ones() -> None:
    assert validate_vouchers_present(context()) == []
    assert validate_vouchers_present(context(replace(HEAD, sietyp="1"), Figures())) == []


def test_balanced_vouchers_pass() -> None:
    assert validate_vouchers_balance(context()) == []


def test_unbalanced_voucher_is_asked_about_with_series_number_and_difference() -> None:
    figures = replace(FIGURES, unbalanced=marked(mark("B", "7", line=31, difference_ore=-60)))

    found = validate_vouchers_balance(context(figures=figures))

    assert found == [
        finding(
            "voucher-unbalanced",
            31,
            voucher="B 7",
            series="B",
            number="7",
            date="2025-01-01",
            difference_ore=-60,
        )
    ]


def test_a_hundred_unbalanced_vouchers_are_listed_and_the_rest_counted() -> None:
    marks = [mark("A", str(number), difference_ore=1) for number in range(1, 1001)]
    hundred = replace(FIGURES, unbalanced=marked(*marks[:100]))
    more = replace(FIGURES, unbalanced=marked(*marks, count=2500))

    assert [one.code for one in validate_vouchers_balance(context(figures=hundred))] == ["voucher-unbalanced"] * 100
    found = validate_vouchers_balance(context(figures=more))
    assert found[100:] == [finding("more-of-kind", code="voucher-unbalanced", count=2400)]


def test_empty_vouchers_are_told_once_with_their_names() -> None:
    figures = replace(FIGURES, empty=marked(mark("A", "2", line=20), mark("", "", line=25)))

    found = validate_vouchers_have_rows(context(figures=figures))

    assert found == [finding("voucher-empty", 20, count=2, vouchers=["A 2", "#25"])]
    assert validate_vouchers_have_rows(context()) == []


def test_added_row_without_its_twin_is_a_warning() -> None:
    figures = replace(FIGURES, added_without_twin=marked(mark("A", "1", line=17), count=3))

    assert validate_added_rows(context(figures=figures)) == [
        finding("added-without-twin", 17, count=3, vouchers=["A 1"])
    ]
    assert validate_added_rows(context()) == []


def test_dates_on_the_edges_of_the_year_pass() -> None:
    figures = replace(FIGURES, dates={date(2025, 1, 1): 1, date(2025, 12, 31): 1})

    assert validate_dates(context(figures=figures)) == []


def test_voucher_outside_the_year_is_named() -> None:
    late = mark("A", "9", line=40, day=date(2026, 1, 1))
    figures = replace(FIGURES, dates={date(2025, 5, 5): 8, date(2026, 1, 1): 2}, outside_year=marked(late, count=2))

    found = validate_dates(context(figures=figures))

    assert found == [
        finding(
            "voucher-outside-year",
            40,
            voucher="A 9",
            series="A",
            number="9",
            date="2026-01-01",
            start="2025-01-01",
            end="2025-12-31",
        ),
        finding("more-of-kind", code="voucher-outside-year", count=1),
    ]


def test_unbroken_series_passes() -> None:
    assert validate_numbers(context()) == []


def test_gaps_are_named_per_series_in_order() -> None:
    series = {
        "B": SeriesFigures(count=2, first=1, last=3, gaps=((2, 2),), gap_count=1, missing=1),
        "A": SeriesFigures(count=17, first=1, last=20, gaps=((17, 19),), gap_count=1, missing=3),
    }

    found = validate_numbers(context(figures=replace(FIGURES, series=series)))

    assert found == [
        finding("number-gaps", series="A", gaps=[[17, 19]], gap_count=1, count=3),
        finding("number-gaps", series="B", gaps=[[2, 2]], gap_count=1, count=1),
    ]


def test_repeated_and_unordered_numbers_are_counted_per_series() -> None:
    series = {"#": SeriesFigures(count=12, first=1, last=1, duplicates=11, out_of_order=2)}

    found = validate_numbers(context(figures=replace(FIGURES, series=series)))

    assert found == [
        finding("numbers-repeated", series="#", count=11),
        finding("numbers-unordered", series="#", count=2),
    ]
