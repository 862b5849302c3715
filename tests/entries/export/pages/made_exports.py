"""Exports for tests of their pages: written as they stand, without a worker."""

import re
from html import unescape

from django.urls import reverse

from closing.entries.export import outgoing
from closing.entries.export.models import ExportBatch, ExportItem
from closing.entries.export.pages.forms import tick
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


def address(name: str, batch: ExportBatch, *more: object) -> str:
    """Give the address of a page of an export."""
    return reverse(f"entry_export:{name}", args=[batch.engagement_id, batch.fiscal_year_id, batch.pk, *more])


def form_of(*entries: ClosingEntry, **fields: str) -> dict[str, object]:
    """Fill in the form of a choice: these entries ticked, in the versions they have, and series A."""
    ticks = [tick(entry.pk, entry.version) for entry in entries]
    return {"entry": ticks, "offered": ticks, "series_V": "A", **fields}


def plain(page: str) -> str:
    """Give the words of a page as they are read: no markup, one ordinary space between them."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())
