"""The forms of an export: what is sent and in which series; the voucher that somebody saw or booked by hand."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from closing.entries.export.conditions import SeriesThere
from closing.entries.export.models import LONGEST_SERIES
from closing.entries.models import ClosingEntry

Kind = ClosingEntry.Kind

HIGHEST_NUMBER = 2**31 - 1
MOST_CHOSEN = 2000

SERIES_LABELS = {
    Kind.PERSON: _("Voucher series for entries made by a person (V)"),
    Kind.SYSTEM: _("Voucher series for entries made by the system (S)"),
}
DEDICATED = _("A series of its own makes it easy to see what came from here.")


def tick(entry_id: UUID, version: int) -> str:
    """Write the value of an entry's tick: which entry, and which version of it was shown."""
    return f"{entry_id}:{version}"


class TicksField(forms.Field):
    """The entries that are ticked, as the versions that were shown by the entries' ids."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: Any) -> dict[UUID, int]:
        """Read the ticks."""
        ticks: list[str] = list(value or ())
        if len(ticks) > MOST_CHOSEN:
            words = _("At most %(count)s entries can be sent at a time. Leave some out.")
            raise ValidationError(words, params={"count": MOST_CHOSEN})
        try:
            return {UUID(text[:36]): int(text[37:]) for text in ticks}
        except ValueError as error:
            raise ValidationError(
                _("What was sent is not understood. Look through the entries, and send again.")
            ) from error


class SeriesField(forms.ChoiceField):
    """A voucher series; whether one has to be chosen depends on what is ticked, and is asked when that is known."""

    def validate(self, value: Any) -> None:
        """Take a series there is, or none."""
        if value:
            super().validate(value)


class ChoiceForm(forms.Form):
    """What the user chose to send. `offered` names the entries that could be ticked when it was shown."""

    entry = TicksField(required=False)
    offered = TicksField(required=False)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        series: Collection[SeriesThere],
        kinds: Collection[str],
        last: Mapping[str, str],
    ) -> None:
        """Ask for a series for each kind of entries there is to send.

        Args:
            data: what was sent.
            series: those that take vouchers from outside.
            kinds: of the entries there are.
            last: the series of the last export, by the kind of entries.
        """
        super().__init__(data)
        codes = [one.code for one in series]
        choices = [(one.code, f"{one.code} – {one.name}" if one.name else one.code) for one in series]
        for kind in [one for one in Kind if one in kinds]:
            remembered = last.get(kind, "")
            first = remembered if remembered in codes else codes[0] if len(codes) == 1 else ""
            asks = [] if first else [("", _("Choose a series"))]
            self.fields[f"series_{kind}"] = SeriesField(
                label=SERIES_LABELS[kind],
                choices=[*asks, *choices],
                initial=first,
                help_text=DEDICATED,
            )
        self.kinds = tuple(one for one in Kind if one in kinds)
        self.last = dict(last)

    @property
    def series_by_kind(self) -> dict[str, str]:
        """Give the series chosen by the kind of entries; empty where none is chosen."""
        if not self.is_bound:
            return {kind: str(self.fields[f"series_{kind}"].initial) for kind in self.kinds}
        self.is_valid()
        return {kind: self.cleaned_data.get(f"series_{kind}", "") for kind in self.kinds}

    @property
    def ticked(self) -> dict[UUID, int] | None:
        """Give the versions of the entries that are ticked, by their ids; None when nothing was sent."""
        return self._read("entry")

    @property
    def was_offered(self) -> Collection[UUID]:
        """Give the entries that could be ticked."""
        return (self._read("offered") or {}).keys()

    def drop_downs(self) -> list[forms.BoundField]:
        """Give the fields of the series."""
        return [self[f"series_{kind}"] for kind in self.kinds]

    def _read(self, name: str) -> dict[UUID, int] | None:
        if not self.is_bound:
            return None
        self.is_valid()
        ticks: dict[UUID, int] = self.cleaned_data.get(name, {})
        return ticks


class VoucherForm(forms.Form):
    """The voucher that an entry became in the bookkeeping, as a person tells."""

    series = forms.CharField(label=_("Voucher series"), max_length=LONGEST_SERIES)
    number = forms.IntegerField(label=_("Voucher number"), min_value=1, max_value=HIGHEST_NUMBER)
