"""The entries that can be sent, each with what would keep it out of the series it would go to."""

from collections.abc import Mapping
from dataclasses import dataclass

from closing.books.models import Books
from closing.entries.export import conditions
from closing.entries.export.conditions import Obstacle
from closing.entries.export.models import ExportBatch
from closing.entries.models import ClosingEntry


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


def offered(batch: ExportBatch, series_by_kind: Mapping[str, str]) -> list[Offered]:
    """List the entries of a prepared export that can be sent, those by persons first, in the order of their numbers."""
    known = conditions.from_json(batch.conditions)
    imported_at = (
        Books.objects.filter(fiscal_year=batch.fiscal_year).values_list("current__created_at", flat=True).first()
    )
    waiting = ClosingEntry.objects.filter(
        fiscal_year=batch.fiscal_year, status=ClosingEntry.Status.NOT_TRANSFERRED
    ).prefetch_related("rows")
    found: list[Offered] = []
    for entry in waiting.order_by("-kind", "number"):
        series = series_by_kind.get(entry.kind, "")
        is_older = imported_at is not None and entry.created_at < imported_at
        kept_out = conditions.obstacles(entry.as_draft(), series=series, conditions=known, is_older=is_older)
        found.append(Offered(entry, series, kept_out))
    return found
