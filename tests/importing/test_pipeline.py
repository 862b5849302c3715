"""The pure heart of an import, as a whole."""

import ast
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import closing.importing
from closing.importing.case import Case, FileYear
from closing.importing.catalogue import finding
from closing.importing.findings import Severity, worst
from closing.importing.pipeline import Prepared, prepare, prepare_together, refuse
from closing.importing.repairs import Plan
from sie import FiscalYear, Notice, SeriesFigures
from tests.importing.readings import CASE, FIGURES, HEAD, Read, mark, marked

PURE = ("case", "catalogue", "findings", "pipeline", "reading", "repairs", "validations")


def test_file_without_a_fault_has_no_findings() -> None:
    prepared = prepare(Read(), replace(CASE, file_name="bok.se"))

    assert prepared == Prepared(
        "bok.se", (), Plan(), FileYear(date(2025, 1, 1), date(2025, 12, 31)), is_import_file=True
    )
    assert (prepared.is_refused, prepared.asks(frozenset())) == (False, ())


def test_findings_come_in_the_order_of_the_pipeline_all_at_once() -> None:
    figures = replace(
        FIGURES,
        unbalanced=marked(mark("A", "1", difference_ore=1)),
        series={"": SeriesFigures(count=1, first=1, last=1)},
        without_series=marked(mark("", "1")),
    )
    head = replace(HEAD, organisation_number="", accounts=HEAD.accounts)
    notices = (Notice("flag-missing"), Notice("quote-inside", 5, {"label": "#KONTO", "text": "x"}))

    prepared = prepare(Read(head, figures, notices), CASE)

    assert [one.code for one in prepared.findings] == [
        "flag-missing",
        "quote-inside",
        "organisation-number-missing",
        "voucher-unbalanced",
        "series-filled",
    ]
    assert prepared.asks(frozenset()) == ("organisation-number-missing", "voucher-unbalanced")
    assert prepared.asks(frozenset({"voucher-unbalanced"})) == ("organisation-number-missing",)


def test_error_refuses_whatever_was_accepted() -> None:
    prepared = refuse((finding("not-sie", 1, text="x"),), CASE)

    assert prepared.is_refused


def test_file_whose_vouchers_cannot_be_read_still_tells_whose_it_is() -> None:
    head = replace(HEAD, organisation_number="5560160680", years=(FiscalYear(0, date(2025, 7, 1), date(2026, 6, 30)),))
    unreadable = finding("amount-unreadable", 19, label="#TRANS", found="x", text="x")

    prepared = refuse((unreadable,), CASE, head)

    codes = ["amount-unreadable", "organisation-number-other", "year-overlaps"]
    assert [one.code for one in prepared.findings] == codes


def test_year_that_the_unread_vouchers_would_tell_is_not_missed() -> None:
    prepared = refuse((), CASE, replace(HEAD, years=()))

    assert prepared.findings == ()


def test_worst_of_nothing_is_nothing() -> None:
    assert worst(()) is None
    assert worst((finding("flag-missing"), finding("number-gaps"))) == Severity.WARNING


def test_null_characters_do_not_reach_the_database() -> None:
    assert finding("not-sie", 1, text="a\0b").facts == {"text": "ab"}


def test_files_of_different_years_go_together_and_the_same_year_does_not() -> None:
    one = prepare(Read(), replace(CASE, file_name="a.se"))
    other = replace(one, file_name="b.se", year=FileYear(date(2024, 1, 1), date(2024, 12, 31)))
    same = replace(one, file_name="c.se")
    unread = refuse((finding("file-empty"),), CASE)

    judged = prepare_together((one, other, same, unread))

    twice = finding("year-twice", start="2025-01-01", end="2025-12-31", other="a.se")
    assert [file.findings for file in judged] == [(), (), (twice,), unread.findings]


def test_without_an_engagement_a_file_is_judged_by_itself() -> None:
    assert prepare(Read(), Case()).findings == ()


@pytest.mark.parametrize("name", PURE)
def test_heart_is_pure(name: str) -> None:
    folder = Path(closing.importing.__path__[0])
    files = [folder / f"{name}.py"] if (folder / f"{name}.py").exists() else sorted((folder / name).glob("*.py"))

    imported = set()
    for file in files:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                imported.add(str(node.module))
            elif isinstance(node, ast.Import):
                imported.update(alias.name for alias in node.names)

    foreign = {module for module in imported if module.split(".")[0] in {"django", "time", "random", "os"}}
    slices = {module for module in imported if module.startswith("closing.") and "importing" not in module}
    assert files
    assert foreign == slices == set()
