"""The form for who a client company is: number, name, company form, accounting standard."""

from collections.abc import Mapping

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_scopes import scope

from closing.engagements.access import engagements_of
from closing.engagements.errors import OrganisationNumberInvalidError
from closing.engagements.models import AccountingStandard, CompanyForm, Engagement, Membership
from closing.engagements.organisation import ten_digits
from closing.engagements.standards import standards_of


class IdentityForm(forms.Form):
    """Asks who a company is, and refuses a number that is not its own or that the agency works with already.

    Attributes:
        duplicate: the engagement that has the number already, when that is what is wrong and the member may see it.
    """

    organisation_number = forms.CharField(
        label=gettext_lazy("Organisation number"),
        max_length=20,
        help_text=gettext_lazy("Ten or twelve digits. For a sole trader, the owner's personal number."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )
    name = forms.CharField(label=gettext_lazy("Company name"), max_length=200)
    company_form = forms.ChoiceField(
        label=gettext_lazy("Company form"), choices=CompanyForm.choices, widget=forms.RadioSelect
    )
    accounting_standard = forms.ChoiceField(
        label=gettext_lazy("Accounting standard"),
        choices=AccountingStandard.choices,
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "K1 is for sole traders only. A housing cooperative follows K3 for years that begin in 2026 or later."
        ),
    )
    sub_number = forms.RegexField(
        r"[0-9]{1,3}",
        label=gettext_lazy("Serial number"),
        required=False,
        help_text=gettext_lazy("Only when one person has several firms (förvärvskällenummer)."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
        error_messages={"invalid": gettext_lazy("Write one to three digits.")},
    )

    def __init__(
        self, data: Mapping[str, object] | None = None, *, membership: Membership, engagement: Engagement | None = None
    ) -> None:
        super().__init__(data)
        self.membership = membership
        self.engagement = engagement
        self.duplicate: Engagement | None = None

    def clean(self) -> dict[str, object]:
        """Check what depends on more than one answer."""
        cleaned: dict[str, object] = super().clean() or {}
        form = str(cleaned.get("company_form", ""))
        if form:
            self._check_number(form)
            self._check_standard(form)
        self._check_duplicate()
        return cleaned

    def _check_number(self, form: str) -> None:
        written = self.cleaned_data.get("organisation_number")
        if not written:
            return
        try:
            self.cleaned_data["organisation_number"] = ten_digits(written, form)
        except OrganisationNumberInvalidError as error:
            self.add_error("organisation_number", _reason(error, form))

    def _check_standard(self, form: str) -> None:
        standard = self.cleaned_data.get("accounting_standard")
        allowed = standards_of(form)
        if standard and standard not in allowed:
            words = _("%(form)s follows %(standards)s.")
            facts = {"form": CompanyForm(form).label, "standards": _either(allowed)}
            self.add_error("accounting_standard", ValidationError(words, params=facts))

    def _check_duplicate(self) -> None:
        number = self.cleaned_data.get("organisation_number")
        if not number or "organisation_number" in self.errors:
            return
        with scope(agency=self.membership.agency):
            same = Engagement.objects.filter(
                organisation_number=number, sub_number=self.cleaned_data.get("sub_number", "")
            )
            others = same.exclude(pk=self.engagement.pk) if self.engagement else same
            if not others.exists():
                return
            self.duplicate = engagements_of(self.membership).filter(pk__in=others).first()
        self.add_error("organisation_number", _("The agency already has an engagement for this company."))


def _reason(error: OrganisationNumberInvalidError, form: str) -> str:
    if error.reason == "kind" and form == CompanyForm.SOLE_TRADER:
        return _("A sole trader has the owner's personal number. This number belongs to a company.")
    if error.reason == "kind":
        return _("This is a personal number, which only a sole trader has. Check the number or the company form.")
    return _("This is not an organisation number: the check digit does not fit. Compare it with the registration.")


def _either(standards: tuple[AccountingStandard, ...]) -> str:
    *first, last = (str(standard.label) for standard in standards)
    return _("%(first)s or %(last)s") % {"first": ", ".join(first), "last": last} if first else last
