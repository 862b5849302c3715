"""Entries left out of transfers: in the year-end period alone, and never the result of the year."""

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from closing.engagements.models import FiscalYear
from closing.entries.models import ClosingEntry
from closing.users.models import User
from tests.entries.made_entries import make_entry
from tests.factories import client_of

Status = ClosingEntry.Status


@pytest.fixture
def bob(bob: User) -> User:
    """Give Bob, who prepares closings and reads English."""
    User.objects.filter(pk=bob.pk).update(language=User.Language.ENGLISH)
    bob.refresh_from_db()
    return bob


def _list(year: FiscalYear) -> str:
    return reverse("entries:list", args=[year.engagement_id])


def _of(name: str, entry: ClosingEntry) -> str:
    year = entry.fiscal_year
    return reverse(f"entries:{name}", args=[year.engagement_id, year.pk, entry.pk])


def _told(client: Client, address: str, *, version: int) -> str:
    """Press a button, and give what the next page says of it."""
    response = client.post(address, {"version": str(version)})
    return [str(one) for one in get_messages(response.wsgi_request)][-1]


def test_entry_is_set_aside_and_taken_in_again(year: FiscalYear, bob: User) -> None:
    entry, client = make_entry(year), client_of(bob)

    told = [
        _told(client, f"{_of('set_aside', entry)}?period={period}", version=version)
        for version, period in ((1, 13), (2, 12))
    ]

    assert told == ["V1 stays here and is left out of transfers.", "V1 is taken into the next transfer again."]


@pytest.mark.parametrize(("period", "is_offered"), [("12", False), ("13", True)])
def test_entry_is_left_out_of_transfers_in_the_year_end_period_alone(
    period: str, *, is_offered: bool, year: FiscalYear, bob: User
) -> None:
    entry, client = make_entry(year), client_of(bob)

    page = client.get(f"{_list(year)}?period={period}")
    told = _told(client, _of("set_aside", entry), version=1)

    assert (_of("set_aside", entry) in page.text) == is_offered
    assert told == (
        "V1 stays here and is left out of transfers."
        if is_offered
        else "V1 can be left out of transfers in the year-end period alone. Choose that period at the top."
    )


def test_entry_is_taken_in_again_in_any_period(year: FiscalYear, bob: User) -> None:
    entry = make_entry(year)
    ClosingEntry.objects.update(status=Status.NOT_APPLICABLE)

    page = client_of(bob).get(f"{_list(year)}?period=1")

    assert _of("set_aside", entry) in page.text


def test_result_of_the_year_is_never_left_out_of_transfers(year: FiscalYear, bob: User) -> None:
    entry = make_entry(year, ("8999", 500), ("2099", -500), kind=ClosingEntry.Kind.SYSTEM)
    client = client_of(bob)

    page = client.get(f"{_list(year)}?period=13")
    told = _told(client, _of("set_aside", entry), version=1)

    assert _of("set_aside", entry) not in page.text
    assert told == "S1 books the result of the year, which is always transferred. It cannot be left out."
    assert ClosingEntry.objects.get().status == Status.NOT_TRANSFERRED
