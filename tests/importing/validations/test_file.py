"""The file as a whole."""

from dataclasses import replace

import pytest

from closing.importing.catalogue import finding
from closing.importing.validations.file import (
    validate_books_kept,
    validate_currency,
    validate_file_new,
    validate_flag,
    validate_type,
)
from sie import Figures
from tests.importing.readings import CASE, FIGURES, HEAD, YEAR, Sums, context

SUMS = Sums(opening={"1930": 100, "2081": -100})


def test_type_that_the_source_takes_passes() -> None:
    assert validate_type(context(case=replace(CASE, takes=("4",)))) == []


def test_type_that_the_source_does_not_take_is_an_error_naming_both() -> None:
    found = validate_type(context(replace(HEAD, sietyp="1"), case=replace(CASE, takes=("4",))))

    assert found == [finding("type-not-taken", sietyp="1", takes=["4"])]


@pytest.mark.parametrize("sietyp", ["1", "2", "3"])
def test_type_without_vouchers_is_told(sietyp: str) -> None:
    found = validate_type(context(replace(HEAD, sietyp=sietyp), Figures()))

    assert found == [finding("balances-only", sietyp=sietyp)]


def test_flag_of_an_import_file_is_asked_about() -> None:
    assert validate_flag(context(replace(HEAD, flag=1))) == [finding("flag-imported")]


def test_flag_of_balances_means_nothing() -> None:
    assert validate_flag(context(replace(HEAD, flag=1), sums=SUMS)) == []


def test_flag_of_a_file_named_for_import_is_asked_about_whatever_it_holds() -> None:
    found = validate_flag(context(replace(HEAD, flag=1), sums=SUMS, case=replace(CASE, file_name="LÖN.SI")))

    assert found == [finding("flag-imported")]


def test_flag_that_is_not_set_passes() -> None:
    assert validate_flag(context()) == []


def test_same_file_once_more_is_told_with_its_day() -> None:
    case = replace(CASE, years=(replace(YEAR, sha256="a" * 64, imported="2026-01-15"),))

    again = validate_file_new(context(case=case, sha256="a" * 64))
    other = validate_file_new(context(case=case, sha256="b" * 64))

    assert again == [finding("same-file", imported="2026-01-15")]
    assert other == []


def test_same_file_that_is_to_be_read_otherwise_is_not_told() -> None:
    case = replace(CASE, years=(replace(YEAR, sha256="a" * 64, imported="2026-01-15"),), encoding="cp850")

    assert validate_file_new(context(case=case, sha256="a" * 64)) == []


def test_year_without_books_has_no_same_file() -> None:
    assert validate_file_new(context(sha256="")) == []


def test_import_file_in_the_place_of_complete_books_is_asked_about() -> None:
    case = replace(CASE, years=(replace(YEAR, has_balances=True),))

    assert validate_books_kept(context(case=case)) == [
        finding("import-file-replaces-books", start="2025-01-01", end="2025-12-31")
    ]
    assert validate_books_kept(context(case=case, sums=SUMS)) == []
    assert validate_books_kept(context()) == []


@pytest.mark.parametrize("currency", ["", "SEK", "sek "])
def test_kronor_pass(currency: str) -> None:
    assert validate_currency(context(replace(HEAD, currency=currency), FIGURES)) == []


def test_another_currency_is_told() -> None:
    assert validate_currency(context(replace(HEAD, currency="eur"))) == [finding("currency-foreign", currency="EUR")]
