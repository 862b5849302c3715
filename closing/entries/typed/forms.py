"""The form of a closing entry: date, text, and rows of account, debit, credit, objects and text."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from closing.entries.days import NextDay
from closing.entries.draft import LONGEST_TEXT, Days, EntryDraft, Fault, faults
from closing.entries.list_lines import Wanted
from closing.entries.models import ClosingEntry
from closing.entries.texts import FAULTS, missing_year, sentence
from closing.entries.typed.chart import Chart
from closing.entries.typed.rows import MOST_ROWS, ROWS_READY, Mistake, TypedRow, drafted, mistakes, typed_rows

LABELS = {"account": _("Account"), "debit": _("Debit"), "credit": _("Credit"), "text": _("Text")}
OF_FIELDS = {Fault.OUTSIDE_PERIOD: "day", Fault.TEXT_TOO_LONG: "text"}
OF_ROWS = {Fault.TOO_FEW_ROWS, Fault.UNBALANCED}
"""Faults of the rows together; those of one row are told in it, and a text that is missing by its field."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A field of the table: its name, what it is called, what stands in it, what is wrong with it."""

    name: str
    label: str
    text: str
    mistakes: tuple[str, ...] = ()
    options: str = ""
    is_amount: bool = False


@dataclass(frozen=True, slots=True)
class Booking:
    """Where an entry is booked.

    Attributes:
        chart: what it can be booked on.
        days: the days it may have.
        period: the name of the period they belong to.
        next_day: when it can be reversed in the next period.
    """

    chart: Chart
    days: Days
    period: str
    next_day: NextDay


class VersionForm(forms.Form):
    """Which version of an entry was read before it is acted on."""

    version = forms.IntegerField(min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)


class ListForm(forms.Form):
    """Which entries of a year are listed; what cannot be read asks for nothing."""

    state = forms.ChoiceField(required=False, choices=ClosingEntry.Status)
    deleted = forms.BooleanField(required=False)

    @property
    def wanted(self) -> Wanted:
        """Give what is asked for."""
        self.is_valid()
        return Wanted(self.cleaned_data.get("state", ""), with_deleted=self.cleaned_data.get("deleted", False))


