"""Exports in Django admin: looked at, never changed."""

import pytest
from django.urls import reverse

from tests.entries.export.pages.made_exports import ended_export
from tests.entries.made_entries import a_year, make_entry
from tests.factories import client_of, make_user

pytestmark = pytest.mark.django_db


def test_export_is_shown_with_its_entries_and_cannot_be_changed() -> None:
    item, operator = ended_export(make_entry(a_year())), make_user()
    operator.is_staff = operator.is_superuser = True
    operator.save()
    client = client_of(operator)
    things = {"exportbatch": item.batch_id, "exportitem": item.pk}

    shown = [client.get(reverse(f"admin:entry_export_{name}_change", args=[key])).text for name, key in things.items()]
    listed = [client.get(reverse(f"admin:entry_export_{name}_changelist")).status_code for name in things]
    refused = [
        client.get(reverse(f"admin:entry_export_{name}_{page}", args=args)).status_code
        for name, key in things.items()
        for page, args in (("add", []), ("delete", [key]))
    ]

    assert [item.marker in page for page in shown] == [True, True]
    assert (listed, refused) == ([200, 200], [403] * 4)
