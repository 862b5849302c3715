"""The forms of maintenance."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from closing.books.groups import GROUPS
from closing.engagements.identity_form import IdentityForm
from closing.engagements.models import AccountingStandard, Engagement, Membership, PeriodLength
from closing.engagements.models import CompanyForm as LegalForm
from closing.engagements.standards import may_follow
from closing.formatting import AmountError, kr, orgnr, parse_kr
from closing.importing.sources import source_of
from closing.maintenance.chart import Meaning
from closing.maintenance.identity import FIELDS, NUMBERS, Identity, is_number_free
from closing.maintenance.source_change import choices, refusal
from closing.maintenance.vat_boxes import BOXES

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class AmountField(forms.Field):
    """An amount typed in kronor, as 1 234,56, and cleaned to öre."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def to_python(self, value: object) -> int:
        """Read the amount."""
        try:
            return parse_kr(str(value or ""))
        except AmountError as error:
            raise ValidationError(error.sentence) from error


class CompanyForm(IdentityForm):
    """Who the company is, and how large a difference may stand."""

    tolerance = AmountField(
        label=gettext_lazy("Tolerance, kronor"),
        help_text=gettext_lazy("A reconciliation difference up to this amount counts as none."),
    )

    def __init__(
        self, data: Mapping[str, object] | None = None, *, membership: Membership, engagement: Engagement
    ) -> None:
        super().__init__(data, membership=membership, engagement=engagement)
        self.auto_id = "company_%s"
        kept = {name: getattr(engagement, name) for name in FIELDS if name in self.fields}
        self.initial = {
            **kept,
            "organisation_number": orgnr(engagement.organisation_number),
            "tolerance": kr(engagement.tolerance_ore),
        }
        self.fields["company_form"].widget = forms.Select(choices=LegalForm.choices)
        self.fields["accounting_standard"].widget = forms.Select(choices=AccountingStandard.choices)
        for name in NUMBERS:
            self.fields[name].disabled = not is_number_free(engagement)
        if self.fields["organisation_number"].disabled:
            self.fields["organisation_number"].help_text = _("Books have been imported for this number, so it stays.")

    def clean_tolerance(self) -> int:
        """Refuse a negative tolerance."""
        tolerance: int = self.cleaned_data["tolerance"]
        if tolerance < 0:
            raise ValidationError(_("The tolerance cannot be negative."))
        return tolerance

    def clean(self) -> dict[str, object]:
        """Check also that the standard may be followed for the latest fiscal year."""
        cleaned = super().clean()
        form, standard = str(cleaned.get("company_form", "")), str(cleaned.get("accounting_standard", ""))
        year = self.engagement.fiscal_years.first() if self.engagement else None
        if form and year and may_follow(form, standard) and not may_follow(form, standard, year.start):
            words = _("A housing cooperative follows K3 for a year that begins in 2026 or later.")
            self.add_error("accounting_standard", words)
        return cleaned

    def identity(self) -> Identity:
        """Give what was filled in."""
        answers = {name: self.cleaned_data[name] for name in FIELDS if name in self.cleaned_data}
        return Identity(**answers, tolerance_ore=self.cleaned_data["tolerance"])


class SourceForm(forms.Form):
    """The data source; one that cannot be changed to is shown with the reason."""

    data_source = forms.ChoiceField(label=gettext_lazy("Data source"), choices=())

    def __init__(self, data: Mapping[str, object] | None = None, *, engagement: Engagement) -> None:
        super().__init__(data, initial={"data_source": engagement.data_source})
        self.engagement = engagement
        self.choices = choices(engagement)
        field = self.fields["data_source"]
        if isinstance(field, forms.ChoiceField):
            offered = [(one.source.key, one.source.label) for one in self.choices]
            field.choices = offered if engagement.data_source else [("", _("Choose data source")), *offered]

    def clean_data_source(self) -> str:
        """Refuse a source that cannot be changed to, with the reason."""
        key: str = self.cleaned_data["data_source"]
        words = refusal(self.engagement, source_of(key))
        if words:
            raise ValidationError(words)
        return key


