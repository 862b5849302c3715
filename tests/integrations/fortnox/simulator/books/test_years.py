"""Financial years, and which one a call means."""

from datetime import date

import pytest

from integrations.fortnox.simulator.books.companies import choose_year, company_of
from integrations.fortnox.simulator.books.years import add_year, year_asked, year_before, year_of
from integrations.fortnox.simulator.storage import Storage
from tests.integrations.fortnox.simulator.books.made import YEAR_2024, YEAR_2025, answered, refusal_of
from tests.integrations.fortnox.simulator.books.shapes import departures
from tests.integrations.fortnox.simulator.calls import TENANT, a_call

META = {"@TotalResources": 1, "@TotalPages": 1, "@CurrentPage": 1}


def test_list_is_by_ids_which_are_not_in_the_order_of_time(storage: Storage) -> None:
    body = answered(storage, a_call("financialyears"))

    assert body["FinancialYears"] == [
        {
            "@url": f"https://api.fortnox.se/3/financialyears/{number}",
            "Id": number,
            "FromDate": f"{year}-01-01",
            "ToDate": f"{year}-12-31",
            "AccountingMethod": "ACCRUAL",
            "AccountChartType": "BAS 2025",
        }
        for number, year in ((YEAR_2025, 2025), (YEAR_2024, 2024))
    ]
    assert departures(body, "/3/financialyears") == {".MetaInformation unknown"}


def test_list_with_a_day_gives_the_year_that_holds_it(storage: Storage) -> None:
    found = answered(storage, a_call("financialyears?date=2024-12-31"))
    nothing = answered(storage, a_call("financialyears?date=2023-12-31"))

    assert (found["MetaInformation"], nothing["FinancialYears"]) == (META, [])
    assert nothing["MetaInformation"] == {"@TotalResources": 0, "@TotalPages": 0, "@CurrentPage": 1}
    assert str(found["FinancialYears"]).count("'Id': 7") == 1


def test_one_year_is_given_by_its_id(storage: Storage) -> None:
    body = answered(storage, a_call(f"financialyears/{YEAR_2024}"))

    assert departures(body, "/3/financialyears/{Id}") == set()


def test_one_year_that_is_not_there_is_missing(storage: Storage) -> None:
    status, _code, _message, is_missing = refusal_of(storage, a_call("financialyears/99"))

    assert (status, is_missing) == (404, True)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", YEAR_2025),
        ("?financialyear=7", YEAR_2024),
        ("?financialyeardate=2024-06-30", YEAR_2024),
        ("?financialyear=4&financialyeardate=2024-06-30", YEAR_2025),
    ],
)
def test_year_asked_is_the_chosen_one_when_nothing_is_said(storage: Storage, query: str, expected: int) -> None:
    with storage.reading() as connection:
        assert year_asked(connection, a_call(f"vouchers{query}")).id == expected


def test_year_asked_follows_the_choice_of_the_user(storage: Storage) -> None:
    with storage.transaction() as connection:
        choose_year(connection, TENANT, year=YEAR_2024)
        year = year_asked(connection, a_call("vouchers"))

    assert year.id == YEAR_2024


@pytest.mark.parametrize("query", ["financialyear=99", "financialyeardate=2019-01-01"])
def test_year_asked_refuses_a_year_that_is_not_there(storage: Storage, query: str) -> None:
    refusal = refusal_of(storage, a_call(f"accounts?{query}"))

    assert refusal == (400, 2009003, "Räkenskapsår finns inte upplagt.", False)


def test_add_year_gives_running_numbers_and_chooses_only_the_first(storage: Storage) -> None:
    with storage.transaction() as connection:
        number = add_year(connection, TENANT, start=date(2022, 7, 1), end=date(2023, 12, 31))
        chosen = company_of(connection, TENANT).chosen_year

    assert (number, chosen) == (8, YEAR_2025)


def test_year_before_is_the_last_that_ended_before(storage: Storage) -> None:
    with storage.transaction() as connection:
        add_year(connection, TENANT, start=date(2022, 7, 1), end=date(2023, 12, 31))
        this = year_of(connection, TENANT, year=YEAR_2025)
        first = year_before(connection, TENANT, year=this)
        assert first is not None
        second = year_before(connection, TENANT, year=first)
        assert second is not None
        third = year_before(connection, TENANT, year=second)

    assert (first.id, second.start, third) == (YEAR_2024, date(2022, 7, 1), None)
