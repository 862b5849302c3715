"""Client companies and their fiscal years: made, checked, divided into periods."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NotRequired, TypedDict, Unpack

from django.db import transaction
from django.db.models import Q
from django_scopes import scope

from closing.engagements.errors import (
    CompanyAlreadyThereError,
    FiscalYearBackwardsError,
    FiscalYearOverlapsError,
    FiscalYearTooLongError,
    OrganisationNumberInvalidError,
)
from closing.engagements.models import Agency, CompanyForm, Engagement, FiscalYear, Period, PeriodLength
from sie import organisation_number

# Bokföringslagen (1999:1078) 3 kap. 3 §: at most eighteen months.
MOST_MONTHS_IN_A_YEAR = 18
MONTHS_IN_A_PERIOD = {PeriodLength.MONTH: 1, PeriodLength.QUARTER: 3}


class Company(TypedDict):
    """What is known of a client company when its engagement is made."""

    organisation_number: str
    name: str
    company_form: str
    accounting_standard: str
    sub_number: NotRequired[str]
    period_length: NotRequired[str]
    data_source: NotRequired[str]
    is_limited: NotRequired[bool]


def create_engagement(*, agency: Agency, **company: Unpack[Company]) -> Engagement:
    """Make the engagement for a company.

    Raises:
        OrganisationNumberInvalidError: the number fails its check digit or has another length.
        CompanyAlreadyThereError: the agency has an engagement for this number and serial number.
    """
    company["organisation_number"] = ten_digits(company["organisation_number"], company["company_form"])
    with transaction.atomic():
        # The agency's row is taken, so that two people who add the same company do it one after the other.
        Agency.objects.select_for_update().get(pk=agency.pk)
        _refuse_same_company(agency, company)
        return Engagement.objects.create(agency=agency, **company)


def create_fiscal_year(engagement: Engagement, *, start: date, end: date) -> FiscalYear:
    """Make a fiscal year and its periods.

    Raises:
        FiscalYearBackwardsError, FiscalYearTooLongError: the dates cannot be a fiscal year.
        FiscalYearOverlapsError: it shares days with a year that is there, be it the same.
    """
    check_dates(start, end)
    with transaction.atomic():
        _take(engagement)
        _refuse_overlap(engagement, start, end)
        year = FiscalYear.objects.create(engagement=engagement, start=start, end=end)
        divide(year)
    return year


def ensure_fiscal_year(engagement: Engagement, start: date, end: date) -> FiscalYear:
    """Give the fiscal year with exactly these dates, made when it is not there.

    Raises:
        FiscalYearError: as for `create_fiscal_year`.
    """
    with transaction.atomic():
        _take(engagement)
        same = engagement.fiscal_years.filter(start=start, end=end).first()
        return same or create_fiscal_year(engagement, start=start, end=end)


def check_dates(start: date, end: date) -> None:
    """Refuse dates that cannot be a fiscal year.

    Raises:
        FiscalYearBackwardsError: the end is not after the start.
        FiscalYearTooLongError: more than eighteen months.
    """
    if end <= start:
        raise FiscalYearBackwardsError(start, end)
    if end >= months_later(start, MOST_MONTHS_IN_A_YEAR):
        raise FiscalYearTooLongError(start, end)


def divide(year: FiscalYear) -> list[Period]:
    """Make the periods of a year: its months or quarters, and last the year-end period, which spans the whole year."""
    months = MONTHS_IN_A_PERIOD.get(PeriodLength(year.engagement.period_length))
    spans = list(parts(year.start, year.end, months)) if months else []
    periods = [
        Period(fiscal_year=year, number=number, kind=Period.Kind.PART, start=start, end=end)
        for number, (start, end) in enumerate(spans, start=1)
    ]
    last = Period(fiscal_year=year, number=len(spans) + 1, kind=Period.Kind.YEAR_END, start=year.start, end=year.end)
    return Period.objects.bulk_create([*periods, last])


def parts(start: date, end: date, months: int) -> Iterator[tuple[date, date]]:
    """Divide a year into calendar months, or into calendar quarters: runs of `months` counted from January.

    A broken, shortened or lengthened year begins and ends inside them, and the first and last are then shorter.
    """
    first_of_part = start.replace(day=1, month=start.month - (start.month - 1) % months)
    while first_of_part <= end:
        first_of_next = months_later(first_of_part, months)
        yield max(first_of_part, start), min(first_of_next - timedelta(days=1), end)
        first_of_part = first_of_next


def months_later(day: date, months: int) -> date:
    """Give the same day so many months later, or the last of that month when it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def ten_digits(text: str, company_form: str) -> str:
    """Give the ten digits of a company's number, which for a sole trader is the owner's personal number.

    Raises:
        OrganisationNumberInvalidError: not such a number, a wrong check digit, or one of the other kind.
    """
    if not organisation_number.is_valid(text):
        raise OrganisationNumberInvalidError(text, reason="digits")
    digits = organisation_number.normalised(text)
    if organisation_number.is_legal_person(digits) == (company_form == CompanyForm.SOLE_TRADER):
        raise OrganisationNumberInvalidError(text, reason="kind")
    return digits


def _take(engagement: Engagement) -> None:
    """Lock the engagement's row, so that years are made one after the other."""
    with scope(agency=engagement.agency_id):
        Engagement.objects.select_for_update().get(pk=engagement.pk)


def _refuse_same_company(agency: Agency, company: Company) -> None:
    number, sub_number = company["organisation_number"], company.get("sub_number", "")
    with scope(agency=agency):
        there = Engagement.objects.filter(organisation_number=number, sub_number=sub_number).first()
    if there:
        raise CompanyAlreadyThereError(there.organisation_number, there.name)


def _refuse_overlap(engagement: Engagement, start: date, end: date) -> None:
    if other := engagement.fiscal_years.filter(Q(start__lte=end) & Q(end__gte=start)).first():
        raise FiscalYearOverlapsError(start, end, other_start=other.start, other_end=other.end)
