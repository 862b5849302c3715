"""Reading vouchers."""

import json

import pytest

from integrations.fortnox.simulator.books.accounts import account_of
from integrations.fortnox.simulator.books.posting import NewRow, RowState
from integrations.fortnox.simulator.exchange import JsonValue
from integrations.fortnox.simulator.storage import Storage
from tests.integrations.fortnox.simulator.books.made import (
    YEAR_2024,
    YEAR_2025,
    answered,
    posted,
    refusal_of,
    rent,
    shown_row,
)
from tests.integrations.fortnox.simulator.books.shapes import departures
from tests.integrations.fortnox.simulator.calls import TENANT, a_call


def listed(storage: Storage, query: str) -> list[str]:
    """List vouchers as "A1"."""
    rows = answered(storage, a_call(query))["Vouchers"]
    assert isinstance(rows, list)
    return [f"{row['VoucherSeries']}{row['VoucherNumber']}" for row in rows if isinstance(row, dict)]


def test_list_has_no_rows_and_calls_the_id_of_the_year_year(storage: Storage) -> None:
    posted(storage, rent(100))

    body = answered(storage, a_call("vouchers?financialyear=4"))

    assert body["Vouchers"] == [
        {
            "@url": "https://api.fortnox.se/3/vouchers/A/1?financialyear=4",
            "ApprovalState": 0,
            "Comments": None,
            "Description": "Hyra",
            "ReferenceNumber": "",
            "ReferenceType": "MANUAL",
            "TransactionDate": "2025-03-14",
            "VoucherNumber": 1,
            "VoucherSeries": "A",
            "Year": 4,
        }
    ]
    assert departures(body, "/3/vouchers") == {
        ".MetaInformation unknown",
        ".Vouchers[].Comments: string, not NoneType",
    }


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("vouchers", ["A1", "A2", "B1"]),
        ("vouchers?financialyear=7", ["A1"]),
        ("vouchers?financialyeardate=2024-12-31", ["A1"]),
        ("vouchers?fromdate=2025-03-15", ["A2"]),
        ("vouchers?todate=2025-03-14", ["A1", "B1"]),
        ("vouchers?fromdate=2025-04-01&todate=2025-03-01", []),
        ("vouchers?voucherseries=B", ["B1"]),
        ("vouchers/sublist/A", ["A1", "A2"]),
        ("vouchers/sublist", ["A1", "A2", "B1"]),
        ("vouchers?costcenter=KS", ["A2"]),
        ("vouchers?lastmodified=2026-03-30 14:05", ["A1", "A2", "B1"]),
        ("vouchers?lastmodified=2026-03-30 14:06", []),
        ("vouchers?limit=2&page=2", ["B1"]),
    ],
)
def test_list_is_chosen_by_year_series_days_and_cost_centre(storage: Storage, query: str, expected: list[str]) -> None:
    posted(storage, rent(100))
    posted(storage, [NewRow("5010", 100, cost_centre="KS"), NewRow("1930", -100)], day="2025-12-31")
    posted(storage, rent(100), series="B")
    posted(storage, rent(100), year=YEAR_2024, day="2024-12-31")

    assert listed(storage, query) == expected


def test_one_voucher_has_its_rows_with_struck_ones_marked(storage: Storage) -> None:
    rows = [
        NewRow("5010", 123_450, cost_centre="KS", project="P1", text="Mars", quantity="1.5"),
        NewRow("1930", -100_000, state=RowState.STRUCK, person="Åsa Öst"),
        NewRow("1930", -123_450, description="Banken", state=RowState.ADDED),
    ]
    posted(storage, rows)

    body = answered(storage, a_call("vouchers/A/1?financialyear=4"))

    assert isinstance(body["Voucher"], dict)
    assert body["Voucher"]["VoucherRows"] == [
        shown_row(
            *(5010, "Lokalhyra"),
            CostCenter="KS",
            Debit=1234.5,
            Project="P1",
            Quantity=1.5,
            TransactionInformation="Mars",
        ),
        shown_row(1930, "Företagskonto", Credit=1000, Removed=True),
        shown_row(1930, "Banken", Credit=1234.5),
    ]
    assert departures(body, "/3/vouchers/{VoucherSeries}/{VoucherNumber}") == {
        ".Voucher.Comments: string, not NoneType"
    }


def test_one_voucher_has_its_fields_in_the_recorded_order(storage: Storage) -> None:
    posted(storage, rent(100))

    body = answered(storage, a_call("vouchers/A/1"))

    expected: JsonValue = {
        "@url": "https://api.fortnox.se/3/vouchers/A/1?financialyear=4",
        "ApprovalState": 0,
        "Comments": None,
        "CostCenter": "",
        "Description": "Hyra",
        "Project": "",
        "ReferenceNumber": "",
        "ReferenceType": "MANUAL",
        "TransactionDate": "2025-03-14",
        "VoucherNumber": 1,
        "VoucherSeries": "A",
        "Year": 4,
        "VoucherRows": [shown_row(5010, "Lokalhyra", Debit=1), shown_row(1930, "Företagskonto", Credit=1)],
    }
    assert json.dumps(body) == json.dumps({"Voucher": expected})


def test_one_voucher_without_a_year_is_that_of_the_chosen_year(storage: Storage) -> None:
    posted(storage, rent(100))
    posted(storage, rent(100), year=YEAR_2024, day="2024-12-31")

    body = answered(storage, a_call("vouchers/A/1"))

    assert str(body).count(f"'Year': {YEAR_2025}") == 1


@pytest.mark.parametrize("path", ["vouchers/A/2", "vouchers/Z/1", "vouchers/A/x", "vouchers/A/1?financialyear=7"])
def test_one_voucher_that_is_not_there_is_missing(storage: Storage, path: str) -> None:
    posted(storage, rent(100))

    status, _code, _message, is_missing = refusal_of(storage, a_call(path))

    assert (status, is_missing) == (404, True)


def test_the_list_the_rows_and_the_balances_are_views_of_one_set_of_books(storage: Storage) -> None:
    for ore in (100, 250, 399):
        posted(storage, rent(ore))

    with storage.reading() as connection:
        account = account_of(connection, TENANT, year=YEAR_2025, number="5010")
    shown = answered(storage, a_call("accounts/5010"))["Account"]

    assert account is not None
    assert isinstance(shown, dict)
    assert (shown["BalanceCarriedForward"], listed(storage, "vouchers")) == (7.49, ["A1", "A2", "A3"])
