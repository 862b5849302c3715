"""An entry on its way to the bookkeeping: taken out for a transfer, given back, booked there, seen in the books again.

Each verb names the state it leaves, so that of two who do it one is told.
"""

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import F

from closing.activity import log
from closing.activity.events import Code
from closing.activity.models import Event
from closing.entries.errors import ChangedEntryError, SettledEntryError, VoucherTakenError
from closing.entries.models import ClosingEntry, Transfer
from closing.users.models import User

Status = ClosingEntry.Status
RESULTS = {Code.ENTRY_REFUSED: Event.Result.REFUSED, Code.ENTRY_UNCERTAIN: Event.Result.WARNED}
"""How what ended otherwise than it should is shown in the activity log."""


@dataclass(frozen=True, slots=True)
class BookedAs:
    """The voucher an entry became.

    Attributes:
        way: how it came there.
        series: its series; empty while the bookkeeping has not told.
        number: its number in the series and the fiscal year; None while the bookkeeping has not told.
    """

    way: Transfer.Way
    series: str = ""
    number: int | None = None


def take_out(entry: ClosingEntry, *, version: int) -> None:
    """Hold an entry for a transfer: nobody alters it meanwhile. Writes no log; whoever transfers it does.

    Raises:
        SettledEntryError: it is not open to be transferred.
        ChangedEntryError: somebody has written it since it was read.
    """
    waiting = ClosingEntry.objects.filter(pk=entry.pk, status=Status.NOT_TRANSFERRED)
    if not waiting.filter(version=version).update(status=Status.TRANSFERRING, version=F("version") + 1):
        raise ChangedEntryError if waiting.exists() else SettledEntryError
    entry.refresh_from_db()


def give_back(entry: ClosingEntry) -> bool:
    """Let go of an entry that was certainly not booked; say whether it was held."""
    held = ClosingEntry.objects.filter(pk=entry.pk, status=Status.TRANSFERRING)
    return bool(held.update(status=Status.NOT_TRANSFERRED, version=F("version") + 1))


@transaction.atomic
def book(
    entry: ClosingEntry,
    voucher: BookedAs,
    *,
    actor: User | None,
    leaving: tuple[ClosingEntry.Status, ...] = (Status.TRANSFERRING, Status.NOT_TRANSFERRED),
) -> Transfer:
    """Write down that an entry is in the bookkeeping, and as which voucher.

    Args:
        entry: which one.
        voucher: what it became.
        actor: who did it; None for the system.
        leaving: the states in which it may be; whoever does not hold it names those of entries that nobody holds.

    Raises:
        SettledEntryError: it is in none of them.
        VoucherTakenError: another entry is that voucher.
    """
    left = ClosingEntry.objects.filter(pk=entry.pk, status__in=leaving)
    if not left.update(status=Status.TRANSFERRED, version=F("version") + 1):
        raise SettledEntryError
    place = {"series": voucher.series, "number": voucher.number}
    transfer = Transfer(entry=entry, fiscal_year=entry.fiscal_year, way=voucher.way, actor=actor, **place)
    try:
        with transaction.atomic():
            transfer.save(force_insert=True)
    except IntegrityError as error:
        raise VoucherTakenError from error
    by_hand = voucher.way == Transfer.Way.BY_HAND
    log_entry(entry, Code.ENTRY_MARKED_BOOKED if by_hand else Code.ENTRY_TRANSFERRED, actor, voucher=str(transfer))
    return transfer


def log_entry(entry: ClosingEntry, code: Code, actor: User | None, **facts: str) -> None:
    """Write a line about an entry in the activity log."""
    engagement = entry.fiscal_year.engagement
    log.record(
        code,
        agency=engagement.agency,
        engagement=engagement,
        actor=actor,
        facts={"entry": str(entry), "text": entry.text, "year": str(entry.fiscal_year), **facts},
        result=RESULTS.get(code, Event.Result.DONE),
        object_type="closing_entry",
        object_id=str(entry.pk),
    )
