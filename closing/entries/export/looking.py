"""Looking in the bookkeeping for entries that may be there: the uncertain ones, and all before the first call."""

from datetime import timedelta
from functools import partial

from closing import crash
from closing.entries.export import outgoing, settling
from closing.entries.export.models import ExportItem
from closing.entries.export.moves import marked_numbers, quiet_from, sighted
from closing.entries.export.work import Work

State = ExportItem.State


def look(work: Work, item: ExportItem, *, sends_again: bool) -> timedelta | None:
    """Look for an entry whose fate is not known, and write down what came of it.

    Args:
        work: on its export.
        item: the entry.
        sends_again: what is certainly not there waits to be sent again; otherwise it is given back.

    Returns:
        How long to wait before looking again, when it may still come; None when nothing is gained by waiting.

    Raises:
        DestinationError: the bookkeeping cannot be asked.
    """
    voucher = outgoing.from_json(item.voucher)
    begun = work.terms.now()
    year = item.entry.fiscal_year
    listed = work.bookkeeping.vouchers(item.series, start=year.start, end=year.end)
    taken = settling.taken_by_others(item)
    read = partial(work.bookkeeping.read, item.series)
    sighting = sighted(voucher, listed, above=item.above or 0, taken=taken, read=read)
    crash.point("export:during_look")
    quiet_at = quiet_from(item.sent_at or begun, work.terms.quiet)
    settling.seen(work, item, sighting, is_quiet=begun >= quiet_at, sends_again=sends_again)
    may_come = item.state == State.UNKNOWN and begun < quiet_at and not sighting.is_ambiguous
    return quiet_at - begun if may_come else None


def find_booked(work: Work, waiting: list[ExportItem]) -> None:
    """Find those of the waiting entries that are in the bookkeeping already, by their marks.

    An earlier export may have been given up while its voucher was still on its way.

    Raises:
        DestinationError: the bookkeeping cannot be asked.
    """
    days = [item.entry.day for item in waiting]
    for series in sorted({item.series for item in waiting}):
        listed = work.bookkeeping.vouchers(series, start=min(days), end=max(days))
        for item in waiting:
            numbers = marked_numbers(item.marker, listed) if item.series == series else ()
            if numbers:
                settling.found(item, numbers, actor=work.actor)
