"""The chart of accounts of a year."""

from dataclasses import replace

from integrations.fortnox.simulator.books.accounts import (
    account_of,
    accounts_of,
    carry_forward,
    change_account,
    copy_chart,
    set_opening,
)
from integrations.fortnox.simulator.books.posting import NewRow, RowState
from integrations.fortnox.simulator.storage import Storage
from tests.integrations.fortnox.simulator.books.made import (
    NAMES,
    YEAR_2024,
    YEAR_2025,
    answered,
    posted,
    refusal_of,
    rent,
)
from tests.integrations.fortnox.simulator.books.shapes import departures
from tests.integrations.fortnox.simulator.calls import TENANT, a_call


def test_list_gives_the_chart_of_the_year(storage: Storage) -> None:
    body = answered(storage, a_call("accounts?financialyear=4&limit=1"))

    assert body == {
        "MetaInformation": {"@TotalResources": 5, "@TotalPages": 5, "@CurrentPage": 1},
        "Accounts": [
            {
                "@url": "https://api.fortnox.se/3/accounts/1510?financialyear=4",
                "Active": True,
                "BalanceBroughtForward": 0,
                "CostCenter": "",
                "CostCenterSettings": "ALLOWED",
                "Description": "Kundfordringar",
                "Number": 1510,
                "Project": "",
                "ProjectSettings": "ALLOWED",
                "SRU": 0,
                "VATCode": None,
                "Year": 4,
            }
        ],
    }
    assert departures(body, "/3/accounts") == {
        ".MetaInformation unknown",
        ".Accounts[].VATCode: string, not NoneType",
    }


def test_list_is_chosen_by_sru_and_change_and_can_be_turned_around(storage: Storage) -> None:
    with storage.transaction() as connection:
        for number, sru, modified in (("1510", 7251, "2026-01-01 08:00:00"), ("1930", 7281, "2026-02-01 08:00:00")):
            account = account_of(connection, TENANT, year=YEAR_2025, number=number)
            assert account is not None
            change_account(connection, replace(account, sru=sru, modified=modified))

    def numbers(query: str) -> list[str]:
        rows = answered(storage, a_call(f"accounts?{query}"))["Accounts"]
        assert isinstance(rows, list)
        return [str(row["Number"]) for row in rows if isinstance(row, dict)]

    assert numbers("sru=7251") == ["1510"]
    assert numbers("lastmodified=2026-01-15 00:00") == ["1930"]
    assert numbers("sortorder=descending") == sorted(NAMES, reverse=True)


def test_one_account_shows_what_was_carried_and_what_all_vouchers_made_of_it(storage: Storage) -> None:
    with storage.transaction() as connection:
        set_opening(connection, TENANT, year=YEAR_2025, ore={"1930": 10_000_050})
    posted(storage, rent(123_456))
    posted(storage, rent(100), series="B", day="2025-12-31")
    posted(storage, [*rent(100), NewRow("1930", -55, state=RowState.STRUCK)])
    posted(storage, rent(999), year=YEAR_2024, day="2024-12-31")

    body = answered(storage, a_call("accounts/1930?financialyear=4"))

    account = body["Account"]
    assert isinstance(account, dict)
    assert (account["BalanceBroughtForward"], account["BalanceCarriedForward"]) == (100_000.5, 98_763.94)
    assert departures(body, "/3/accounts/{Number}") == {".Account.VATCode: string, not NoneType"}


def test_one_account_is_missing_in_a_year_whose_chart_lacks_it(storage: Storage) -> None:
    with storage.transaction() as connection:
        connection.execute("DELETE FROM account WHERE year = ? AND number = '5010'", [YEAR_2024])

    refusal = refusal_of(storage, a_call("accounts/5010?financialyear=7"))

    assert refusal == (404, 2000423, "Kan inte hitta kontot.", True)


def test_charts_are_listed_by_name(storage: Storage) -> None:
    body = answered(storage, a_call("accountcharts"))

    assert body["AccountCharts"] == [{"Name": "BAS 2024"}, {"Name": "BAS 2025"}, {"Name": "BAS 2026"}]
    assert departures(body, "/3/accountcharts") == {".MetaInformation unknown"}


def test_copy_chart_leaves_the_opening_balances(storage: Storage) -> None:
    with storage.transaction() as connection:
        connection.execute("DELETE FROM account WHERE year = ?", [YEAR_2024])
        set_opening(connection, TENANT, year=YEAR_2025, ore={"1930": 100})
        copy_chart(connection, TENANT, year=YEAR_2025, to=YEAR_2024)
        copied = accounts_of(connection, TENANT, year=YEAR_2024)

    assert [(account.number, account.name, account.opening_ore) for account in copied] == [
        (number, name, 0) for number, name in NAMES.items()
    ]


def test_carry_forward_opens_with_the_closing_balances_and_no_result(storage: Storage) -> None:
    with storage.transaction() as connection:
        set_opening(connection, TENANT, year=YEAR_2024, ore={"1930": 500, "2099": -500})
    posted(storage, rent(200), year=YEAR_2024, day="2024-02-01")

    with storage.transaction() as connection:
        carry_forward(connection, TENANT, year=YEAR_2024, to=YEAR_2025)
        opened = accounts_of(connection, TENANT, year=YEAR_2025)

    assert {one.number: one.opening_ore for one in opened if one.opening_ore} == {"1930": 300, "2099": -500}