class PeriodsForm(forms.Form):
    """How the fiscal years are divided."""

    period_length = forms.ChoiceField(label=gettext_lazy("Reconcile by"), choices=PeriodLength.choices)

    def __init__(self, data: Mapping[str, object] | None = None, *, engagement: Engagement) -> None:
        super().__init__(data, initial={"period_length": engagement.period_length})


class ResetForm(forms.Form):
    """The company's name, typed to show that the reset is meant."""

    name = forms.CharField(
        label=gettext_lazy("Type the company's name to confirm"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, data: Mapping[str, object] | None = None, *, engagement: Engagement) -> None:
        super().__init__(data, auto_id="reset_%s")
        self.engagement = engagement

    def clean_name(self) -> str:
        """Want the name as it is written on the page; the case does not matter."""
        typed: str = self.cleaned_data["name"]
        if typed.split() != self.engagement.name.split() and typed.casefold() != self.engagement.name.casefold():
            raise ValidationError(_("Type %(name)s, as it stands above."), params={"name": self.engagement.name})
        return typed


class MeaningForm(forms.Form):
    """What an account means to the closing."""

    reference_account = forms.RegexField(
        r"[1-8][0-9]{3}",
        label=gettext_lazy("Reference account"),
        required=False,
        help_text=gettext_lazy("The BAS account with the same meaning, four digits."),
        error_messages={"invalid": gettext_lazy("Write four digits, as in 1930.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    group = forms.ChoiceField(label=gettext_lazy("Group"), required=False)
    vat_code = forms.ChoiceField(label=gettext_lazy("Box of the VAT return"), required=False)
    sru = forms.RegexField(
        r"[0-9]{4}",
        label=gettext_lazy("SRU code"),
        required=False,
        help_text=gettext_lazy("The field of the tax form, four digits."),
        error_messages={"invalid": gettext_lazy("Write four digits, as in 7281.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def __init__(self, data: Mapping[str, object] | None = None, *, meaning: Meaning) -> None:
        super().__init__(data, initial=asdict(meaning))
        _offer(self.fields["group"], {group.code: group.label for group in GROUPS}, meaning.group)
        _offer(self.fields["vat_code"], {box: f"{box} {label}" for box, label in BOXES.items()}, meaning.vat_code)

    def meaning(self) -> Meaning:
        """Give what was filled in."""
        return Meaning(**self.cleaned_data)


def _offer(field: forms.Field, choices: Mapping[str, "StrOrPromise"], kept: str) -> None:
    """Offer choices and none; a code from another time that is kept stays among them."""
    if isinstance(field, forms.ChoiceField):
        known = dict(choices) if not kept or kept in choices else {kept: kept, **choices}
        field.choices = [("", _("None")), *known.items()]


if TYPE_CHECKING:
    _MembersField = forms.ModelMultipleChoiceField[Membership]
else:
    _MembersField = forms.ModelMultipleChoiceField


class MembersField(_MembersField):
    """Members of the agency, each with name and role."""

    def label_from_instance(self, obj: Membership) -> str:
        """Name a member."""
        return f"{obj.user} · {obj.get_role_display()}"


class AccessForm(forms.Form):
    """Who of the agency sees the engagement."""

    is_limited = forms.BooleanField(
        label=gettext_lazy("Only named members"),
        required=False,
        help_text=gettext_lazy("Administrators always see the engagement."),
    )
    members = MembersField(
        Membership.objects.none(),
        label=gettext_lazy("Named members"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data: Mapping[str, object] | None = None, *, engagement: Engagement) -> None:
        named = Membership.objects.filter(named_engagements__engagement=engagement)
        super().__init__(data, initial={"is_limited": engagement.is_limited, "members": named})
        field = self.fields["members"]
        if isinstance(field, forms.ModelMultipleChoiceField):
            field.queryset = engagement.agency.memberships.select_related("user").order_by("user__name", "user__email")
