"""The exceptions of the package."""

import inspect
import pickle

import pytest

from sie import errors
from sie.records import Notice

CLASSES = [found for _, found in inspect.getmembers(errors, inspect.isclass) if issubclass(found, errors.SieError)]
UNREADABLE = errors.SieUnreadableError((Notice("amount-unreadable", 4, {"found": "x"}),), count=7)


def test_every_error_has_a_code_of_its_own_and_stands_in_the_tree() -> None:
    codes = [found.code for found in CLASSES]

    assert len(set(codes)) == len(CLASSES)
    assert [found.__name__ for found in CLASSES if f" {found.__name__}" not in str(errors.__doc__)] == []


@pytest.mark.parametrize(
    "error",
    [
        errors.SieEmptyError(),
        errors.SieTruncatedError(9, label="#VER"),
        errors.SieFieldError("amount-unreadable", "x"),
        UNREADABLE,
    ],
)
def test_error_passes_from_one_process_to_another(error: errors.SieError) -> None:
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 -- our own bytes

    assert type(again) is type(error)
    assert again.__dict__ == error.__dict__
    assert str(again) == str(error)


def test_error_says_where_and_what() -> None:
    assert str(errors.SieTruncatedError(9, label="#VER")) == "line 9: file-truncated (label '#VER')"
    assert str(errors.SieEmptyError()) == "file-empty"
    assert str(UNREADABLE) == "line 4: lines-unreadable (count 7); line 4: amount-unreadable"
