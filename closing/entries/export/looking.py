"""Looking in the bookkeeping for entries that may be there: the uncertain ones, and all before the first call."""

from collections import defaultdict
from datetime import timedelta
from functools import partial

from closing import crash
from closing.entries.export import outgoing, settling
from closing.entries.export.conditions import Conditions
from closing.entries.export.models import ExportItem
from closing.entries.export.moves import marked_numbers, quiet_from, sighted
from closing.entries.export.work import Work
from closing.entries.sie_files.filed import series_filed

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
    quiet_at = quiet_from(item.sent_at, work.terms.quiet) if item.sent_at else begun
    state = settling.seen(work, item, sighting, is_quiet=begun >= quiet_at, sends_again=sends_again)
    may_come = state == State.UNKNOWN and begun < quiet_at and not sighting.is_marked
    return quiet_at - begun if may_come else None


def find_booked(work: Work, waiting: list[ExportItem], conditions: Conditions) -> None:
    """Find those of the waiting entries that are in the bookkeeping already, by their marks.

    An earlier export may have been given up while its voucher was still on its way. It may have gone to another
    series, and on another day than the entry has now. A file may have been read in that nobody confirmed; its series
    is looked through if the bookkeeping has it.

    Raises:
        DestinationError: the bookkeeping cannot be asked.
    """
    year = work.batch.fiscal_year
    there = {one.code for one in conditions.series}
    gone_to: defaultdict[str, list[ExportItem]] = defaultdict(list)
    for item in waiting:
        for series in settling.series_gone_to(item) | (series_filed(item.entry) & there):
            gone_to[series].append(item)
    for series, sent in sorted(gone_to.items()):
        listed = work.bookkeeping.vouchers(series, start=year.start, end=year.end)
        for item in sent:
            if numbers := marked_numbers(item.marker, listed):
                settling.found(item, numbers, actor=work.actor, series=series)
