"""What the queue calls."""

from datetime import timedelta

import pytest
from time_machine import TimeMachineFixture

from closing.activity.models import Event
from closing.engagements.models import FiscalYear
from closing.entries.export import ending, starting
from closing.entries.export import job as export_job
from closing.entries.export.conditions import from_json
from closing.entries.export.destinations import destination_of
from closing.entries.export.models import ExportBatch
from closing.entries.export.outgoing import OutgoingVoucher
from closing.entries.export.work import LONGEST_RUN
from closing.jobs import run
from closing.jobs.models import Job
from closing.jobs.progress import Progress
from closing.users.models import User
from tests.entries.export.exports import begun, checked, prepared, sent, states, work_at
from tests.entries.export.in_memory import (
    ANSWER_LOST,
    OK,
    REFUSED_ALL,
    REQUEST_LOST,
    Books,
    Sent,
    late,
)
from tests.entries.made_entries import make_entry

LEASE = timedelta(seconds=91)
QUIET = timedelta(seconds=121)


def begin(year: FiscalYear, *, actor: User | None = None) -> ExportBatch:
    """Begin to prepare an export."""
    destination = destination_of(year.engagement)
    assert destination
    return starting.prepare(year, destination, actor=actor)


def test_preparation_asks_what_the_bookkeeping_takes(year: FiscalYear, books: Books) -> None:
    batch = prepared(year)

    told = from_json(batch.conditions)
    assert (batch.state, told.company, told.year) == ("ready", "Åkerlund Måleri AB", "5")
    assert (told.series, told.accounts, told.objects) == (books.series, books.accounts, books.objects)


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("organisation_number", "556677-8899", "wrong-company"),
        ("year", "", "year-missing"),
        ("away", 1, "unreachable"),
        ("is_ready", False, "login-lost"),
    ],
)
def test_preparation_that_fails_says_why(
    year: FiscalYear, books: Books, field: str, *, value: object, reason: str
) -> None:
    batch = begin(year)
    setattr(books, field, value)

    job = work_at(batch)

    assert (batch.state, batch.stop_reason) == ("not_prepared", reason)
    assert (job.state, job.error_code) == ("failed", reason)


def test_preparation_fails_when_the_source_takes_no_entries(year: FiscalYear, books: Books) -> None:
    batch = begin(year)
    year.engagement.data_source = "manual_entry"
    year.engagement.save()

    work_at(batch)

    assert (batch.state, batch.stop_reason, books.sent) == ("not_prepared", "no-destination", [])


def test_delivery_after_the_end_does_nothing(year: FiscalYear, books: Books) -> None:
    batch = sent(year, [make_entry(year)])
    Job.objects.filter(kind="export").update(state="queued")

    job = work_at(batch)

    assert (job.state, job.result) == ("done", {"state": "ended"})
    assert (len(books.sent), books.exported) == (1, [1])
    assert Event.objects.filter(code="export:ended").count() == 1


def test_preparation_delivered_twice_is_done_once(year: FiscalYear, books: Books) -> None:
    batch = prepared(year)
    Job.objects.filter(kind="export_prepare").update(state="queued")
    books.away = 1

    job = work_at(batch)

    assert (batch.state, job.state, books.away) == ("ready", "done", 1)


def test_bookkeeping_that_cannot_be_opened_ends_the_export(year: FiscalYear, books: Books) -> None:
    batch = begun(year, [make_entry(year)])
    books.is_ready = False

    work_at(batch)

    assert (states(batch), batch.state, batch.stop_reason) == (["V1 returned"], "ended", "login-lost")


def test_unexpected_failure_while_a_voucher_is_sent_leaves_it_uncertain(
    year: FiscalYear, books: Books, clock: TimeMachineFixture
) -> None:
    def fail(_voucher: OutgoingVoucher) -> None:
        raise ZeroDivisionError

    books.on_commit = fail
    batch = begun(year, [make_entry(year), make_entry(year)])

    job = work_at(batch)

    assert (states(batch), batch.state, batch.stop_reason) == (["V1 unknown", "V2 returned"], "ended", "unexpected")
    assert (job.state, job.error_code) == ("failed", "unexpected")
    clock.shift(QUIET)
    checked(batch)
    assert (states(batch), len(books.sent)) == (["V1 done A 1", "V2 returned"], 1)


def test_export_that_takes_long_goes_on_in_another_run(
    year: FiscalYear, books: Books, clock: TimeMachineFixture
) -> None:
    books.on_commit = lambda _voucher: clock.shift(LONGEST_RUN / 2 + timedelta(seconds=1))
    batch = sent(year, [make_entry(year) for _ in range(3)])
    after_one_run = states(batch)

    work_at(batch)
    work_at(batch)

    assert after_one_run == ["V1 done A 1", "V2 done A 2", "V3 pending"]
    assert (states(batch), len(books.sent)) == (["V1 done A 1", "V2 done A 2", "V3 done A 3"], 3)
    assert batch.state == "ended"


