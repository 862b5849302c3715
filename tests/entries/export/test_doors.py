"""What a person does about an entry whose fate is not known, or that was booked by hand."""

import pytest
from time_machine import TimeMachineFixture

from closing.activity.models import Event
from closing.engagements.models import FiscalYear
from closing.entries import transfers
from closing.entries.errors import SettledEntryError, VoucherTakenError
from closing.entries.export import ending
from closing.entries.export.doors import mark_booked
from closing.entries.export.models import ExportBatch
from closing.entries.models import ClosingEntry, Transfer
from closing.users.models import User
from tests.entries.export.exports import begun, sent, states
from tests.entries.export.in_memory import REQUEST_LOST, Books
from tests.entries.made_entries import make_entry


def left_uncertain(year: FiscalYear, books: Books, entry: ClosingEntry) -> ExportBatch:
    """Export an entry, lose sight of it, and end the export."""
    books.planned = [REQUEST_LOST]
    batch = sent(year, [entry])
    assert batch.job
    batch.job.delete()
    batch.refresh_from_db()
    ending.settle_dead(batch)
    return batch


def test_entry_booked_by_hand_is_transferred(year: FiscalYear, bob: User) -> None:
    entry = make_entry(year)

    mark_booked(entry, series="M", number=7, actor=bob)

    entry.refresh_from_db()
    assert (entry.status, str(entry.transfer), entry.transfer.way) == ("transferred", "M 7", "by_hand")
    assert Event.objects.get(code="entry:marked_booked").facts["voucher"] == "M 7"


def test_uncertain_entry_seen_in_the_bookkeeping_is_transferred(
    year: FiscalYear, books: Books, clock: TimeMachineFixture, *, bob: User
) -> None:
    assert clock
    entry = make_entry(year)
    batch = left_uncertain(year, books, entry)

    mark_booked(entry, series="M", number=7, actor=bob)

    entry.refresh_from_db()
    assert (states(batch), entry.status, str(entry.transfer)) == (["V1 done M 7"], "transferred", "M 7")


def test_entry_being_sent_is_not_marked(year: FiscalYear, books: Books, bob: User) -> None:
    entry = make_entry(year)
    as_shown = ClosingEntry.objects.get(pk=entry.pk)
    batch = begun(year, [entry])

    for one in (as_shown, ClosingEntry.objects.get(pk=entry.pk)):
        with pytest.raises(SettledEntryError):
            mark_booked(one, series="A", number=7, actor=bob)

    assert (states(batch), books.sent) == (["V1 pending"], [])
    assert not Transfer.objects.exists()


def test_uncertain_entry_is_not_marked_while_its_export_goes_on(
    year: FiscalYear, books: Books, clock: TimeMachineFixture, *, bob: User
) -> None:
    assert clock
    books.planned = [REQUEST_LOST]
    entry = make_entry(year)
    batch = sent(year, [entry])

    with pytest.raises(SettledEntryError):
        mark_booked(entry, series="A", number=7, actor=bob)

    assert states(batch) == ["V1 unknown"]


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize("is_uncertain", [False, True])
def test_voucher_of_another_entry_is_not_taken(
    year: FiscalYear, books: Books, bob: User, *, is_uncertain: bool
) -> None:
    entry, other = make_entry(year), make_entry(year)
    transfers.book(other, transfers.BookedAs(Transfer.Way.BY_HAND, "A", 7), actor=None)
    if is_uncertain:
        left_uncertain(year, books, entry)
    before = ClosingEntry.objects.get(pk=entry.pk)

    with pytest.raises(VoucherTakenError):
        mark_booked(before, series="A", number=7, actor=bob)

    after = ClosingEntry.objects.get(pk=entry.pk)
    assert (after.status, after.version) == (before.status, before.version)
    assert not Transfer.objects.filter(entry=entry).exists()


def test_transferred_entry_is_not_marked_again(year: FiscalYear, bob: User) -> None:
    entry = make_entry(year)
    mark_booked(entry, series="A", number=7, actor=bob)

    with pytest.raises(SettledEntryError):
        mark_booked(entry, series="A", number=8, actor=bob)

    assert str(Transfer.objects.get()) == "A 7"
