"""Added rows and the counted rows that repeat them."""

from collections import Counter
from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sie.encoding import Encoding
from sie.records import Posting, PostingKind, Voucher
from sie.scanning.columns import CARRIED, RowColumns, TextColumn
from sie.scanning.lettering import Lettering
from sie.scanning.strict.cursor import Spans
from sie.scanning.strict.lines import LineKind
from sie.scanning.tallies.twins import Waiting, find_twins
from tests.sie.plain_figures import twins_of
from tests.sie.sample import HEAD, VOUCHER, read_text

KINDS = {
    PostingKind.COUNTED: LineKind.COUNTED,
    PostingKind.ADDED: LineKind.ADDED,
    PostingKind.STRUCK: LineKind.STRUCK,
}
THE_VOUCHER = read_text(HEAD + VOUCHER).vouchers[0]

postings = st.builds(
    Posting, st.sampled_from("12"), st.integers(1, 2), kind=st.sampled_from(PostingKind), objects=st.just(())
)
vouchers = st.lists(postings, max_size=8).map(lambda rows: replace(THE_VOUCHER, postings=tuple(rows)))


def columns(rows: list[tuple[int, Posting]]) -> RowColumns:
    """Put rows, each with the place of its voucher, into columns."""
    nothing = np.zeros(len(rows), np.int64)
    no_text = TextColumn(Lettering(b"", Encoding("cp437")), Spans(nothing, nothing))
    return RowColumns(
        lines=nothing,
        vouchers=np.array([place for place, _ in rows], np.int64),
        kinds=np.array([KINDS[row.kind] for _, row in rows], np.uint8),
        accounts=np.array([int(row.account) for _, row in rows], np.int64),
        lists=nothing,
        amounts=np.array([row.amount_ore for _, row in rows], np.int64),
        days=nothing,
        texts=no_text,
        quantities=no_text,
        signs=no_text,
    )


@given(st.lists(vouchers, max_size=5))
def test_twins_of_whole_vouchers_are_what_a_plain_search_finds(found: list[Voucher]) -> None:
    rows = columns([(place, row) for place, voucher in enumerate(found) for row in voucher.postings])

    twins = find_twins(rows, Counter(), len(found) - 1)

    expected = [twins_of(voucher) for voucher in found]
    assert twins.are_twins.tolist() == [twin for voucher, _ in expected for twin in voucher]
    left = dict(twins.unpaired) | {len(found) - 1: twins.waiting.total()}
    assert [left.get(place, 0) for place in range(len(found))] == [count for _, count in expected]


@given(vouchers, st.integers(0, 8), st.integers(0, 8))
def test_twins_of_a_voucher_in_three_blocks_are_the_same(voucher: Voucher, first: int, second: int) -> None:
    rows = voucher.postings
    parts = [rows[:first], rows[first : first + second], rows[first + second :]]
    waiting: Waiting = Counter()
    found: list[bool] = []

    for number, part in enumerate(parts):
        place = 0 if number == 0 else CARRIED
        twins = find_twins(columns([(place, row) for row in part]), waiting, place)
        waiting = twins.waiting
        found += twins.are_twins.tolist()

    assert (found, waiting.total()) == twins_of(voucher)


def test_added_rows_left_by_a_carried_voucher_are_told_when_the_next_begins() -> None:
    row = Posting("1", 5)

    twins = find_twins(columns([(CARRIED, row), (0, row)]), Counter({(1, 0, 5): 2}), 0)

    assert (twins.are_twins.tolist(), twins.unpaired, twins.waiting.total()) == ([True, False], ((CARRIED, 1),), 0)
