"""Two workers, two windows at once: an entry is sent by one of them."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from closing.engagements.models import FiscalYear
from closing.entries.errors import EntryError
from closing.entries.export import doors, starting
from closing.entries.export.models import ExportBatch, ExportItem
from closing.entries.export.starting import Chosen, ExportError
from closing.entries.models import ClosingEntry, Transfer
from closing.jobs import run
from closing.jobs.errors import AlreadyRunning
from closing.users.models import User
from tests.entries.export.exports import SERIES, begun, prepared, states
from tests.entries.export.in_memory import Books
from tests.entries.made_entries import make_entry
from tests.factories import make_engagement, make_fiscal_year

pytestmark = pytest.mark.django_db(transaction=True)
RACERS = 4


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Do things in threads that start together, and give what each came to, refusals too."""
    start = threading.Barrier(len(acts))
    results: list[Any] = []

    def race(act: Callable[[], Any]) -> None:
        start.wait()
        try:
            results.append(act())
        except (AlreadyRunning, ExportError, EntryError) as error:
            results.append(error)
        finally:
            connection.close()

    racers = [threading.Thread(target=race, args=(act,)) for act in acts]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()
    return results


def test_job_delivered_to_many_workers_sends_each_entry_once(year: FiscalYear, books: Books) -> None:
    entries = [make_entry(year) for _ in range(3)]
    batch = begun(year, entries)
    assert batch.job
    job = str(batch.job.pk)

    at_once(*[lambda: run.run(job)] * RACERS)

    assert states(batch) == ["V1 done A 1", "V2 done A 2", "V3 done A 3"]
    assert books.sent == [entry.marker for entry in entries]
    assert books.exported == [3]


def test_job_delivered_while_it_runs_sends_nothing_more(year: FiscalYear, books: Books) -> None:
    batch = begun(year, [make_entry(year), make_entry(year)])
    assert batch.job
    job = str(batch.job.pk)

    def deliver() -> None:
        run.run(job)
        connection.close()

    second = threading.Thread(target=deliver)

    def deliver_again(_voucher: object) -> None:
        if not second.ident:
            second.start()
            second.join()

    books.on_leave = deliver_again

    run.run(job)

    assert (states(batch), len(books.sent)) == (["V1 done A 1", "V2 done A 2"], 2)


@pytest.mark.usefixtures("books")
def test_export_is_sent_from_one_of_many_windows(year: FiscalYear) -> None:
    batch, entry = prepared(year), make_entry(year)
    chosen = Chosen({entry.pk: entry.version}, SERIES)

    def press() -> None:
        starting.send(ExportBatch.objects.get(pk=batch.pk), chosen, actor=None)

    results = at_once(*[press] * RACERS)

    assert (results.count(None), len(results)) == (1, RACERS)
    assert states(batch) == ["V1 pending"]


@pytest.mark.usefixtures("books")
def test_entry_goes_into_one_of_two_exports(year: FiscalYear, alice: User, bob: User) -> None:
    entry = make_entry(year)
    batches = [(prepared(year, actor=alice), alice), (prepared(year, actor=bob), bob)]
    chosen = Chosen({entry.pk: entry.version}, SERIES)

    results = at_once(*[lambda it=it: starting.send(it[0], chosen, actor=it[1]) for it in batches])

    assert results.count(None) == 1
    assert ExportItem.objects.count() == 1
    assert sorted(ExportBatch.objects.values_list("state", flat=True)) == ["ready", "running"]


def test_entry_is_exported_or_marked_by_hand_and_never_both(year: FiscalYear, books: Books, bob: User) -> None:
    batch, entry = prepared(year), make_entry(year)
    chosen = Chosen({entry.pk: entry.version}, SERIES)

    results = at_once(
        lambda: starting.send(batch, chosen, actor=None),
        lambda: doors.mark_booked(entry, series="M", number=7, actor=bob),
    )

    entry.refresh_from_db()
    is_by_hand = Transfer.objects.exists()
    assert results.count(None) == 1
    assert entry.status == ("transferred" if is_by_hand else "transferring")
    assert (ExportItem.objects.count(), books.sent) == (0 if is_by_hand else 1, [])


def test_voucher_is_given_to_one_of_many_entries(year: FiscalYear, bob: User) -> None:
    entries = [make_entry(year) for _ in range(RACERS)]

    results = at_once(
        *[lambda one=one: doors.mark_booked(one, series="A", number=7, actor=bob) for one in entries],
    )

    assert results.count(None) == 1
    assert ClosingEntry.objects.filter(status="transferred").count() == Transfer.objects.count() == 1


def test_exports_of_two_engagements_run_at_once(year: FiscalYear, books: Books) -> None:
    number = year.engagement.organisation_number
    other = make_fiscal_year(
        make_engagement(
            year.engagement.agency, organisation_number=number, sub_number="2", data_source=year.engagement.data_source
        )
    )
    batches = [
        begun(year, [make_entry(year) for _ in range(3)]),
        begun(other, [make_entry(other) for _ in range(3)], series="M"),
    ]
    jobs = [str(batch.job.pk) for batch in batches if batch.job]

    at_once(*[lambda job=job: run.run(job) for job in jobs])

    assert states(batches[0]) == ["V1 done A 1", "V2 done A 2", "V3 done A 3"]
    assert states(batches[1]) == ["V1 done M 1", "V2 done M 2", "V3 done M 3"]
    assert sorted(books.exported) == [3, 3]
