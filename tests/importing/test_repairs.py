"""What is mended in a file."""

from dataclasses import replace

import pytest

from closing.importing.catalogue import finding
from closing.importing.repairs import MOST_OBJECTS, Plan, count_objects, free_series, openings_taken, plan
from sie import Figures, SeriesFigures
from sie.records import ObjectBalance, ObjectBalanceKind, SieObject
from tests.importing.readings import FIGURES, HEAD, Sums, context, mark, marked


@pytest.mark.parametrize(
    ("used", "series"),
    [
        (set(), "A"),
        ({""}, "A"),
        ({"B", "C"}, "A"),
        ({"A"}, "X"),
        ({"a"}, "X"),
        ({"A", "X", "Y"}, "Z"),
        ({"A", "X", "Y", "Z"}, "AA"),
        ({"A", "X", "Y", "Z", "AA", "AB"}, "AC"),
    ],
)
def test_series_is_a_or_the_first_unused_of_x_y_z_aa(used: set[str], series: str) -> None:
    assert free_series(used) == series


def test_whole_file_needs_no_repair() -> None:
    assert plan(context()) == (Plan(), [])


def test_vouchers_without_series_are_told_with_the_names_they_get() -> None:
    figures = Figures(
        vouchers=3,
        series={"A": SeriesFigures(count=1, first=1, last=1), "": SeriesFigures(count=2, first=7, last=8)},
        without_series=marked(mark("", "7", line=20), mark("", "8", line=25)),
    )

    decided, found = plan(context(figures=figures))

    assert decided == Plan(series="X")
    assert found == [finding("series-filled", 20, series="X", count=2, vouchers=["X 7", "X 8"])]


def test_vouchers_without_number_go_on_after_the_highest_of_their_series() -> None:
    figures = Figures(
        vouchers=4,
        series={"A": SeriesFigures(count=3, first=4, last=9, unnumbered=1), "B": SeriesFigures(count=1, unnumbered=1)},
        without_number=marked(mark("A", "", line=20), mark("B", "", line=25)),
    )

    decided, found = plan(context(figures=figures))

    assert decided == Plan(last_numbers={"A": 9, "B": 0})
    assert found == [finding("number-filled", 20, count=2, vouchers=["A 10", "B 1"])]


def test_vouchers_without_series_and_number_get_both() -> None:
    lost = mark("", "", line=20)
    figures = Figures(
        vouchers=2,
        series={"": SeriesFigures(count=2, first=5, last=5, unnumbered=1)},
        without_series=marked(mark("", "5", line=12), lost),
        without_number=marked(lost),
    )

    decided, found = plan(context(figures=figures))

    assert decided == Plan(series="A", last_numbers={"A": 5})
    assert found == [
        finding("series-filled", 12, series="A", count=2, vouchers=["A 5", "A 6"]),
        finding("number-filled", 20, count=1, vouchers=["A 6"]),
    ]


def test_numbers_that_are_words_are_not_missing() -> None:
    figures = replace(FIGURES, series={"A": SeriesFigures(count=1, unnumbered=1)})

    assert plan(context(figures=figures)) == (Plan(), [])


def _with_objects(count: int) -> Figures:
    return replace(FIGURES, objects_used=frozenset(("6", str(number)) for number in range(count)))


def test_five_hundred_objects_are_all_kept() -> None:
    assert plan(context(figures=_with_objects(MOST_OBJECTS))) == (Plan(), [])


def test_one_object_more_leaves_all_of_them_out() -> None:
    decided, found = plan(context(figures=_with_objects(MOST_OBJECTS + 1)))

    assert decided == Plan(without_objects=True)
    assert found == [finding("too-many-objects", count=501, limit=500)]


def test_objects_count_once_whether_declared_used_or_in_balances() -> None:
    head = replace(
        HEAD,
        objects=(SieObject("1", "100", "Syd"), SieObject("6", "P1", "Bro")),
        object_balances=(ObjectBalance(ObjectBalanceKind.OPENING, 0, "1930", (("6", "P1"), ("6", "P2")), 1),),
    )
    figures = replace(FIGURES, objects_used=frozenset({("1", "100"), ("6", "P2"), ("2", "100")}))

    assert count_objects(context(head, figures)) == 4


BEFORE = {"1930": 10_000, "2081": -10_000}


def test_openings_are_taken_when_the_file_has_none() -> None:
    decided, found = plan(context(sums=Sums(closing_before=BEFORE)))

    assert decided == Plan(openings=BEFORE)
    assert found == [finding("opening-taken", count=2, accounts=["1930", "2081"])]


def test_single_opening_is_taken_when_its_closing_proves_it() -> None:
    sums = Sums({"2081": -10_000}, {"1930": 35_000, "2081": -10_000}, closing_before=BEFORE)

    assert openings_taken(context(sums=sums)) == {"1930": 10_000}


def test_result_that_was_moved_to_equity_is_not_taken_for_a_missing_opening() -> None:
    before = {"1930": 10_000, "2091": -4_000, "2099": -6_000}
    sums = Sums({"1930": 10_000, "2091": -10_000}, {"1930": 35_000, "2091": -10_000}, closing_before=before)

    assert openings_taken(context(sums=sums)) == {}


def test_without_vouchers_openings_that_sum_to_zero_are_complete() -> None:
    complete = Sums({"1930": 10_000, "2091": -10_000}, closing_before={"1930": 10_000, "2099": -10_000})
    lacking = Sums({"1930": 10_000}, closing_before={"1930": 10_000, "2099": -10_000})

    assert openings_taken(context(figures=Figures(), sums=complete)) == {}
    assert openings_taken(context(figures=Figures(), sums=lacking)) == {"2099": -10_000}


def test_opening_of_zero_is_not_told() -> None:
    assert openings_taken(context(sums=Sums(closing_before={"1930": 0}))) == {}
