"""An exported entry whose fate was uncertain, and that came back with the imported books: it was booked."""

from django.utils import timezone

from closing.entries.export.models import ExportItem
from closing.entries.models import ClosingEntry

State = ExportItem.State


def settle(entry: ClosingEntry, series: str, numbers: tuple[int, ...], *, is_as_sent: bool) -> bool:
    """Write down that the books hold an entry which an export still has open, so that it is never sent again.

    Called in the transaction that excludes the entry.

    Args:
        entry: which one.
        series: of its voucher; empty when no export could have chosen it.
        numbers: its voucher's first, then those of others with its mark; empty when they are no whole numbers.
        is_as_sent: the voucher has the date and the rows that were sent.

    Returns:
        Whether an export had it open.
    """
    still_open = ExportItem.objects.filter(entry=entry, state__in=ExportItem.OPEN)
    settled = still_open.update(
        state=State.DUPLICATE if len(numbers) > 1 else State.DONE,
        **({"series": series} if series else {}),
        number=next(iter(numbers), None),
        other_numbers=list(numbers[1:]),
        reason="",
        words="",
        checked=ExportItem.Check.SAME if is_as_sent else ExportItem.Check.DIFFERENT,
        settled_at=timezone.now(),
    )
    return bool(settled)
