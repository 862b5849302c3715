"""What a new entry begins with: nothing, an account with its usual offset, or another entry to be copied."""

from collections.abc import Mapping
from dataclasses import replace

from django import forms

from closing.engagements.models import FiscalYear
from closing.entries.draft import LONGEST_TEXT, DraftRow, EntryDraft
from closing.entries.models import LONGEST_ACCOUNT, ClosingEntry
from closing.entries.typed.forms import Booking, EntryForm
from closing.entries.typed.offsets import suggested_offset
from closing.formatting import MOST_ORE


class BeginningForm(forms.Form):
    """What the address asks to begin with: an account, an amount in öre and a text, or an entry."""

    account = forms.CharField(required=False, max_length=LONGEST_ACCOUNT)
    amount = forms.IntegerField(required=False, min_value=-MOST_ORE, max_value=MOST_ORE)
    text = forms.CharField(required=False, max_length=LONGEST_TEXT)
    copy = forms.UUIDField(required=False)


def begun(query: Mapping[str, str], *, year: FiscalYear, booking: Booking) -> EntryForm:
    """Give the form of a new entry with what the address asks for, as far as it can be read."""
    asked = BeginningForm(query)
    asked.is_valid()
    copied = asked.cleaned_data.get("copy")
    if copied and (entry := ClosingEntry.objects.filter(fiscal_year=year, pk=copied).first()):
        draft = entry.as_draft()
        is_within = booking.days.first <= draft.day <= booking.days.last
        return EntryForm.of(draft if is_within else replace(draft, day=booking.days.last), booking=booking)
    account = booking.chart.find(asked.cleaned_data.get("account", ""))
    if not account:
        return EntryForm(booking=booking)
    ore = asked.cleaned_data.get("amount") or 0
    rows = (DraftRow(account, ore), DraftRow(suggested_offset(year.engagement, account), -ore))
    text = asked.cleaned_data.get("text", "")
    return EntryForm.of(EntryDraft(booking.days.last, text, rows), booking=booking)
