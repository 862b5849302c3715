"""Beginning an export."""

from uuid import uuid4

import pytest

from closing.engagements.models import FiscalYear
from closing.entries import writing
from closing.entries.export import outgoing, starting
from closing.entries.export.destinations import destination_of
from closing.entries.export.models import ExportBatch
from closing.entries.export.starting import Chosen, EntryGoneError, NothingChosenError, NotReadyError
from closing.entries.models import ClosingEntry
from closing.jobs.enqueue import enqueue, exchange_key
from closing.jobs.errors import AlreadyRunning
from closing.users.models import User
from tests.entries.export.exports import begun, checked, prepared, sent, states
from tests.entries.export.in_memory import REFUSED, Books
from tests.entries.made_entries import DECEMBER, draft, make_entry


def chosen(*entries: ClosingEntry) -> Chosen:
    """Choose entries as they are."""
    return Chosen({entry.pk: entry.version for entry in entries}, {"V": "A", "S": "M"})


def assert_nothing_happened(year: FiscalYear, batch: ExportBatch) -> None:
    """See that no entry was taken out and the export is as ready as before."""
    batch.refresh_from_db()
    assert (batch.state, states(batch)) == ("ready", [])
    assert not year.closing_entries.filter(status="transferring").exists()


def test_export_takes_the_entries_out_and_freezes_their_vouchers(year: FiscalYear, books: Books, bob: User) -> None:
    batch = prepared(year, actor=bob)
    entry, other = make_entry(year), make_entry(year, kind=ClosingEntry.Kind.SYSTEM)

    starting.send(batch, chosen(other, entry), actor=bob)

    entry.refresh_from_db()
    first = batch.items.get(ordinal=1)
    voucher = outgoing.from_json(first.voucher)
    assert (entry.status, entry.version) == ("transferring", 2)
    assert (voucher.series, voucher.text) == ("A", f"Periodisering hyra [{entry.marker}]")
    assert voucher.comments == f"Kvitt V1 {year} [{entry.marker}]"
    assert first.sha256 == voucher.sha256
    assert [item.series for item in batch.items.order_by("ordinal")] == ["A", "M"]
    assert (batch.state, books.sent) == ("running", [])
    assert batch.job
    assert (batch.job.kind, batch.job.state, batch.job.created_by) == ("export", "queued", bob)


def test_nothing_chosen_is_no_export(year: FiscalYear, books: Books) -> None:
    batch = prepared(year)

    with pytest.raises(NothingChosenError):
        starting.send(batch, chosen(), actor=None)

    assert_nothing_happened(year, batch)
    assert books.sent == []


@pytest.mark.usefixtures("books")
def test_second_window_is_told_that_it_is_being_sent(year: FiscalYear) -> None:
    batch, entry = prepared(year), make_entry(year)
    starting.send(batch, chosen(entry), actor=None)

    with pytest.raises(NotReadyError):
        starting.send(batch, chosen(entry), actor=None)

    assert states(batch) == ["V1 pending"]


@pytest.mark.usefixtures("books")
def test_entry_of_another_year_is_not_sent(year: FiscalYear) -> None:
    batch, entry = prepared(year), make_entry(year)

    with pytest.raises(NotReadyError):
        starting.send(batch, Chosen({entry.pk: 1, uuid4(): 1}, {}), actor=None)

    assert_nothing_happened(year, batch)


@pytest.mark.usefixtures("books")
def test_draft_made_anew_in_another_window_replaces_the_first(year: FiscalYear, bob: User) -> None:
    first, entry = prepared(year, actor=bob), make_entry(year)
    second = prepared(year, actor=bob)

    with pytest.raises(NotReadyError):
        starting.send(first, chosen(entry), actor=bob)

    assert list(ExportBatch.objects.all()) == [second]


@pytest.mark.usefixtures("books")
def test_draft_of_somebody_else_stays(year: FiscalYear, bob: User, alice: User) -> None:
    batches = {prepared(year, actor=bob), prepared(year, actor=alice)}

    assert set(ExportBatch.objects.all()) == batches


@pytest.mark.usefixtures("books")
def test_draft_is_prepared_once_at_a_time(year: FiscalYear) -> None:
    destination = destination_of(year.engagement)
    assert destination
    starting.prepare(year, destination, actor=None)

    with pytest.raises(AlreadyRunning):
        starting.prepare(year, destination, actor=None)

    assert ExportBatch.objects.count() == 1


@pytest.mark.usefixtures("books")
def test_entry_is_in_one_export_at_a_time(year: FiscalYear, bob: User, alice: User) -> None:
    entry = make_entry(year)
    first, second = prepared(year, actor=bob), prepared(year, actor=alice)
    starting.send(first, chosen(entry), actor=bob)
    entry.refresh_from_db()

    with pytest.raises(EntryGoneError) as gone:
        starting.send(second, chosen(entry), actor=alice)

    assert gone.value.entry == entry
    assert (states(first), states(second)) == (["V1 pending"], [])


@pytest.mark.usefixtures("books")
def test_entry_changed_since_it_was_shown_is_not_sent(year: FiscalYear, bob: User) -> None:
    batch, entry, other = prepared(year), make_entry(year), make_entry(year)
    as_shown = chosen(entry, other)
    writing.alter(other, draft(text="Annan hyra"), days=DECEMBER, version=1, actor=bob)

    with pytest.raises(EntryGoneError) as gone:
        starting.send(batch, as_shown, actor=None)

    assert gone.value.entry == other
    assert_nothing_happened(year, batch)


@pytest.mark.usefixtures("books")
def test_export_waits_for_no_import_under_way(year: FiscalYear) -> None:
    batch, entry = prepared(year), make_entry(year)
    enqueue("import", params={}, engagement=year.engagement, dedupe_key=exchange_key(year.engagement))

    with pytest.raises(AlreadyRunning):
        starting.send(batch, chosen(entry), actor=None)

    assert_nothing_happened(year, batch)


@pytest.mark.usefixtures("books")
def test_check_needs_an_ended_export(year: FiscalYear) -> None:
    batch = begun(year, [make_entry(year)])

    with pytest.raises(NotReadyError):
        checked(batch)


@pytest.mark.usefixtures("books")
def test_last_series_are_offered_again(year: FiscalYear) -> None:
    first = prepared(year)
    before = starting.last_series(first)
    starting.send(first, chosen(make_entry(year)), actor=None)

    assert (before, starting.last_series(prepared(year))) == ({}, {"V": "A", "S": "M"})


def test_refused_entry_is_exported_again_under_its_mark(year: FiscalYear, books: Books) -> None:
    entry = make_entry(year)
    books.planned = [REFUSED]
    first = sent(year, [entry])

    second = sent(year, [entry])

    assert (states(first), states(second)) == (["V1 rejected"], ["V1 done A 1"])
    assert books.numbers_of(entry.marker) == ["A 1"]
