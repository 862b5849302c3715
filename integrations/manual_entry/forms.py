"""The table of balances: rows to type in, and a field to paste many into at once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from closing.engagements.models import Engagement, FiscalYear
from closing.importing.tables.amounts import ore_from_cell
from closing.importing.tables.columns import ACCOUNT_CELL, Column
from integrations.manual_entry.table import FIELDS, MAX_ROWS, rows_of

EMPTY_ROWS = 10
"""Rows that stand ready below the last one filled in."""

MOST_CHARACTERS = 400_000

LABELS = {
    Column.ACCOUNT: _("Account"),
    Column.NAME: _("Name"),
    Column.OPENING: _("Opening balance"),
    Column.CLOSING: _("Closing balance"),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """A field of the table: its name in the form, what it is called for those who do not see, what stands in it."""

    name: str
    label: str
    text: str
    is_amount: bool = False
    is_wrong: bool = False


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of the table with the mistakes in it."""

    cells: Sequence[Cell]
    errors: Sequence[str] = field(default_factory=tuple)


class TableForm(forms.Form):
    """The fiscal year, and rows of account, name, opening and closing balance."""

    most_rows = MAX_ROWS

    year = forms.ModelChoiceField(FiscalYear.objects.none(), label=_("Fiscal year"), empty_label=None)
    pasted = forms.CharField(
        label=_("Paste from a spreadsheet"),
        required=False,
        max_length=MOST_CHARACTERS,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
        help_text=_("Copy the four columns account, name, opening and closing balance, paste them here, and go on."),
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        engagement: Engagement,
        year: FiscalYear | None,
        rows: Sequence[Sequence[str]] = (),
    ) -> None:
        super().__init__(data, initial={"year": year})
        years = self.fields["year"]
        if isinstance(years, forms.ModelChoiceField):
            years.queryset = engagement.fiscal_years.all()
        typed = list(_typed(data)) if data is not None else [list(row) for row in rows]
        self.rows = [*typed, *rows_of(str(data.get("pasted", "")))] if data is not None else typed
        self.mistakes: dict[int, list[str]] = {}

    @property
    def is_pasting(self) -> bool:
        """Say whether rows are to be spread over the table, and seen there, before anything is imported."""
        return self.is_bound and ("spread" in self.data or bool(str(self.data.get("pasted", "")).strip()))

    def clean(self) -> None:
        """Want an account and readable amounts in every row, each account once, and at least one row."""
        seen: set[str] = set()
        for place, row in enumerate(self.rows):
            mistakes = list(_mistakes(row, seen))
            if mistakes:
                self.mistakes[place] = mistakes
        if not self.rows:
            raise forms.ValidationError(_("Type or paste at least one account."))
        if len(self.rows) > MAX_ROWS:
            what = _("At most %(count)s accounts can be typed in. Import a larger table as a trial balance instead.")
            raise forms.ValidationError(what % {"count": MAX_ROWS})
        if self.mistakes:
            raise forms.ValidationError(_("Correct the rows that are marked in the table."))

    def sums(self) -> tuple[int, int]:
        """Add up the opening and the closing balances, in öre; both are zero in a complete table."""
        amounts = [[ore_from_cell(text) or 0 for text in [*row, *[""] * len(FIELDS)][2:4]] for row in self.rows]
        return sum(opening for opening, _closing in amounts), sum(closing for _opening, closing in amounts)

    def table(self) -> Iterator[TableRow]:
        """Give the rows to show: those filled in, and empty ones below them."""
        empty = [[""] * len(FIELDS) for _row in range(EMPTY_ROWS)]
        for place, row in enumerate([*self.rows, *empty]):
            texts = [*row, *[""] * (len(FIELDS) - len(row))]
            cells = [
                Cell(
                    name=f"{column}-{place}",
                    label=f"{LABELS[column]} {place + 1}",
                    text=text,
                    is_amount=column in (Column.OPENING, Column.CLOSING),
                    is_wrong=place in self.mistakes,
                )
                for column, text in zip(FIELDS, texts, strict=True)
            ]
            yield TableRow(cells, self.mistakes.get(place, ()))


def _typed(data: Mapping[str, Any]) -> Iterator[list[str]]:
    """Read the rows of the table as they were sent; rows without anything in them are left out."""
    for place in range(MAX_ROWS):
        if f"{FIELDS[0]}-{place}" not in data:
            return
        row = [str(data.get(f"{column}-{place}", "")).strip() for column in FIELDS]
        if any(row):
            yield row


def _mistakes(row: Sequence[str], seen: set[str]) -> Iterator[str]:
    account, _name, *amounts = [*row, *[""] * (len(FIELDS) - len(row))]
    match = ACCOUNT_CELL.fullmatch(account)
    if match is None:
        yield str(_("An account number has 4 to 6 digits."))
    elif match[1] in seen:
        yield str(_("The account stands on another row already."))
    else:
        seen.add(match[1])
    for amount in amounts:
        if ore_from_cell(amount) is None:
            yield str(_("%(text)s is not an amount; write 1234,56.") % {"text": amount})
