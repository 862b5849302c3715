"""The moves of an exported entry: where an answer, a look and a reading lead."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from closing.entries.export.destinations import Answer, ListedVoucher, Outcome, ReadVoucher
from closing.entries.export.moves import (
    Sighting,
    after_answer,
    after_look,
    after_reading,
    is_marked,
    marked_numbers,
    quiet_from,
    sighted,
)
from closing.entries.export.outgoing import OutgoingRow, OutgoingVoucher

DAY = date(2025, 12, 31)
ROWS = (OutgoingRow("1710", 500), OutgoingRow("5010", -500))
VOUCHER = OutgoingVoucher("A", DAY, "Hyra [KV-AAAAAAAAAA]", "Kvitt V1", "KV-AAAAAAAAAA", ROWS)
THERE = ReadVoucher(7, DAY, VOUCHER.text, "", ROWS)


def listed(number: int, text: str = "Hyra", *, day: date | None = DAY, comments: str = "") -> ListedVoucher:
    """List a voucher."""
    return ListedVoucher(number, day, text, comments)


def look(*there: ListedVoucher, above: int = 0, taken: frozenset[int] = frozenset()) -> Sighting:
    """Look for the voucher among some that all have its rows."""
    return sighted(VOUCHER, there, above=above, taken=taken, read=lambda number: replace(THERE, number=number))


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        (Outcome.BOOKED, "done"),
        (Outcome.REFUSED, "rejected"),
        (Outcome.NOT_SENT, "pending"),
        (Outcome.UNKNOWN, "unknown"),
    ],
)
def test_answer_leads_to_a_state(outcome: Outcome, state: str) -> None:
    assert after_answer(Answer(outcome)) == state


@pytest.mark.parametrize(
    ("sighting", "before", "after"),
    [
        (Sighting(), "unknown", "pending"),
        (Sighting((7,), is_marked=True), "done", "done"),
        (Sighting((7, 9), is_marked=True), "duplicate", "duplicate"),
        (Sighting((7,)), "unknown", "done"),
        (Sighting(is_ambiguous=True), "unknown", "unknown"),
    ],
)
def test_look_leads_to_a_state_before_and_after_the_quiet_period(sighting: Sighting, before: str, after: str) -> None:
    assert (after_look(sighting, is_quiet=False), after_look(sighting, is_quiet=True)) == (before, after)


def test_mark_in_text_or_comments_is_surest() -> None:
    by_text = look(listed(1), listed(3, VOUCHER.text))
    by_comments = look(listed(1), listed(2, comments="Kvitt V1 2025 [KV-AAAAAAAAAA]"))

    assert by_text == Sighting((3,), is_marked=True)
    assert by_comments == Sighting((2,), is_marked=True)


def test_mark_counts_in_old_and_taken_vouchers_of_any_day() -> None:
    there = (listed(4, VOUCHER.text), listed(2, VOUCHER.text, day=date(2025, 1, 1)))

    assert look(*there, above=9, taken=frozenset({2, 4})) == Sighting((2, 4), is_marked=True)


def test_voucher_without_the_mark_is_known_by_day_and_rows() -> None:
    assert look(listed(7)) == Sighting((7,))
    assert look(listed(7, day=None)) == Sighting((7,))


def test_voucher_with_other_rows_is_another() -> None:
    other = replace(THERE, rows=(OutgoingRow("1710", 501), OutgoingRow("5010", -501)))

    assert sighted(VOUCHER, [listed(7)], above=0, taken=(), read=lambda _number: other) == Sighting()
    assert sighted(VOUCHER, [listed(7)], above=0, taken=(), read=lambda _number: None) == Sighting()


@pytest.mark.parametrize(
    "there",
    [
        listed(7, day=date(2025, 12, 30)),
        listed(7, "Hyra [KV-BBBBBBBBBB]"),
        listed(7, comments="Kvitt V2 2025 [KV-BBBBBBBBBB]"),
        listed(6),
        listed(8),
    ],
    ids=["another day", "another mark", "another mark in the comments", "old", "taken"],
)
def test_voucher_that_cannot_be_it_is_not_even_read(there: ListedVoucher) -> None:
    def read(number: int) -> ReadVoucher:
        raise AssertionError(number)

    assert sighted(VOUCHER, [there], above=6, taken={8}, read=read) == Sighting()


def test_several_vouchers_like_it_without_a_mark_are_ambiguous() -> None:
    assert look(listed(7), listed(8)) == Sighting(is_ambiguous=True)


def test_quiet_period_begins_when_it_was_sent() -> None:
    sent = datetime(2026, 2, 3, 12, tzinfo=UTC)

    assert quiet_from(sent, timedelta(seconds=120)) == datetime(2026, 2, 3, 12, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("found", "check"),
    [
        (THERE, "same"),
        (replace(THERE, day=None), "same"),
        (replace(THERE, rows=ROWS[::-1]), "same"),
        (replace(THERE, text="Annan text [KV-AAAAAAAAAA]"), "same"),
        (replace(THERE, day=date(2025, 12, 30)), "different"),
        (replace(THERE, text="Hyra"), "different"),
        (replace(THERE, rows=ROWS[:1]), "different"),
        (replace(THERE, rows=(ROWS[0], replace(ROWS[1], cost_centre="SYD"))), "different"),
        (None, "missing"),
    ],
)
def test_reading_compares_day_mark_and_rows(found: ReadVoucher | None, check: str) -> None:
    assert after_reading(VOUCHER, found) == check


def test_marked_numbers_are_in_order() -> None:
    there = [listed(9, VOUCHER.text), listed(3), listed(2, comments="KV-AAAAAAAAAA")]

    assert marked_numbers("KV-AAAAAAAAAA", there) == (2, 9)
    assert [is_marked(one, "KV-AAAAAAAAAA") for one in there] == [True, False, True]
