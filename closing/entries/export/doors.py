"""What a person does about an entry whose fate is not known, or that was booked by hand."""

from django.db import transaction

from closing.entries import transfers
from closing.entries.errors import SettledEntryError, VoucherTakenError
from closing.entries.export import settling
from closing.entries.export.models import ExportBatch, ExportItem
from closing.entries.models import ClosingEntry, Transfer
from closing.users.models import User


@transaction.atomic
def mark_booked(entry: ClosingEntry, *, series: str, number: int, actor: User) -> None:
    """Write down that an entry was booked by hand, or was seen in the bookkeeping by a person, as which voucher.

    Raises:
        SettledEntryError: it is transferred or deleted, or is being sent right now.
        VoucherTakenError: another entry is that voucher.
    """
    uncertain = ExportItem.objects.filter(entry=entry, state=ExportItem.State.UNKNOWN)
    item = uncertain.filter(batch__state=ExportBatch.State.ENDED).select_related("entry__fiscal_year").first()
    if item is None:
        if entry.status == ClosingEntry.Status.TRANSFERRING:
            raise SettledEntryError
        voucher = transfers.BookedAs(Transfer.Way.BY_HAND, series, number)
        transfers.book(entry, voucher, actor=actor, leaving=(ClosingEntry.Status.NOT_TRANSFERRED,))
    elif not settling.found(item, (number,), actor=actor, way=Transfer.Way.BY_HAND, series=series):
        item.refresh_from_db(fields=["state"])
        raise VoucherTakenError if item.state == ExportItem.State.UNKNOWN else SettledEntryError