def test_export_that_was_stopped_and_takes_long_sends_no_more(
    year: FiscalYear, books: Books, clock: TimeMachineFixture
) -> None:
    books.planned = [OK, REFUSED_ALL]
    books.on_commit = lambda _voucher: clock.shift(LONGEST_RUN / 2 + timedelta(seconds=1))
    batch = sent(year, [make_entry(year) for _ in range(4)])
    after_one_run = (batch.state, batch.stop_reason)

    work_at(batch)

    assert after_one_run == ("running", "series-refused")
    assert states(batch) == ["V1 done A 1", "V2 rejected", "V3 returned", "V4 returned"]
    assert (batch.state, batch.stop_reason, len(books.sent)) == ("ended", "series-refused", 2)


@pytest.mark.parametrize("plan", [OK, ANSWER_LOST, REQUEST_LOST, late(60), REFUSED_ALL])
def test_answer_that_a_worker_hears_after_another_took_over_settles_nothing(
    year: FiscalYear, books: Books, clock: TimeMachineFixture, *, plan: Sent
) -> None:
    batch = begun(year, [make_entry(year), make_entry(year)])
    books.planned = [plan]
    during: list[list[str]] = []

    def another_takes_over(_voucher: OutgoingVoucher) -> None:
        books.on_commit = lambda _voucher: None
        clock.shift(LEASE)
        work_at(batch)
        during.append(states(batch))

    books.on_commit = another_takes_over
    work_at(batch)
    after_the_answer = states(batch)
    clock.shift(QUIET)
    work_at(batch)

    assert after_the_answer == during[0]
    assert states(batch) == ["V1 done A 1", "V2 done A 2"]
    assert books.numbers_of(batch.items.get(ordinal=1).marker) == ["A 1"]


def test_worker_that_was_frozen_before_its_voucher_left_sends_nothing(
    year: FiscalYear, books: Books, clock: TimeMachineFixture, *, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = begun(year, [make_entry(year)])
    met: list[str] = []

    def freeze(name: str) -> None:
        if name == "export:after_intent" and not met:
            met.append(name)
            clock.shift(LEASE)
            work_at(batch)
            clock.shift(QUIET)
            work_at(batch)

    monkeypatch.setattr("closing.crash.point", freeze)

    work_at(batch)

    assert (states(batch), len(books.sent)) == (["V1 done A 1"], 1)
    assert list(batch.items.get().attempts.values_list("outcome", flat=True)) == ["not_sent", "booked"]


def test_check_settles_what_is_uncertain_and_sends_nothing(
    year: FiscalYear, books: Books, clock: TimeMachineFixture, *, bob: User, alice: User
) -> None:
    books.planned = [REQUEST_LOST]
    entry = make_entry(year)
    batch = sent(year, [entry], actor=bob)
    clock.shift(QUIET)
    books.is_ready = False
    work_at(batch)
    books.is_ready = True

    job = checked(batch, actor=alice)

    assert (states(batch), len(books.sent), job.state) == (["V1 returned"], 1, "done")
    entry.refresh_from_db()
    assert entry.status == "not_transferred"
    assert [event.actor for event in Event.objects.filter(code__in=["export:checked", "entry:returned"])] == [alice] * 2


def test_check_waits_until_it_can_tell(year: FiscalYear, books: Books, clock: TimeMachineFixture, *, bob: User) -> None:
    books.planned = [REQUEST_LOST]
    batch = sent(year, [make_entry(year)])
    ending.cancel(batch, actor=bob)

    job = checked(batch)
    waiting = (states(batch), job.state)
    clock.shift(QUIET)
    work_at(batch)

    assert waiting == (["V1 unknown"], "queued")
    assert (states(batch), len(books.sent)) == (["V1 returned"], 1)


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [("away", 1, "unreachable"), ("organisation_number", "556677-8899", "wrong-company")],
)
def test_check_that_cannot_be_done_says_why(
    year: FiscalYear, books: Books, field: str, *, value: object, reason: str
) -> None:
    batch = sent(year, [make_entry(year)])
    setattr(books, field, value)

    job = checked(batch)

    assert (job.state, job.error_code, states(batch)) == ("failed", reason, ["V1 done A 1"])


def test_sweep_ends_dead_exports_and_removes_old_drafts(
    year: FiscalYear, books: Books, clock: TimeMachineFixture, *, bob: User
) -> None:
    old = prepared(year, actor=bob)
    clock.shift(timedelta(days=1, seconds=1))
    young = prepared(year)
    dead = begun(year, [make_entry(year)], actor=None)
    assert dead.job
    run.cancel(dead.job)
    progress = Progress(Job.objects.create(kind="export_sweep", state="running"))

    swept = export_job.sweep(progress)

    assert swept == {"ended": 1, "removed": 1}
    assert not ExportBatch.objects.filter(pk__in=[old.pk, young.pk]).exists()
    dead.refresh_from_db()
    assert (dead.state, books.sent) == ("ended", [])


def test_destination_is_opened_for_whoever_asked(year: FiscalYear, books: Books, bob: User, *, alice: User) -> None:
    batch = sent(year, [make_entry(year)], actor=bob)

    checked(batch, actor=alice)

    assert (books.opened, books.exported) == ([bob, bob, alice], [1])
