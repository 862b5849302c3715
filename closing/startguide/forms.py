"""The questions of the start guide: one form for each step."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django import forms
from django.forms.boundfield import BoundWidget
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from closing.engagements.errors import FiscalYearError
from closing.engagements.identity_form import IdentityForm
from closing.engagements.models import AccountingStandard, CompanyForm, PeriodLength
from closing.engagements.organisation import MONTHS_IN_A_PERIOD, check_dates, months_later, parts
from closing.engagements.standards import may_follow
from closing.engagements.year_form import DayField, YearForm, reason
from closing.importing.sources import sources
from closing.startguide.models import GuideDraft

MONTHS_IN_A_YEAR = 12
LAST_MONTH_OF_CLOSING_SEASON = 6


@dataclass(frozen=True, slots=True)
class Option:
    """One of the choices of a question, with a sentence on what it means, and the company forms it is for."""

    radio: BoundWidget
    help: str = ""
    company_forms: str = ""


class CompanyStep(IdentityForm):
    """Which company it is."""

    def __init__(self, data: Mapping[str, object] | None = None, *, draft: GuideDraft) -> None:
        super().__init__(data, membership=draft.agency.memberships.get(user=draft.user))

    def standards(self) -> list[Option]:
        """Give the accounting standards, each with the company forms that may follow it."""
        pairs = zip(self["accounting_standard"], AccountingStandard, strict=True)
        return [Option(radio, company_forms=_forms_with(standard)) for radio, standard in pairs]


class YearStep(YearForm):
    """Which fiscal year is to be closed, and whether the year before it comes along."""

    has_previous = forms.BooleanField(
        label=gettext_lazy("Set up the previous fiscal year too"),
        required=False,
        help_text=gettext_lazy("Needed to compare with last year."),
    )
    previous_start = DayField(
        label=gettext_lazy("First day of the previous year"),
        required=False,
        help_text=gettext_lazy("Only when the previous year was shorter or longer than twelve months."),
    )

    def __init__(self, data: Mapping[str, object] | None = None, *, draft: GuideDraft) -> None:
        super().__init__(data)
        self.company = draft.answers_to("company")

    def clean(self) -> dict[str, object]:
        """Check both years, and that the accounting standard may be followed for the year."""
        cleaned = super().clean()
        start = cleaned.get("start")
        if isinstance(start, date):
            self._check_standard(start)
            if cleaned.get("has_previous"):
                self._check_previous(start)
        return cleaned

    def _check_standard(self, start: date) -> None:
        form, standard = self.company.get("company_form", ""), self.company.get("accounting_standard", "")
        is_known = form in CompanyForm.values and may_follow(form, standard)
        if is_known and not may_follow(form, standard, start):
            words = _("A housing cooperative follows K3 for a year that begins in 2026 or later. Choose K3 in step 1.")
            self.add_error("start", words)

    def _check_previous(self, start: date) -> None:
        first = self.cleaned_data.get("previous_start") or months_later(start, -MONTHS_IN_A_YEAR)
        try:
            check_dates(first, start - timedelta(days=1))
        except FiscalYearError as error:
            self.add_error("previous_start", reason(error))
        self.cleaned_data["previous_start"] = first


class PeriodsStep(forms.Form):
    """How the fiscal year is divided."""

    period_length = forms.ChoiceField(
        label=gettext_lazy("Reconcile by"), choices=PeriodLength.choices, widget=forms.RadioSelect
    )

    def __init__(self, data: Mapping[str, object] | None = None, *, draft: GuideDraft) -> None:
        super().__init__(data)
        year = YearStep(draft.answers_to("year"), draft=draft)
        self.year = (year.cleaned_data["start"], year.cleaned_data["end"]) if year.is_valid() else None

    def options(self) -> list[Option]:
        """Give each choice with what it makes of the year."""
        pairs = zip(self["period_length"], PeriodLength, strict=True)
        return [Option(radio, self._outcome(value)) for radio, value in pairs]

    def _outcome(self, value: PeriodLength) -> str:
        months = MONTHS_IN_A_PERIOD.get(value)
        if months is None:
            return _("Only the year-end, P1.")
        count = len(list(parts(*self.year, months))) if self.year else 0
        return _("P1 to P%(last)s, and the year-end P%(end)s.") % {"last": count, "end": count + 1} if count else ""


class SourceStep(forms.Form):
    """Where the bookkeeping comes from; it may be left for later."""

    LATER = "later"

    data_source = forms.ChoiceField(label=gettext_lazy("Data source"), choices=(), widget=forms.RadioSelect)

    def __init__(self, data: Mapping[str, object] | None = None, *, draft: GuideDraft) -> None:
        del draft
        super().__init__(data)
        self.sources = sources()
        choices = [(source.key, source.label) for source in self.sources]
        field = self.fields["data_source"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- for the type checker
        field.choices = [*choices, (self.LATER, _("Choose later"))]

    def options(self) -> list[Option]:
        """Give each choice with what it gives and needs."""
        words = [*(str(source.description) for source in self.sources), _("The overview then asks for it.")]
        return [Option(radio, sentence) for radio, sentence in zip(self["data_source"], words, strict=True)]


def _forms_with(standard: AccountingStandard) -> str:
    return " ".join(form for form in CompanyForm.values if may_follow(form, standard))


StepForm = CompanyStep | YearStep | PeriodsStep | SourceStep


def suggested_year(today: date) -> tuple[date, date]:
    """Suggest the calendar year most are closing: last year's until midsummer, then this year's."""
    year = today.year - 1 if today.month <= LAST_MONTH_OF_CLOSING_SEASON else today.year
    return date(year, 1, 1), date(year, 12, 31)
