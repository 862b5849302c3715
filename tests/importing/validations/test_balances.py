"""The sums of a file against what its vouchers come to."""

from dataclasses import replace

from closing.importing.catalogue import finding
from closing.importing.validations.balances import (
    validate_closing_sum,
    validate_closings,
    validate_opening_sum,
    validate_openings,
)
from sie import Figures
from sie.records import Account
from tests.importing.readings import CASE, FIGURES, HEAD, Sums, context

OPENING = {"1930": 10_000, "2081": -10_000}
CLOSING = {"1930": 35_000, "2081": -10_000}
RESULT = {"3001": -25_000}


def test_closings_that_opening_and_postings_explain_pass() -> None:
    assert validate_closings(context(sums=Sums(OPENING, CLOSING, RESULT))) == []


def test_closing_that_they_do_not_explain_is_a_warning_with_account_and_amounts() -> None:
    found = validate_closings(context(sums=Sums(OPENING, {**CLOSING, "1930": 34_000}, RESULT)))

    assert found == [
        finding(
            "closing-differs",
            account="1930",
            opening_ore=10_000,
            movement_ore=25_000,
            closing_ore=34_000,
            difference_ore=-1_000,
        )
    ]


def test_closing_that_is_left_out_counts_as_zero() -> None:
    found = validate_closings(context(sums=Sums(OPENING, {"2081": -10_000}, RESULT)))

    assert [(one.facts["account"], one.facts["difference_ore"]) for one in found] == [("1930", -35_000)]


def test_result_that_postings_do_not_explain_is_a_warning() -> None:
    found = validate_closings(context(sums=Sums(OPENING, CLOSING, {"3001": -24_000})))

    assert [(one.facts["account"], one.facts["difference_ore"]) for one in found] == [("3001", 1_000)]


def test_result_account_with_an_opening_balance_may_count_it_in_or_not() -> None:
    opening = {**OPENING, "3001": -5_000}

    without = validate_closings(context(sums=Sums(opening, CLOSING, {"3001": -25_000})))
    with_it = validate_closings(context(sums=Sums(opening, CLOSING, {"3001": -30_000})))

    assert without == with_it == []


def test_account_type_of_the_file_goes_before_its_first_digit() -> None:
    head = replace(HEAD, accounts=(*HEAD.accounts, Account("9030", "Resultat förra året", kind="S")))
    figures = replace(FIGURES, movements={**FIGURES.movements, "9030": 500})

    found = validate_closings(context(head, figures, sums=Sums(OPENING, CLOSING, RESULT)))

    assert [one.facts["account"] for one in found] == ["9030"]


def test_closings_are_not_compared_without_closings_or_without_vouchers_or_in_a_file_for_import() -> None:
    wrong = Sums(OPENING, {"1930": 1}, RESULT)

    assert validate_closings(context(sums=Sums(OPENING))) == []
    assert validate_closings(context(figures=Figures(), sums=wrong)) == []
    assert validate_closings(context(sums=wrong, case=replace(CASE, file_name="lön.si"))) == []


def test_a_hundred_unexplained_closings_are_listed_and_the_rest_counted() -> None:
    closing = {**CLOSING, **{str(number): 1 for number in range(1000, 1150)}}

    found = validate_closings(context(sums=Sums(OPENING, closing, RESULT)))

    assert [one.code for one in found] == ["closing-differs"] * 100 + ["more-of-kind"]
    assert found[-1].facts == {"code": "closing-differs", "count": 50}


def test_opening_sum_of_zero_passes_and_another_is_told() -> None:
    assert validate_opening_sum(context(sums=Sums(OPENING))) == []
    assert validate_opening_sum(context(sums=Sums({"1930": 100}))) == [finding("openings-not-zero", sum_ore=100)]
    assert validate_opening_sum(context()) == []


def test_closing_sum_counts_the_result_in() -> None:
    assert validate_closing_sum(context(sums=Sums(OPENING, CLOSING, RESULT))) == []
    assert validate_closing_sum(context(sums=Sums(OPENING, CLOSING))) == [finding("closings-not-zero", sum_ore=25_000)]
    assert validate_closing_sum(context(sums=Sums(result=RESULT))) == []


def test_openings_that_last_year_closed_with_pass() -> None:
    assert validate_openings(context(sums=Sums(OPENING, closing_before=OPENING))) == []


def test_opening_that_differs_from_last_years_closing_is_told_in_one_finding() -> None:
    before = {"1930": 9_000, "2081": -10_000, "2091": 1_000}

    found = validate_openings(context(sums=Sums(OPENING, CLOSING, closing_before=before)))

    assert found == [finding("opening-differs", count=2, accounts=["1930", "2091"])]


def test_openings_are_not_compared_when_one_of_the_years_is_missing() -> None:
    assert validate_openings(context(sums=Sums(OPENING))) == []
    assert validate_openings(context(sums=Sums(closing_before=OPENING))) == []
