"""The entries of a year as a list: each with its rows, who made it, and what can be done with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Prefetch, QuerySet
from django.utils.translation import pgettext

from closing.engagements.models import FiscalYear
from closing.entries.days import Calendar, NextDay
from closing.entries.models import ClosingEntry, EntryRow, Transfer
from closing.entries.texts import CHIPS
from closing.entries.typed.chart import account_names

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

LINES_PER_PAGE = 200
FEWEST_CHOICES = 2
RESULT_ACCOUNT = "8999"
"""Source: the BAS chart, 8999 Årets resultat."""

Status = ClosingEntry.Status


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
        transfer: the voucher it became, if any.
        next_day: when it can be reversed in the next period; None when that was not asked for.
    """

    entry: ClosingEntry
    rows: tuple[RowLine, ...]
    amount_ore: int
    reversed_by: tuple[ClosingEntry, ...]
    chip: str
    transfer: Transfer | None
    next_day: NextDay | None

    @property
    def may_be_altered(self) -> bool:
        """Say whether a person may write it anew; those of the system are made anew by the system."""
        return self.entry.is_open and self.entry.kind == ClosingEntry.Kind.PERSON

    @property
    def may_be_reversed(self) -> bool:
        """Say whether it can be taken back: it stands, and nothing has taken it back already."""
        return self.entry.status != Status.DELETED and not self.reversed_by

    @property
    def is_set_aside(self) -> bool:
        """Say whether it is kept out of transfers."""
        return self.entry.status == Status.NOT_APPLICABLE

    @property
    def is_result(self) -> bool:
        """Say whether it books the result of the year, which the next year cannot begin without."""
        return self.entry.kind == ClosingEntry.Kind.SYSTEM and any(row.account == RESULT_ACCOUNT for row in self.rows)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries of a year to list.

    Attributes:
        state: those in this state; empty for all.
        with_deleted: the deleted ones among all.
    """

    state: str = ""
    with_deleted: bool = False


@dataclass(frozen=True, slots=True)
class EntryCounts:
    """How many entries a year has in each state it has any in, in the order of the states."""

    by_state: Mapping[str, int]

    @property
    def deleted(self) -> int:
        """Give how many are deleted."""
        return self.by_state.get(Status.DELETED, 0)

    @property
    def standing(self) -> int:
        """Give how many are not deleted."""
        return sum(self.by_state.values()) - self.deleted

    def shown(self, wanted: Wanted) -> int:
        """Give how many are listed."""
        if wanted.state:
            return self.by_state.get(wanted.state, 0)
        return self.standing + (self.deleted if wanted.with_deleted else 0)


@dataclass(frozen=True, slots=True)
class StateChoice:
    """A state to choose in the list; an empty code is all of them."""

    code: str
    label: "StrOrPromise"
    count: int
    is_chosen: bool


def counts(year: FiscalYear) -> EntryCounts:
    """Count the entries of a year."""
    found = ClosingEntry.objects.filter(fiscal_year=year).order_by().values_list("status").annotate(Count("pk"))
    by_state = dict(found)
    return EntryCounts({state: by_state[state] for state in Status.values if state in by_state})


def states(counted: EntryCounts, wanted: Wanted) -> list[StateChoice]:
    """Give the states to choose between; none while no entry stands, or all stand in one state."""
    found = {state: count for state, count in counted.by_state.items() if state != Status.DELETED}
    if wanted.state:
        found.setdefault(wanted.state, 0)
    elif len(found) < FEWEST_CHOICES:
        return []
    every = StateChoice("", pgettext("entries in every state", "All"), counted.standing, is_chosen=not wanted.state)
    return [every, *(StateChoice(one, Status(one).label, found[one], wanted.state == one) for one in found)]


def lines(year: FiscalYear, wanted: Wanted, *, start: int = 0) -> list[EntryLine]:
    """List a page of the entries of a year from a place on: those by persons first, in the order of their numbers."""
    entries = ClosingEntry.objects.filter(fiscal_year=year)
    if wanted.state:
        entries = entries.filter(status=wanted.state)
    elif not wanted.with_deleted:
        entries = entries.exclude(status=Status.DELETED)
    found = _fetched(entries.order_by("-kind", "number")[start : start + LINES_PER_PAGE])
    if not found:
        return []
    names, calendar = account_names(year), Calendar.of(year)
    return [line_of(one, names, calendar) for one in found]


def line_of(entry: ClosingEntry, names: Mapping[str, str], calendar: Calendar | None = None) -> EntryLine:
    """Show an entry with the names of its accounts."""
    rows = tuple(_row(row, names) for row in entry.rows.all())
    return EntryLine(
        entry,
        rows,
        amount_ore=sum(row.debit_ore or 0 for row in rows),
        reversed_by=tuple(one for one in entry.reversals.all() if one.status != Status.DELETED),
        chip=CHIPS[entry.status],
        transfer=getattr(entry, "transfer", None),
        next_day=calendar.next_day(entry.day) if calendar else None,
    )


def _fetched(entries: QuerySet[ClosingEntry]) -> list[ClosingEntry]:
    reversals = Prefetch("reversals", ClosingEntry.objects.order_by("number"))
    beside = entries.select_related("created_by", "reverses", "transfer__actor", "transfer__fiscal_year")
    return list(beside.prefetch_related("rows", reversals))


def _row(row: EntryRow, names: Mapping[str, str]) -> RowLine:
    ore = row.amount_ore
    debit, credit = (ore, None) if ore > 0 else (None, -ore)
    objects = ", ".join(str(code) for code in row.objects_by_dimension.values())
    return RowLine(row.account_number, names.get(row.account_number, ""), debit, credit, row.text, objects)
