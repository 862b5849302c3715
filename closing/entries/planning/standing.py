"""The entries a plan has made so far: which stand, what they book, and what has to be done about them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from closing.engagements.models import FiscalYear
from closing.entries.models import ClosingEntry
from closing.entries.planning.models import PlannedEntry
from closing.entries.planning.reckoning.parts import Part, Proposal

Status = ClosingEntry.Status


@dataclass(frozen=True, slots=True)
class OwnEntry:
    """An entry of a plan, or one that takes such an entry back.

    Attributes:
        amounts: what it books, in öre by account.
    """

    entry: ClosingEntry
    part: Part
    amounts: Mapping[str, int]

    @property
    def stands(self) -> bool:
        """Say whether it books anything, here or in the books."""
        return self.entry.status != Status.DELETED


@dataclass(frozen=True, slots=True)
class Step:
    """What has to be done about a part: entries that go, and a proposal that comes; neither when all is as it should.

    Attributes:
        kept: the entry that stands and says what the plan says.
    """

    part: Part
    gone: tuple[ClosingEntry, ...] = ()
    proposal: Proposal | None = None
    kept: ClosingEntry | None = None

    @property
    def is_done(self) -> bool:
        """Say whether there is nothing to do."""
        return not self.gone and self.proposal is None


def own_entries(year: FiscalYear) -> tuple[OwnEntry, ...]:
    """Find all entries of a year's plan, deleted ones too, in the order they were made."""
    made = PlannedEntry.objects.filter(plan__fiscal_year=year).values_list("entry_id", "part")
    parts: dict[UUID | None, str] = dict(made)
    if not parts:
        return ()
    entries = ClosingEntry.objects.filter(fiscal_year=year).order_by("created_at", "number").prefetch_related("rows")
    found: list[OwnEntry] = []
    for entry in entries:
        # What reverses an entry is younger than it, and so is what reverses that.
        part = parts.get(entry.pk) or parts.get(entry.reverses_id)
        if part:
            parts[entry.pk] = part
            found.append(OwnEntry(entry, Part(part), _amounts(entry)))
    return tuple(found)


def own_sums(own: Iterable[OwnEntry]) -> dict[str, int]:
    """Add up what the standing entries of a plan book, be it here or, after an import, in the books themselves."""
    totals: dict[str, int] = {}
    for one in own:
        if one.stands:
            for account, ore in one.amounts.items():
                totals[account] = totals.get(account, 0) + ore
    return totals


def live(own: Iterable[OwnEntry]) -> tuple[OwnEntry, ...]:
    """Give the entries that stand and are not cancelled by one that takes them back."""
    standing = {one.entry.pk: one for one in own if one.stands}
    for one in reversed(list(standing.values())):
        if one.entry.pk in standing and one.entry.reverses_id in standing:
            del standing[one.entry.pk], standing[one.entry.reverses_id]
    return tuple(standing.values())


def in_transfer(own: Iterable[OwnEntry]) -> tuple[str, ...]:
    """Name the entries that are on their way to the bookkeeping."""
    return tuple(str(one.entry) for one in own if one.entry.status == Status.TRANSFERRING)


def steps_to(proposals: Iterable[Proposal], own: Iterable[OwnEntry], *, day: date) -> tuple[Step, ...]:
    """Compare what a plan wants with what stands: an entry that says the same is left alone."""
    wanted = {one.part: one for one in proposals}
    standing = live(own)
    return tuple(_steps(wanted, standing, day))


def _steps(wanted: Mapping[Part, Proposal], standing: tuple[OwnEntry, ...], day: date) -> Iterator[Step]:
    for part in Part:
        there, proposal = [one for one in standing if one.part == part], wanted.get(part)
        if proposal and len(there) == 1 and _says(there[0], proposal, day):
            yield Step(part, kept=there[0].entry)
        elif proposal or there:
            yield Step(part, gone=tuple(one.entry for one in there), proposal=proposal)


def _says(one: OwnEntry, proposal: Proposal, day: date) -> bool:
    return one.entry.day == day and one.amounts == {row.account: row.amount_ore for row in proposal.rows}


def _amounts(entry: ClosingEntry) -> dict[str, int]:
    amounts: dict[str, int] = {}
    for row in entry.rows.all():
        amounts[row.account_number] = amounts.get(row.account_number, 0) + row.amount_ore
    return amounts
