"""What a reader asks for, as it is understood."""

from datetime import date

import pytest
from django.http import QueryDict

from closing.books.ledger import Wanted
from closing.statements.account_list import Asked
from closing.statements.comparison import Comparison
from closing.statements.forms import AccountsForm, LedgerForm, StatementForm


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("", Wanted()),
        ("since=2025-01-01&until=2025-01-31", Wanted(date(2025, 1, 1), date(2025, 1, 31))),
        ("series=A&text=hyra", Wanted(series="A", text="hyra")),
        ("amount=−1 250,50", Wanted(least_ore=125050, most_ore=125050)),
        ("amount=100&most=200", Wanted(least_ore=10000, most_ore=20000)),
        ("most=200", Wanted(most_ore=20000)),
        ("amount=tolv&text=hyra", Wanted(text="hyra")),
        ("since=2025-02-30", Wanted()),
    ],
)
def test_ledger_form_understands_what_it_can(query: str, wanted: Wanted) -> None:
    assert LedgerForm(QueryDict(query)).wanted() == wanted


def test_ledger_form_says_what_it_cannot_read() -> None:
    form = LedgerForm(QueryDict("amount=1,234"))

    form.wanted()

    assert form.errors.get_json_data()["amount"][0]["code"] == "ambiguous"
    assert form["amount"].value() == "1,234"


@pytest.mark.parametrize(
    ("query", "asked"),
    [
        ("", Asked()),
        ("q= bank &unused=on", Asked(words="bank", with_unused=True)),
        ("sort=-closing", Asked(sort="closing", is_descending=True)),
        ("sort=-password", Asked()),
    ],
)
def test_accounts_form_takes_known_orders_alone(query: str, asked: Asked) -> None:
    assert AccountsForm(QueryDict(query)).asked() == asked


@pytest.mark.parametrize(
    ("query", "comparison", "with_accounts"),
    [
        ("", Comparison.YEAR, True),
        ("compare=period&detail=lines", Comparison.PERIOD, False),
        ("compare=budget&detail=all", Comparison.YEAR, True),
    ],
)
def test_statement_form_falls_back_to_last_year(query: str, comparison: Comparison, *, with_accounts: bool) -> None:
    form = StatementForm(QueryDict(query))

    assert (form.comparison(), form.with_accounts()) == (comparison, with_accounts)
