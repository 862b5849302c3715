"""The rows of an entry as they are typed: texts, read into rows that can be booked. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from closing.entries.draft import LONGEST_TEXT, DraftRow, Fault
from closing.entries.texts import FAULTS
from closing.entries.typed.chart import Chart
from closing.formatting import AmountError, kr, parse_kr

ROWS_READY = 8
MOST_ROWS = 200
"""Rows of one entry: so that a form of them stays well under what one request may carry."""


@dataclass(frozen=True, slots=True)
class TypedRow:
    """A row as it stands in the form.

    Attributes:
        objects: what was typed for each dimension, by its number.
    """

    account: str = ""
    debit: str = ""
    credit: str = ""
    text: str = ""
    objects: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, row: DraftRow) -> "TypedRow":
        """Write a row as a person would type it."""
        debit, credit = (kr(row.amount_ore), "") if row.amount_ore > 0 else ("", kr(-row.amount_ore))
        return cls(row.account, debit, credit if row.amount_ore else "", row.text, row.objects)

    @property
    def is_empty(self) -> bool:
        """Say whether nothing is typed in it."""
        return not any((self.account, self.debit, self.credit, self.text, *self.objects.values()))

    @property
    def sums(self) -> tuple[int, int]:
        """Give what can be read of debit and credit, in öre."""
        return _readable(self.debit), _readable(self.credit)


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong with a cell of a row, and in which row and column it stands."""

    place: int
    column: str
    sentence: str


def typed_rows(data: Mapping[str, str], chart: Chart) -> list[TypedRow]:
    """Read the rows of a form as it was sent; those without anything in them are left out."""
    rows = (_typed(data, place, chart) for place in range(MOST_ROWS) if f"account-{place}" in data)
    return [row for row in rows if not row.is_empty]


def drafted(row: TypedRow, chart: Chart) -> DraftRow:
    """Give a row as it is to be booked; what cannot be read is missing in it."""
    debit, credit = row.sums
    objects = {number: code for number, code in row.objects.items() if code}
    return DraftRow(chart.find(row.account), debit - credit, row.text, objects)


def mistakes(rows: Sequence[TypedRow], chart: Chart) -> Iterator[Mistake]:
    """Tell what is wrong with each row."""
    for place, row in enumerate(rows):
        for column, sentence in (*_of_account(row, chart), *_of_amount(row), *_of_the_rest(row, chart)):
            yield Mistake(place, column, sentence)


def _typed(data: Mapping[str, str], place: int, chart: Chart) -> TypedRow:
    account, debit, credit, text = (
        data.get(f"{column}-{place}", "").replace("\0", "").strip() for column in ("account", "debit", "credit", "text")
    )
    objects = {one.number: data.get(f"object{one.number}-{place}", "").strip() for one in chart.dimensions}
    return TypedRow(account, debit, credit, text, objects)


def _of_account(row: TypedRow, chart: Chart) -> Iterator[tuple[str, str]]:
    if not row.account:
        yield "account", str(FAULTS[Fault.ACCOUNT_MISSING])
    elif not chart.find(row.account):
        what = _("%(text)s is not an account of the books or of the BAS chart. Write its number or its whole name.")
        yield "account", what % {"text": row.account}


def _of_amount(row: TypedRow) -> Iterator[tuple[str, str]]:
    unreadable = False
    for column, text in (("debit", row.debit), ("credit", row.credit)):
        try:
            parse_kr(text or "0")
        except AmountError as error:
            unreadable = True
            yield column, error.sentence
    debit, credit = row.sums
    if debit and credit:
        yield "credit", _("Write the amount in debit or in credit, not in both.")
    elif not unreadable and not debit and not credit:
        yield "debit", str(FAULTS[Fault.AMOUNT_MISSING])


def _of_the_rest(row: TypedRow, chart: Chart) -> Iterator[tuple[str, str]]:
    if len(row.text) > LONGEST_TEXT:
        yield "text", str(FAULTS[Fault.TEXT_TOO_LONG]) % {"count": LONGEST_TEXT}
    for one in chart.dimensions:
        code = row.objects.get(one.number, "")
        if code and code not in one.objects:
            what = _("%(dimension)s has no %(code)s.") % {"dimension": one.name or one.number, "code": code}
            yield f"object{one.number}", what


def _readable(text: str) -> int:
    try:
        return parse_kr(text)
    except AmountError:
        return 0
