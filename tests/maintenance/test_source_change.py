"""A change of source keeps all work, and manual entry is refused with the reason."""

from pathlib import Path

import pytest
from django.utils import translation

from closing.activity.models import Event
from closing.books.models import AccountMapping, Books
from closing.engagements.models import Agency, Engagement, FiscalYear
from closing.importing.sources import UnknownSourceError, sources
from closing.maintenance.errors import SourceRefusedError
from closing.maintenance.source_change import change_source, choices, outdated_source, source_of_books
from closing.users.models import User
from tests.factories import make_engagement
from tests.maintenance.conftest import import_from


def test_change_keeps_books_and_mappings(
    engagement: Engagement, year: FiscalYear, *, bob: User, tmp_path: Path
) -> None:
    snapshot = import_from("sie_file", tmp_path, year=year)
    AccountMapping.objects.create(engagement=engagement, account_number="1930", reference_account="1930")

    is_changed = change_source(engagement, "trial_balance", actor=bob)

    engagement.refresh_from_db()
    assert is_changed
    assert engagement.data_source == "trial_balance"
    assert Books.objects.get().current == snapshot
    assert AccountMapping.objects.get().reference_account == "1930"


def test_change_is_logged_with_both_keys(engagement: Engagement, bob: User) -> None:
    change_source(engagement, "trial_balance", actor=bob)

    event = Event.objects.get()
    assert (event.code, event.actor) == ("source:changed", bob)
    assert event.facts == {"before": "sie_file", "after": "trial_balance"}


def test_change_to_the_same_source_is_none(engagement: Engagement, bob: User) -> None:
    is_changed = change_source(engagement, "sie_file", actor=bob)

    assert not is_changed
    assert Event.objects.count() == 0


def test_change_to_manual_entry_is_refused_with_the_reason(engagement: Engagement, bob: User) -> None:
    with translation.override("en"), pytest.raises(SourceRefusedError) as refused:
        change_source(engagement, "manual_entry", actor=bob)

    engagement.refresh_from_db()
    assert "only while an engagement is set up" in refused.value.reason
    assert engagement.data_source == "sie_file"


def test_manual_entry_can_be_chosen_by_one_who_chose_later(agency: Agency, bob: User) -> None:
    engagement = make_engagement(agency)

    assert change_source(engagement, "manual_entry", actor=bob)


def test_unknown_source_is_an_error(engagement: Engagement, bob: User) -> None:
    with pytest.raises(UnknownSourceError):
        change_source(engagement, "abacus", actor=bob)


def test_choices_name_what_cannot_be_chosen(engagement: Engagement) -> None:
    refused = {choice.source.key: bool(choice.refusal) for choice in choices(engagement)}

    assert [key for key, is_refused in refused.items() if is_refused] == ["manual_entry"]
    assert len(refused) == len(sources())


def test_books_of_another_source_are_outdated(
    engagement: Engagement, year: FiscalYear, *, bob: User, tmp_path: Path
) -> None:
    import_from("sie_file", tmp_path, year=year)
    before = outdated_source(engagement, year)

    change_source(engagement, "trial_balance", actor=bob)

    assert (before, outdated_source(engagement, year)) == ("", "sie_file")
    assert source_of_books(year) == "sie_file"


def test_year_without_books_is_not_outdated(engagement: Engagement, year: FiscalYear) -> None:
    assert outdated_source(engagement, year) == ""
