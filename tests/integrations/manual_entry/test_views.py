"""Typing balances in, and pasting them."""

import pytest
from django.test import Client
from django.urls import reverse
from django_scopes import scopes_disabled

from closing.engagements.models import Engagement, FiscalYear
from closing.importing import run_files
from closing.importing.models import ImportRun
from closing.users.models import User
from integrations.manual_entry.table import MAX_ROWS, rows_of, text_of
from tests.factories import client_of, make_fiscal_year
from tests.importing.conftest import work as do_job

pytestmark = pytest.mark.django_db(transaction=True)

PASTED = "1930\tBank\t1 000,00\t1 250,50\n2081\tAktiekapital\t-1 000,00\t-1 000,00\n3001\tFörsäljning\t\t-250,50\n"


@pytest.fixture
def year(company: Engagement) -> FiscalYear:
    """Give the year of an engagement whose balances are typed in."""
    with scopes_disabled():
        company.data_source = "manual_entry"
        company.save()
        return make_fiscal_year(company)


@pytest.fixture
def bobs(bob: User) -> Client:
    """Give the browser of a preparer."""
    return client_of(bob)


def _url(company: Engagement) -> str:
    return reverse("manual_entry:table", args=[company.pk])


def _typed(year: FiscalYear, *rows: tuple[str, str, str, str]) -> dict[str, str]:
    data = {"year": str(year.pk)}
    for place, row in enumerate(rows):
        data |= {f"{column}-{place}": text for column, text in zip(("account", "name", "opening", "closing"), row)}  # noqa: B905 -- both are four
    return data


def _latest(company: Engagement) -> ImportRun:
    with scopes_disabled():
        return ImportRun.objects.filter(engagement=company).latest("created_at")


def test_import_dialog_leads_to_the_table(company: Engagement, year: FiscalYear, bobs: Client) -> None:
    answer = bobs.get(reverse("importing:start", args=[company.pk]))

    assert (answer.status_code, answer["Location"]) == (302, _url(company))
    assert year.engagement_id == company.pk


def test_typed_balances_are_imported_and_their_table_is_kept(
    company: Engagement, year: FiscalYear, bobs: Client
) -> None:
    rows = (("1930", "Bank", "1 000,00", "1250.50"), ("", "", "", ""), ("2081", "Kapital", "-1 000,00", "−1 250,50"))

    answer = bobs.post(_url(company), _typed(year, *rows))

    run = _latest(company)
    assert answer["Location"] == reverse("importing:run", args=[company.pk, run.pk])
    with scopes_disabled():
        assert do_job(run).state == ImportRun.State.DONE
        accounts = year.books.current.accounts.order_by("number")
        assert list(accounts.values_list("number", "opening_ore", "closing_ore")) == [
            ("1930", 100_000, 125_050),
            ("2081", -100_000, -125_050),
        ]
        kept = run_files.stored(run.files.get(made_from=None)).path.read_text()
        assert kept == "1930\tBank\t1 000,00\t1250.50\n2081\tKapital\t-1 000,00\t−1 250,50\n"


def test_pasted_rows_are_shown_before_they_are_imported(company: Engagement, year: FiscalYear, bobs: Client) -> None:
    page = bobs.post(_url(company), {"year": str(year.pk), "pasted": PASTED})

    assert page.status_code == 200
    assert 'value="Försäljning"' in page.content.decode()
    with scopes_disabled():
        assert ImportRun.objects.count() == 0


@pytest.mark.parametrize(
    "row",
    [("19", "Kassa", "0", "0"), ("1930", "Bank", "1,234", "0"), ("1930", "Bank", "0", "tolv"), ("", "Bank", "1", "2")],
)
def test_mistake_is_said_at_its_row_and_what_was_typed_survives(
    company: Engagement, year: FiscalYear, bobs: Client, *, row: tuple[str, str, str, str]
) -> None:
    page = bobs.post(_url(company), _typed(year, ("2081", "Kapital", "0", "0"), row))

    content = page.content.decode()
    assert page.status_code == 422
    assert content.count("field-error") == 1
    assert 'value="Kapital"' in content
    with scopes_disabled():
        assert ImportRun.objects.count() == 0


def test_account_on_two_rows_is_a_mistake(company: Engagement, year: FiscalYear, bobs: Client) -> None:
    page = bobs.post(_url(company), _typed(year, ("1930", "Bank", "1", "2"), ("1930", "Bank", "1", "2")))

    assert page.status_code == 422


def test_rows_to_be_spread_are_shown_and_not_imported(company: Engagement, year: FiscalYear, bobs: Client) -> None:
    typed = _typed(year, ("1930", "Bank", "0", "0"), ("2081", "Kapital", "0", "0"))

    page = bobs.post(_url(company), {**typed, "spread": "1"})

    assert page.status_code == 200
    assert 'value="Kapital"' in page.text
    with scopes_disabled():
        assert ImportRun.objects.count() == 0


def test_nothing_typed_is_a_mistake(company: Engagement, year: FiscalYear, bobs: Client) -> None:
    assert bobs.post(_url(company), {"year": str(year.pk)}).status_code == 422
    assert company.pk == year.engagement_id


def test_more_rows_than_a_form_can_send_are_refused_in_words(
    company: Engagement, year: FiscalYear, bobs: Client
) -> None:
    pasted = "".join(f"{1000 + number}\tKonto\t0\t0\n" for number in range(MAX_ROWS + 1))

    page = bobs.post(_url(company), {"year": str(year.pk), "pasted": pasted})

    assert page.status_code == 422


def test_table_typed_last_comes_back_to_be_corrected(company: Engagement, year: FiscalYear, bobs: Client) -> None:
    bobs.post(_url(company), _typed(year, ("1930", "Bank", "1,00", "2,00")))
    with scopes_disabled():
        do_job(_latest(company))

    assert 'value="Bank"' in bobs.get(_url(company)).content.decode()


def test_later_switch_to_typing_is_refused_with_the_reason(company: Engagement, bobs: Client) -> None:
    page = bobs.get(_url(company))

    assert (company.data_source, page.status_code) == ("sie_file", 409)
    with scopes_disabled():
        assert ImportRun.objects.count() == 0


def test_reader_and_stranger_type_nothing(company: Engagement, year: FiscalYear, *, rita: User, charlie: User) -> None:
    assert client_of(rita).get(_url(company)).status_code == 403
    assert client_of(charlie).get(_url(company)).status_code == 404
    assert year.engagement_id == company.pk


@pytest.mark.parametrize(
    "rows", [[["1930", "Bank", "1,00", "2,00"]], [["1930", "a b", "", ""], ["2081", "å", "-1", "2"]]]
)
def test_table_is_read_back_as_it_was_written(rows: list[list[str]]) -> None:
    assert rows_of(text_of(rows)) == rows


def test_tabs_and_line_ends_inside_a_cell_do_not_break_the_table() -> None:
    assert rows_of(text_of([["1930", "Bank\tkonto\r\n", "1", "2"]])) == [["1930", "Bank konto", "1", "2"]]
