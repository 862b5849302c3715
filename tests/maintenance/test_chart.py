"""The chart of accounts suggests what accounts mean, and keeps what a person says."""

from pathlib import Path

import pytest

from closing.activity.models import Event
from closing.books.models import AccountMapping
from closing.engagements.models import Engagement, FiscalYear
from closing.maintenance.chart import Meaning, Standing, accept, change, chart_of, line_of
from closing.users.models import User
from tests.books.made_books import HEAD, SALES
from tests.maintenance.conftest import import_from

WITH_VAT = HEAD + '#KONTO 2611 "Utgående moms"\n#KONTO 9999 "Internt"\n' + SALES


@pytest.fixture
def imported(year: FiscalYear, tmp_path: Path) -> FiscalYear:
    import_from("sie_file", tmp_path, year=year, text=WITH_VAT)
    return year


def standings(year: FiscalYear) -> dict[str, str]:
    return {line.number: line.standing.value for line in chart_of(year)}


def test_accounts_are_suggested_what_their_numbers_say(imported: FiscalYear) -> None:
    line = line_of(imported, "2611")

    assert line is not None
    assert line.standing is Standing.SUGGESTED
    assert line.meaning == Meaning("2611", "other_liabilities", "10", "7369")


def test_account_outside_the_chart_has_nothing_to_suggest(imported: FiscalYear) -> None:
    line = line_of(imported, "9999")

    assert line is not None
    assert (line.standing, line.meaning.vat_code) == (Standing.UNKNOWN, "")


def test_year_without_books_has_no_accounts(year: FiscalYear) -> None:
    assert chart_of(year) == []


def test_accept_one_confirms_that_one(imported: FiscalYear, bob: User) -> None:
    count = accept(imported, ["1930"], actor=bob)

    assert count == 1
    assert standings(imported) == {
        "1510": "suggested",
        "1930": "confirmed",
        "2440": "suggested",
        "2611": "suggested",
        "3001": "suggested",
        "5010": "suggested",
        "9999": "unknown",
    }


def test_accept_all_leaves_what_has_no_suggestion(imported: FiscalYear, bob: User) -> None:
    count = accept(imported, None, actor=bob)

    assert count == 6
    assert [number for number, standing in standings(imported).items() if standing != "confirmed"] == ["9999"]
    assert AccountMapping.objects.get(account_number="2611").vat_code == "10"


def test_accept_is_logged_once_with_its_accounts(imported: FiscalYear, bob: User) -> None:
    accept(imported, ["1930", "1510"], actor=bob)

    event = Event.objects.get(code="mapping:accepted")
    assert event.facts == {"count": 2, "accounts": ["1510", "1930"]}


def test_accept_nothing_is_not_logged(imported: FiscalYear, bob: User) -> None:
    assert accept(imported, ["9999", "4711"], actor=bob) == 0
    assert Event.objects.count() == 0


def test_change_says_what_the_person_says(imported: FiscalYear, bob: User) -> None:
    meaning = Meaning("1940", "cash", "", "7281")

    change(imported, "1930", meaning, actor=bob)

    line = line_of(imported, "1930")
    assert line is not None
    assert (line.meaning, line.standing) == (meaning, Standing.CONFIRMED)
    assert Event.objects.get().facts == {"account": "1930", "reference": "1940"}


def test_accept_all_does_not_undo_a_change(imported: FiscalYear, bob: User) -> None:
    change(imported, "2611", Meaning("2620", "other_liabilities", "11", "7369"), actor=bob)

    accept(imported, None, actor=bob)

    line = line_of(imported, "2611")
    assert line is not None
    assert line.meaning == Meaning("2620", "other_liabilities", "11", "7369")


def test_mapping_survives_a_new_import(imported: FiscalYear, bob: User, tmp_path: Path) -> None:
    accept(imported, ["1930"], actor=bob)

    import_from("trial_balance", tmp_path, year=imported, text=WITH_VAT)

    assert standings(imported)["1930"] == "confirmed"


def test_account_of_the_latest_import_is_new(year: FiscalYear, bob: User, tmp_path: Path) -> None:
    import_from("sie_file", tmp_path, year=year)
    import_from("sie_file", tmp_path, year=year, text=WITH_VAT)

    assert [line.number for line in chart_of(year) if line.is_new] == ["2611", "9999"]


def test_nothing_is_new_at_the_first_import(imported: FiscalYear) -> None:
    assert [line.number for line in chart_of(imported) if line.is_new] == []


def test_mapping_belongs_to_its_engagement(imported: FiscalYear, engagement: Engagement, bob: User) -> None:
    accept(imported, ["1930"], actor=bob)

    assert AccountMapping.objects.get().engagement == engagement
