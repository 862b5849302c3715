"""What a plan reads: the books, the entries of persons, what an account means, what a company form means."""

from datetime import date

import pytest

from closing.books.models import AccountMapping
from closing.engagements.models import FiscalYear
from closing.entries import writing
from closing.entries.draft import Days, DraftRow, EntryDraft
from closing.entries.planning.reading import company_of, figures_of
from closing.entries.planning.reckoning.company import Company
from closing.entries.planning.reckoning.figures import AccountFigure, Figures
from tests.factories import make_engagement

DECEMBER = Days.of_year_end(date(2026, 12, 31))


def _figures(year: FiscalYear) -> Figures:
    found = figures_of(year, ())
    assert found
    return found


def _account(year: FiscalYear, number: str) -> AccountFigure:
    return next(one for one in _figures(year).on(number) if one.meaning == number)


def _enter(year: FiscalYear, *rows: tuple[str, int]) -> None:
    rows_of = tuple(DraftRow(*row) for row in rows)
    writing.make(year, EntryDraft(DECEMBER.last, "Bokslut", rows_of), days=DECEMBER, actor=None)


def test_balances_of_the_books_and_entries_of_persons_are_added(year: FiscalYear) -> None:
    _enter(year, ("1220", 30_000_00), ("2990", -30_000_00))

    assert _account(year, "1220") == AccountFigure("1220", "1220", True, 500_000_00, 530_000_00, 30_000_00)
    assert _account(year, "2990") == AccountFigure("2990", "2990", True, 0, -30_000_00)


def test_figures_balance(year: FiscalYear) -> None:
    _enter(year, ("5010", 1), ("9999", -1))

    assert sum(one.closing_ore for one in _figures(year).accounts) == sum(
        one.opening_ore for one in _figures(year).accounts
    )


def test_account_is_read_as_its_reference_account(year: FiscalYear) -> None:
    AccountMapping.objects.create(engagement=year.engagement, account_number="5010", reference_account="6072")

    assert [one.number for one in _figures(year).on("6072")] == ["5010", "6072"]
    assert _figures(year).closing("6072") == 348_000_00 + 12_345_67


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("form", "standard", "company"),
    [
        ("AB", "K2", Company(pays_tax=True, has_excess=True)),
        ("EK", "K3", Company(pays_tax=True, has_excess=True)),
        ("BRF", "K3", Company(pays_tax=False, has_excess=False)),
        ("HB", "K2", Company(pays_tax=False, has_excess=True, has_partners=True)),
        ("E", "K1", Company(pays_tax=False, has_excess=False, has_owner=True, pays_special=False)),
        ("E", "K2", Company(pays_tax=False, has_excess=True, has_owner=True, pays_special=False)),
    ],
)
def test_company_form_says_what_the_plan_has(form: str, standard: str, company: Company) -> None:
    assert company_of(make_engagement(company_form=form, accounting_standard=standard)) == company
