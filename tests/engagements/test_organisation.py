"""Companies and fiscal years are made right, or refused with the reason."""

from datetime import date

import pytest

from closing.engagements.errors import (
    CompanyAlreadyThereError,
    FiscalYearBackwardsError,
    FiscalYearOverlapsError,
    FiscalYearTooLongError,
    OrganisationNumberInvalidError,
)
from closing.engagements.models import Agency, Engagement, Period
from closing.engagements.organisation import (
    check_dates,
    create_engagement,
    create_fiscal_year,
    ensure_fiscal_year,
    months_later,
)
from tests.factories import make_engagement


def spans(periods: list[Period]) -> list[str]:
    return [f"{period} {period.start} {period.end}" for period in periods]


@pytest.mark.parametrize("written", ["5560360793", "556036-0793", "16556036-0793", "165560360793", " 556036 0793 "])
def test_company_is_made_from_any_form_of_its_number(agency: Agency, written: str) -> None:
    engagement = create_engagement(
        agency=agency, organisation_number=written, name="Pellets AB", company_form="AB", accounting_standard="K3"
    )

    assert (engagement.organisation_number, engagement.name, engagement.agency) == ("5560360793", "Pellets AB", agency)


@pytest.mark.parametrize(
    ("written", "form", "reason"),
    [
        ("556036-0794", "AB", "digits"),
        ("556036", "AB", "digits"),
        ("", "AB", "digits"),
        ("811228-9874", "AB", "kind"),
        ("556036-0793", "E", "kind"),
    ],
)
def test_wrong_number_is_refused_with_its_reason(agency: Agency, *, written: str, form: str, reason: str) -> None:
    with pytest.raises(OrganisationNumberInvalidError) as refused:
        create_engagement(
            agency=agency, organisation_number=written, name="X", company_form=form, accounting_standard="K2"
        )

    assert (refused.value.found, refused.value.reason) == (written, reason)


def test_sole_trader_is_made_from_a_personal_number(agency: Agency) -> None:
    engagement = create_engagement(
        agency=agency,
        organisation_number="19811228-9874",
        name="Snickare Ek",
        company_form="E",
        accounting_standard="K1",
    )

    assert engagement.organisation_number == "8112289874"


def test_same_company_twice_is_refused_and_named(agency: Agency) -> None:
    there = make_engagement(agency, organisation_number="5560360793", name="Pellets AB")

    with pytest.raises(CompanyAlreadyThereError) as refused:
        create_engagement(
            agency=agency,
            organisation_number="556036-0793",
            name="Igen",
            company_form="AB",
            accounting_standard="K2",
        )

    assert refused.value.name == there.name


def test_same_company_is_allowed_with_another_serial_number_and_in_another_agency(agency: Agency) -> None:
    make_engagement(organisation_number="5560360793")
    make_engagement(agency, organisation_number="5560360793")

    engagement = create_engagement(
        agency=agency,
        organisation_number="5560360793",
        sub_number="2",
        name="Andra firman",
        company_form="AB",
        accounting_standard="K2",
    )

    assert engagement.sub_number == "2"


@pytest.mark.django_db
def test_year_of_months_ends_with_the_year_end_period() -> None:
    year = create_fiscal_year(make_engagement(), start=date(2025, 1, 1), end=date(2025, 12, 31))

    periods = list(year.periods.all())

    assert len(periods) == 13
    assert spans(periods)[1] == "P2 2025-02-01 2025-02-28"
    assert spans(periods)[-2:] == ["P12 2025-12-01 2025-12-31", "P13 2025-01-01 2025-12-31"]
    assert [period.kind for period in periods] == ["part"] * 12 + ["year_end"]


@pytest.mark.django_db
def test_year_that_begins_and_ends_inside_months_has_short_periods() -> None:
    year = create_fiscal_year(make_engagement(), start=date(2024, 11, 15), end=date(2025, 2, 10))

    assert spans(list(year.periods.all())) == [
        "P1 2024-11-15 2024-11-30",
        "P2 2024-12-01 2024-12-31",
        "P3 2025-01-01 2025-01-31",
        "P4 2025-02-01 2025-02-10",
        "P5 2024-11-15 2025-02-10",
    ]


