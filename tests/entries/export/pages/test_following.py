"""An export under way and after its end: what is said of each entry, and the doors out of what is uncertain."""

import pytest
from django.test import Client
from time_machine import TimeMachineFixture

from closing.engagements.models import FiscalYear
from closing.entries.export.conditions import AccountThere
from closing.entries.export.models import ExportBatch, ExportItem
from closing.entries.export.pages.following import spans
from closing.entries.models import ClosingEntry, Transfer
from closing.jobs.enqueue import enqueue, exchange_key
from closing.jobs.models import Job
from closing.users.models import User
from tests.entries.export.exports import begun, checked, sent, states, work_at
from tests.entries.export.in_memory import ANSWER_LOST, OK, REFUSED, Books
from tests.entries.export.pages.made_exports import address, ended_export, plain
from tests.entries.made_entries import make_entry
from tests.factories import client_of

State, Item, Check = ExportBatch.State, ExportItem.State, ExportItem.Check


def _words(client: Client, batch: ExportBatch) -> str:
    return plain(client.get(address("batch", batch)).text)


def _uncertain(year: FiscalYear, books: Books, clock: TimeMachineFixture) -> ExportBatch:
    """Make an export that ended without knowing the fate of its only entry: away for good after a lost answer."""
    books.planned = [ANSWER_LOST]
    batch = sent(year, [make_entry(year)])
    books.away, books.away_passes = 100, False
    clock.shift(121)
    work_at(batch)
    books.away = 0
    return batch


@pytest.mark.parametrize(
    ("booked", "written"),
    [
        ([], ""),
        ([("A", 41)], "A 41"),
        ([("A", 42), ("A", 41), ("A", 43)], "A 41–A 43"),
        ([("B", 3), ("A", 41), ("A", 43), ("A", 44)], "A 41, A 43–A 44, B 3"),
    ],
)
def test_vouchers_are_written_as_spans(booked: list[tuple[str, int]], written: str) -> None:
    assert spans(booked) == written


def test_export_under_way_tells_each_entry_and_asks_for_itself(year: FiscalYear, books: Books, bob: User) -> None:
    batch, client = begun(year, [make_entry(year) for _entry in range(3)], actor=bob), client_of(bob)
    Job.objects.update(state=Job.State.RUNNING, step="sending", step_facts={"number": 2, "of": 3})
    batch.items.filter(ordinal=1).update(state=Item.DONE, number=41)
    batch.items.filter(ordinal=2).update(state=Item.SENDING)

    page = client.get(address("batch", batch)).text
    part = client.get(address("progress", batch), headers={"HX-Request": "true"})

    assert f'hx-get="{address("progress", batch)}" hx-trigger="every 2s"' in page
    assert '<progress id="export-progress" max="3" value="1">' in part.text
    assert "Sending entry 2 of 3 1 of 3 settled" in plain(part.text)
    assert "V1 Booked A 41 2025 2025-12-31 1 000,00 Periodisering hyra" in plain(part.text)
    assert "V2 Being sent A –" in plain(part.text)
    assert "V3 Waiting A –" in plain(part.text)
    assert ("HX-Refresh" in part.headers, "<html" in part.text) == (False, False)


def test_progress_of_an_export_that_has_ended_loads_the_page_anew(year: FiscalYear, books: Books, bob: User) -> None:
    batch, client = sent(year, [make_entry(year)]), client_of(bob)

    asked = client.get(address("progress", batch), headers={"HX-Request": "true"})
    opened = client.get(address("progress", batch))

    assert asked.headers["HX-Refresh"] == "true"
    assert opened.headers["Location"] == address("batch", batch)


def test_waiting_says_what_is_known_why_and_until_when(
    year: FiscalYear, books: Books, bob: User, *, clock: TimeMachineFixture
) -> None:
    books.planned = [OK, ANSWER_LOST]
    batch = sent(year, [make_entry(year) for _entry in range(3)])

    words = _words(client_of(bob), batch)

    assert "Waiting before it is looked up 1 of 3 settled" in words
    assert (
        "It is not known whether V2 was booked: Minnet gave no certain "
        "answer. It may still arrive there, so nothing more is sent until 2026-02-03 12:02. Then it is looked up in "
        "Minnet, and the work goes on by itself. There is nothing you have to do." in words
    )


