"""Dates and periods: text to date and month."""

import datetime as dt

import pytest

from sie.dates import date_from_text, is_empty_date, period_from_text, text_from_date
from sie.errors import SieFieldError


def test_date_of_the_standard_is_read_without_a_word() -> None:
    assert date_from_text("20250131") == (dt.date(2025, 1, 31), None)


@pytest.mark.parametrize("text", ["2025-01-31", "2025/01/31", "2025.1.31", "2025-01-31T10:00:00", " 20250131 "])
def test_date_of_another_form_is_read_and_told(text: str) -> None:
    assert date_from_text(text) == (dt.date(2025, 1, 31), "date-form")


@pytest.mark.parametrize(
    "text", ["", "20250229", "20251301", "00000000", "250131", "2025-01/31", "Kontant", "２０２５０１３１"]
)
def test_text_that_is_no_date_cannot_be_read(text: str) -> None:
    with pytest.raises(SieFieldError) as caught:
        date_from_text(text)

    assert (caught.value.notice_code, caught.value.found) == ("date-unreadable", text)


def test_date_is_written_as_eight_digits() -> None:
    assert [text_from_date(dt.date(2025, 1, 31)), text_from_date(dt.date(25, 1, 1)), text_from_date(None)] == [
        "20250131",
        "00250101",
        "",
    ]


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("202501", ("202501", None)),
        ("2025-01", ("202501", "period-form")),
        ("20250131", ("202501", "period-form")),
        ("2025-01-31", ("202501", "period-form")),
    ],
)
def test_period_is_read(text: str, period: tuple[str, str | None]) -> None:
    assert period_from_text(text) == period


@pytest.mark.parametrize("text", ["", "202513", "202500", "2025", "januari"])
def test_text_that_is_no_period_cannot_be_read(text: str) -> None:
    with pytest.raises(SieFieldError) as caught:
        period_from_text(text)

    assert caught.value.notice_code == "period-unreadable"


@pytest.mark.parametrize(
    ("text", "is_empty"), [("", True), ("0", True), ("00000000", True), (" ", True), ("2025", False)]
)
def test_date_field_may_say_that_there_is_none(text: str, is_empty: bool) -> None:  # noqa: FBT001 -- a table's column
    assert is_empty_date(text) is is_empty
