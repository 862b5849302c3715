"""A trial balance from the file to the books."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django_scopes import scopes_disabled
from openpyxl import Workbook

import sie
from closing.engagements.models import Engagement, FiscalYear
from closing.importing import run_files, runs
from closing.importing.models import ImportRun
from closing.importing.runs import Choices
from tests.factories import make_fiscal_year
from tests.importing.conftest import example, import_files
from tests.importing.conftest import work as do_job

pytestmark = pytest.mark.django_db(transaction=True)

CONFIRMED = ("columns-recognised",)


@pytest.fixture(autouse=True)
def _everywhere() -> Iterator[None]:
    with scopes_disabled():
        yield


@pytest.fixture
def year(company: Engagement) -> FiscalYear:
    """Give the year of the trial balance, of an engagement that takes one."""
    company.data_source = "trial_balance"
    company.save()
    return make_fiscal_year(company)


def _import(company: Engagement, year: FiscalYear | None, code: str, *, accepted: tuple[str, ...] = ()) -> ImportRun:
    return import_files(company, [example(code)], choices=Choices(accepted=accepted, year=year))


def test_columns_are_asked_about_before_anything_is_imported(company: Engagement, year: FiscalYear) -> None:
    run = _import(company, year, "columns-recognised")

    asked = run.findings.get()
    assert (run.state, asked.code) == (ImportRun.State.WAITING, "columns-recognised")
    assert asked.facts["headings"] == ["Konto", "Benämning", "Ingående balans", "Utgående balans"]
    assert asked.facts["places"] == [["account", 0], ["name", 1], ["opening", 2], ["closing", 3]]
    assert asked.facts["rows"][0] == ["1930", "Bank", "1 000,00", "1 250,50"]
    assert not hasattr(year, "books")


def test_answer_of_the_user_goes_before_what_was_recognised(company: Engagement, year: FiscalYear) -> None:
    run = _import(company, year, "columns-recognised")

    runs.accept(run, CONFIRMED, user=None, answers={"account": "0", "closing": "2"})
    do_job(run)

    accounts = year.books.current.accounts
    assert dict(accounts.values_list("number", "closing_ore")) == {"1930": 100_000, "2081": -100_000, "3001": 0}


def test_import_leaves_the_table_and_the_file_made_of_it(company: Engagement, year: FiscalYear) -> None:
    run = _import(company, year, "columns-recognised", accepted=CONFIRMED)

    received, made = run.files.order_by("ordinal")
    scan = sie.scan(run_files.stored(made).path)
    assert run.state == ImportRun.State.DONE
    assert run_files.stored(received).path.read_bytes() == example("columns-recognised").read()
    assert (made.made_from, made.sha256, made.fiscal_year) == (received, scan.sha256, year)
    assert (scan.head.sietyp, scan.head.organisation_number, scan.head.company) == ("1", "556036-0793", "Exempel AB")


def test_same_table_again_makes_the_same_file(company: Engagement, year: FiscalYear) -> None:
    first = _import(company, year, "columns-recognised", accepted=CONFIRMED)
    second = do_job(runs.again(first, user=None))

    assert second.files.get(made_from__isnull=False).sha256 == first.files.get(made_from__isnull=False).sha256
    assert "same-file" in {one.code for one in second.findings.all()}


def test_workbook_is_imported_as_the_csv_is(company: Engagement, year: FiscalYear, tmp_path: Path) -> None:
    book = Workbook()
    for row in (["Konto", "Benämning", "IB", "UB"], [1930, "Bank", 1000, 1250.5], [2081, "Kapital", -1000, -1250.5]):
        book.worksheets[0].append(row)
    book.save(tmp_path / "rb.xlsx")

    content = ContentFile((tmp_path / "rb.xlsx").read_bytes(), name="rb.xlsx")
    run = import_files(company, [content], choices=Choices(accepted=CONFIRMED, year=year))

    assert run.state == ImportRun.State.DONE
    assert year.books.current.accounts.get(number="1930").closing_ore == 125_050


@pytest.mark.parametrize("code", ["table-unreadable", "table-empty", "table-amount-unreadable"])
def test_table_that_cannot_be_used_changes_nothing(company: Engagement, year: FiscalYear, code: str) -> None:
    run = _import(company, year, code, accepted=CONFIRMED)

    assert run.state == ImportRun.State.FAILED
    assert code in {one.code for one in run.findings.all()}
    assert not hasattr(year, "books")


def test_empty_file_is_said_to_be_empty(company: Engagement, year: FiscalYear) -> None:
    run = import_files(company, [ContentFile(b"", "tom.csv")], choices=Choices(year=year))

    assert (run.state, run.findings.get().code) == (ImportRun.State.FAILED, "file-empty")


def test_table_wants_its_fiscal_year(company: Engagement, year: FiscalYear) -> None:
    run = _import(company, None, "columns-recognised", accepted=CONFIRMED)

    assert [one.code for one in run.findings.all()] == ["year-missing"]
    assert not hasattr(year, "books")


def test_two_tables_at_once_are_refused(company: Engagement, year: FiscalYear) -> None:
    files = [example("columns-recognised"), example("columns-recognised")]

    run = import_files(company, files, choices=Choices(year=year))

    assert [one.code for one in run.findings.all()] == ["one-file-at-a-time"]
