"""Entries whose export ended without an answer, and that the books prove to be booked."""

from pathlib import Path

import pytest

from closing.engagements.models import FiscalYear
from closing.entries import transfers
from closing.entries.export.models import ExportBatch, ExportItem
from closing.entries.models import ClosingEntry, Transfer
from closing.entries.recognition.recognising import What
from tests.entries.recognition.new_books import LESS, NEWER, count, stands, told
from tests.entries.recognition.written_vouchers import marked, voucher

pytestmark = pytest.mark.django_db
Status, State, Way = ClosingEntry.Status, ExportItem.State, Transfer.Way


def uncertain(entry: ClosingEntry, state: str = State.UNKNOWN) -> ExportItem:
    """Let an export have sent the entry without learning what became of it."""
    year = entry.fiscal_year
    batch = ExportBatch.objects.create(engagement=year.engagement, fiscal_year=year, destination="elsewhere")
    transfers.take_out(entry, version=entry.version)
    return ExportItem.objects.create(
        batch=batch, entry=entry, ordinal=1, state=state, marker=entry.marker, voucher="{}", series="A", reason="lost"
    )


@pytest.mark.parametrize("state", ExportItem.OPEN)
def test_books_prove_that_an_uncertain_entry_was_booked(
    tmp_path: Path, year: FiscalYear, *, entry: ClosingEntry, state: str
) -> None:
    item = uncertain(entry, state)

    news = count(tmp_path, year, voucher("A 41", marked(entry)))

    item.refresh_from_db()
    assert told(news) == [(What.FOUND, "V1", "A 41")]
    assert stands(entry) == (Status.EXCLUDED, "A 41")
    assert Transfer.objects.get().way == Way.CONNECTION
    assert (item.state, item.series, item.number, item.checked) == (State.DONE, "A", 41, ExportItem.Check.SAME)
    assert (item.reason, item.settled_at is None) == ("", False)


def test_uncertain_entry_that_was_booked_twice_is_settled_as_that(
    tmp_path: Path, year: FiscalYear, entry: ClosingEntry
) -> None:
    item = uncertain(entry)

    news = count(tmp_path, year, voucher("A 41", marked(entry)), voucher("A 42", marked(entry), rows=LESS))

    item.refresh_from_db()
    assert told(news) == [(What.FOUND, "V1", "A 41"), (What.TWICE, "V1", "A 41")]
    assert (item.state, item.number, item.other_numbers) == (State.DUPLICATE, 41, [42])


def test_uncertain_entry_that_the_books_do_not_hold_stays_uncertain(
    tmp_path: Path, year: FiscalYear, entry: ClosingEntry
) -> None:
    item = uncertain(entry)

    news = count(tmp_path, year, voucher("A 41", "Periodisering hyra"), head=NEWER)

    item.refresh_from_db()
    assert (news, stands(entry), item.state) == ((), (Status.TRANSFERRING, "-"), State.UNKNOWN)


def test_entry_that_was_given_back_is_not_settled_once_more(
    tmp_path: Path, year: FiscalYear, entry: ClosingEntry
) -> None:
    item = uncertain(entry, State.RETURNED)
    transfers.give_back(entry)

    count(tmp_path, year, voucher("A 41", marked(entry)))

    item.refresh_from_db()
    assert (item.state, stands(entry)) == (State.RETURNED, (Status.EXCLUDED, "A 41"))


@pytest.mark.parametrize("name", ['"En serie längre än tio" 41', "A 41-B", "A 99999999999"])
def test_voucher_whose_name_no_transfer_can_keep_is_recognised_all_the_same(
    tmp_path: Path, year: FiscalYear, *, entry: ClosingEntry, name: str
) -> None:
    item = uncertain(entry)

    count(tmp_path, year, voucher(name, marked(entry)))

    item.refresh_from_db()
    assert (stands(entry)[0], Transfer.objects.get().number) == (Status.EXCLUDED, None)
    assert (item.state, item.series, item.number) == (State.DONE, "A", None)
