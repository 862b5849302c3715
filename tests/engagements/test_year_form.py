"""The form for a fiscal year takes dates as people write them, and refuses what the law does."""

from datetime import date

import pytest
from django.utils import translation

from closing.engagements.year_form import YearForm


def errors_of(start: str, end: str) -> dict[str, list[str]]:
    with translation.override("en"):
        form = YearForm({"start": start, "end": end})
        return {name: [str(text) for text in texts] for name, texts in form.errors.items()}


@pytest.mark.parametrize(
    ("start", "end"), [("2025-05-01", "2026-04-30"), ("20250501", "20260430"), ("250501", "260430")]
)
def test_dates_are_read_as_written(start: str, end: str) -> None:
    form = YearForm({"start": start, "end": end})

    assert form.is_valid()
    assert (form.cleaned_data["start"], form.cleaned_data["end"]) == (date(2025, 5, 1), date(2026, 4, 30))


def test_eighteen_months_is_the_edge() -> None:
    assert errors_of("2025-01-01", "2026-06-30") == {}
    assert errors_of("2025-01-01", "2026-07-01") == {"end": ["A fiscal year is at most 18 months."]}


@pytest.mark.parametrize("end", ["2025-01-01", "2024-12-31"])
def test_end_comes_after_start(end: str) -> None:
    assert errors_of("2025-01-01", end) == {"end": ["The last day must come after the first."]}


@pytest.mark.parametrize("written", ["1 maj", "2025-02-30", "01/05/2025"])
def test_date_that_is_none_says_how_to_write_it(written: str) -> None:
    assert errors_of(written, "2025-12-31") == {"start": ["Write the date as 2025-12-31."]}
