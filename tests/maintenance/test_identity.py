"""A company's identity can be corrected; its number only while no books rest on it."""

from dataclasses import replace
from pathlib import Path

import pytest

from closing.activity.models import Event
from closing.engagements.models import Engagement, FiscalYear
from closing.maintenance.errors import NumberInUseError
from closing.maintenance.identity import Identity, change_identity
from closing.users.models import User
from tests.factories import organisation_number
from tests.maintenance.conftest import import_from


def identity_of(engagement: Engagement) -> Identity:
    return Identity(
        engagement.organisation_number,
        engagement.sub_number,
        engagement.name,
        engagement.company_form,
        engagement.accounting_standard,
        engagement.tolerance_ore,
    )


def test_change_names_and_logs_what_differs(engagement: Engagement, bob: User) -> None:
    new = replace(identity_of(engagement), name="Åkerlund & Dotter AB", tolerance_ore=100)

    changed = change_identity(engagement, new, actor=bob)

    engagement.refresh_from_db()
    assert changed == ["name", "tolerance_ore"]
    assert identity_of(engagement) == new
    event = Event.objects.get()
    assert (event.code, event.actor, event.facts) == ("engagement:changed", bob, {"what": ["name", "tolerance_ore"]})


def test_nothing_changed_is_not_logged(engagement: Engagement, bob: User) -> None:
    assert change_identity(engagement, identity_of(engagement), actor=bob) == []
    assert Event.objects.count() == 0


def test_number_can_be_corrected_before_the_first_import(engagement: Engagement, bob: User) -> None:
    number = organisation_number(77)

    change_identity(engagement, replace(identity_of(engagement), organisation_number=number), actor=bob)

    engagement.refresh_from_db()
    assert engagement.organisation_number == number


def test_number_stays_once_books_rest_on_it(
    engagement: Engagement, year: FiscalYear, *, bob: User, tmp_path: Path
) -> None:
    import_from("sie_file", tmp_path, year=year)

    with pytest.raises(NumberInUseError):
        change_identity(
            engagement, replace(identity_of(engagement), organisation_number=organisation_number(77)), actor=bob
        )
