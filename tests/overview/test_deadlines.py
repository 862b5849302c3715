"""When a year must be closed."""

from datetime import date

import pytest

from closing.engagements.models import CompanyForm
from closing.overview.deadlines import deadline, months_after


@pytest.mark.parametrize(
    ("form", "year_end", "day"),
    [
        (CompanyForm.LIMITED, date(2025, 12, 31), date(2026, 7, 31)),
        (CompanyForm.LIMITED, date(2025, 6, 30), date(2026, 1, 31)),
        (CompanyForm.LIMITED, date(2025, 7, 31), date(2026, 2, 28)),
        (CompanyForm.ECONOMIC_ASSOCIATION, date(2025, 12, 31), date(2026, 6, 30)),
        (CompanyForm.HOUSING_COOPERATIVE, date(2025, 8, 31), date(2026, 2, 28)),
        (CompanyForm.SOLE_TRADER, date(2025, 12, 31), date(2026, 5, 2)),
    ],
)
def test_deadline_follows_the_law_of_the_company_form(form: str, year_end: date, day: date) -> None:
    found = deadline(form, year_end)

    assert found is not None
    assert found.day == day


def test_partnership_has_none() -> None:
    assert deadline(CompanyForm.PARTNERSHIP, date(2025, 12, 31)) is None


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (date(2026, 8, 1), "bad"),
        (date(2026, 7, 31), "warn"),
        (date(2026, 6, 16), "warn"),
        (date(2026, 6, 15), "mute"),
    ],
)
def test_state_tells_how_near_it_is(today: date, state: str) -> None:
    found = deadline(CompanyForm.LIMITED, date(2025, 12, 31))

    assert found is not None
    assert found.state(today) == state


def test_months_after_ends_on_the_last_day_of_a_month() -> None:
    assert [months_after(date(2023, 8, 31), 6), months_after(date(2024, 12, 31), 12)] == [
        date(2024, 2, 29),
        date(2025, 12, 31),
    ]
