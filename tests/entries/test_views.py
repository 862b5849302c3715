"""The pages of closing entries: who may do what, what they say, and that nothing typed is lost."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from closing.engagements.models import Agency, FiscalYear
from closing.entries import writing
from closing.entries.draft import DraftRow
from closing.entries.models import ClosingEntry
from closing.entries.typed.rows import TypedRow
from closing.users.models import User
from tests.entries.made_entries import DECEMBER, draft, make_entry
from tests.factories import client_of, make_engagement, make_fiscal_year
from tests.statements.ledger_factory import Jotted, make_books

Status = ClosingEntry.Status
RENT = {"day": "2025-12-31", "text": "Periodisering hyra"}


@pytest.fixture
def bob(bob: User) -> User:
    """Give Bob, who prepares closings and reads English."""
    User.objects.filter(pk=bob.pk).update(language=User.Language.ENGLISH)
    bob.refresh_from_db()
    return bob


def _rows(*rows: tuple[str, str, str]) -> dict[str, str]:
    """Type rows of account, debit and credit."""
    columns = ("account", "debit", "credit")
    return {f"{name}-{place}": text for place, row in enumerate(rows) for name, text in zip(columns, row, strict=True)}


OUTSIDE_DECEMBER = (
    "Entries of P12 December are dated from 2025-12-01 to 2025-12-31. Choose another period at the top for other days."
)
SOUND = _rows(("1710", "1 000,00", ""), ("5010", "", "1000"))


def _list(year: FiscalYear) -> str:
    return reverse("entries:list", args=[year.engagement_id])


def _new(year: FiscalYear) -> str:
    return reverse("entries:new", args=[year.engagement_id, year.pk])


def _of(name: str, entry: ClosingEntry) -> str:
    year = entry.fiscal_year
    return reverse(f"entries:{name}", args=[year.engagement_id, year.pk, entry.pk])


def _told(client: Client, address: str, data: Mapping[str, object]) -> str:
    """Send a form and give what the next page says of it."""
    return [str(one) for one in get_messages(client.post(address, data).wsgi_request)][-1]


@pytest.mark.parametrize("page", ["list", "new", "edit"])
def test_stranger_is_told_nothing(page: str, year: FiscalYear, charlie: User) -> None:
    entry = make_entry(year)
    address = {"list": _list(year), "new": _new(year), "edit": _of("edit", entry)}[page]

    assert client_of(charlie).get(address).status_code == 404


def test_reader_sees_the_entries_and_cannot_write(year: FiscalYear, rita: User) -> None:
    entry, client = make_entry(year), client_of(rita)

    listed = client.get(_list(year))
    refused = [client.post(address).status_code for address in (_new(year), _of("edit", entry), _of("delete", entry))]

    assert "Periodisering hyra" in listed.text
    assert (_new(year) in listed.text, _of("edit", entry) in listed.text) == (False, False)
    assert refused == [403, 403, 403]
    assert ClosingEntry.objects.get().version == 1


def test_list_without_entries_says_what_to_do(year: FiscalYear, bob: User) -> None:
    response = client_of(bob).get(_list(year))

    assert _new(year) in response.text.partition('class="empty"')[2]


@pytest.mark.parametrize("has_year", [True, False])
def test_list_without_books_leads_to_the_import_and_offers_no_entry(
    *, has_year: bool, agency: Agency, bob: User
) -> None:
    engagement = make_engagement(agency)
    year = make_fiscal_year(engagement) if has_year else None

    response = client_of(bob).get(reverse("entries:list", args=[engagement.pk]))

    assert reverse("overview:engagement", args=[engagement.pk]) in response.text.partition('class="empty"')[2]
    assert year is None or _new(year) not in response.text


def test_entry_before_the_first_import_is_refused_with_the_reason(agency: Agency, bob: User) -> None:
    year = make_fiscal_year(make_engagement(agency))

    told = _told(client_of(bob), _new(year), {**RENT, **SOUND})

    assert told == "Import the bookkeeping of the year first: entries are booked on top of it."
    assert not ClosingEntry.objects.exists()


def test_saved_entry_is_what_was_typed(year: FiscalYear, bob: User) -> None:
    response = client_of(bob).post(_new(year), {**RENT, **SOUND, "text-0": "Januari"})

    entry = ClosingEntry.objects.get()
    assert response.headers["Location"] == f"{_list(year)}#V1"
    assert entry.created_by == bob
    assert entry.as_draft() == replace(draft(), rows=(DraftRow("1710", 100_000, "Januari"), DraftRow("5010", -100_000)))


def test_entry_carries_objects_of_the_books(year: FiscalYear, bob: User) -> None:
    sold = Jotted("A 1", date(2025, 1, 15), [("1930", "1000"), ("3010", "-1000")], objects=(("1", "BYGG"),))
    make_books(year, [sold])

    client_of(bob).post(_new(year), {**RENT, **SOUND, "day": "2025-01-31", "object1-1": "BYGG"})

    assert [row.objects_by_dimension for row in ClosingEntry.objects.get().rows.all()] == [{}, {"1": "BYGG"}]


@pytest.mark.parametrize(
    ("changed", "sentences"),
    [
        ({"text": " "}, ["Write what the entry is about."]),
        ({"text": "x" * 161}, ["Write at most 160 characters."]),
        (
            {"day": "2025-11-30"},
            [OUTSIDE_DECEMBER],
        ),
        ({"day": "i morgon"}, ["Enter a valid date."]),
        (
            {"debit-0": "999,99"},
            ["Debit and credit differ by 0,01. They must be equal before the entry can be saved."],
        ),
        (
            {"account-0": "", "debit-0": "", "account-1": "", "credit-1": ""},
            ["An entry has at least two rows: one in debit and one in credit."],
        ),
        (
            {"account-0": "1999"},
            ["1999 is not an account of the books or of the BAS chart. Write its number or its whole name."],
        ),
        (
            {"text": "", "account-0": "", "debit-0": "1000", "credit-0": "1"},
            [
                "Write what the entry is about.",
                "Debit and credit differ by 1,00. They must be equal before the entry can be saved.",
                "Write the number or the name of the account.",
                "Write the amount in debit or in credit, not in both.",
            ],
        ),
    ],
)
def test_faulty_entry_says_everything_and_keeps_what_was_typed(
    changed: dict[str, str], sentences: list[str], *, year: FiscalYear, bob: User
) -> None:
    typed = {**RENT, **SOUND, **changed}

    response = client_of(bob).post(f"{_new(year)}?period=12", typed)

    form = response.context["form"]
    assert response.status_code == 422
    assert sorted(str(words) for found in form.errors.values() for words in found) == sorted(sentences)
    summary = response.text.partition("error-summary")[2].partition("</ul>")[0]
    assert [words in summary for words in sentences] == [True] * len(sentences)
    kept = [value for name, value in typed.items() if value.strip() and "-" in name]
    assert [f'value="{value}"' in response.text for value in kept] == [True] * len(kept)
    assert not ClosingEntry.objects.exists()


def test_year_end_takes_the_days_of_its_last_month_alone(year: FiscalYear, bob: User) -> None:
    client = client_of(bob)

    refused = client.post(f"{_new(year)}?period=13", {**RENT, **SOUND, "day": "2025-11-30"})
    taken = client.post(f"{_new(year)}?period=13", {**RENT, **SOUND, "day": "2025-12-01"})

    assert (refused.status_code, taken.status_code) == (422, 302)


def test_eight_rows_stand_ready_and_more_come_without_judging_what_is_typed(year: FiscalYear, bob: User) -> None:
    client = client_of(bob)

    fresh = client.get(_new(year))
    grown = client.post(_new(year), {"text": "", "account-0": "1710", "debit-0": "hundra", "more": "1"})

    rows = [sum(f'name="account-{place}"' in page.text for place in range(30)) for page in (fresh, grown)]
    assert rows == [8, 9]
    assert grown.status_code == 200
    assert 'value="hundra"' in grown.text
    assert "error-summary" not in grown.text


def test_sums_are_shown_after_a_post(year: FiscalYear, bob: User) -> None:
    response = client_of(bob).post(_new(year), {**RENT, **_rows(("1710", "10", ""), ("5010", "", "4"))})

    assert response.context["form"].sums == (1_000, 400, 600)


def test_entry_begins_with_the_account_and_its_usual_offset(year: FiscalYear, bob: User) -> None:
    response = client_of(bob).get(f"{_new(year)}?account=2920&amount=-50000")

    assert response.context["form"].rows == [TypedRow("2920", "", "500,00"), TypedRow("7090", "500,00", "")]


@pytest.mark.parametrize("query", ["account=9999", "account=&amount=x", "copy=x", f"copy={uuid4()}", "amount=9"])
def test_beginning_that_cannot_be_read_is_an_empty_entry(query: str, year: FiscalYear, bob: User) -> None:
    response = client_of(bob).get(f"{_new(year)}?{query}")

    assert (response.status_code, response.context["form"].rows) == (200, [])


def test_copy_begins_with_the_rows_and_the_text_of_another(year: FiscalYear, bob: User) -> None:
    entry = make_entry(year)

    response = client_of(bob).get(f"{_new(year)}?copy={entry.pk}&period=1")

    form = response.context["form"]
    assert (form.initial["text"], form.initial["day"]) == ("Periodisering hyra", date(2025, 1, 31))
    assert [row.account for row in form.rows] == ["1710", "5010"]


def test_copy_of_another_companys_entry_is_empty(year: FiscalYear, agency: Agency, bob: User) -> None:
    other = make_entry(make_fiscal_year(make_engagement(agency)))

    response = client_of(bob).get(f"{_new(year)}?copy={other.pk}")

    assert response.context["form"].rows == []


def test_changed_entry_keeps_its_number(year: FiscalYear, bob: User) -> None:
    entry, client = make_entry(year), client_of(bob)

    page = client.get(_of("edit", entry))
    client.post(_of("edit", entry), {**RENT, **SOUND, "text": "Hyra", "version": "1"})

    assert 'name="version" value="1"' in page.text
    entry.refresh_from_db()
    assert (str(entry), entry.text, entry.version) == ("V1", "Hyra", 2)


def test_entry_changed_by_another_says_who_and_keeps_what_was_typed(year: FiscalYear, *, bob: User, maja: User) -> None:
    entry, client = make_entry(year), client_of(bob)
    writing.alter(entry, draft(text="Majas text"), days=DECEMBER, version=1, actor=maja)

    response = client.post(_of("edit", entry), {**RENT, **SOUND, "text": "Bobs text", "version": "1"})
    again = client.post(_of("edit", entry), {**RENT, **SOUND, "text": "Bobs text", "version": "2"})

    assert (response.status_code, again.status_code) == (409, 302)
    assert ["Maja Lind" in response.text, "Majas text" in response.text] == [True, True]
    assert 'value="Bobs text"' in response.text
    assert 'name="version" value="2"' in response.text
    assert ClosingEntry.objects.get().text == "Bobs text"


@pytest.mark.parametrize("status", [Status.TRANSFERRED, Status.EXCLUDED, Status.DELETED])
def test_settled_entry_cannot_be_changed_and_says_why(status: str, year: FiscalYear, bob: User) -> None:
    entry = make_entry(year)
    ClosingEntry.objects.update(status=status)

    told = _told(client_of(bob), _of("edit", entry), {**RENT, **SOUND, "version": "1"})

    assert told == "V1 is transferred or deleted and stays as it is. Correct it by a new entry: reverse it or copy it."


def test_entry_of_the_system_is_not_written_by_a_person(year: FiscalYear, bob: User) -> None:
    entry = make_entry(year, kind=ClosingEntry.Kind.SYSTEM)

    client_of(bob).post(_of("edit", entry), {**RENT, **SOUND, "text": "Annat", "version": "1"})

    assert ClosingEntry.objects.get().text == "Periodisering hyra"


def test_deleted_entry_is_hidden_and_shown_on_request(year: FiscalYear, bob: User) -> None:
    entry, client = make_entry(year), client_of(bob)
    make_entry(year)

    told = _told(client, _of("delete", entry), {"version": "1"})

    assert told == "V1 is deleted. It is kept, and can be shown and copied."
    shown = [
        [str(line.entry) for line in client.get(f"{_list(year)}{ask}").context["lines"]] for ask in ("", "?deleted=1")
    ]
    assert shown == [["V2"], ["V1", "V2"]]


@pytest.mark.parametrize("version", ["0", "7", "", "x"])
@pytest.mark.parametrize("act", ["delete", "set_aside", "reverse", "reverse_next"])
def test_entry_read_before_somebody_changed_it_is_left_alone(
    act: str, version: str, *, year: FiscalYear, bob: User
) -> None:
    entry = make_entry(year)
    make_fiscal_year(year.engagement, date(2026, 1, 1), date(2026, 12, 31))

    told = _told(client_of(bob), f"{_of(act, entry)}?period=13", {"version": version})

    assert told == "V1 was changed by somebody else meanwhile. Look at it, and try again."
    assert [(str(one), one.status) for one in ClosingEntry.objects.all()] == [("V1", Status.NOT_TRANSFERRED)]


def test_reversal_is_a_new_entry_on_the_last_day_of_the_period(year: FiscalYear, bob: User) -> None:
    entry, client = make_entry(year), client_of(bob)

    told = _told(client, f"{_of('reverse', entry)}?period=13", {"version": "1"})

    back = ClosingEntry.objects.get(number=2)
    assert told == "V1 is reversed by V2."
    assert back.as_draft() == draft(("1710", -100_000), ("5010", 100_000), text="Reversal of V1: Periodisering hyra")
    line = client.get(_list(year)).context["lines"][0]
    assert (line.reversed_by, line.may_be_reversed) == ((back,), False)


def test_entry_is_reversed_once(year: FiscalYear, bob: User) -> None:
    entry, client = make_entry(year), client_of(bob)
    client.post(_of("reverse", entry), {"version": "1"})

    told = _told(client, _of("reverse", entry), {"version": "2"})

    assert told == "V1 was reversed already. The entry that reverses it stands in the list."
    assert ClosingEntry.objects.count() == 2


def test_entry_of_another_year_is_not_there(year: FiscalYear, bob: User) -> None:
    other = make_fiscal_year(year.engagement, date(2024, 1, 1), date(2024, 12, 31))
    entry = make_entry(year)

    address = reverse("entries:edit", args=[year.engagement_id, other.pk, entry.pk])

    assert client_of(bob).get(address).status_code == 404


def test_queries_do_not_grow_with_the_entries(year: FiscalYear, bob: User) -> None:
    client, counts = client_of(bob), []
    for more in (1, 2):
        for _turn in range(more):
            writing.reverse(make_entry(year), days=DECEMBER, version=1, actor=bob, text="Vändning")
        client.get(_list(year))
        with CaptureQueriesContext(connection) as queries:
            response = client.get(_list(year))
        counts.append((len(response.context["lines"]), len(queries)))

    assert [count for count, _queries in counts] == [2, 6]
    assert counts[0][1] == counts[1][1]
