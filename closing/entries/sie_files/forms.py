"""The form of an SI file: which entries, and the voucher series of each kind."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from closing.entries.models import ClosingEntry
from closing.entries.sie_files.filing import Order
from closing.entries.sie_files.models import LONGEST_SERIES

Kind = ClosingEntry.Kind
CODE_PAGE = "cp437"
LABELS = {
    Kind.PERSON: gettext_lazy("Voucher series for entries made by a person (V)"),
    Kind.SYSTEM: gettext_lazy("Voucher series for entries made by the system (S)"),
}


@dataclass(frozen=True, slots=True)
class Offered:
    """What can be chosen.

    Attributes:
        entries: the entries, by their keys.
        chosen: those that are chosen from the beginning.
        series: the series that stand there from the beginning, by kind.
        seen: how many files the year has.
    """

    entries: Sequence[uuid.UUID]
    chosen: Collection[uuid.UUID]
    series: Mapping[str, str]
    seen: int


class SeriesField(forms.CharField):
    """A voucher series of the receiving program: up to ten characters that a SIE file can hold."""

    def __init__(self, kind: Kind) -> None:
        attributes = {"autocomplete": "off", "list": "series", "spellcheck": "false"}
        super().__init__(label=LABELS[kind], max_length=LONGEST_SERIES, widget=forms.TextInput(attrs=attributes))

    def clean(self, value: object) -> str:
        """Refuse what another program would read otherwise."""
        series = str(super().clean(value))
        if not series.isprintable() or any(character in '"\\ ' for character in series):
            raise ValidationError(_("Write letters and digits, without blanks and quotation marks."))
        try:
            series.encode(CODE_PAGE)
        except UnicodeEncodeError as error:
            raise ValidationError(
                _("Write characters that a SIE file can hold, such as letters and digits.")
            ) from error
        return series


class FileForm(forms.Form):
    """An SI file as it is asked for."""

    entries = forms.MultipleChoiceField(
        label=gettext_lazy("Entries"),
        error_messages={
            "required": gettext_lazy("Choose at least one entry."),
            "invalid_choice": gettext_lazy("An entry that was chosen can no longer be exported. Choose again."),
        },
    )
    seen = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, object] | None = None, *, offered: Offered) -> None:
        initial = {f"series_{kind.value}": series for kind, series in zip(Kind, _series(offered), strict=True)}
        super().__init__(data, initial={**initial, "seen": offered.seen})
        for kind in Kind:
            self.fields[f"series_{kind.value}"] = SeriesField(kind)
        choices = self.fields["entries"]
        if isinstance(choices, forms.MultipleChoiceField):
            choices.choices = [(str(key), str(key)) for key in offered.entries]
        self._chosen = {str(key) for key in offered.chosen}

    @property
    def chosen(self) -> set[str]:
        """Give the keys of the entries that are ticked."""
        return set(self["entries"].data or ()) if self.is_bound else self._chosen

    @property
    def order(self) -> Order:
        """Give what is asked for, once it is valid."""
        cleaned = self.cleaned_data
        series = {kind.value: str(cleaned[f"series_{kind.value}"]) for kind in Kind}
        return Order([uuid.UUID(key) for key in cleaned["entries"]], series, cleaned["seen"])


def _series(offered: Offered) -> list[str]:
    return [offered.series[kind.value] for kind in Kind]