def test_export_in_order_ends_in_a_sentence(year: FiscalYear, books: Books, bob: User) -> None:
    books.book_by_person("A")
    batch = sent(year, [make_entry(year) for _entry in range(3)])

    words = _words(client_of(bob), batch)

    assert "3 of 3 booked: A 2–A 4. All of them were read back from Minnet and are as they were sent." in words
    assert "V1 Booked A 2 2025" in words
    assert "Check in Minnet" not in words


def test_refused_entry_is_told_in_our_words_and_theirs(year: FiscalYear, books: Books, bob: User) -> None:
    books.planned = [REFUSED, OK]
    batch = sent(year, [make_entry(year), make_entry(year)])
    batch.items.filter(ordinal=1).update(words="Kontot är inte aktivt (2000556)")

    words = _words(client_of(bob), batch)

    assert "1 of 2 booked: A 1. 1 was refused." in words
    assert "An account is not active there. Activate it. Minnet says: Kontot är inte aktivt (2000556)" in words
    assert "Export the rest" in words


def test_export_that_stopped_says_why_in_both_words(year: FiscalYear, books: Books, bob: User) -> None:
    batch = sent(year, [make_entry(year)])
    ClosingEntry.objects.update(status=ClosingEntry.Status.NOT_TRANSFERRED)
    batch.items.update(state=Item.RETURNED, number=None)
    ExportBatch.objects.update(stop_reason="unreachable", stop_words="Driftstopp (9999)")

    words = _words(client_of(bob), batch)

    assert (
        "0 of 1 booked. 1 was not sent. The bookkeeping could not be reached. Try again in a while. "
        "Minnet says: Driftstopp (9999) Export the rest" in words
    )


def test_reason_of_a_stop_goes_when_all_were_booked_after_all(year: FiscalYear, books: Books, bob: User) -> None:
    batch = sent(year, [make_entry(year)])
    ExportBatch.objects.update(stop_reason="cancelled")

    assert "The export was cancelled" not in _words(client_of(bob), batch)


def test_entry_that_was_stopped_before_it_was_sent_says_by_what(year: FiscalYear, books: Books, bob: User) -> None:
    batch = begun(year, [make_entry(year)])
    books.accounts["1710"] = AccountThere("1710", is_active=False)
    work_at(batch)

    assert "V1 Refused A – 2025-12-31" in _words(client_of(bob), batch)
    assert "Account 1710 is not active there." in _words(client_of(bob), batch)


@pytest.mark.parametrize(
    ("news", "told"),
    [
        (
            {"state": Item.DUPLICATE, "other_numbers": [9]},
            "Booked more than once A 1 2025",
        ),
        (
            {"state": Item.DUPLICATE, "other_numbers": [9]},
            "Minnet has it more than once: A 1, A 9. Reverse all but one of them there.",
        ),
        (
            {"checked": Check.DIFFERENT},
            "Read back: not as it was sent The voucher in Minnet is not what was sent: somebody changed it there.",
        ),
        ({"checked": Check.MISSING}, "Read back: not there It was booked, and is no longer to be found in Minnet."),
        ({"checked": Check.NOT_YET}, "1 was not read back from Minnet yet. Check in Minnet"),
    ],
)
def test_what_reading_back_found_is_told_with_what_to_do(
    year: FiscalYear, books: Books, bob: User, *, news: dict[str, object], told: str
) -> None:
    batch = sent(year, [make_entry(year)])
    batch.items.update(**news)

    assert told in _words(client_of(bob), batch)


def test_interrupted_export_is_shown_as_it_stands_and_can_be_ended(year: FiscalYear, books: Books, bob: User) -> None:
    batch, client = begun(year, [make_entry(year), make_entry(year)]), client_of(bob)
    Job.objects.update(state=Job.State.FAILED, error_code="worker_lost")
    batch.items.filter(ordinal=1).update(state=Item.SENDING)

    words = _words(client, batch)
    client.post(address("cancel", batch))

    assert "The export was interrupted. What is known of each entry stands below." in words
    assert ExportBatch.objects.get().state == State.ENDED
    assert states(batch) == ["V1 unknown", "V2 returned"]


def test_uncertain_entry_is_looked_up_on_request(
    year: FiscalYear, books: Books, bob: User, *, clock: TimeMachineFixture
) -> None:
    batch, client = _uncertain(year, books, clock), client_of(bob)
    before = _words(client, batch)

    answer = client.post(address("check", batch))
    meanwhile = client.get(address("batch", batch)).text
    work_at(batch)

    assert "0 of 1 booked. 1 is uncertain." in before
    assert "Of an uncertain entry nobody here knows whether Minnet booked it" in before
    assert answer.headers["Location"] == address("batch", batch)
    assert address("progress", batch) in meanwhile
    assert states(batch) == ["V1 done A 1"]