@pytest.mark.django_db
def test_quarters_follow_the_calendar_in_a_broken_year_too() -> None:
    engagement = make_engagement(period_length="quarter")

    year = create_fiscal_year(engagement, start=date(2024, 5, 1), end=date(2025, 4, 30))

    assert spans(list(year.periods.all())) == [
        "P1 2024-05-01 2024-06-30",
        "P2 2024-07-01 2024-09-30",
        "P3 2024-10-01 2024-12-31",
        "P4 2025-01-01 2025-03-31",
        "P5 2025-04-01 2025-04-30",
        "P6 2024-05-01 2025-04-30",
    ]


@pytest.mark.django_db
def test_year_only_has_the_year_end_period_alone() -> None:
    engagement = make_engagement(period_length="year")

    year = create_fiscal_year(engagement, start=date(2025, 1, 1), end=date(2025, 12, 31))

    assert [(str(period), period.kind) for period in year.periods.all()] == [("P1", "year_end")]


@pytest.mark.parametrize("end", [date(2025, 1, 2), date(2026, 6, 30)])
@pytest.mark.django_db
def test_year_of_up_to_eighteen_months_is_allowed(end: date) -> None:
    year = create_fiscal_year(make_engagement(), start=date(2025, 1, 1), end=end)

    assert (year.start, year.end) == (date(2025, 1, 1), end)


def test_year_of_more_than_eighteen_months_is_refused() -> None:
    with pytest.raises(FiscalYearTooLongError) as refused:
        check_dates(date(2025, 1, 1), date(2026, 7, 1))

    assert (refused.value.start, refused.value.end) == (date(2025, 1, 1), date(2026, 7, 1))


@pytest.mark.parametrize("end", [date(2025, 1, 1), date(2024, 12, 31)])
def test_year_that_ends_before_it_begins_is_refused(end: date) -> None:
    with pytest.raises(FiscalYearBackwardsError):
        check_dates(date(2025, 1, 1), end)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (date(2025, 1, 1), date(2025, 12, 31)),
        (date(2025, 12, 31), date(2026, 12, 30)),
        (date(2024, 7, 1), date(2025, 1, 1)),
        (date(2025, 3, 1), date(2025, 4, 30)),
    ],
)
@pytest.mark.django_db
def test_overlapping_year_is_refused_and_shows_the_other(start: date, end: date) -> None:
    engagement = make_engagement()
    create_fiscal_year(engagement, start=date(2025, 1, 1), end=date(2025, 12, 31))

    with pytest.raises(FiscalYearOverlapsError) as refused:
        create_fiscal_year(engagement, start=start, end=end)

    assert (refused.value.other_start, refused.value.other_end) == (date(2025, 1, 1), date(2025, 12, 31))


@pytest.mark.django_db
def test_years_beside_each_other_and_of_other_engagements_are_allowed() -> None:
    engagement = make_engagement()
    create_fiscal_year(make_engagement(), start=date(2025, 1, 1), end=date(2025, 12, 31))
    create_fiscal_year(engagement, start=date(2025, 1, 1), end=date(2025, 12, 31))

    create_fiscal_year(engagement, start=date(2026, 1, 1), end=date(2026, 12, 31))

    assert [str(year) for year in engagement.fiscal_years.all()] == ["2026", "2025"]


@pytest.mark.django_db
def test_ensured_year_is_made_once() -> None:
    engagement = make_engagement()

    made = ensure_fiscal_year(engagement, date(2025, 1, 1), date(2025, 12, 31))
    found = ensure_fiscal_year(engagement, date(2025, 1, 1), date(2025, 12, 31))

    assert made == found
    assert Period.objects.filter(fiscal_year__engagement=engagement).count() == 13


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2024, 8, 31), 18, date(2026, 2, 28)),
        (date(2023, 8, 31), 6, date(2024, 2, 29)),
        (date(2025, 12, 1), 1, date(2026, 1, 1)),
    ],
)
def test_months_later_stays_inside_the_month(day: date, months: int, later: date) -> None:
    assert months_later(day, months) == later


@pytest.mark.django_db
def test_engagement_cannot_be_reached_without_a_scope() -> None:
    make_engagement()

    with pytest.raises(Exception, match="scope"):
        Engagement.objects.count()
