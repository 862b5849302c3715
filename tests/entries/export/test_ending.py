"""How an export ends, and what is written down of it."""

from datetime import timedelta

from time_machine import TimeMachineFixture

from closing.activity.models import Event
from closing.engagements.models import FiscalYear
from closing.entries.export import ending
from closing.entries.export.ending import Count, Stop
from closing.entries.export.models import ExportBatch
from closing.jobs import run
from closing.users.models import User
from tests.entries.export.exports import begun, prepared, sent, states, work_at
from tests.entries.export.in_memory import NOT_REACHED, OK, REFUSED, REQUEST_LOST, Books
from tests.entries.made_entries import make_entry

QUIET = timedelta(seconds=121)


def log() -> list[str]:
    """List what was written about entries and exports, but for the making of the entries, in order."""
    events = Event.objects.exclude(code="entry:made").order_by("sequence")
    return [f"{event.code} {event.facts.get('entry', '')}".strip() for event in events]


def test_log_has_a_line_for_each_entry_and_one_for_the_export(year: FiscalYear, books: Books, bob: User) -> None:
    books.planned = [OK, REFUSED, *[NOT_REACHED] * 6]

    batch = sent(year, [make_entry(year) for _ in range(4)], actor=bob)

    assert states(batch) == ["V1 done A 1", "V2 rejected", "V3 returned", "V4 returned"]
    assert log() == [
        "entry:transferred V1",
        "entry:refused V2",
        "entry:returned V3",
        "entry:returned V4",
        "export:ended",
    ]
    last = Event.objects.get(code="export:ended")
    assert (last.actor, last.object_id, last.job_id) == (bob, str(batch.pk), batch.job_id)
    assert (last.result, Event.objects.get(code="entry:refused").result) == ("warned", "refused")
    assert last.facts == {
        "year": str(year),
        "destination": "Minnet",
        "booked": 1,
        "refused": 1,
        "uncertain": 0,
        "returned": 2,
    }


def test_entry_that_ends_uncertain_has_its_line(year: FiscalYear, books: Books, clock: TimeMachineFixture) -> None:
    books.planned = [REQUEST_LOST]
    batch = sent(year, [make_entry(year)])
    books.away, books.away_passes = 1, False
    clock.shift(QUIET)

    work_at(batch)

    assert (states(batch), batch.state) == (["V1 unknown"], "ended")
    assert log() == ["entry:uncertain V1", "export:ended"]
    assert [event.result for event in Event.objects.exclude(code="entry:made")] == ["warned", "warned"]


def test_destination_hears_once_how_many_were_booked(year: FiscalYear, books: Books) -> None:
    books.planned = [OK, REFUSED, OK]
    batch = sent(year, [make_entry(year) for _ in range(3)])

    assert ending.close(batch, Stop("stopped"), actor=None) is False
    assert (books.exported, batch.stop_reason) == ([2], "")


def test_entries_are_counted_by_what_they_came_to(year: FiscalYear, books: Books) -> None:
    batch = begun(year, [make_entry(year) for _ in range(7)])
    for ordinal, state in enumerate(("done", "duplicate", "rejected", "returned", "pending", "sending", "unknown")):
        batch.items.filter(ordinal=ordinal + 1).update(state=state)

    assert Count.of(batch) == Count(booked=2, refused=1, uncertain=2, returned=2)


def test_waiting_export_is_cancelled_at_once(year: FiscalYear, books: Books, bob: User) -> None:
    batch = begun(year, [make_entry(year)], actor=bob)

    ending.cancel(batch, actor=bob)

    batch.refresh_from_db()
    assert (batch.state, batch.stop_reason) == ("ended", "cancelled")
    assert (states(batch), books.sent) == (["V1 returned"], [])
    assert batch.job
    assert batch.job.state == "cancelled"


def test_cancelled_export_keeps_what_is_uncertain(
    year: FiscalYear, books: Books, clock: TimeMachineFixture, *, bob: User
) -> None:
    assert clock
    books.planned = [OK, REQUEST_LOST]
    batch = sent(year, [make_entry(year) for _ in range(3)], actor=bob)

    ending.cancel(batch, actor=bob)

    assert states(batch) == ["V1 done A 1", "V2 unknown", "V3 returned"]
    assert list(year.closing_entries.order_by("number").values_list("status", flat=True)) == [
        "transferred",
        "transferring",
        "not_transferred",
    ]


def test_running_export_stops_before_its_next_voucher(year: FiscalYear, books: Books, bob: User) -> None:
    batch = begun(year, [make_entry(year), make_entry(year)], actor=bob)
    books.on_leave = lambda _voucher: ending.cancel(ExportBatch.objects.get(pk=batch.pk), actor=bob)
    books.planned = [NOT_REACHED]

    job = work_at(batch)

    assert (states(batch), len(books.sent)) == (["V1 returned", "V2 returned"], 1)
    assert (batch.state, batch.stop_reason, job.state) == ("ended", "cancelled", "cancelled")


def test_export_whose_job_died_is_ended(year: FiscalYear, books: Books) -> None:
    batch = begun(year, [make_entry(year), make_entry(year)])
    assert batch.job
    batch.items.filter(ordinal=1).update(state="sending")
    job = run.claim(batch.job.pk, owner="dead")
    assert job
    while_alive = ending.settle_dead(batch)
    run.finish(job, job.State.FAILED, error_code="worker_lost")

    ended = ending.settle_dead(batch)

    assert (while_alive, ended, ending.settle_dead(batch)) == (False, True, False)
    batch.refresh_from_db()
    assert (batch.state, batch.stop_reason) == ("ended", "died")
    assert states(batch) == ["V1 unknown", "V2 returned"]
    assert log() == ["entry:returned V2", "entry:uncertain V1", "export:ended"]
    assert books.exported == [0]


def test_export_whose_job_was_cancelled_before_it_was_heard_says_so(year: FiscalYear, books: Books) -> None:
    batch = begun(year, [make_entry(year)])
    assert batch.job
    run.cancel(batch.job)

    ending.settle_dead(batch)

    batch.refresh_from_db()
    assert (batch.stop_reason, books.exported) == ("cancelled", [0])


def test_preparation_whose_job_died_is_ended(year: FiscalYear, books: Books) -> None:
    batch = prepared(year)
    ExportBatch.objects.update(state="preparing")

    assert ending.settle_dead(batch) is True
    batch.refresh_from_db()
    assert (batch.state, batch.stop_reason, books.exported) == ("not_prepared", "died", [])


def test_stopped_export_sends_nothing_in_its_next_run(year: FiscalYear, books: Books) -> None:
    batch = begun(year, [make_entry(year), make_entry(year)])
    ExportBatch.objects.filter(pk=batch.pk).update(stop_reason="series-refused", stop_words="Serien är stängd.")
    batch.items.update(state="returned")

    work_at(batch)

    assert (batch.state, batch.stop_reason, batch.stop_words) == ("ended", "series-refused", "Serien är stängd.")
    assert books.sent == []
