"""The accounts of a file."""

from dataclasses import replace

from closing.importing.catalogue import finding
from closing.importing.validations.accounts import validate_account_numbers, validate_accounts_declared
from sie.records import Balance, BalanceKind
from tests.importing.readings import FIGURES, HEAD, context


def test_ordinary_account_numbers_pass() -> None:
    assert validate_account_numbers(context()) == []


def test_odd_account_numbers_are_named_in_one_finding_at_the_first_line() -> None:
    figures = replace(FIGURES, odd_accounts={"19A0": 14, "0351": 12})

    assert validate_account_numbers(context(figures=figures)) == [
        finding("account-odd", 12, count=2, accounts=["0351", "19A0"])
    ]


def test_twenty_accounts_are_named_and_all_counted() -> None:
    figures = replace(FIGURES, undeclared={str(number): number for number in range(4000, 4030)})

    found = validate_accounts_declared(context(figures=figures))

    assert found == [
        finding("account-undeclared", 4000, count=30, accounts=[str(number) for number in range(4000, 4020)])
    ]


def test_account_with_a_balance_and_no_declaration_is_named() -> None:
    head = replace(HEAD, balances=(Balance(BalanceKind.OPENING, 0, "1999", 100, "", 21),))

    assert validate_accounts_declared(context(head)) == [finding("account-undeclared", 21, count=1, accounts=["1999"])]


def test_declared_accounts_pass() -> None:
    assert validate_accounts_declared(context()) == []