def test_look_that_failed_says_why(year: FiscalYear, books: Books, bob: User, *, clock: TimeMachineFixture) -> None:
    batch = _uncertain(year, books, clock)
    books.away = 1
    checked(batch)

    assert "It could not be looked up in Minnet. The bookkeeping could not be reached. Try again in a while." in _words(
        client_of(bob), batch
    )


def test_look_needs_the_data_source_that_was_exported_to(year: FiscalYear, books: Books, bob: User) -> None:
    item = ended_export(make_entry(year), Item.UNKNOWN)
    ExportBatch.objects.update(destination="another")

    page = client_of(bob).get(address("batch", item.batch)).text

    assert 'title="The data source of this engagement takes no entries. Use the SI file."' in page
    assert address("check", item.batch) not in page


def test_look_waits_for_an_import(year: FiscalYear, books: Books, bob: User) -> None:
    batch = sent(year, [make_entry(year)])
    enqueue("canary", params={}, engagement=year.engagement, dedupe_key=exchange_key(year.engagement))

    page = client_of(bob).post(address("check", batch), follow=True).text

    assert "Wait until it has ended, or cancel it." in page


def test_uncertain_entry_is_marked_as_booked_by_hand(
    year: FiscalYear, books: Books, bob: User, *, clock: TimeMachineFixture
) -> None:
    batch, client = _uncertain(year, books, clock), client_of(bob)
    item = batch.items.get()

    page = client.post(address("mark_booked", batch, item.pk), {"series": "A", "number": "7"}, follow=True).text

    transfer = Transfer.objects.get()
    assert "V1 is marked as booked: A 7." in page
    assert states(batch) == ["V1 done A 7"]
    assert (str(transfer), transfer.way, transfer.actor) == ("A 7", Transfer.Way.BY_HAND, bob)


def test_entry_that_came_back_is_marked_as_booked_by_hand(year: FiscalYear, books: Books, bob: User) -> None:
    item, client = ended_export(make_entry(year)), client_of(bob)

    client.post(address("mark_booked", item.batch, item.pk), {"series": "A", "number": "7"})
    again = client.post(address("mark_booked", item.batch, item.pk), {"series": "A", "number": "8"}, follow=True).text

    assert ClosingEntry.objects.get().status == ClosingEntry.Status.TRANSFERRED
    assert "V1 is settled already, or is just being sent. See how it stands." in again
    assert str(Transfer.objects.get()) == "A 7"


def test_voucher_of_another_entry_is_not_taken_and_what_was_typed_stays(
    year: FiscalYear, books: Books, bob: User
) -> None:
    sent(year, [make_entry(year)])
    item, client = ended_export(make_entry(year)), client_of(bob)

    page = client.post(address("mark_booked", item.batch, item.pk), {"series": "A", "number": "1"})

    assert page.status_code == 422
    assert "Another entry is that voucher already. Look up in the bookkeeping which voucher V2 became." in page.text
    assert 'value="1" min="1" max="2147483647" required aria-invalid="true"' in page.text.replace("  ", " ")
    assert 'class="no-print" open' in page.text


@pytest.mark.parametrize("number", ["", "0", "x", str(2**31)])
def test_voucher_needs_a_number(year: FiscalYear, books: Books, bob: User, *, number: str) -> None:
    item = ended_export(make_entry(year))

    page = client_of(bob).post(address("mark_booked", item.batch, item.pk), {"series": "A", "number": number})

    assert page.status_code == 422
    assert Transfer.objects.count() == 0


def test_history_counts_what_came_of_each_export(year: FiscalYear, books: Books, bob: User) -> None:
    books.planned = [OK, REFUSED]
    batch = sent(year, [make_entry(year), make_entry(year)], actor=bob)

    client = client_of(bob)
    page = client.get(address("batch", batch)).text
    history = page.partition('<a class="btn plain" href="')[2].partition('"')[0]
    words = plain(client.get(history).text)

    assert "2025 Minnet Ended 1 1 0 0 Bob Ask" in words


def test_history_without_exports_says_where_one_begins(year: FiscalYear, bob: User) -> None:
    history = f"/e/{year.engagement_id}/exports/"

    assert "An export is begun from the list of closing entries." in client_of(bob).get(history).text
