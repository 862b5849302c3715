"""Whose books a file holds."""

from dataclasses import replace

import pytest

from closing.importing.case import Case, Identity
from closing.importing.catalogue import finding
from closing.importing.validations.identity import validate_organisation_number, validate_serial_number
from tests.importing.readings import CASE, HEAD, context


@pytest.mark.parametrize("written", ["556036-0793", "5560360793", "16556036-0793", "165560360793", " 556036-0793 "])
def test_organisation_number_is_compared_by_its_digits(written: str) -> None:
    found = validate_organisation_number(context(replace(HEAD, organisation_number=written)))

    assert found == []


def test_organisation_number_of_another_company_is_an_error_with_both_numbers() -> None:
    found = validate_organisation_number(context(replace(HEAD, organisation_number="5560160680")))

    assert found == [finding("organisation-number-other", file_number="5560160680", number="556036-0793")]


@pytest.mark.parametrize("written", ["", "   ", "000000-0000"])
def test_organisation_number_that_says_nothing_is_asked_about(written: str) -> None:
    found = validate_organisation_number(context(replace(HEAD, organisation_number=written)))

    assert found == [finding("organisation-number-missing")]


def test_organisation_number_with_wrong_check_digit_is_a_warning_when_it_is_the_engagements() -> None:
    case = replace(CASE, identity=Identity("5560360794"))

    found = validate_organisation_number(context(replace(HEAD, organisation_number="556036-0794"), case=case))

    assert found == [finding("organisation-number-check-digit", file_number="556036-0794")]


def test_organisation_number_without_an_engagement_is_only_checked_in_itself() -> None:
    right = validate_organisation_number(context(replace(HEAD, organisation_number="5560160680"), case=Case()))
    wrong = validate_organisation_number(context(replace(HEAD, organisation_number="5560160681"), case=Case()))

    assert right == []
    assert wrong == [finding("organisation-number-check-digit", file_number="5560160681")]


@pytest.mark.parametrize(("written", "own"), [("1", "1"), ("001", "1"), ("", "1"), ("2", "")])
def test_serial_number_that_agrees_or_is_not_given_passes(written: str, own: str) -> None:
    case = replace(CASE, identity=Identity("5560360793", own))

    found = validate_serial_number(context(replace(HEAD, acquisition_number=written), case=case))

    assert found == []


def test_serial_number_of_another_business_is_an_error() -> None:
    case = replace(CASE, identity=Identity("5560360793", "1"))

    found = validate_serial_number(context(replace(HEAD, acquisition_number="2"), case=case))

    assert found == [finding("serial-number-other", file_number="2", number="1")]
