"""The entries that can be sent, each with what would keep it out of the series it would go to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from closing.books.models import Books
from closing.engagements.models import FiscalYear
from closing.entries.export import conditions
from closing.entries.export.conditions import Obstacle
from closing.entries.export.models import ExportBatch
from closing.entries.models import ClosingEntry
from closing.entries.sie_files.filed import in_files


@dataclass(frozen=True, slots=True)
class Offered:
    """An entry that can be sent.

    Attributes:
        entry: with its rows.
        series: where it would go; empty when none is chosen for its kind.
        obstacles: what would keep it out, or may.
    """

    entry: ClosingEntry
    series: str
    obstacles: tuple[Obstacle, ...]

    @property
    def can_be_sent(self) -> bool:
        """Say whether it is not certain to be refused."""
        return not any(one.is_certain for one in self.obstacles)


def waiting(year: FiscalYear) -> list[ClosingEntry]:
    """List the entries of a year that can be sent, those by persons first, in the order of their numbers."""
    entries = ClosingEntry.objects.filter(fiscal_year=year, status=ClosingEntry.Status.NOT_TRANSFERRED)
    return list(entries.order_by("-kind", "number").prefetch_related("rows"))


def offered(
    batch: ExportBatch, series_by_kind: Mapping[str, str], *, entries: Iterable[ClosingEntry] | None = None
) -> list[Offered]:
    """Say what would keep entries out of a prepared export; without any given, of all that can be sent."""
    known = conditions.from_json(batch.conditions)
    flips = Books.objects.filter(fiscal_year=batch.fiscal_year).values_list("flipped_at", flat=True)
    imported_at = flips.first()
    found: list[Offered] = []
    shown = list(waiting(batch.fiscal_year) if entries is None else entries)
    filed = in_files(shown)
    for entry in shown:
        series = series_by_kind.get(entry.kind, "")
        is_older = imported_at is not None and entry.created_at < imported_at
        kept_out = conditions.obstacles(
            entry.as_draft(), series=series, conditions=known, is_older=is_older, is_in_file=entry.pk in filed
        )
        found.append(Offered(entry, series, kept_out))
    return found
