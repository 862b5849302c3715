"""The pages of an export: who may do what, what each state says, and that a choice is kept and sent once."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from closing.books.models import Books as ImportedBooks
from closing.engagements.models import FiscalYear
from closing.entries import writing
from closing.entries.export import starting
from closing.entries.export.conditions import AccountThere, SeriesThere
from closing.entries.export.destinations import destination_of
from closing.entries.export.models import ExportBatch, ExportItem
from closing.entries.models import ClosingEntry
from closing.jobs.enqueue import enqueue, exchange_key
from closing.jobs.models import Job
from closing.users.models import User
from tests.entries.export.exports import begun, prepared, sent, work_at
from tests.entries.export.in_memory import Books
from tests.entries.export.pages.made_exports import address, ended_export, form_of, plain
from tests.entries.made_entries import DECEMBER, draft, make_entry
from tests.factories import client_of

State = ExportBatch.State


def _begin(year: FiscalYear) -> str:
    return reverse("entry_export:begin", args=[year.engagement_id, year.pk])


def _only() -> ExportBatch:
    return ExportBatch.objects.get()


def _stored() -> list[object]:
    tables = (ExportBatch, ExportItem, ClosingEntry, Job)
    return [sorted(table._default_manager.values_list(), key=repr) for table in tables]


@pytest.mark.parametrize("name", ["batch", "progress", "send", "cancel", "check"])
def test_stranger_is_told_nothing(year: FiscalYear, books: Books, charlie: User, *, name: str) -> None:
    make_entry(year)
    client, page = client_of(charlie), address(name, prepared(year))

    assert (client.get(page).status_code, client.post(page).status_code) in {(404, 405), (405, 404)}


def test_reader_sees_an_export_and_cannot_touch_it(year: FiscalYear, books: Books, rita: User) -> None:
    entry = make_entry(year)
    batch, client = prepared(year), client_of(rita)
    before = _stored()

    shown = client.get(address("batch", batch)).text
    answers = [client.post(address(name, batch), form_of(entry)).status_code for name in ("send", "cancel", "check")]
    answers.append(client.post(_begin(year)).status_code)

    assert (entry.text in shown, '<form method="post" action="/e/' in shown) == (True, False)
    assert answers == [403, 403, 403, 403]
    assert _stored() == before


def test_button_prepares_an_export_and_leads_to_it(year: FiscalYear, books: Books, bob: User) -> None:
    make_entry(year)
    client = client_of(bob)

    answer = client.post(_begin(year))
    page = client.get(answer.headers["Location"])

    assert answer.headers["Location"] == address("batch", _only())
    assert (_only().state, _only().created_by) == (State.PREPARING, bob)
    assert 'http-equiv="refresh"' in page.text.partition("<noscript>")[2].partition("</noscript>")[0]


def test_second_click_leads_to_the_export_that_is_being_prepared(year: FiscalYear, books: Books, bob: User) -> None:
    make_entry(year)
    client = client_of(bob)

    places = [client.post(_begin(year)).headers["Location"] for _click in range(2)]

    assert places == [address("batch", _only())] * 2


@pytest.mark.parametrize("is_there", [True, False])
def test_nothing_begins_without_a_connection(year: FiscalYear, books: Books, bob: User, *, is_there: bool) -> None:
    books.is_ready = False
    if not is_there:
        year.engagement.data_source = "manual"
        year.engagement.save()
    told = "The connection has ended. Connect again." if is_there else "takes no entries. Use the SI file."

    page = client_of(bob).post(_begin(year), follow=True).text

    assert told in page
    assert ExportBatch.objects.count() == 0


def test_preparing_says_what_it_does_and_can_be_cancelled(year: FiscalYear, books: Books, bob: User) -> None:
    make_entry(year)
    destination = destination_of(year.engagement)
    assert destination
    batch, client = starting.prepare(year, destination, actor=bob), client_of(bob)
    Job.objects.update(state=Job.State.RUNNING, step="asking")

    shown = plain(client.get(address("batch", batch)).text)
    Job.objects.update(state=Job.State.QUEUED)
    client.post(address("cancel", batch))

    assert "Asking the bookkeeping what it takes" in shown
    assert (_only().state, Job.objects.get().state) == (State.NOT_PREPARED, Job.State.CANCELLED)


def test_bookkeeping_that_is_away_is_told_with_what_to_do(year: FiscalYear, books: Books, bob: User) -> None:
    make_entry(year)
    books.away = 1

    page = plain(client_of(bob).get(address("batch", prepared(year, actor=bob))).text)

    assert (
        "Minnet could not be asked what it takes, so nothing was sent. The bookkeeping could not be reached. "
        "Try again in a while. Try again" in page
    )


def test_preparation_that_died_can_be_tried_again(year: FiscalYear, books: Books, bob: User) -> None:
    make_entry(year)
    destination = destination_of(year.engagement)
    assert destination
    batch = starting.prepare(year, destination, actor=bob)
    Job.objects.update(state=Job.State.FAILED, error_code="worker_lost")

    page = plain(client_of(bob).get(address("batch", batch)).text)

    assert "The background worker stopped three times while it did this. Ask your operator. Try again" in page


def test_choice_shows_the_receiver_the_entries_and_what_stops_them(year: FiscalYear, books: Books, bob: User) -> None:
    books.accounts["2990"] = AccountThere("2990", is_active=False)
    books.locked_until = date(2025, 12, 31)
    sound, stopped = make_entry(year), make_entry(year, ("7010", 5_000), ("2990", -5_000))

    page = client_of(bob).get(address("batch", prepared(year)))
    words = plain(page.text)

    assert "Receiver Åkerlund Måleri AB" in words
    assert "1 of 2 entries chosen, 1 000,00 in debit" in words
    assert f"In Minnet: Periodisering hyra [{sound.marker}]" in words
    assert f'value="{sound.pk}:1" checked' in page.text
    assert f'value="{stopped.pk}:1"' not in page.text
    assert "V2 Cannot be sent 2025-12-31 50,00" in words
    assert "Account 2990 is not active there." in words
    assert "V1 Look first 2025-12-31 1 000,00" in words
    assert "The bookkeeping is locked until 2025-12-31. The entry is refused unless the series is exempt" in words


def test_entry_that_is_older_than_the_books_is_pointed_out(year: FiscalYear, books: Books, bob: User) -> None:
    old, new = make_entry(year), make_entry(year)
    ImportedBooks.objects.filter(fiscal_year=year).update(flipped_at=new.created_at)
    told = "The books were imported after the entry was written. Look whether it is still right."

    words = plain(client_of(bob).get(address("batch", prepared(year))).text)

    assert words.count(told) == 1
    assert told in words.partition(f"[{old.marker}]")[2].partition(f"[{new.marker}]")[0]


def test_preview_shows_what_will_be_booked(year: FiscalYear, books: Books, bob: User) -> None:
    entry = make_entry(year, ("7010", 123_456), ("2990", -123_456))
    entry.rows.filter(account_number="7010").update(objects_by_dimension={"1": "SYD", "6": "P1"})

    words = plain(client_of(bob).get(address("batch", prepared(year))).text)

    assert (
        words.partition("Cost centre Project ")[2].partition(" 2990")[0]
        == "7010 Löner till kollektivanställda 1 234,56 SYD P1"
    )


def test_first_choice_of_a_series_is_the_accountants(year: FiscalYear, books: Books, bob: User) -> None:
    make_entry(year)

    page = client_of(bob).get(address("batch", prepared(year))).text

    assert '<option value="" selected>Choose a series</option>' in page
    assert '<option value="M">M – Bokslut</option>' in page
    assert "B – Kundfakturor" not in page
    assert "A series of its own makes it easy to see what came from here." in page
    assert 'name="series_S"' not in page


def test_last_series_is_proposed_for_both_kinds(year: FiscalYear, books: Books, bob: User) -> None:
    sent(year, [make_entry(year)], series="M")
    make_entry(year)
    make_entry(year, kind=ClosingEntry.Kind.SYSTEM)

    page = client_of(bob).get(address("batch", prepared(year))).text

    assert page.count('<option value="M" selected>M – Bokslut</option>') == 2
    assert "Choose a series" not in page


def test_no_manual_series_is_told_with_how_to_make_one(year: FiscalYear, books: Books, bob: User) -> None:
    books.series = (SeriesThere("B", "Kundfakturor", is_manual=False),)
    make_entry(year)

    page = client_of(bob).get(address("batch", prepared(year))).text

    assert "Minnet has no voucher series that takes manual vouchers in this financial year." in page
    assert "Open the settings of bookkeeping in Minnet" in page
    assert reverse("entry_export:send", args=[year.engagement_id, year.pk, _only().pk]) not in page


def test_another_series_is_previewed_and_ticks_are_kept(year: FiscalYear, books: Books, bob: User) -> None:
    first, second = make_entry(year), make_entry(year)
    batch = prepared(year)
    form = {**form_of(first, second, series_V="M"), "entry": [f"{second.pk}:1"], "preview": "1"}

    page = client_of(bob).post(address("send", batch), form)

    assert page.status_code == 200
    assert (f'value="{first.pk}:1">' in page.text, f'value="{second.pk}:1" checked>' in page.text) == (True, True)
    assert '<option value="M" selected>' in page.text
    assert "1 of 2 entries chosen" in plain(page.text)
    assert _only().state == State.READY


def test_entry_made_meanwhile_is_ticked_in_the_preview(year: FiscalYear, books: Books, bob: User) -> None:
    form, batch = form_of(make_entry(year)), prepared(year)
    fresh = make_entry(year)

    page = client_of(bob).post(address("send", batch), {**form, "entry": [], "preview": "1"})

    assert page.text.count(" checked>") == 1
    assert f'value="{fresh.pk}:1" checked>' in page.text


def test_preview_of_an_export_that_was_begun_loads_the_page_anew(year: FiscalYear, books: Books, bob: User) -> None:
    entry = make_entry(year)
    batch = begun(year, [entry])

    answer = client_of(bob).post(
        address("send", batch), {**form_of(entry), "preview": "1"}, headers={"HX-Request": "true"}
    )

    assert (answer.status_code, answer.headers["HX-Refresh"]) == (200, "true")


def test_preview_does_not_pass_a_new_version_under_an_old_tick(year: FiscalYear, books: Books, bob: User) -> None:
    entry = make_entry(year)
    batch, form, client = prepared(year), form_of(entry), client_of(bob)
    writing.alter(entry, draft(text="Ändrad"), days=DECEMBER, version=1, actor=bob)

    page = client.post(address("send", batch), {**form, "preview": "1"})

    assert f'value="{entry.pk}:1" checked' in page.text


def test_chosen_entries_are_sent_once_though_the_form_comes_twice(year: FiscalYear, books: Books, bob: User) -> None:
    entry, _left_out = make_entry(year), make_entry(year)
    batch, client = prepared(year), client_of(bob)

    first = client.post(address("send", batch), form_of(entry))
    second = client.post(address("send", batch), form_of(entry), follow=True)
    work_at(batch)

    assert (first.status_code, first.headers["Location"]) == (302, address("batch", batch))
    assert "This export was begun already. It is shown as it stands." in second.text
    assert [(item.entry, item.series, item.state) for item in batch.items.all()] == [(entry, "A", "done")]
    assert books.numbers_of(entry.marker) == ["A 1"]
    assert _only().created_by == bob


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"entry": []}, "Tick at least one entry."),
        ({"entry": ["x:y"]}, "What was sent is not understood. Look through the entries, and send again."),
        ({"series_V": ""}, "Choose a voucher series."),
        ({"series_V": "B"}, "Choose a voucher series."),
    ],
)
def test_choice_that_cannot_be_sent_is_shown_again(
    year: FiscalYear, books: Books, bob: User, *, fields: dict[str, object], told: str
) -> None:
    entry = make_entry(year)
    batch = prepared(year)

    page = client_of(bob).post(address("send", batch), {**form_of(entry), **fields})

    assert page.status_code == 422
    assert told in page.text
    assert _only().state == State.READY


def test_entry_that_this_series_stops_is_not_sent(year: FiscalYear, books: Books, bob: User) -> None:
    sound, stopped = make_entry(year), make_entry(year, ("9999", 100), ("5010", -100))
    batch = prepared(year)

    page = client_of(bob).post(address("send", batch), form_of(sound, stopped))

    assert page.status_code == 422
    assert "V2 would be refused and can no longer be ticked. Look at the rest, and export again." in page.text
    assert f'value="{sound.pk}:1" checked' in page.text


@pytest.mark.parametrize("change", ["altered", "deleted"])
def test_entry_that_changed_meanwhile_is_told_and_shown_as_it_is(
    year: FiscalYear, books: Books, bob: User, *, change: str
) -> None:
    entry, other = make_entry(year), make_entry(year)
    batch, form = prepared(year), form_of(entry, other)
    if change == "altered":
        writing.alter(entry, draft(text="Ny text"), days=DECEMBER, version=1, actor=bob)
    else:
        writing.delete(entry, version=1, actor=bob)

    page = client_of(bob).post(address("send", batch), form)

    assert page.status_code == 422
    assert "V1 was changed, deleted or transferred by somebody else meanwhile." in page.text
    assert (f'value="{entry.pk}:2" checked' in page.text) == (change == "altered")
    assert f'value="{other.pk}:1" checked' in page.text
    assert (ExportItem.objects.count(), _only().state) == (0, State.READY)


def test_choice_is_kept_while_an_import_is_under_way(year: FiscalYear, books: Books, bob: User) -> None:
    entry = make_entry(year)
    batch = prepared(year)
    enqueue("canary", params={}, engagement=year.engagement, dedupe_key=exchange_key(year.engagement))

    page = client_of(bob).post(address("send", batch), form_of(entry))

    assert page.status_code == 409
    assert "Wait until it has ended, or cancel it." in page.text
    assert f'value="{entry.pk}:1" checked' in page.text
    assert (_only().state, ExportItem.objects.count()) == (State.READY, 0)


def test_choice_without_a_connection_says_why_it_cannot_be_sent(year: FiscalYear, books: Books, bob: User) -> None:
    make_entry(year)
    batch = prepared(year)
    books.is_ready = False

    page = client_of(bob).get(address("batch", batch)).text

    assert page.count('title="The connection has ended. Connect again."') == 2
    assert '<button class="btn primary">Export</button>' not in page


def test_export_that_was_prepared_anew_says_so(year: FiscalYear, books: Books, bob: User) -> None:
    make_entry(year)
    batch, client = prepared(year, actor=bob), client_of(bob)
    client.post(_begin(year))

    answers = [client.get(address("batch", batch)), client.post(address("send", batch))]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert all("This export is not there" in answer.text for answer in answers)


@pytest.mark.parametrize("page", ["ready", "ended", "history"])
def test_page_takes_the_same_queries_however_many_entries(
    year: FiscalYear, books: Books, bob: User, *, page: str
) -> None:
    client, counts = client_of(bob), []
    for more in (1, 2):
        entries = [make_entry(year) for _entry in range(more)]
        if page == "history":
            ended_export(entries[0])
        batch = prepared(year) if page == "ready" else sent(year, year.closing_entries.filter(status="not_transferred"))
        shown = (
            reverse("entry_export:history", args=[year.engagement_id]) if page == "history" else address("batch", batch)
        )
        client.get(shown)
        with CaptureQueriesContext(connection) as queries:
            client.get(shown)
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_looking_at_any_state_changes_nothing(year: FiscalYear, books: Books, bob: User) -> None:
    client = client_of(bob)
    ready = prepared(year)
    running = begun(year, [make_entry(year)])
    dead = ended_export(make_entry(year)).batch
    ExportBatch.objects.filter(pk=dead.pk).update(state=State.RUNNING)
    before = _stored()

    for batch in (ready, running, dead):
        client.get(address("batch", batch))
        client.get(address("progress", batch), headers={"HX-Request": "true"})

    assert _stored() == before
