"""What the steps ask, and what they make of the answers."""

from datetime import date

import pytest
from django.utils import translation

from closing.engagements.models import Agency
from closing.importing.sources import sources
from closing.startguide.forms import PeriodsStep, SourceStep, YearStep, suggested_year
from closing.startguide.models import GuideDraft
from closing.users.models import User
from tests.startguide.answers import COMPANY, YEAR


@pytest.fixture
def draft(agency: Agency, bob: User) -> GuideDraft:
    return GuideDraft(agency=agency, user=bob, answers={"company": COMPANY, "year": YEAR})


def year_errors(draft: GuideDraft, **answers: str) -> dict[str, list[str]]:
    with translation.override("en"):
        form = YearStep({**YEAR, **answers}, draft=draft)
        return {name: [str(text) for text in texts] for name, texts in form.errors.items()}


def test_previous_year_is_twelve_months_unless_told(draft: GuideDraft) -> None:
    form = YearStep({**YEAR, "start": "2025-05-01", "end": "2026-04-30"}, draft=draft)

    assert form.is_valid()
    assert form.cleaned_data["previous_start"] == date(2024, 5, 1)


def test_previous_year_may_be_long(draft: GuideDraft) -> None:
    assert year_errors(draft, previous_start="2023-07-01") == {}
    assert year_errors(draft, previous_start="2023-06-30") == {
        "previous_start": ["A fiscal year is at most 18 months."]
    }


def test_previous_year_begins_before_the_year(draft: GuideDraft) -> None:
    assert year_errors(draft, previous_start="2025-01-01") == {
        "previous_start": ["The last day must come after the first."]
    }


def test_previous_year_not_wanted_is_not_judged(draft: GuideDraft) -> None:
    assert year_errors(draft, has_previous="", previous_start="2025-01-01") == {}


def test_housing_cooperative_is_sent_to_k3_from_2026(draft: GuideDraft) -> None:
    draft.answers["company"] = {**COMPANY, "company_form": "BRF"}

    assert year_errors(draft, start="2025-12-01", end="2026-12-31") == {}
    assert year_errors(draft, start="2026-01-01", end="2026-12-31") == {
        "start": ["A housing cooperative follows K3 for a year that begins in 2026 or later. Choose K3 in step 1."]
    }


def test_periods_tell_what_each_choice_gives(draft: GuideDraft) -> None:
    with translation.override("en"):
        told = [option.help for option in PeriodsStep(draft=draft).options()]

    assert told == ["P1 to P12, and the year-end P13.", "P1 to P4, and the year-end P5.", "Only the year-end, P1."]


def test_sources_stand_in_the_order_of_the_registry_and_later_is_last(draft: GuideDraft) -> None:
    keys = [option.radio.data["value"] for option in SourceStep(draft=draft).options()]

    assert keys == [*(source.key for source in sources()), "later"]


def test_nothing_that_does_not_work_is_offered(draft: GuideDraft) -> None:
    keys = [option.radio.data["value"] for option in SourceStep(draft=draft).options()]

    assert keys == ["sie_file", "sie_balances", "trial_balance", "manual_entry", "fortnox", "later"]


@pytest.mark.parametrize(
    ("today", "year"), [(date(2026, 1, 5), 2025), (date(2026, 6, 30), 2025), (date(2026, 7, 1), 2026)]
)
def test_suggested_year_is_the_one_most_are_closing(today: date, year: int) -> None:
    assert suggested_year(today) == (date(year, 1, 1), date(year, 12, 31))
