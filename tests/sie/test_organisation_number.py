"""Organisation numbers and personal numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sie.errors import OrganisationNumberError
from sie.organisation_number import are_equal, check_digit, is_legal_person, is_valid, normalised, with_hyphen


@pytest.mark.parametrize(
    "text",
    [
        "5560125790",
        "556012-5790",
        "165560125790",
        "16556012-5790",
        " 556012 - 5790 ",
        "556012\N{EN DASH}5790",
        "SE556012579001",
        "se 5560125790 01",
    ],
)
def test_number_in_any_form_is_its_ten_digits(text: str) -> None:
    assert normalised(text) == "5560125790"


@pytest.mark.parametrize("text", ["19640823-3234", "640823+3234", "6408233234", "196408233234"])
def test_personal_number_is_a_number_too(text: str) -> None:
    assert normalised(text) == "6408233234"
    assert is_valid(text)
    assert not is_legal_person(normalised(text))


@pytest.mark.parametrize(
    "text",
    ["", "556012", "55601257901", "5560-125790", "ABCDEF-GHIJ", "15556012-5790", "５５６０１２-5790", "5" * 9_999],
)
def test_text_that_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(OrganisationNumberError) as caught:
        normalised(text)

    assert caught.value.facts == {"found": text}
    assert not is_valid(text)


@pytest.mark.parametrize(
    ("text", "valid"),
    [
        ("556012-5790", True),
        ("556012-5791", False),
        ("202100-5489", True),
        ("640823-3234", True),
        ("640823-3235", False),
        ("640883-3231", True),
        ("641323-3235", False),
        ("640892-3230", False),
        ("000000-0000", False),
    ],
)
def test_check_digit_and_birthday_decide(text: str, valid: bool) -> None:  # noqa: FBT001 -- a table's column
    assert is_valid(text) is valid


@pytest.mark.parametrize(("digits", "is_legal"), [("5560125790", True), ("6408233234", False), ("2021005489", True)])
def test_third_digit_tells_a_legal_person(digits: str, is_legal: bool) -> None:  # noqa: FBT001 -- a table's column
    assert is_legal_person(digits) is is_legal


def test_numbers_are_equal_in_different_forms() -> None:
    assert are_equal("556012-5790", "165560125790")
    assert not are_equal("556012-5790", "556012-5791")
    assert not are_equal("", "")


def test_number_is_written_with_its_hyphen() -> None:
    assert with_hyphen("165560125790") == "556012-5790"


@given(st.integers(0, 999_999_999))
def test_one_check_digit_fits_and_a_changed_digit_does_not(number: int) -> None:
    digits = f"{number:09d}"
    right = check_digit(digits)
    changed = f"{(number + 1) % 10**9:09d}"

    doubled = [int(digit) * (2 - at % 2) for at, digit in enumerate(digits + str(right))]
    assert sum(one // 10 + one % 10 for one in doubled) % 10 == 0
    assert digits[:-1] != changed[:-1] or check_digit(changed) != right
