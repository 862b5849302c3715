"""What can be sent: the entries of a year that are not transferred, what each would become, and what stops it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from closing.entries.export import conditions as asked
from closing.entries.export import outgoing, starting
from closing.entries.export.conditions import Code, Conditions, Obstacle
from closing.entries.export.models import ExportBatch
from closing.entries.export.offered import Offered, offered, waiting
from closing.entries.export.outgoing import OutgoingVoucher
from closing.entries.export.pages.forms import ChoiceForm, tick
from closing.entries.export.words.telling import gone_sentence
from closing.entries.export.words.texts import obstacle_sentence
from closing.entries.models import ClosingEntry
from closing.entries.typed.chart import account_names


@dataclass(frozen=True, slots=True)
class Stopper:
    """What keeps an entry out, or may: the sentence, and whether it is certain."""

    sentence: str
    is_certain: bool


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """A row as it will be booked, in öre."""

    account: str
    name: str
    debit_ore: int | None
    credit_ore: int | None
    cost_centre: str
    project: str
    text: str


@dataclass(frozen=True, slots=True)
class ChoiceLine:
    """An entry that can be sent.

    Attributes:
        entry: which one.
        text: of its voucher, with the mark.
        rows: of its voucher.
        stoppers: what keeps it out, or may.
        value: of its tick.
        is_chosen: it is ticked.
    """

    entry: ClosingEntry
    text: str
    rows: tuple[PreviewRow, ...]
    stoppers: tuple[Stopper, ...]
    value: str
    is_chosen: bool

    @property
    def is_blocked(self) -> bool:
        """Say whether it would certainly be refused, so that it cannot be ticked."""
        return any(one.is_certain for one in self.stoppers)

    @property
    def has_cost_centres(self) -> bool:
        """Say whether a row carries a cost centre."""
        return any(row.cost_centre for row in self.rows)

    @property
    def has_projects(self) -> bool:
        """Say whether a row carries a project."""
        return any(row.project for row in self.rows)

    @property
    def has_texts(self) -> bool:
        """Say whether a row has a text of its own."""
        return any(row.text for row in self.rows)

    @property
    def amount_ore(self) -> int:
        """Give what it books in debit, in öre."""
        return sum(row.debit_ore or 0 for row in self.rows)


@dataclass(frozen=True, slots=True)
class Choice:
    """What there is to choose, and what is chosen.

    Attributes:
        conditions: what the bookkeeping said.
        form: the choice as it was sent, or as it is proposed.
        lines: the entries.
    """

    conditions: Conditions
    form: ChoiceForm
    lines: tuple[ChoiceLine, ...]

    @property
    def chosen(self) -> tuple[ChoiceLine, ...]:
        """Give the entries that are ticked."""
        return tuple(line for line in self.lines if line.is_chosen)

    @property
    def sum_ore(self) -> int:
        """Give what the ticked entries book in debit, in öre."""
        return sum(line.amount_ore for line in self.chosen)

    def as_chosen(self) -> starting.Chosen:
        """Give the choice as it is sent: the versions that were shown; a series not asked for is remembered on."""
        series = {kind: code for kind, code in self.form.series_by_kind.items() if code}
        return starting.Chosen(self.form.ticked or {}, {**self.form.last, **series})


def choice(batch: ExportBatch, data: QueryDict | None = None, *, trusts_ticks: bool = True) -> Choice:
    """Gather what can be sent.

    Args:
        batch: an export that is ready.
        data: the form as it was sent; without it everything that can be sent is ticked.
        trusts_ticks: the versions stay those that were sent; otherwise the entries are shown anew as they are.
    """
    conditions = asked.from_json(batch.conditions)
    entries = waiting(batch.fiscal_year)
    form = ChoiceForm(
        data,
        series=conditions.manual_series,
        kinds={entry.kind for entry in entries},
        last=starting.last_series(batch),
    )
    names = account_names(batch.fiscal_year) if entries else {}
    made = _Lines(form, names, trusts_ticks=trusts_ticks)
    found = offered(batch, form.series_by_kind, entries=entries)
    return Choice(conditions, form, tuple(made.line(one) for one in found))


def faults(shown: Choice, batch: ExportBatch) -> Iterator[tuple[str, str]]:
    """List what keeps a choice from being sent: the field, empty for all of them, and the sentence."""
    ticked = shown.form.ticked or {}
    if not ticked:
        yield "", _("Tick at least one entry.")
    lines = {line.entry.pk: line for line in shown.lines}
    for entry in ClosingEntry.objects.filter(fiscal_year=batch.fiscal_year, pk__in=ticked).order_by("-kind", "number"):
        if entry.pk not in lines or entry.version != ticked[entry.pk]:
            yield "", gone_sentence(entry)
    blocked = [str(lines[one].entry) for one in ticked if one in lines and lines[one].is_blocked]
    if blocked:
        yield (
            "",
            _("%(entries)s would be refused and can no longer be ticked. Look at the rest, and export again.")
            % {"entries": ", ".join(blocked)},
        )
    for kind in sorted({lines[one].entry.kind for one in ticked if one in lines}):
        if not shown.form.series_by_kind.get(kind):
            yield f"series_{kind}", _("Choose a voucher series.")


@dataclass(frozen=True, slots=True)
class _Lines:
    """What the line of an entry is made with."""

    form: ChoiceForm
    names: Mapping[str, str]
    trusts_ticks: bool

    def line(self, one: Offered) -> ChoiceLine:
        entry = one.entry
        # No series chosen yet is no obstacle of the entry.
        stops = [stop for stop in one.obstacles if one.series or stop.code != Code.SERIES_MISSING]
        voucher = outgoing.outgoing(entry.as_draft(), marker=entry.marker, series=one.series, comments="")
        ticked = self.form.ticked
        version = ticked.get(entry.pk, entry.version) if ticked and self.trusts_ticks else entry.version
        return ChoiceLine(
            entry,
            voucher.text,
            preview(voucher, self.names),
            tuple(Stopper(obstacle_sentence(stop), stop.is_certain) for stop in stops),
            tick(entry.pk, version),
            self._is_chosen(entry, stops),
        )

    def _is_chosen(self, entry: ClosingEntry, stops: list[Obstacle]) -> bool:
        """Say whether an entry is ticked: as it was sent, and those that could not be ticked until now."""
        if any(one.is_certain for one in stops):
            return False
        ticked = self.form.ticked
        return ticked is None or entry.pk in ticked or entry.pk not in self.form.was_offered


def preview(voucher: OutgoingVoucher, names: Mapping[str, str]) -> tuple[PreviewRow, ...]:
    """Show the rows of a voucher with the names of its accounts."""
    return tuple(
        PreviewRow(
            row.account,
            names.get(row.account, ""),
            row.amount_ore if row.amount_ore > 0 else None,
            -row.amount_ore if row.amount_ore < 0 else None,
            row.cost_centre,
            row.project,
            row.text,
        )
        for row in voucher.rows
    )
