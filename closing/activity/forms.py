"""The filter of the activity log."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from closing.activity.reading import Filter, people_of
from closing.activity.texts import KINDS
from closing.engagements.access import engagements_of
from closing.engagements.models import Engagement, Membership


class FilterForm(forms.Form):
    """Which events to show; everything is optional."""

    search = forms.CharField(label=_("Search"), required=False, max_length=100)
    kind = forms.ChoiceField(label=_("Event"), required=False)
    person = forms.ChoiceField(label=_("Person"), required=False)
    engagement = forms.ChoiceField(label=_("Engagement"), required=False)
    start = forms.DateField(label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    end = forms.DateField(label=_("To"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    before = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, membership: Membership, engagement: Engagement | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        everyone = [("", _("Everyone")), ("system", _("System"))]
        people = [(str(person.pk), str(person)) for person in people_of(membership.agency)]
        self._choose("kind", [("", _("All events")), *KINDS.items()])
        self._choose("person", [*everyone, *people])
        if engagement:
            del self.fields["engagement"]
        else:
            companies = engagements_of(membership).order_by("name").values_list("id", "name")
            self._choose("engagement", [("", _("All engagements")), *((str(key), name) for key, name in companies)])

    def chosen(self) -> Filter:
        """Give what was chosen; what cannot be read filters nothing."""
        self.is_valid()
        values = {name: value for name, value in self.cleaned_data.items() if value and name != "before"}
        return Filter(**values)

    def page_begins_below(self) -> int | None:
        """Give the place in the chain that the page begins below."""
        self.is_valid()
        return self.cleaned_data.get("before")

    def _choose(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices
