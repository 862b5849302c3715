"""The list of entries and the form around it: states to choose, vouchers, reversals in the next period."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import strip_tags

from closing.engagements.models import FiscalYear
from closing.entries import reversals
from closing.entries.models import ClosingEntry, Transfer
from closing.users.models import User
from tests.entries.made_entries import make_entry
from tests.factories import client_of, make_fiscal_year

Status = ClosingEntry.Status
TYPED = {"day": "2025-12-31", "text": "Hyra", "account-0": "1710", "debit-0": "5", "account-1": "5010", "credit-1": "5"}
MISSING = "There is no fiscal year that begins 2026-01-01, so nothing can be reversed there. Import that year first."


@pytest.fixture
def bob(bob: User) -> User:
    """Give Bob, who prepares closings and reads English."""
    User.objects.filter(pk=bob.pk).update(language=User.Language.ENGLISH)
    bob.refresh_from_db()
    return bob


def _list(year: FiscalYear) -> str:
    return reverse("entries:list", args=[year.engagement_id])


def _new(year: FiscalYear) -> str:
    return reverse("entries:new", args=[year.engagement_id, year.pk])


def _of(name: str, entry: ClosingEntry) -> str:
    year = entry.fiscal_year
    return reverse(f"entries:{name}", args=[year.engagement_id, year.pk, entry.pk])


def _told(client: Client, address: str, data: dict[str, str]) -> list[str]:
    """Send a form and give what the next page says of it."""
    return [str(one) for one in client.post(address, data, follow=True).context["messages"]]


def _next_year(year: FiscalYear) -> FiscalYear:
    return make_fiscal_year(year.engagement, date(2026, 1, 1), date(2026, 12, 31))


def _one_of_each(year: FiscalYear) -> None:
    for status in Status.values:
        ClosingEntry.objects.filter(pk=make_entry(year).pk).update(status=status)


def _transferred(year: FiscalYear, actor: User | None, **voucher: str | int) -> ClosingEntry:
    entry = make_entry(year)
    ClosingEntry.objects.filter(pk=entry.pk).update(status=Status.TRANSFERRED)
    way = Transfer.Way.CONNECTION if voucher else Transfer.Way.FILE
    at = datetime(2026, 1, 20, 13, 5, tzinfo=UTC)
    Transfer.objects.create(entry=entry, fiscal_year=year, way=way, actor=actor, at=at, **voucher)
    return entry


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("", ["V1", "V2", "V3", "V4", "V5"]),
        ("?deleted=1", ["V1", "V2", "V3", "V4", "V5", "V6"]),
        ("?state=not_transferred", ["V1"]),
        ("?state=transferring", ["V2"]),
        ("?state=transferred", ["V3"]),
        ("?state=deleted", ["V6"]),
        ("?state=nonsense", ["V1", "V2", "V3", "V4", "V5"]),
    ],
)
def test_entries_of_a_state_are_listed(asked: str, shown: list[str], *, year: FiscalYear, bob: User) -> None:
    _one_of_each(year)

    response = client_of(bob).get(f"{_list(year)}{asked}")

    assert [str(line.entry) for line in response.context["lines"]] == shown


def test_states_are_links_with_their_numbers_and_the_chosen_one_is_marked(year: FiscalYear, bob: User) -> None:
    _one_of_each(year)
    make_entry(year)

    response = client_of(bob).get(f"{_list(year)}?state=not_transferred")

    assert [(str(one.label), one.count, one.is_chosen) for one in response.context["states"]] == [
        ("All", 6, False),
        ("Not transferred", 2, True),
        ("Being transferred", 1, False),
        ("Transferred", 1, False),
        ("Transferred – excluded", 1, False),
        ("Not applicable", 1, False),
    ]
    assert '<a href="?state=not_transferred" aria-current="page">' in response.text


def test_there_is_nothing_to_choose_while_all_are_in_one_state(year: FiscalYear, bob: User) -> None:
    make_entry(year)

    assert client_of(bob).get(_list(year)).context["states"] == []


def test_state_without_entries_leads_back_to_all(year: FiscalYear, bob: User) -> None:
    make_entry(year)

    response = client_of(bob).get(f"{_list(year)}?state=transferred")

    assert "No entry is in this state" in response.text
    assert [(one.code, one.count) for one in response.context["states"]] == [
        ("", 1),
        ("not_transferred", 1),
        ("transferred", 0),
    ]


@pytest.mark.parametrize(
    ("voucher", "words"),
    [
        (
            {"series": "A", "number": 312},
            "Voucher A 312, 2025 · Sent over the connection · Bob Ask · 2026-01-20\u00a014:05",
        ),
        ({}, "Voucher number not known · With a file · Bob Ask · 2026-01-20\u00a014:05"),
    ],
)
def test_transferred_entry_says_which_voucher_it_became(
    voucher: dict[str, str | int], words: str, *, year: FiscalYear, bob: User
) -> None:
    _transferred(year, bob, **voucher)

    response = client_of(bob).get(_list(year))

    assert words in strip_tags(response.text)


def test_entry_recognised_by_the_system_names_it(year: FiscalYear, bob: User) -> None:
    _transferred(year, None, series="A", number=1)

    assert "· System ·" in client_of(bob).get(_list(year)).text


def test_entry_on_its_way_cannot_be_changed_deleted_or_left_out(year: FiscalYear, bob: User) -> None:
    entry = make_entry(year)
    ClosingEntry.objects.update(status=Status.TRANSFERRING)

    text = client_of(bob).get(f"{_list(year)}?period=13").text

    assert [f'"{_of(name, entry)}"' in text for name in ("edit", "delete", "set_aside")] == [False] * 3
    assert "Being transferred" in text


def test_queries_do_not_grow_with_transferred_and_reversed_entries(year: FiscalYear, bob: User) -> None:
    client, counts = client_of(bob), []
    _next_year(year)
    for numbers in ((1,), (2, 3)):
        for number in numbers:
            entry = _transferred(year, bob, series="A", number=number)
            reversals.reverse_in_next_period(entry, version=1, actor=bob)
        client.get(f"{_list(year)}?year={year.pk}")
        with CaptureQueriesContext(connection) as queries:
            response = client.get(_list(year))
        counts.append((len(response.context["lines"]), len(queries)))

    assert [rows for rows, _queries in counts] == [1, 3]
    assert counts[0][1] == counts[1][1]


def test_form_makes_the_reversal_of_the_next_period(year: FiscalYear, bob: User) -> None:
    client = client_of(bob)
    typed = {**TYPED, "day": "2025-01-31", "is_reversed": "on"}

    told = _told(client, f"{_new(year)}?period=1", typed)

    assert told == ["V1 is saved.", "V1 is reversed by V2 on 2025-02-01."]
    assert [(str(one), one.day) for one in ClosingEntry.objects.order_by("number")] == [
        ("V1", date(2025, 1, 31)),
        ("V2", date(2025, 2, 1)),
    ]


def test_form_says_which_year_is_missing_and_keeps_the_tick(year: FiscalYear, bob: User) -> None:
    client = client_of(bob)

    fresh = client.get(f"{_new(year)}?period=13")
    refused = client.post(_new(year), {**TYPED, "is_reversed": "on"})

    assert fresh.context["form"].fields["is_reversed"].help_text == MISSING
    assert 'name="is_reversed" aria-disabled="true"' in fresh.text
    assert (refused.status_code, refused.context["form"].errors) == (422, {"is_reversed": [MISSING]})
    [field] = [line for line in refused.text.splitlines() if 'name="is_reversed"' in line]
    assert ('aria-invalid="true"' in field, " checked" in field) == (True, True)
    assert not ClosingEntry.objects.exists()


def test_tick_survives_more_rows(year: FiscalYear, bob: User) -> None:
    response = client_of(bob).post(_new(year), {"is_reversed": "on", "more": "1"})

    assert response.context["form"]["is_reversed"].value() == "on"


def test_reversal_goes_with_its_entry_and_that_is_said(year: FiscalYear, bob: User) -> None:
    client = client_of(bob)
    _next_year(year)
    client.post(f"{_new(year)}?period=12", {**TYPED, "is_reversed": "on"})
    entry = ClosingEntry.objects.get(fiscal_year=year)

    page = client.get(_of("edit", entry))
    changed = _told(client, _of("edit", entry), {**TYPED, "text": "Lager", "version": "2"})
    deleted = _told(client, _of("delete", entry), {"version": "3"})

    assert ("V1 reverses this entry 2026-01-01." in page.text, 'name="is_reversed"' in page.text) == (True, False)
    assert changed == ["V1 is saved.", "V1, which reverses it, was changed with it."]
    assert deleted == [
        "V1, which reversed it, is deleted too.",
        "V1 is deleted. It is kept, and can be shown and copied.",
    ]


def test_reversal_that_does_not_follow_is_named(year: FiscalYear, bob: User) -> None:
    client = client_of(bob)
    _told(client, f"{_new(year)}?period=1", {**TYPED, "day": "2025-01-31", "is_reversed": "on"})
    ClosingEntry.objects.filter(number=2).update(status=Status.TRANSFERRED)

    told = _told(
        client, _of("edit", ClosingEntry.objects.get(number=1)), {**TYPED, "day": "2025-01-30", "version": "2"}
    )

    assert told == ["V1 is saved.", "V2 reverses V1 and was not changed with it. Check that it is still right."]


def test_entry_is_reversed_in_the_next_period_from_the_list(year: FiscalYear, bob: User) -> None:
    entry, client = make_entry(year), client_of(bob)
    following = _next_year(year)

    page = client.get(f"{_list(year)}?year={year.pk}")
    told = _told(client, _of("reverse_next", entry), {"version": "1"})
    after = client.get(f"{_list(year)}?year={year.pk}")

    assert (_of("reverse_next", entry) in page.text, "Reverse 2026-01-01" in page.text) == (True, True)
    assert told == ["V1 is reversed by V1 on 2026-01-01."]
    assert f'href="{_list(year)}?year={following.pk}#V1">Reversed by V1 2026-01-01</a>' in after.text
    assert _of("reverse_next", entry) not in after.text


def test_list_says_which_year_is_missing(year: FiscalYear, bob: User) -> None:
    entry, client = make_entry(year), client_of(bob)

    page = client.get(_list(year))
    told = _told(client, _of("reverse_next", entry), {"version": "1"})

    assert _of("reverse_next", entry) not in page.text
    assert "There is no fiscal year that begins 2026-01-01." in page.text
    assert told == [MISSING]


def test_entry_begins_with_a_text_that_is_asked_for(year: FiscalYear, bob: User) -> None:
    response = client_of(bob).get(f"{_new(year)}?account=1510&amount=-5&text=Differens%201510")

    assert response.context["form"].initial["text"] == "Differens 1510"


def test_text_that_is_too_long_to_begin_with_is_left_out(year: FiscalYear, bob: User) -> None:
    response = client_of(bob).get(f"{_new(year)}?account=1510&amount=-5&text={'x' * 161}")

    assert response.context["form"].initial["text"] == ""
    assert [row.account for row in response.context["form"].rows] == ["1510", ""]
