"""Which voucher an entry became, decided without a database."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from closing.entries.recognition.matching import Differing, Match, Rows, Seen, Sought, differing, match

DAY = date(2025, 12, 31)
ROWS: Rows = (("1710", 100_000), ("5010", -100_000))
OTHER_ROWS: Rows = (("1710", 90_000), ("5010", -90_000))
FIRST, SECOND = UUID(int=1), UUID(int=2)


def sought(
    entry: UUID = FIRST, marker: str = "KV-AAAAAAAAAA", *, series: str = "", number: int | None = None
) -> Sought:
    """Look for a transferred entry."""
    return Sought(entry, marker, DAY, ROWS, is_transferred=True, series=series, number=number)


def seen(number: int, *markers: str, series: str = "A", rows: Rows = ROWS, day: date = DAY) -> Seen:
    """See a voucher; its key follows from its number."""
    return Seen(number, series, str(number), number, day, rows, markers)


def test_voucher_with_the_mark_is_the_entrys_whatever_it_says() -> None:
    altered = seen(41, "KV-AAAAAAAAAA", rows=OTHER_ROWS, day=date(2025, 12, 1))

    assert match([sought()], [seen(40), altered]) == {FIRST: Match(altered)}


def test_mark_of_another_entry_matches_nothing() -> None:
    assert match([sought()], [seen(41, "KV-BBBBBBBBBB")]) == {}


def test_voucher_is_known_by_its_number_when_it_says_the_same() -> None:
    known = sought(series="A", number=41)

    assert match([known], [seen(40), seen(41)]) == {FIRST: Match(seen(41))}


@pytest.mark.parametrize(
    "other",
    [
        seen(41, rows=OTHER_ROWS),
        seen(41, day=date(2025, 12, 30)),
        seen(41, series="B"),
        seen(42),
        seen(41, "KV-BBBBBBBBBB"),
    ],
    ids=["rows", "day", "series", "number", "mark"],
)
def test_voucher_that_is_not_quite_the_one_of_that_number_is_another(other: Seen) -> None:
    assert match([sought(series="A", number=41)], [other]) == {}


def test_entry_without_a_number_is_known_by_date_and_rows() -> None:
    vouchers = [seen(40, rows=OTHER_ROWS), seen(41), seen(42, day=date(2025, 12, 30))]

    assert match([sought()], vouchers) == {FIRST: Match(seen(41))}


@pytest.mark.parametrize(("series", "found"), [("B", {FIRST: Match(seen(41, series="B"))}), ("C", {})])
def test_series_that_is_known_has_to_agree(series: str, found: dict[UUID, Match]) -> None:
    vouchers = [seen(40), seen(41, series="B")]

    assert match([sought(series=series)], vouchers) == found


def test_two_vouchers_that_say_the_same_are_not_chosen_between() -> None:
    assert match([sought()], [seen(41), seen(42)]) == {}


def test_as_many_vouchers_as_entries_that_say_the_same_are_theirs_in_their_order() -> None:
    two = [sought(), sought(SECOND, "KV-BBBBBBBBBB")]

    assert match(two, [seen(42), seen(41)]) == {FIRST: Match(seen(41)), SECOND: Match(seen(42))}


def test_entry_with_a_series_chooses_before_one_without() -> None:
    two = [sought(), sought(SECOND, "KV-BBBBBBBBBB", series="B")]

    found = match(two, [seen(41), seen(42, series="B")])

    assert found == {FIRST: Match(seen(41)), SECOND: Match(seen(42, series="B"))}


def test_voucher_that_is_taken_is_no_other_entrys() -> None:
    by_mark, by_number, by_content = (
        sought(),
        sought(SECOND, "KV-BBBBBBBBBB", series="A", number=42),
        sought(UUID(int=3), "KV-CCCCCCCCCC"),
    )

    found = match([by_content, by_number, by_mark], [seen(41, "KV-AAAAAAAAAA"), seen(42)])

    assert found == {FIRST: Match(seen(41, "KV-AAAAAAAAAA")), SECOND: Match(seen(42))}


def test_entry_that_is_not_transferred_is_known_by_its_mark_alone() -> None:
    waiting = replace(sought(), is_transferred=False)

    unmarked = match([waiting], [seen(41)])
    marked = match([waiting], [seen(41, "KV-AAAAAAAAAA")])

    assert (unmarked, marked) == ({}, {FIRST: Match(seen(41, "KV-AAAAAAAAAA"))})


@pytest.mark.parametrize(
    ("known", "first"),
    [
        (sought(series="A", number=43), 43),
        (sought(), 42),
        (replace(sought(), rows=(("9999", 1),)), 41),
    ],
    ids=["number", "content", "order"],
)
def test_of_vouchers_with_one_mark_the_likeliest_comes_first(known: Sought, first: int) -> None:
    mark = known.marker
    vouchers = [seen(43, mark, rows=OTHER_ROWS), seen(42, mark), seen(41, mark, rows=OTHER_ROWS)]

    found = match([known], vouchers)[FIRST]

    assert found.voucher.number_value == first
    assert sorted(one.number_value for one in found.others) == sorted({41, 42, 43} - {first})


def test_voucher_with_two_marks_is_both_entries() -> None:
    both = seen(41, "KV-AAAAAAAAAA", "KV-BBBBBBBBBB")

    found = match([sought(), sought(SECOND, "KV-BBBBBBBBBB")], [both])

    assert found == {FIRST: Match(both), SECOND: Match(both)}


def test_accounts_that_differ_are_told_with_both_sums() -> None:
    other = seen(41, rows=(("1710", 100_000), ("5010", -60_000), ("5020", -40_000)))

    assert differing(sought(), other) == (Differing("5010", -100_000, -60_000), Differing("5020", 0, -40_000))


def test_rows_that_were_joined_or_split_make_no_difference() -> None:
    split = seen(41, rows=(("1710", 40_000), ("1710", 60_000), ("5010", -100_000)))

    assert differing(sought(), split) == ()
