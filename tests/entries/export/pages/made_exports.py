"""Exports for tests of their pages: written as they stand, without a worker."""

from closing.entries.export import outgoing
from closing.entries.export.models import ExportBatch, ExportItem
from closing.entries.models import ClosingEntry


def ended_export(entry: ClosingEntry, state: ExportItem.State = ExportItem.State.RETURNED) -> ExportItem:
    """Make an export that has ended with an entry in a state."""
    year = entry.fiscal_year
    batch = ExportBatch.objects.create(
        engagement=year.engagement,
        fiscal_year=year,
        destination=year.engagement.data_source,
        state=ExportBatch.State.ENDED,
    )
    voucher = outgoing.outgoing(entry.as_draft(), marker=entry.marker, series="A", comments="")
    return ExportItem.objects.create(
        batch=batch,
        entry=entry,
        ordinal=1,
        state=state,
        marker=entry.marker,
        voucher=outgoing.as_json(voucher),
        sha256=voucher.sha256,
        series="A",
    )
