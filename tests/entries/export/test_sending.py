"""Sending entries: each once, in order, as far as their fate is known."""

import time
from datetime import timedelta

import pytest
from time_machine import TimeMachineFixture

from closing.engagements.models import FiscalYear
from closing.entries.export.conditions import AccountThere, SeriesThere
from closing.entries.export.models import ExportAttempt, ExportBatch
from closing.entries.models import ClosingEntry
from tests.entries.export.exports import begun, checked, sent, states, work_at
from tests.entries.export.in_memory import (
    ANSWER_LOST,
    FAULT_AFTER,
    FAULT_BEFORE,
    LOGIN_LOST,
    NO_NUMBER,
    NOT_REACHED,
    OK,
    REFUSED,
    REFUSED_ALL,
    REQUEST_LOST,
    TOO_MANY,
    Books,
    Sent,
    late,
)
from tests.entries.made_entries import make_entry

QUIET = timedelta(seconds=121)


def entries_of(year: FiscalYear, count: int) -> list[ClosingEntry]:
    """Make so many entries."""
    return [make_entry(year, ("1710", 100 * number), ("5010", -100 * number)) for number in range(1, count + 1)]


def statuses(year: FiscalYear) -> list[str]:
    """List how the entries of a year stand, by number."""
    return list(year.closing_entries.order_by("number").values_list("status", flat=True))


def outcomes(batch: ExportBatch) -> list[tuple[str, str]]:
    """List what came of every attempt, in order."""
    attempts = ExportAttempt.objects.filter(item__batch=batch).order_by("item__ordinal", "ordinal")
    return [(str(one.item.entry), one.outcome) for one in attempts.select_related("item__entry")]


def test_entries_are_booked_in_order(year: FiscalYear, books: Books) -> None:
    books.book_by_person("A")
    entries = entries_of(year, 3)

    batch = sent(year, reversed(entries))

    assert states(batch) == ["V1 done A 2", "V2 done A 3", "V3 done A 4"]
    assert books.sent == [entry.marker for entry in entries]
    assert statuses(year) == ["transferred"] * 3
    assert (batch.state, batch.stop_reason, batch.job and batch.job.state) == ("ended", "", "done")


def test_entries_of_persons_go_before_those_of_the_system(year: FiscalYear, books: Books) -> None:
    system = make_entry(year, kind=ClosingEntry.Kind.SYSTEM)
    person = make_entry(year)

    batch = sent(year, [system, person])

    assert states(batch) == ["V1 done A 1", "S1 done A 2"]


@pytest.mark.parametrize("fault", [REQUEST_LOST, ANSWER_LOST, FAULT_BEFORE, FAULT_AFTER, NO_NUMBER])
def test_export_stops_at_the_first_voucher_whose_fate_is_unknown(
    year: FiscalYear, books: Books, clock: TimeMachineFixture, *, fault: Sent
) -> None:
    books.planned = [OK, fault]
    entries = entries_of(year, 3)

    batch = sent(year, entries)

    assert books.sent == [entry.marker for entry in entries[:2]]
    assert states(batch) == ["V1 done A 1", "V2 unknown", "V3 pending"]
    assert batch.job
    assert (batch.job.state, batch.job.attempt) == ("queued", 0)
    assert batch.job.not_before
    assert batch.job.not_before.timestamp() - time.time() == 120


@pytest.mark.parametrize("fault", [ANSWER_LOST, FAULT_AFTER, NO_NUMBER])
def test_voucher_whose_answer_was_lost_is_found_and_not_sent_again(
    year: FiscalYear, books: Books, clock: TimeMachineFixture, *, fault: Sent
) -> None:
    books.planned = [fault]
    entries = entries_of(year, 2)
    batch = sent(year, entries)

    clock.shift(QUIET)
    work_at(batch)

    assert states(batch) == ["V1 done A 1", "V2 done A 2"]
    assert books.sent == [entry.marker for entry in entries]


@pytest.mark.parametrize("fault", [REQUEST_LOST, FAULT_BEFORE])
def test_voucher_that_never_came_is_sent_again_in_its_place(
    year: FiscalYear, books: Books, clock: TimeMachineFixture, *, fault: Sent
) -> None:
    books.planned = [fault]
    entries = entries_of(year, 2)
    batch = sent(year, entries)

    clock.shift(QUIET)
    work_at(batch)

    assert states(batch) == ["V1 done A 1", "V2 done A 2"]
    assert books.sent == [entries[0].marker, entries[0].marker, entries[1].marker]
    assert outcomes(batch) == [("V1", "unknown"), ("V1", "booked"), ("V2", "booked")]


def test_voucher_that_comes_late_is_waited_for(year: FiscalYear, books: Books, clock: TimeMachineFixture) -> None:
    books.planned = [late(100)]
    batch = sent(year, entries_of(year, 1))

    clock.shift(QUIET)
    work_at(batch)

    assert (states(batch), len(books.sent)) == (["V1 done A 1"], 1)


def test_refusal_of_one_entry_lets_the_others_go_on(year: FiscalYear, books: Books) -> None:
    books.planned = [OK] * 6 + [REFUSED]

    batch = sent(year, entries_of(year, 12))

    expected = [f"V{number} done A {number - (number > 7)}" for number in range(1, 13)]
    expected[6] = "V7 rejected"
    assert states(batch) == expected
    refused = batch.items.get(ordinal=7)
    assert (refused.reason, refused.words) == ("account-refused", "Konto 5010 är inte aktivt. (2000550)")
    assert statuses(year)[6] == "not_transferred"
    assert batch.stop_reason == ""


