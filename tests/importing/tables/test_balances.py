"""The balances of a table."""

import pytest

from closing.importing.catalogue import finding
from closing.importing.tables.amounts import ore_from_cell
from closing.importing.tables.balances import TableAccount, balances
from closing.importing.tables.columns import recognise

HEADINGS = ["Konto", "Namn", "IB", "UB"]


@pytest.mark.parametrize(
    ("text", "ore"),
    [
        ("", 0),
        ("-", 0),
        ("–", 0),
        ("0", 0),
        ("1234", 123_400),
        ("1 234,56", 123_456),
        ("1\N{NO-BREAK SPACE}234,56", 123_456),
        ("1234.56", 123_456),
        ("1.234,56", 123_456),
        ("1,234.56", 123_456),
        ("-1 234,56", -123_456),
        ("\N{MINUS SIGN}1 234,56", -123_456),
        ("1 234,56-", -123_456),
        ("(1 234,56)", -123_456),
        ("1 234,56 kr", 123_456),
        ("12,5", 1_250),
        ("12,00 SEK", 1_200),
        ("1,234", None),
        ("1.234", None),
        ("12,345", None),
        ("tolv", None),
        ("1e5", None),
        ("=1+1", None),
        ("NaN", None),
        ("٣", None),
        ("9" * 40, None),
    ],
)
def test_amount_is_read_or_refused(text: str, ore: int | None) -> None:
    assert ore_from_cell(text) == ore


def _read(*rows: list[str]) -> tuple[list[TableAccount], list[object]]:
    table = [HEADINGS, *rows]
    accounts, found = balances(table, recognise(table))
    return accounts, list(found)


def test_rows_become_accounts() -> None:
    accounts, found = _read(["1930", "Bank", "100,00", "250,00"], ["3001", "Försäljning", "", "-150,00"])

    assert accounts == [TableAccount("1930", "Bank", 10_000, 25_000), TableAccount("3001", "Försäljning", 0, -15_000)]
    assert found == []


def test_name_may_stand_in_the_cell_of_the_account() -> None:
    table = [["Konto", "Saldo"], ["1930 Bank", "250,00"], ["2081: Aktiekapital", "-250,00"]]

    accounts, _found = balances(table, recognise(table))

    assert [(account.number, account.name) for account in accounts] == [("1930", "Bank"), ("2081", "Aktiekapital")]


def test_amount_that_cannot_be_read_is_an_error_with_row_and_column() -> None:
    _accounts, found = _read(["1930", "Bank", "100,00", "1,234"])

    assert found == [finding("table-amount-unreadable", 2, found="1,234", column="UB")]


def test_account_on_two_rows_is_added_up_and_told() -> None:
    accounts, found = _read(["1930", "Bank", "1,00", "2,00"], ["1930", "Bank", "10,00", "20,00"])

    assert accounts == [TableAccount("1930", "Bank", 1_100, 2_200)]
    assert found == [finding("table-account-repeated", 3, account="1930")]


def test_rows_without_an_account_are_left_out_and_counted() -> None:
    accounts, found = _read(["1930", "Bank", "1,00", "2,00"], ["", "", "", ""], ["Summa", "", "1,00", "2,00"])

    assert len(accounts) == 1
    assert found == [finding("table-rows-skipped", 4, count=1)]


def test_table_without_an_account_is_an_error() -> None:
    _accounts, found = _read(["Summa", "", "1,00", "2,00"])

    assert found == [finding("table-empty")]


@pytest.mark.parametrize("credit", ["40,00", "-40,00"])
def test_debit_and_credit_make_the_closing_balance_whichever_sign_credit_has(credit: str) -> None:
    table = [["Konto", "IB", "Debet", "Kredit"], ["1930", "100,00", "10,00", credit]]

    accounts, _found = balances(table, recognise(table))

    assert accounts == [TableAccount("1930", "", 10_000, 7_000)]


def test_balance_the_table_has_no_column_for_is_not_made_up() -> None:
    table = [["Konto", "UB"], ["1930", "1,00"]]

    accounts, _found = balances(table, recognise(table))

    assert accounts == [TableAccount("1930", "", None, 100)]
