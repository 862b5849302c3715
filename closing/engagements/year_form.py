"""The form for the dates of a fiscal year, as a person writes dates."""

from datetime import date
from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from closing.engagements.errors import FiscalYearBackwardsError, FiscalYearError, FiscalYearTooLongError
from closing.engagements.organisation import MOST_MONTHS_IN_A_YEAR, check_dates

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

DATE_FORMATS = ("%Y-%m-%d", "%Y%m%d", "%y%m%d")


class DayField(forms.DateField):
    """A date typed as 2025-12-31, 20251231 or 251231."""

    def __init__(self, *, label: "StrOrPromise", required: bool = True, help_text: "StrOrPromise" = "") -> None:
        super().__init__(
            label=label,
            required=required,
            help_text=help_text,
            input_formats=DATE_FORMATS,
            widget=forms.DateInput(format="%Y-%m-%d", attrs={"autocomplete": "off", "inputmode": "numeric"}),
            error_messages={"invalid": gettext_lazy("Write the date as 2025-12-31.")},
        )


class YearForm(forms.Form):
    """Asks for the first and last day of a fiscal year, and refuses what the law does."""

    start = DayField(label=gettext_lazy("First day"))
    end = DayField(
        label=gettext_lazy("Last day"),
        help_text=gettext_lazy("At most 18 months. The year may be broken: it need not follow the calendar."),
    )

    def clean(self) -> dict[str, object]:
        """Check that the two dates make a fiscal year."""
        cleaned: dict[str, object] = super().clean() or {}
        start, end = cleaned.get("start"), cleaned.get("end")
        if isinstance(start, date) and isinstance(end, date):
            try:
                check_dates(start, end)
            except FiscalYearError as error:
                self.add_error("end", reason(error))
        return cleaned


def reason(error: FiscalYearError) -> str:
    """Say why the dates cannot be a fiscal year."""
    if isinstance(error, FiscalYearBackwardsError):
        return _("The last day must come after the first.")
    if isinstance(error, FiscalYearTooLongError):
        return _("A fiscal year is at most %(months)s months.") % {"months": MOST_MONTHS_IN_A_YEAR}
    return _("The dates share days with another fiscal year of the company.")
