"""Looking for entries in the bookkeeping."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone
from time_machine import TimeMachineFixture

from closing.engagements.models import FiscalYear
from closing.entries import transfers, writing
from closing.entries.export.outgoing import outgoing
from closing.entries.export.work import LONGEST_RUN
from closing.entries.models import ClosingEntry, Transfer
from closing.entries.sie_files import filing
from closing.entries.sie_files.filing import Order
from closing.users.models import User
from tests.entries.export.exports import begun, checked, sent, states, work_at
from tests.entries.export.in_memory import (
    ANSWER_LOST,
    FAULT_BEFORE,
    NOT_REACHED,
    OK,
    REQUEST_LOST,
    Books,
    InMemoryBookkeeping,
    late,
)
from tests.entries.made_entries import DECEMBER, make_entry

QUIET = timedelta(seconds=121)
ROWS = (("1710", 100_000), ("5010", -100_000))


@pytest.fixture
def entry(year: FiscalYear, clock: TimeMachineFixture) -> ClosingEntry:
    """Give an entry, with the clock stopped."""
    assert clock
    return make_entry(year, *ROWS)


def given_up(books: Books, clock: TimeMachineFixture, entry: ClosingEntry) -> None:
    """Send an entry that comes after 1000 seconds, look for it too early, and give it back."""
    books.planned = [late(1000)]
    batch = sent(entry.fiscal_year, [entry])
    books.away, books.away_passes = 1, False
    clock.shift(QUIET)
    work_at(batch)
    checked(batch)
    assert states(batch) == ["V1 returned"]
    clock.shift(timedelta(seconds=1000))


def test_mark_is_found_before_the_quiet_period_is_over(
    books: Books, clock: TimeMachineFixture, entry: ClosingEntry
) -> None:
    books.planned = [ANSWER_LOST]
    batch = sent(entry.fiscal_year, [entry])
    books.away, books.away_passes = 1, False
    clock.shift(QUIET)
    work_at(batch)
    batch.items.update(sent_at="2026-02-03T12:02:00+01:00")

    checked(batch)

    assert states(batch) == ["V1 done A 1"]


def test_nothing_found_before_the_quiet_period_is_over_proves_nothing(
    books: Books, clock: TimeMachineFixture, entry: ClosingEntry
) -> None:
    books.planned = [REQUEST_LOST]
    batch = sent(entry.fiscal_year, [entry])
    clock.shift(timedelta(seconds=121))
    batch.items.update(sent_at="2026-02-03T12:00:31+01:00")

    job = work_at(batch)

    assert (states(batch), len(books.sent)) == (["V1 unknown"], 1)
    assert job.not_before
    assert job.not_before.isoformat() == "2026-02-03T11:02:31+00:00"


def test_quiet_period_is_over_to_the_second(books: Books, clock: TimeMachineFixture, entry: ClosingEntry) -> None:
    books.planned = [REQUEST_LOST]
    batch = sent(entry.fiscal_year, [entry])

    clock.shift(timedelta(seconds=120))
    work_at(batch)

    assert (states(batch), len(books.sent)) == (["V1 done A 1"], 2)


def test_voucher_that_is_never_answered_is_given_back_with_what_waits_behind_it(
    books: Books, clock: TimeMachineFixture, entry: ClosingEntry
) -> None:
    books.planned = [FAULT_BEFORE, NOT_REACHED, FAULT_BEFORE, FAULT_BEFORE]
    batch = sent(entry.fiscal_year, [entry, make_entry(entry.fiscal_year)])
    for _time in range(3):
        clock.shift(QUIET)
        work_at(batch)

    reasons = list(batch.items.order_by("ordinal").values_list("reason", flat=True))

    assert (states(batch), reasons) == (["V1 returned", "V2 returned"], ["not-found", "stopped"])
    assert (batch.state, batch.stop_reason, len(books.sent)) == ("ended", "no-answers", 4)


def test_voucher_that_is_answered_the_third_time_is_booked(
    books: Books, clock: TimeMachineFixture, entry: ClosingEntry
) -> None:
    books.planned = [FAULT_BEFORE, FAULT_BEFORE]
    batch = sent(entry.fiscal_year, [entry])
    for _time in range(2):
        clock.shift(QUIET)
        work_at(batch)

    assert (states(batch), batch.state, len(books.sent)) == (["V1 done A 1"], "ended", 3)


def test_voucher_whose_mark_was_edited_away_is_known_by_its_rows(
    books: Books, clock: TimeMachineFixture, entry: ClosingEntry
) -> None:
    books.planned = [ANSWER_LOST]
    batch = sent(entry.fiscal_year, [entry])
    books.vouchers[0].text = books.vouchers[0].comments = "Ändrad"
    clock.shift(QUIET)

    work_at(batch)

    assert (states(batch), len(books.sent)) == (["V1 done A 1"], 1)
    assert batch.items.get().checked == "different"


def test_voucher_of_a_person_is_not_taken_for_one_that_may_still_come(
    books: Books, clock: TimeMachineFixture, entry: ClosingEntry
) -> None:
    books.planned = [late(200)]
    batch = sent(entry.fiscal_year, [entry])
    books.book_by_person("A", *ROWS)
    clock.shift(QUIET)
    batch.items.update(sent_at="2026-02-03T12:01:40+01:00")

    work_at(batch)
    too_early = states(batch)
    clock.shift(QUIET)
    work_at(batch)

    assert (too_early, states(batch)) == (["V1 unknown"], ["V1 done A 2"])


def test_voucher_older_than_the_entry_is_another(books: Books, clock: TimeMachineFixture, entry: ClosingEntry) -> None:
    books.book_by_person("A", *ROWS)
    books.planned = [REQUEST_LOST]
    batch = sent(entry.fiscal_year, [entry])
    clock.shift(QUIET)

    work_at(batch)

    assert (states(batch), len(books.sent)) == (["V1 done A 2"], 2)


def test_two_vouchers_like_it_without_a_mark_need_a_person(
    books: Books, clock: TimeMachineFixture, entry: ClosingEntry
) -> None:
    books.planned = [REQUEST_LOST]
    batch = sent(entry.fiscal_year, [entry, make_entry(entry.fiscal_year)])
    books.book_by_person("A", *ROWS)
    books.book_by_person("A", *ROWS)
    clock.shift(QUIET)

    work_at(batch)

    assert states(batch) == ["V1 unknown", "V2 returned"]
    assert (batch.state, batch.stop_reason, len(books.sent)) == ("ended", "ambiguous", 1)
    assert batch.items.get(ordinal=1).reason == "ambiguous"


def test_voucher_that_carries_its_mark_twice_is_said_so(
    books: Books, clock: TimeMachineFixture, entry: ClosingEntry
) -> None:
    books.planned = [ANSWER_LOST]
    batch = sent(entry.fiscal_year, [entry])
    books.vouchers.append(replace(books.vouchers[0], number=2))
    clock.shift(QUIET)

    work_at(batch)

    assert states(batch) == ["V1 duplicate A 1"]
    assert batch.items.get().other_numbers == [2]


def test_voucher_of_another_entry_with_the_same_rows_is_not_taken_for_it(
    books: Books, clock: TimeMachineFixture, entry: ClosingEntry
) -> None:
    books.planned = [OK, REQUEST_LOST]
    twin = make_entry(entry.fiscal_year, *ROWS)
    batch = sent(entry.fiscal_year, [entry, twin])
    books.vouchers[0].text = "Ändrad"
    clock.shift(QUIET)

    work_at(batch)

    assert (states(batch), len(books.sent)) == (["V1 done A 1", "V2 done A 2"], 3)


def test_voucher_with_the_mark_of_another_entry_in_its_comments_is_not_taken_for_it(
    books: Books, clock: TimeMachineFixture, entry: ClosingEntry
) -> None:
    books.planned = [REQUEST_LOST]
    batch = sent(entry.fiscal_year, [entry])
    books.book_by_person("A", *ROWS, text="Ändrad").comments = "Kvitt V2 2025 [KV-AAAAAAAAAA]"
    clock.shift(QUIET)

    work_at(batch)

    assert (states(batch), len(books.sent)) == (["V1 done A 2"], 2)


def test_voucher_that_another_entry_is_booked_as_needs_a_person(
    books: Books, clock: TimeMachineFixture, entry: ClosingEntry
) -> None:
    other = make_entry(entry.fiscal_year, ("2990", 1), ("1930", -1))
    transfers.book(other, transfers.BookedAs(Transfer.Way.BY_HAND, "A", 1), actor=None)

    batch = sent(entry.fiscal_year, [entry, make_entry(entry.fiscal_year)])
    waiting = states(batch)
    clock.shift(QUIET)
    work_at(batch)

    assert waiting == ["V1 unknown", "V3 pending"]
    assert (states(batch), len(books.sent)) == (["V1 unknown", "V3 returned"], 1)
    assert (batch.state, batch.stop_reason) == ("ended", "voucher-taken")


def test_voucher_of_a_given_up_export_is_found_though_the_entry_has_another_day(
    books: Books, clock: TimeMachineFixture, entry: ClosingEntry, *, alice: User
) -> None:
    given_up(books, clock, entry)
    entry.refresh_from_db()
    altered = replace(entry.as_draft(), day=DECEMBER.first)
    writing.alter(entry, altered, days=DECEMBER, version=entry.version, actor=alice)

    batch = sent(entry.fiscal_year, [entry])

    assert (states(batch), len(books.sent)) == (["V1 done A 1"], 1)
    assert batch.items.get().checked == "different"


def test_voucher_of_a_given_up_export_is_found_in_the_series_it_went_to(
    books: Books, clock: TimeMachineFixture, entry: ClosingEntry
) -> None:
    given_up(books, clock, entry)

    batch = sent(entry.fiscal_year, [entry], series="M")

    assert (states(batch), len(books.sent)) == (["V1 done A 1"], 1)
    assert batch.items.get().checked == "same"


def test_taken_voucher_that_was_found_before_the_first_call_does_not_keep_the_check_waiting(
    books: Books, clock: TimeMachineFixture, entry: ClosingEntry
) -> None:
    given_up(books, clock, entry)
    other = make_entry(entry.fiscal_year, ("2990", 1), ("1930", -1))
    transfers.book(other, transfers.BookedAs(Transfer.Way.BY_HAND, "A", 1), actor=None)
    batch = sent(entry.fiscal_year, [entry])

    job = checked(batch)

    assert states(batch) == ["V1 unknown"]
    assert (job.state, job.error_code) == ("failed", "voucher-taken")


def test_nothing_is_sent_while_the_voucher_that_was_found_is_another_entrys(books: Books, year: FiscalYear) -> None:
    one, two, three = make_entry(year), make_entry(year), make_entry(year)
    transfers.book(one, transfers.BookedAs(Transfer.Way.BY_HAND, "A", 1), actor=None)
    books.book(outgoing(two.as_draft(), marker=two.marker, series="A", comments=""))

    batch = sent(year, [two, three])

    assert (states(batch), books.sent) == (["V2 unknown", "V3 returned"], [])
    assert (batch.state, batch.stop_reason) == ("ended", "voucher-taken")


@pytest.mark.parametrize("series", ["M", "XY"])
def test_entry_of_a_file_that_was_read_in_is_found_in_the_series_of_the_file(
    books: Books, entry: ClosingEntry, alice: User, *, series: str
) -> None:
    order = Order([entry.pk], {"V": series, "S": series}, seen=0)
    filing.make(entry.fiscal_year, order, actor=alice, now=timezone.now())
    read_in = outgoing(entry.as_draft(), marker=entry.marker, series=series, comments="")
    if series in [one.code for one in books.series]:
        books.book(read_in)

    batch = sent(entry.fiscal_year, [entry], series="A")

    assert (states(batch), len(books.sent)) == {"M": (["V1 done M 1"], 0), "XY": (["V1 done A 1"], 1)}[series]


def test_export_whose_questions_take_long_sends_an_entry_in_each_run(
    books: Books, clock: TimeMachineFixture, entry: ClosingEntry, *, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slowly(there: InMemoryBookkeeping, series: str) -> int:
        clock.shift(LONGEST_RUN + timedelta(seconds=1))
        return highest(there, series)

    highest = InMemoryBookkeeping.highest
    monkeypatch.setattr(InMemoryBookkeeping, "highest", slowly)
    batch = begun(entry.fiscal_year, [entry, make_entry(entry.fiscal_year)])

    told = [(work_at(batch).state, len(books.sent)) for _run in range(3)]

    assert told == [("queued", 1), ("queued", 2), ("done", 2)]
