"""What a reader of the agency's list can ask for."""

from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext_lazy as _

from closing.overview.agency_list import SORTS


@dataclass(frozen=True, slots=True)
class Asked:
    """Words to look for, and the order; a minus before it turns it."""

    words: str
    sort: str


class AgencyForm(forms.Form):
    """Which engagements to list; sent by GET."""

    q = forms.CharField(label=_("Search company"), required=False, max_length=100)
    sort = forms.CharField(required=False, widget=forms.HiddenInput)

    def asked(self) -> Asked:
        """Give what was asked for."""
        self.is_valid()
        sort = self.cleaned_data.get("sort", "")
        return Asked(self.cleaned_data.get("q", "").strip(), sort if sort.removeprefix("-") in SORTS else "name")
