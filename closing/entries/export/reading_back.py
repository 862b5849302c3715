"""Reading back what was booked: every voucher compared with what was sent, and none there twice."""

from closing import crash
from closing.entries.export import outgoing, settling
from closing.entries.export.destinations import DestinationError
from closing.entries.export.models import ExportBatch, ExportItem
from closing.entries.export.moves import after_reading, marked_numbers
from closing.entries.export.work import Work

Check = ExportItem.Check


def read_back(work: Work) -> None:
    """Compare the vouchers of an export that were not read back yet; what cannot be read now stays so.

    Raises:
        Cancelled: somebody asked to stop.
        Retry: the work takes long.
        LeaseLost: another worker does this export now.
    """
    booked = _unread(work.batch)
    try:
        for place, item in enumerate(booked, start=1):
            work.step("reading_back", place, len(booked))
            work.pause_if_long()
            _read_one(work, item)
        _find_twins(work)
    except DestinationError:
        return
    crash.point("export:after_reading_back")


def _unread(batch: ExportBatch) -> list[ExportItem]:
    found = batch.items.filter(state__in=ExportItem.BOOKED, checked=Check.NOT_YET)
    return list(found.select_related("entry").order_by("ordinal"))


def _read_one(work: Work, item: ExportItem) -> None:
    if item.number is None:
        return
    there = work.bookkeeping.read(item.series, item.number)
    checked = after_reading(outgoing.from_json(item.voucher), there)
    ExportItem.objects.filter(pk=item.pk, checked=Check.NOT_YET).update(checked=checked)


def _find_twins(work: Work) -> None:
    """Find marks that stand on more than one voucher: what nothing here can cause, and nobody may overlook."""
    year = work.batch.fiscal_year
    booked = list(work.batch.items.filter(state__in=ExportItem.BOOKED))
    for series in sorted({item.series for item in booked}):
        listed = work.bookkeeping.vouchers(series, start=year.start, end=year.end)
        for item in booked:
            numbers = marked_numbers(item.marker, listed) if item.series == series else ()
            if len(numbers) > 1:
                settling.booked_twice(item, numbers)