class EntryForm(forms.Form):
    """A closing entry as it is typed."""

    most_rows = MOST_ROWS

    day = forms.DateField(label=_("Date"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    text = forms.CharField(
        label=_("Text"),
        error_messages={"required": FAULTS[Fault.TEXT_MISSING]},
        widget=forms.TextInput(attrs={"autocomplete": "off", "maxlength": LONGEST_TEXT}),
    )
    is_reversed = forms.BooleanField(required=False, label=_("Reverse on the first day of the next period"))
    version = forms.IntegerField(
        required=False, min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput, label=_("Version")
    )

    def __init__(
        self,
        data: Mapping[str, str] | None = None,
        *,
        booking: Booking,
        initial: Mapping[str, object] | None = None,
        rows: Sequence[TypedRow] = (),
    ) -> None:
        super().__init__(data, initial={"day": booking.days.last, **(initial or {})})
        self.fields["day"].help_text = _("From %(first)s to %(last)s") % {
            "first": booking.days.first,
            "last": booking.days.last,
        }
        after = booking.next_day
        made = gettext("An entry with debit and credit exchanged is made with it, dated %(day)s.") % {"day": after.day}
        self.fields["is_reversed"].help_text = made if after.year else missing_year(after.day)
        if not after.year and data is None:
            self.fields["is_reversed"].widget.attrs["aria-disabled"] = "true"
        self.booking = booking
        self.rows = list(rows) if data is None else typed_rows(data, booking.chart)
        self.mistakes: list[Mistake] = []
        self.of_rows: list[str] = []

    @classmethod
    def of(cls, draft: EntryDraft, *, booking: Booking, version: int | None = None) -> "EntryForm":
        """Show an entry that is there, to be altered or copied."""
        initial = {"day": draft.day, "text": draft.text, "version": version}
        return cls(booking=booking, initial=initial, rows=[TypedRow.of(row) for row in draft.rows])

    @classmethod
    def grown(cls, data: Mapping[str, str], *, booking: Booking) -> "EntryForm":
        """Show what was typed with more rows below it, and without judging it."""
        initial = {name: data.get(name, "") for name in ("day", "text", "is_reversed", "version")}
        typed = typed_rows(data, booking.chart)
        return cls(booking=booking, initial=initial, rows=[*typed, *[TypedRow()] * (ROWS_READY - 1)][:MOST_ROWS])

    def clean(self) -> None:
        """Find everything that is wrong at once."""
        self.mistakes = list(mistakes(self.rows, self.booking.chart))
        draft = self.draft
        for fault in faults(draft, self.booking.days):
            words = sentence(
                fault, days=self.booking.days, period=self.booking.period, difference_ore=draft.difference_ore
            )
            if fault in OF_FIELDS:
                self.add_error(OF_FIELDS[fault], words)
            elif fault in OF_ROWS:
                self.of_rows.append(words)
        for words in [*self.of_rows, *(one.sentence for one in self.mistakes)]:
            self.add_error(None, words)

    def clean_is_reversed(self) -> bool:
        """Refuse to reverse in a fiscal year that is not there."""
        is_reversed: bool = self.cleaned_data["is_reversed"]
        after = self.booking.next_day
        if is_reversed and after.year is None:
            raise forms.ValidationError(missing_year(after.day))
        return is_reversed

    @property
    def draft(self) -> EntryDraft:
        """Give the entry as far as it can be read; what cannot stands as if it were missing."""
        rows = tuple(drafted(row, self.booking.chart) for row in self.rows)
        day = self.cleaned_data.get("day", self.booking.days.last)
        return EntryDraft(day, self.cleaned_data.get("text", ""), rows)

    @property
    def sums(self) -> tuple[int, int, int]:
        """Give debit, credit and their difference, in öre."""
        sums = [row.sums for row in self.rows]
        debit, credit = sum(debit for debit, _credit in sums), sum(credit for _debit, credit in sums)
        return debit, credit, debit - credit

    def table(self) -> Iterator[list[Cell]]:
        """Give the rows to show: those filled in, and empty ones until eight stand there."""
        room = max(ROWS_READY - len(self.rows), 1 if len(self.rows) < MOST_ROWS else 0)
        for place, row in enumerate([*self.rows, *[TypedRow()] * room]):
            yield list(self._cells(place, row))

    def told(self) -> list[tuple[str, str]]:
        """List what is wrong with the rows: the field to go to, and the sentence."""
        found = [(f"{one.column}-{one.place}", self._in_row(one)) for one in self.mistakes]
        return [("account-0", words) for words in self.of_rows] + found

    def _cells(self, place: int, row: TypedRow) -> Iterator[Cell]:
        columns = [("account", row.account), ("debit", row.debit), ("credit", row.credit)]
        columns += [(f"object{one.number}", row.objects.get(one.number, "")) for one in self.booking.chart.dimensions]
        for column, text in [*columns, ("text", row.text)]:
            wrong = tuple(one.sentence for one in self.mistakes if (one.place, one.column) == (place, column))
            options = "accounts" if column == "account" else column if column.startswith("object") else ""
            label = f"{self._label(column)} {place + 1}"
            yield Cell(f"{column}-{place}", label, text, wrong, options, is_amount=column in {"debit", "credit"})

    def _in_row(self, mistake: Mistake) -> str:
        return f"{self._label(mistake.column)} {mistake.place + 1}: {mistake.sentence}"

    def _label(self, column: str) -> str:
        names = {f"object{one.number}": one.name or one.number for one in self.booking.chart.dimensions}
        return names.get(column) or str(LABELS[column])
