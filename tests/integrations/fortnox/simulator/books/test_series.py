"""Voucher series of a year."""

from integrations.fortnox.simulator.books.series import Series, add_series, series_of, set_manual
from integrations.fortnox.simulator.storage import Storage
from tests.integrations.fortnox.simulator.books.made import YEAR_2024, YEAR_2025, answered, posted, refusal_of, rent
from tests.integrations.fortnox.simulator.books.shapes import departures
from tests.integrations.fortnox.simulator.calls import TENANT, a_call


def test_a_new_year_has_thirteen_series_of_which_a_alone_is_manual(storage: Storage) -> None:
    with storage.reading() as connection:
        series = series_of(connection, TENANT, year=YEAR_2025)

    assert "".join(one.code for one in series) == "ABCDEFGHIJKLM"
    assert [one.code for one in series if one.is_manual] == ["A"]


def test_manual_is_the_years_own(storage: Storage) -> None:
    with storage.transaction() as connection:
        set_manual(connection, TENANT, year=YEAR_2025, code="I")
        manual = [
            [one.code for one in series_of(connection, TENANT, year=year) if one.is_manual]
            for year in (YEAR_2025, YEAR_2024)
        ]

    assert manual == [["A", "I"], ["A"]]


def test_list_is_called_voucher_series_collection(storage: Storage) -> None:
    body = answered(storage, a_call("voucherseries?financialyear=7&limit=1"))

    assert list(body) == ["MetaInformation", "VoucherSeriesCollection"]
    assert body["VoucherSeriesCollection"] == [
        {
            "@url": "https://api.fortnox.se/3/voucherseries/A?financialyear=7",
            "Approver": None,
            "Code": "A",
            "Description": "Redovisning",
            "Manual": True,
            "Year": 7,
        }
    ]
    assert departures(body, "/3/voucherseries") == {
        ".MetaInformation unknown",
        ".VoucherSeriesCollection[].Approver: object, not NoneType",
    }


def test_one_series_tells_its_approver_and_its_next_number(storage: Storage) -> None:
    with storage.transaction() as connection:
        add_series(connection, Series(TENANT, YEAR_2025, "T", "Test", True, 3, "Åsa Öst"))
    posted(storage, rent(100), series="T")
    posted(storage, rent(200), series="T")

    body = answered(storage, a_call("voucherseries/T"))

    assert body == {
        "VoucherSeries": {
            "@url": "https://api.fortnox.se/3/voucherseries/T?financialyear=4",
            "Approver": {"Id": 3, "Name": "Åsa Öst"},
            "Code": "T",
            "Description": "Test",
            "Manual": True,
            "NextVoucherNumber": 3,
            "Year": 4,
        }
    }
    assert departures(body, "/3/voucherseries/{Code}") == set()


def test_one_series_that_the_year_lacks_is_missing(storage: Storage) -> None:
    status, _code, _message, is_missing = refusal_of(storage, a_call("voucherseries/Z"))

    assert (status, is_missing) == (404, True)
