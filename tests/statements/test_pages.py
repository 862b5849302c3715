"""The income statement and the balance sheet as an accountant reads them."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.utils import translation

from closing.engagements.models import FiscalYear, Period
from closing.formatting import NO_BREAK_SPACE, kr, procent
from closing.statements.comparison import Comparison
from closing.statements.pages import Page, Wanted, balance_page, income_page
from closing.statements.sheets import Cell
from tests.factories import make_engagement, make_fiscal_year
from tests.statements.ledger_factory import Jotted, make_books

OPENING = {"1930": "500", "2081": "-500"}
JANUARY = Jotted("A 1", date(2025, 1, 15), [("1930", "1000"), ("3010", "-1000")])
FEBRUARY = Jotted("A 2", date(2025, 2, 15), [("4010", "300"), ("2440", "-300")])
INTEREST = Jotted("A 3", date(2025, 2, 28), [("8410", "10"), ("1930", "-10")])
LAST_YEAR = Jotted("A 1", date(2024, 2, 1), [("1930", "800"), ("3010", "-800")])
TRANSFER = Jotted("A 4", date(2025, 12, 31), [("8999", "690"), ("2099", "-690")])


@pytest.fixture
def year(db: None) -> FiscalYear:
    """Give a calendar year with the year before it."""
    engagement = make_engagement()
    make_fiscal_year(engagement, date(2024, 1, 1), date(2024, 12, 31))
    return make_fiscal_year(engagement)


def _wanted(year: FiscalYear, number: int, comparison: Comparison = Comparison.NONE) -> Wanted:
    return Wanted(year.periods.get(number=number), comparison)


def _table(page: Page | None) -> list[list[str]]:
    """Write a statement as text: kind, number or label, amounts."""
    assert page is not None
    return [[row.kind, row.number or str(row.label), *map(_text, row.cells)] for row in page.rows]


def _text(cell: Cell) -> str:
    text = procent(cell.percent) if cell.is_percent else kr(cell.ore)
    return text.replace(NO_BREAK_SPACE, " ")


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


def test_income_statement_of_a_month(year: FiscalYear) -> None:
    make_books(year, [JANUARY, FEBRUARY, INTEREST], opening=OPENING)

    page = income_page(year, _wanted(year, 2))

    assert _table(page) == [
        ["section", "Operating income"],
        ["line", "Net sales", "0,00", "1 000,00"],
        ["account", "3010", "0,00", "1 000,00"],
        ["total", "Total operating income", "0,00", "1 000,00"],
        ["section", "Operating expenses"],
        ["line", "Raw materials, consumables and goods", "−300,00", "−300,00"],
        ["account", "4010", "−300,00", "−300,00"],
        ["total", "Operating result", "−300,00", "700,00"],
        ["section", "Financial items"],
        ["line", "Interest expenses and similar items", "−10,00", "−10,00"],
        ["account", "8410", "−10,00", "−10,00"],
        ["total", "Result after financial items", "−310,00", "690,00"],
        ["grand", "Result for the year", "−310,00", "690,00"],
    ]


def test_income_statement_beside_last_year(year: FiscalYear) -> None:
    before = year.engagement.fiscal_years.get(start=date(2024, 1, 1))
    make_books(before, [LAST_YEAR])
    make_books(year, [JANUARY])

    page = income_page(year, _wanted(year, 2, Comparison.YEAR))

    assert page is not None
    assert page.labels == [
        "P2 February",
        "Same period last year",
        "Accumulated",
        "Accumulated last year",
        "Difference",
        "Difference %",
    ]
    assert _table(page)[-1] == [
        "grand",
        "Result for the year",
        "0,00",
        "800,00",
        "1 000,00",
        "800,00",
        "200,00",
        "25 %",
    ]


def test_income_statement_beside_the_period_before(year: FiscalYear) -> None:
    make_books(year, [JANUARY, FEBRUARY])

    page = income_page(year, _wanted(year, 2, Comparison.PERIOD))

    assert page is not None
    assert page.labels == ["P2 February", "P1 January", "Difference", "Difference %", "Accumulated"]
    assert _table(page)[-1][2:] == ["−300,00", "1 000,00", "−1 300,00", "−130 %", "700,00"]


def test_income_statement_of_the_year_end_has_one_column_a_year(year: FiscalYear) -> None:
    make_books(year, [JANUARY], previous={"3010": "-900"})

    page = income_page(year, _wanted(year, 13, Comparison.YEAR))

    assert page is not None
    assert page.labels == ["2025", "Previous year", "Difference", "Difference %"]
    assert _table(page)[-1][2:] == ["1 000,00", "900,00", "100,00", "11,1 %"]


def test_per_cent_of_nothing_is_empty(year: FiscalYear) -> None:
    make_books(year, [JANUARY], previous={"3010": "0"})

    page = income_page(year, _wanted(year, 13, Comparison.YEAR))

    assert _table(page)[-1][2:] == ["1 000,00", "0,00", "1 000,00", "–"]


def test_lines_can_be_shown_without_their_accounts(year: FiscalYear) -> None:
    make_books(year, [JANUARY])

    page = income_page(year, Wanted(year.periods.get(number=1), Comparison.NONE, with_accounts=False))

    assert [row[0] for row in _table(page)] == ["section", "line", "total", "grand"]


def test_balance_sheet_shows_the_result_that_is_not_booked(year: FiscalYear) -> None:
    make_books(year, [JANUARY, FEBRUARY], opening=OPENING)

    page = balance_page(year, _wanted(year, 2))

    assert _table(page) == [
        ["heading", "Assets"],
        ["section", "Current assets"],
        ["line", "Cash and bank", "500,00", "1 000,00", "1 500,00"],
        ["account", "1930", "500,00", "1 000,00", "1 500,00"],
        ["total", "Total current assets", "500,00", "1 000,00", "1 500,00"],
        ["grand", "Total assets", "500,00", "1 000,00", "1 500,00"],
        ["heading", "Equity and liabilities"],
        ["line", "Equity", "500,00", "0,00", "500,00"],
        ["account", "2081", "500,00", "0,00", "500,00"],
        ["unbooked", "Calculated result (not booked)", "0,00", "700,00", "700,00"],
        ["total", "Total equity", "500,00", "700,00", "1 200,00"],
        ["section", "Current liabilities"],
        ["line", "Trade payables", "0,00", "300,00", "300,00"],
        ["account", "2440", "0,00", "300,00", "300,00"],
        ["total", "Total current liabilities", "0,00", "300,00", "300,00"],
        ["grand", "Total equity and liabilities", "500,00", "1 000,00", "1 500,00"],
    ]
    assert page is not None
    assert page.difference_ore == 0


def test_balance_sheet_without_unbooked_result_has_no_such_row(year: FiscalYear) -> None:
    make_books(year, [JANUARY, FEBRUARY, INTEREST, TRANSFER], opening=OPENING)

    rows = _table(balance_page(year, _wanted(year, 13)))

    assert [row for row in rows if row[0] == "unbooked" and row[-1] != "0,00"] == []
    assert rows[-1][2:] == ["500,00", "990,00", "1 490,00"]


def test_balance_sheet_beside_last_year_and_the_period_before(year: FiscalYear) -> None:
    make_books(year, [JANUARY, FEBRUARY], opening=OPENING, previous={"1930": "500", "2081": "-500"})

    beside_year = balance_page(year, _wanted(year, 12, Comparison.YEAR))
    beside_period = balance_page(year, _wanted(year, 2, Comparison.PERIOD))

    assert beside_year is not None
    assert beside_year.labels[3:] == ["Closing 2024-12-31", "Difference"]
    assert _table(beside_year)[5] == ["grand", "Total assets", "500,00", "1 000,00", "1 500,00", "500,00", "1 000,00"]
    assert beside_period is not None
    assert beside_period.labels[3:] == ["Closing 2025-01-31", "Difference"]
    assert _table(beside_period)[5] == ["grand", "Total assets", "500,00", "1 000,00", "1 500,00", "1 500,00", "0,00"]


def test_balance_sheet_tells_what_does_not_balance(year: FiscalYear) -> None:
    make_books(year, [Jotted("A 1", date(2025, 1, 1), [("1930", "12.50")])])

    page = balance_page(year, _wanted(year, 1))

    assert page is not None
    assert page.difference_ore == 1250


def test_amounts_lead_to_the_postings_behind_them(year: FiscalYear) -> None:
    make_books(year, [JANUARY])

    page = income_page(year, _wanted(year, 1))

    assert page is not None
    cells = next(row.cells for row in page.rows if row.number == "3010")
    account = f"/e/{year.engagement_id}/years/{year.pk}/accounts/3010/"
    assert [cell.url for cell in cells] == [f"{account}?since=2025-01-01&until=2025-01-31"] * 2


def test_accounts_of_last_year_alone_are_listed_too(year: FiscalYear) -> None:
    before = year.engagement.fiscal_years.get(start=date(2024, 1, 1))
    make_books(before, [Jotted("A 1", date(2024, 2, 1), [("1930", "80"), ("3990", "-80")])])
    make_books(year, [JANUARY])

    page = income_page(year, _wanted(year, 2, Comparison.YEAR))

    assert page is not None
    row = next(row for row in page.rows if row.number == "3990")
    assert [kr(cell.ore) for cell in row.cells[:4]] == ["0,00", "80,00", "0,00", "80,00"]
    assert [bool(cell.url) for cell in row.cells[:4]] == [False, True, False, True]


def test_nothing_imported_is_no_page(year: FiscalYear) -> None:
    period = Period.objects.filter(fiscal_year=year, number=1).get()

    assert income_page(year, Wanted(period)) is None
    assert balance_page(year, Wanted(period)) is None
