"""Passwords are more than the words everyone would try first."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from closing.users.passwords import own_characters


@pytest.mark.parametrize(
    ("password", "count"),
    [("bokslut2025", 4), ("Bokslut fortnox", 0), ("tolvåkrarhavre", 14), ("SkattBOKSLUTmåsar", 5)],
)
def test_own_characters_are_those_beside_the_words(password: str, count: int) -> None:
    assert own_characters(password, ["bokslut", "fortnox", "skatt"]) == count


@pytest.mark.parametrize(
    ("password", "codes"),
    [
        ("tolvåkrarhavre", []),
        ("bokslutet står i dörren", []),
        ("x" * 128 + " lång ramsa", []),
        ("kort ramsa", ["password_too_short"]),
        ("bokslutfortnox2025", ["password_trade_words"]),
        ("Lösenord 1234", ["password_trade_words"]),
        ("qwertyuiop123", ["password_too_common"]),
        ("840318271945", []),
    ],
)
@pytest.mark.django_db
def test_rules_refuse_what_is_guessed_first(password: str, codes: list[str]) -> None:
    found: list[str] = []

    try:
        validate_password(password)
    except ValidationError as refused:
        found = [error.code or "" for error in refused.error_list]

    assert found == codes
