"""Gaps, repetitions and order of voucher numbers."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sie.scanning.numbering import (
    MOST_GAPS_LISTED,
    MOST_REPEATED_LISTED,
    Numbering,
    SeriesFigures,
    whole_number,
)
from sie.scanning.strict.headers import NO_NUMBER
from tests.sie.plain_figures import numbering_of


def figures(*parts: list[int]) -> SeriesFigures:
    """Take numbers part by part."""
    numbering = Numbering()
    for part in parts:
        numbering.add(np.array(part, np.int64))
    return numbering.figures()


def test_series_without_gaps_is_one_run() -> None:
    assert figures([1, 2, 3], [4, 5]) == SeriesFigures(count=5, first=1, last=5)


def test_gaps_between_and_across_parts_are_listed() -> None:
    found = figures([1, 2, 5], [9])

    assert (found.gaps, found.gap_count, found.missing) == (((3, 4), (6, 8)), 2, 5)


def test_number_that_comes_late_closes_its_gap_and_is_out_of_order() -> None:
    found = figures([1, 2, 4], [3])

    assert (found.gaps, found.out_of_order) == ((), 1)


def test_repeated_numbers_are_counted_and_listed() -> None:
    found = figures([1, 1, 1, 2], [2, 3])

    assert (found.duplicates, found.repeated, found.out_of_order) == (3, (1, 2), 0)


def test_vouchers_without_number_are_counted_alone() -> None:
    assert figures([NO_NUMBER], [NO_NUMBER]) == SeriesFigures(count=2, unnumbered=2)


def test_gaps_beyond_the_most_are_counted() -> None:
    found = figures(list(range(0, 4 * MOST_GAPS_LISTED, 2)))

    assert len(found.gaps) == MOST_GAPS_LISTED
    assert found.gap_count == found.missing == 2 * MOST_GAPS_LISTED - 1


def test_repeated_numbers_beyond_the_most_are_counted() -> None:
    found = figures(list(range(500)), list(range(500)))

    assert found.repeated == tuple(range(MOST_REPEATED_LISTED))
    assert found.duplicates == 500


@given(st.lists(st.lists(st.one_of(st.integers(0, 12), st.integers(0, 10**17), st.just(NO_NUMBER)))))
def test_any_numbers_give_what_a_plain_count_gives(parts: list[list[int]]) -> None:
    texts = ["" if number == NO_NUMBER else str(number) for part in parts for number in part]

    assert figures(*parts) == numbering_of(texts)


def test_many_runs_are_merged_on_the_way() -> None:
    numbers = list(range(300_000, 0, -2)) + list(range(600_000, 300_001, -3))

    found = figures(*(numbers[at : at + 9_000] for at in range(0, len(numbers), 9_000)))

    assert (found.first, found.last, found.count) == (2, 600_000, len(numbers))
    assert found.missing == 600_000 - 2 + 1 - len(set(numbers))
    assert found.out_of_order == len(numbers) - 2


def test_number_is_whole_only_in_plain_digits() -> None:
    texts = ["0", "0017", "9" * 18, "9" * 19, "", "A1", "-1", "1.0", "²", "٣", " 1"]

    assert [whole_number(text) for text in texts] == [0, 17, 10**18 - 1, *[NO_NUMBER] * 8]
