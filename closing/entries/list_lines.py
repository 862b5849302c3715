"""The entries of a year as a list: each with its rows, who made it, and what can be done with it."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from closing.engagements.models import FiscalYear
from closing.entries.models import ClosingEntry, EntryRow
from closing.entries.texts import CHIPS
from closing.entries.typed.chart import account_names

LINES_PER_PAGE = 200


@dataclass(frozen=True, slots=True)
class RowLine:
    """A row of an entry, in öre."""

    account: str
    name: str
    debit_ore: int | None
    credit_ore: int | None
    text: str
    objects: str


@dataclass(frozen=True, slots=True)
class EntryLine:
    """An entry of the list.

    Attributes:
        amount_ore: what it books in debit, in öre.
        reversed_by: the entries that take it back.
        chip: how its state is shown.
    """

    entry: ClosingEntry
    rows: tuple[RowLine, ...]
    amount_ore: int
    reversed_by: tuple[ClosingEntry, ...]
    chip: str

    @property
    def may_be_altered(self) -> bool:
        """Say whether a person may write it anew; those of the system are made anew by the system."""
        return self.entry.is_open and self.entry.kind == ClosingEntry.Kind.PERSON

    @property
    def may_be_reversed(self) -> bool:
        """Say whether it can be taken back: it stands, and nothing has taken it back already."""
        return self.entry.status != ClosingEntry.Status.DELETED and not self.reversed_by

    @property
    def is_set_aside(self) -> bool:
        """Say whether it is kept out of transfers."""
        return self.entry.status == ClosingEntry.Status.NOT_APPLICABLE


@dataclass(frozen=True, slots=True)
class EntryList:
    """How many entries a year has, and how many of them are deleted."""

    shown: int
    deleted: int


def counts(year: FiscalYear, *, with_deleted: bool) -> EntryList:
    """Count the entries of a year, shown and deleted."""
    entries = ClosingEntry.objects.filter(fiscal_year=year)
    deleted = entries.filter(status=ClosingEntry.Status.DELETED).count()
    return EntryList(entries.count() - (0 if with_deleted else deleted), deleted)


def lines(year: FiscalYear, *, with_deleted: bool, start: int = 0) -> list[EntryLine]:
    """List a page of the entries of a year from a place on: those by persons first, in the order of their numbers."""
    entries = ClosingEntry.objects.filter(fiscal_year=year)
    if not with_deleted:
        entries = entries.exclude(status=ClosingEntry.Status.DELETED)
    found = _fetched(entries.order_by("-kind", "number")[start : start + LINES_PER_PAGE])
    names = account_names(year) if found else {}
    return [line_of(one, names) for one in found]


def line_of(entry: ClosingEntry, names: Mapping[str, str]) -> EntryLine:
    """Show an entry with the names of its accounts."""
    rows = tuple(_row(row, names) for row in entry.rows.all())
    standing = tuple(one for one in entry.reversals.all() if one.status != ClosingEntry.Status.DELETED)
    return EntryLine(entry, rows, sum(row.debit_ore or 0 for row in rows), standing, CHIPS[entry.status])


def _fetched(entries: QuerySet[ClosingEntry]) -> list[ClosingEntry]:
    reversals = Prefetch("reversals", ClosingEntry.objects.order_by("number"))
    return list(entries.select_related("created_by", "reverses").prefetch_related("rows", reversals))


def _row(row: EntryRow, names: Mapping[str, str]) -> RowLine:
    ore = row.amount_ore
    debit, credit = (ore, None) if ore > 0 else (None, -ore)
    objects = ", ".join(str(code) for code in row.objects_by_dimension.values())
    return RowLine(row.account_number, names.get(row.account_number, ""), debit, credit, row.text, objects)
