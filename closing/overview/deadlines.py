"""When the law wants a year to be closed. Pure."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from closing.engagements.models import CompanyForm

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

MONTHS_TO_FILE = 7
"""A limited company pays a fee for an annual report that reaches Bolagsverket later than this.

Source: årsredovisningslagen (1995:1554) 8 kap. 6 §.
"""
MONTHS_TO_MEET = 6
"""An economic association, and a housing cooperative, holds its annual meeting within this.

Source: lagen (2018:672) om ekonomiska föreningar 6 kap. 9 §, bostadsrättslagen (1991:614) 9 kap. 14 §.
"""
RETURN_MONTH, RETURN_DAY = 5, 2
"""A sole trader's income tax return; the fiscal year is the calendar year.

Source: skatteförfarandelagen (2011:1244) 32 kap. 1 §.
"""
SOON_DAYS = 45


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day by which something must be done, and what."""

    day: date
    what: "StrPromise"

    def state(self, today: date) -> str:
        """Give the state of a chip: past, soon, or some way off."""
        if self.day < today:
            return "bad"
        return "warn" if (self.day - today).days <= SOON_DAYS else "mute"


def deadline(company_form: str, year_end: date) -> Deadline | None:
    """Give the deadline for a fiscal year; None for a form whose own law sets none."""
    if company_form == CompanyForm.LIMITED:
        return Deadline(months_after(year_end, MONTHS_TO_FILE), _("Annual report at Bolagsverket"))
    if company_form in (CompanyForm.ECONOMIC_ASSOCIATION, CompanyForm.HOUSING_COOPERATIVE):
        return Deadline(months_after(year_end, MONTHS_TO_MEET), _("Annual meeting"))
    if company_form == CompanyForm.SOLE_TRADER:
        return Deadline(date(year_end.year + 1, RETURN_MONTH, RETURN_DAY), _("Income tax return"))
    return None


def months_after(day: date, months: int) -> date:
    """Give the last day of the month so many months after the month of a day."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, monthrange(year, month + 1)[1])
