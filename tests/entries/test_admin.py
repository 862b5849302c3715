"""Closing entries in Django admin: looked at, never changed."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from closing.entries.models import ClosingEntry
from tests.entries.made_entries import a_year, make_entry
from tests.factories import client_of, make_user

pytestmark = pytest.mark.django_db


def test_entry_is_shown_with_its_rows_and_cannot_be_changed() -> None:
    entry, operator = make_entry(a_year(), ("1710", 12_345), ("5010", -12_345)), make_user()
    operator.is_staff = operator.is_superuser = True
    operator.save()
    client, address = client_of(operator), reverse("admin:entries_closingentry_change", args=[entry.pk])

    shown = client.get(address)
    statuses = [client.post(address, {"text": "Annat"}).status_code]
    statuses += [
        client.get(reverse(f"admin:entries_closingentry_{page}", args=args)).status_code
        for page, args in (
            ("add", []),
            ("delete", [entry.pk]),
        )
    ]

    assert (shown.status_code, "12345" in shown.text) == (200, True)
    assert statuses == [403, 403, 403]
    assert ClosingEntry.objects.get().text == "Periodisering hyra"


def test_entries_are_listed_in_the_same_queries_however_many() -> None:
    operator, year = make_user(), a_year()
    operator.is_staff = operator.is_superuser = True
    operator.save()
    client, counts = client_of(operator), []
    for more in (1, 2):
        for _turn in range(more):
            make_entry(year)
        client.get(reverse("admin:entries_closingentry_changelist"))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("admin:entries_closingentry_changelist"))
        counts.append(len(queries))

    assert counts[0] == counts[1]