def test_refusal_that_concerns_all_stops_and_gives_the_rest_back(year: FiscalYear, books: Books) -> None:
    books.planned = [OK, REFUSED_ALL]

    batch = sent(year, entries_of(year, 4))

    assert states(batch) == ["V1 done A 1", "V2 rejected", "V3 returned", "V4 returned"]
    assert (batch.stop_reason, batch.stop_words) == ("series-refused", "Verifikationsserien är inte manuell.")
    assert [item.reason for item in batch.items.order_by("ordinal")][2:] == ["stopped", "stopped"]
    assert statuses(year) == ["transferred", *["not_transferred"] * 3]


def test_three_refusals_for_the_same_reason_stop_the_export(year: FiscalYear, books: Books) -> None:
    books.planned = [REFUSED, REFUSED, OK, REFUSED, REFUSED, REFUSED]

    batch = sent(year, entries_of(year, 7))

    assert states(batch)[5:] == ["V6 rejected", "V7 returned"]
    assert (len(books.sent), batch.stop_reason) == (6, "account-refused")


@pytest.mark.parametrize("fault", [NOT_REACHED, TOO_MANY])
def test_voucher_that_did_not_leave_is_tried_six_times(year: FiscalYear, books: Books, fault: Sent) -> None:
    books.planned = [fault] * 6

    batch = sent(year, entries_of(year, 2))

    assert states(batch) == ["V1 returned", "V2 returned"]
    assert fault.answer
    assert (len(books.sent), batch.stop_reason) == (6, fault.answer.reason)
    assert [item.reason for item in batch.items.order_by("ordinal")] == [fault.answer.reason, "stopped"]


def test_voucher_that_leaves_at_the_sixth_try_is_booked(year: FiscalYear, books: Books) -> None:
    books.planned = [NOT_REACHED] * 5

    batch = sent(year, entries_of(year, 1))

    assert (states(batch), batch.stop_reason) == (["V1 done A 1"], "")
    assert outcomes(batch) == [("V1", "not_sent")] * 5 + [("V1", "booked")]


def test_voucher_that_cannot_leave_is_not_tried_again(year: FiscalYear, books: Books) -> None:
    books.planned = [LOGIN_LOST]

    batch = sent(year, entries_of(year, 2))

    assert (states(batch), len(books.sent)) == (["V1 returned", "V2 returned"], 1)
    assert batch.stop_reason == "login-lost"


def test_nothing_is_sent_to_another_company(year: FiscalYear, books: Books) -> None:
    batch = begun(year, entries_of(year, 1))
    books.organisation_number = "556677-8899"

    work_at(batch)

    assert (states(batch), books.sent, batch.stop_reason) == (["V1 returned"], [], "wrong-company")


def test_nothing_is_sent_when_the_year_is_missing(year: FiscalYear, books: Books) -> None:
    batch = begun(year, entries_of(year, 1))
    books.year = ""

    work_at(batch)

    assert (states(batch), books.sent, batch.stop_reason) == (["V1 returned"], [], "year-missing")


def test_entry_that_would_certainly_be_refused_is_not_sent(year: FiscalYear, books: Books) -> None:
    batch = begun(year, [make_entry(year), make_entry(year, ("2990", 5), ("1930", -5))])
    books.accounts["5010"] = AccountThere("5010", is_active=False)

    work_at(batch)

    assert states(batch) == ["V1 rejected", "V2 done A 1"]
    refused = batch.items.get(ordinal=1)
    assert (refused.reason, refused.facts) == ("obstacle", {"obstacle": "account-inactive", "account": "5010"})


def test_all_are_refused_when_the_series_is_gone(year: FiscalYear, books: Books) -> None:
    batch = begun(year, entries_of(year, 2))
    books.series = (SeriesThere("M", "Bokslut", is_manual=True),)

    work_at(batch)

    assert (states(batch), books.sent) == (["V1 rejected", "V2 rejected"], [])


def test_bookkeeping_that_is_away_at_the_first_question_ends_the_export(year: FiscalYear, books: Books) -> None:
    batch = begun(year, entries_of(year, 1))
    books.away = 1

    work_at(batch)

    assert (states(batch), batch.state, batch.stop_reason) == (["V1 returned"], "ended", "unreachable")


def test_bookkeeping_that_is_away_is_asked_again_while_something_is_uncertain(
    year: FiscalYear, books: Books, clock: TimeMachineFixture
) -> None:
    books.planned = [ANSWER_LOST]
    batch = sent(year, entries_of(year, 1))
    clock.shift(QUIET)
    pauses = []

    for _ in range(5):
        books.away = 1
        job = work_at(batch)
        assert job.not_before
        pauses.append(job.not_before.timestamp() - time.time())
        clock.move_to(job.not_before + timedelta(seconds=1), tick=False)
    books.away = 1
    work_at(batch)

    assert pauses == [60, 120, 240, 480, 960]
    assert (states(batch), batch.state, batch.stop_reason) == (["V1 unknown"], "ended", "unreachable")
    assert checked(batch).state == "done"
    assert states(batch) == ["V1 done A 1"]


def test_late_voucher_of_a_given_up_export_is_found_and_not_sent_again(
    year: FiscalYear, books: Books, clock: TimeMachineFixture
) -> None:
    books.planned = [late(1000)]
    (entry,) = entries_of(year, 1)
    given_up = sent(year, [entry])
    books.away, books.away_passes = 1, False
    clock.shift(QUIET)
    work_at(given_up)
    checked(given_up)
    assert states(given_up) == ["V1 returned"]
    clock.shift(timedelta(seconds=1000))

    batch = sent(year, [entry])

    assert (states(batch), len(books.sent)) == (["V1 done A 1"], 1)
