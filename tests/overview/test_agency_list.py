"""The agency's engagements as its start page lists them."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext
from django_scopes import scopes_disabled

from closing.engagements.models import Agency, Engagement, Period
from closing.importing.models import ImportRun
from closing.overview.agency_list import Listed, listed
from tests.factories import make_agency, make_engagement, make_fiscal_year
from tests.statements.ledger_factory import make_books

TODAY = date(2026, 7, 1)
pytestmark = pytest.mark.django_db


def _of(agency: Agency) -> QuerySet[Engagement]:
    with scopes_disabled():
        return Engagement.objects.filter(agency=agency)


def _names(rows: list[Listed]) -> list[str]:
    return [row.engagement.name for row in rows]


def _run(engagement: Engagement, day: int, state: str) -> ImportRun:
    at = datetime(2026, 1, day, 12, tzinfo=UTC)
    return ImportRun.objects.create(engagement=engagement, source="sie_file", state=state, created_at=at)


def test_row_tells_how_far_the_latest_year_has_come() -> None:
    agency = make_agency()
    engagement = make_engagement(agency)
    make_books(make_fiscal_year(engagement, date(2024, 1, 1), date(2024, 12, 31)), opening={"1930": "0"})
    year = make_fiscal_year(engagement)
    year.periods.filter(number__lte=2).update(state=Period.State.LOCKED)

    (before,) = listed(_of(agency), today=TODAY)
    make_books(year, opening={"1930": "0"})
    (after,) = listed(_of(agency), today=TODAY)

    assert (before.year, before.locked, before.periods, before.has_books) == (year, 2, 13, False)
    assert after.has_books
    assert (str(after.deadline.day) if after.deadline else "", after.deadline_chip) == ("2026-07-31", "warn")


def test_row_shows_the_last_import_of_each_engagement() -> None:
    agency = make_agency()
    first, second, third = (make_engagement(agency, name=name) for name in ("Ett AB", "Två AB", "Utan AB"))
    _run(first, 1, ImportRun.State.FAILED)
    newest = _run(first, 3, ImportRun.State.WARNED)
    _run(first, 2, ImportRun.State.DONE)
    other = _run(second, 2, ImportRun.State.DONE)

    rows = {row.engagement: row for row in listed(_of(agency), today=TODAY)}

    assert [rows[one].last_run for one in (first, second, third)] == [newest, other, None]
    assert [rows[one].run_chip for one in (first, second, third)] == ["warn", "good", ""]


def test_engagement_without_a_year_is_listed() -> None:
    agency = make_agency()
    make_engagement(agency)

    (row,) = listed(_of(agency), today=TODAY)

    assert (row.year, row.periods, row.deadline, row.deadline_chip) == (None, 0, None, "")


def test_list_sorts_in_swedish_and_by_every_column() -> None:
    agency = make_agency()
    names = ["Örn AB", "Ädla AB", "zebra AB", "Åsö AB"]
    engagements = [make_engagement(agency, name=name) for name in names]
    make_fiscal_year(engagements[0], date(2024, 1, 1), date(2024, 12, 31))
    make_fiscal_year(engagements[1], date(2025, 1, 1), date(2025, 12, 31))
    _run(engagements[3], 1, ImportRun.State.DONE)
    _run(engagements[2], 2, ImportRun.State.DONE)

    def sorted_by(sort: str) -> list[str]:
        return _names(listed(_of(agency), today=TODAY, sort=sort))

    assert sorted_by("name") == ["zebra AB", "Åsö AB", "Ädla AB", "Örn AB"]
    assert sorted_by("-name") == ["Örn AB", "Ädla AB", "Åsö AB", "zebra AB"]
    assert sorted_by("deadline") == ["Örn AB", "Ädla AB", "zebra AB", "Åsö AB"]
    assert sorted_by("-year") == ["Ädla AB", "Örn AB", "zebra AB", "Åsö AB"]
    assert sorted_by("-imported") == ["zebra AB", "Åsö AB", "Ädla AB", "Örn AB"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("åsö", ["Åsö Bygg AB"]),
        ("ÅSÖ", ["Åsö Bygg AB"]),
        ("bygg", ["Åsö Bygg AB"]),
        ("556677-88", ["Åsö Bygg AB"]),
        ("5561", ["Kafé AB"]),
        ("finns inte", []),
        ("%", []),
    ],
)
def test_list_finds_by_name_or_number(words: str, found: list[str]) -> None:
    agency = make_agency()
    make_engagement(agency, name="Åsö Bygg AB", organisation_number="5566778899")
    make_engagement(agency, name="Kafé AB", organisation_number="5561234567")

    assert _names(listed(_of(agency), today=TODAY, words=words)) == found


@pytest.mark.parametrize("count", [1, 3])
def test_list_takes_five_queries(count: int) -> None:
    agency = make_agency()
    for _ in range(count):
        engagement = make_engagement(agency)
        make_books(make_fiscal_year(engagement), opening={"1930": "0"})
        _run(engagement, 1, ImportRun.State.DONE)

    with CaptureQueriesContext(connection) as queries:
        rows = listed(_of(agency), today=TODAY)

    assert (len(rows), len(queries)) == (count, 5)
