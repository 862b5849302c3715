"""Which line an account stands on."""

import pytest

from closing.statements.layout import ASSETS, EQUITY, INCOME, LIABILITIES, line_of, lines


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("1010", "intangible"),
        ("1220", "tangible"),
        ("1385", "financial_assets"),
        ("1510", "trade_receivables"),
        ("1930", "cash"),
        ("193001", "cash"),
        ("2081", "equity"),
        ("2110", "reserves"),
        ("2440", "trade_payables"),
        ("2410", "other_current"),
        ("2893", "other_current"),
        ("2920", "accrued"),
    ],
)
def test_line_of_balance_accounts_follows_bas(number: str, code: str) -> None:
    assert line_of(number, "", is_balance=True).code == code


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("3010", "net_sales"),
        ("3740", "net_sales"),
        ("3990", "other_operating_income"),
        ("4010", "goods"),
        ("4960", "stock_change"),
        ("5010", "external"),
        ("7690", "personnel"),
        ("7832", "depreciation"),
        ("8310", "interest_income"),
        ("8410", "interest_costs"),
        ("8811", "appropriations"),
        ("8910", "tax_cost"),
    ],
)
def test_line_of_income_accounts_follows_bas(number: str, code: str) -> None:
    assert line_of(number, "", is_balance=False).code == code


@pytest.mark.parametrize(
    ("number", "kind", "is_balance", "code"),
    [
        ("KASSA", "T", True, "other_assets"),
        ("LÅN", "S", True, "other_liabilities"),
        ("9010", "K", False, "other_result"),
        ("", "", False, "other_result"),
    ],
)
def test_line_of_accounts_outside_bas_follows_their_type(
    number: str, kind: str, *, is_balance: bool, code: str
) -> None:
    assert line_of(number, kind, is_balance=is_balance).code == code


def test_every_two_figures_of_bas_have_one_line() -> None:
    starts = [start for line in lines(*ASSETS, EQUITY, *LIABILITIES, *INCOME) for start in line.starts]

    assert sorted(starts) == sorted(set(starts))
    outside = {"other_assets", "other_liabilities", "other_result"}
    placed = {group: line_of(f"{group}10", "", is_balance=group < 30).code for group in range(10, 90)}
    assert {group for group, code in placed.items() if code in outside} == set()
