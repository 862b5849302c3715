"""What leads from the list of entries to their export."""

import pytest
from django.urls import reverse

from closing.engagements.models import FiscalYear
from closing.entries.export.models import ExportItem
from closing.users.models import User
from tests.entries.export.exports import begun, sent
from tests.entries.export.in_memory import Books
from tests.entries.export.pages.made_exports import address, ended_export
from tests.entries.made_entries import make_entry
from tests.factories import client_of


def _list(year: FiscalYear, user: User) -> str:
    return client_of(user).get(reverse("entries:list", args=[year.engagement_id])).text


def test_button_stands_in_the_list_of_entries(year: FiscalYear, books: Books, bob: User) -> None:
    make_entry(year)

    page = _list(year, bob)

    form = page.partition(f'action="{reverse("entry_export:begin", args=[year.engagement_id, year.pk])}"')[2]
    assert "Export closing entries to memory</button>" in form.partition("</form>")[0]


def test_engagement_of_another_source_has_no_button(year: FiscalYear, bob: User) -> None:
    make_entry(year)

    page = _list(year, bob)

    assert ("Export closing entries" in page, "/exports/" in page) == (False, False)


def test_lost_connection_disables_the_button_and_says_why(year: FiscalYear, books: Books, bob: User) -> None:
    make_entry(year)
    books.is_ready = False

    page = _list(year, bob)

    assert (
        '<button class="btn" type="button" aria-disabled="true" aria-describedby="export-hindrance" '
        'title="The connection has ended. Connect again.">' in page
    )
    assert '<span id="export-hindrance" class="help">The connection has ended. Connect again.</span>' in page
    assert reverse("entry_export:begin", args=[year.engagement_id, year.pk]) not in page


def test_button_says_when_nothing_waits(year: FiscalYear, books: Books, bob: User) -> None:
    sent(year, [make_entry(year)])

    page = _list(year, bob)

    assert 'title="There is nothing to export: no entry waits to be transferred."' in page
    assert reverse("entry_export:history", args=[year.engagement_id]) in page


def test_export_under_way_is_found_again(year: FiscalYear, books: Books, bob: User) -> None:
    batch = begun(year, [make_entry(year)])
    make_entry(year)

    page = _list(year, bob)

    assert f'<a class="btn" href="{address("batch", batch)}">' in page
    assert "Export under way" in page


@pytest.mark.parametrize(("state", "is_told"), [(ExportItem.State.UNKNOWN, True), (ExportItem.State.RETURNED, False)])
def test_what_an_export_left_uncertain_is_told(
    year: FiscalYear, books: Books, bob: User, *, state: ExportItem.State, is_told: bool
) -> None:
    item = ended_export(make_entry(year), state)

    page = _list(year, bob)

    assert (address("batch", item.batch) in page, "See what an export left uncertain" in page) == (is_told, is_told)


def test_reader_sees_no_button(year: FiscalYear, books: Books, rita: User) -> None:
    make_entry(year)

    assert "Export closing entries to memory" not in _list(year, rita)
