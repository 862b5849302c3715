"""The exports of an engagement, and how many entries of each came to what."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext as _

from closing.entries.export.models import ExportBatch, ExportItem
from closing.entries.export.pages.following import is_interrupted, system_name
from closing.entries.export.words.texts import BATCH_CHIPS

BATCHES_ON_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class BatchLine:
    """An export of the list, with the number of its entries that came to each end."""

    batch: ExportBatch
    name: str
    booked: int
    refused: int
    uncertain: int
    left: int

    @property
    def label(self) -> str:
        """Say how it stands; one whose worker died waits to be ended."""
        return _("Interrupted") if is_interrupted(self.batch) else self.batch.get_state_display()

    @property
    def chip(self) -> str:
        """Say how its state is shown."""
        return "warn" if is_interrupted(self.batch) or self.uncertain else BATCH_CHIPS[self.batch.state]


def lines(batches: Sequence[ExportBatch]) -> list[BatchLine]:
    """Show exports with their counts, read together."""
    states = ExportItem.objects.filter(batch__in=[one.pk for one in batches]).values_list("batch", "state")
    counts = {(batch, state): number for batch, state, number in states.annotate(Count("pk")).order_by()}

    def total(batch: ExportBatch, group: Sequence[str]) -> int:
        return sum(counts.get((batch.pk, state), 0) for state in group)

    return [
        BatchLine(
            one,
            system_name(one),
            booked=total(one, ExportItem.BOOKED),
            refused=total(one, [ExportItem.State.REJECTED]),
            uncertain=total(one, ExportItem.UNCERTAIN),
            left=total(one, [ExportItem.State.RETURNED, ExportItem.State.PENDING]),
        )
        for one in batches
    ]
