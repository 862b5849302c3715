"""What becomes of a year's entries when new books count: the one place where an entry is excluded, or counted again.

Called in the transaction in which the books begin to count. Every move names the state it leaves.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import F
from django.utils import timezone

from closing.activity.events import Code
from closing.books.models import Snapshot
from closing.entries.export import recognised
from closing.entries.models import ClosingEntry, Transfer
from closing.entries.recognition.candidates import candidates
from closing.entries.recognition.matching import Match, Seen, Sought, differing, match
from closing.entries.transfers import log_entry
from closing.users.models import User

Status = ClosingEntry.Status
LONGEST_SERIES = 10
HIGHEST_NUMBER = 2_147_483_647
"""Of a whole number in either database."""
_WITH_VOUCHERS = "4"
"""The SIE type whose files have vouchers, if there are any. Source: SIE 4, #SIETYP."""


class What(StrEnum):
    """What there is to tell of an entry and the books."""

    FOUND = "found"
    DATE_DIFFERS = "date-differs"
    ROWS_DIFFER = "rows-differ"
    TWICE = "twice"
    DELETED = "deleted"
    GONE = "gone"
    NOT_YET = "not-yet"
    NOT_COMPARED = "not-compared"


@dataclass(frozen=True, slots=True)
class Told:
    """Something to tell of an entry.

    Attributes:
        what: it is.
        entry: the entry's number, such as V3.
        year: its fiscal year.
        sought: what it was looked for by.
        match: its vouchers; None when the books have none.
        voucher: series and number of its voucher, now or before.
    """

    what: What
    entry: str
    year: str
    sought: Sought
    match: Match | None = None
    voucher: str = ""


@dataclass(slots=True)
class _NewBooks:
    """The books that begin to count, who imports them, and the vouchers that entries are known to be."""

    snapshot: Snapshot
    actor: User | None
    taken: set[tuple[str, int]]


def hold(snapshots: Iterable[Snapshot]) -> list[ClosingEntry]:
    """Take the entries of the years of books that are about to count, so that nobody alters one meanwhile.

    To be called before the years themselves are taken, and these before the log: whoever writes an entry takes them in
    this order too, so that neither waits for the other.
    """
    years = [snapshot.fiscal_year_id for snapshot in snapshots]
    entries = ClosingEntry.objects.select_for_update(of=("self",)).filter(fiscal_year__in=years)
    related = ("transfer", "fiscal_year__engagement__agency")
    return list(entries.select_related(*related).prefetch_related("rows").order_by("kind", "number", "pk"))


def recognise(
    snapshots: Iterable[Snapshot], entries: Sequence[ClosingEntry], *, actor: User | None
) -> tuple[Told, ...]:
    """Look for the entries of each year among the vouchers of the books that begin to count for it.

    What is found is excluded, whatever the bookkeeping made of it: the books are the truth. What was found before and
    is not there any more counts again. Books without vouchers prove nothing, and change nothing.

    Args:
        snapshots: the books.
        entries: of their years, as `hold` gave them.
        actor: who imports them.

    Returns:
        What there is to tell, in the order of the books and the entries.
    """
    told: list[Told] = []
    for snapshot in snapshots:
        of_year = [(one, _sought(one)) for one in entries if one.fiscal_year_id == snapshot.fiscal_year_id]
        if snapshot.has_vouchers or snapshot.sietyp == _WITH_VOUCHERS:
            told += _recognised(snapshot, of_year, actor=actor)
        else:
            told += [_told(What.NOT_COMPARED, one, by) for one, by in of_year if by.is_transferred]
    return tuple(told)


def _recognised(
    snapshot: Snapshot, entries: Sequence[tuple[ClosingEntry, Sought]], *, actor: User | None
) -> Iterator[Told]:
    if not entries:
        return
    sought = [by for _entry, by in entries]
    found = match(sought, candidates(snapshot, sought))
    books = _NewBooks(snapshot, actor, {(by.series, by.number) for by in sought if by.number is not None})
    for entry, by in entries:
        it = found.get(entry.pk)
        yield from _present(entry, by, it, books=books) if it else _absent(entry, by, books=books)


def _sought(entry: ClosingEntry) -> Sought:
    transfer = _transfer_of(entry)
    return Sought(
        entry.pk,
        entry.marker,
        entry.day,
        tuple(sorted((row.account_number, row.amount_ore) for row in entry.rows.all())),
        is_transferred=entry.status in ClosingEntry.SENT,
        series=transfer.series if transfer else "",
        number=transfer.number if transfer else None,
    )


def _transfer_of(entry: ClosingEntry) -> Transfer | None:
    return getattr(entry, "transfer", None)


def _present(entry: ClosingEntry, sought: Sought, match: Match, *, books: _NewBooks) -> Iterator[Told]:
    """Exclude an entry that the books hold, and tell what of it is not as it was written."""
    if entry.status == Status.DELETED:
        yield _told(What.DELETED, entry, sought, match=match)
        return
    if entry.status != Status.EXCLUDED and not _exclude(entry, sought, match, books=books):
        return
    if entry.status not in ClosingEntry.SENT:
        yield _told(What.FOUND, entry, sought, match=match)
    if match.voucher.day != sought.day:
        yield _told(What.DATE_DIFFERS, entry, sought, match=match)
    if differing(sought, match.voucher):
        yield _told(What.ROWS_DIFFER, entry, sought, match=match)
    if match.others:
        yield _told(What.TWICE, entry, sought, match=match)


def _absent(entry: ClosingEntry, sought: Sought, *, books: _NewBooks) -> Iterator[Told]:
    """Let an entry count again that the books held before; tell of one that they do not hold yet."""
    if entry.status == Status.EXCLUDED and _moved(entry, Status.TRANSFERRED):
        log_entry(entry, Code.ENTRY_MISSED, books.actor)
        yield _told(What.GONE, entry, sought)
    elif entry.status == Status.TRANSFERRED and not _is_older(books.snapshot, _transfer_of(entry)):
        yield _told(What.NOT_YET, entry, sought)


def _told(what: What, entry: ClosingEntry, sought: Sought, *, match: Match | None = None) -> Told:
    transfer = _transfer_of(entry)
    before = str(transfer) if transfer and transfer.number else ""
    return Told(what, str(entry), str(entry.fiscal_year), sought, match, str(match.voucher) if match else before)


def _is_older(snapshot: Snapshot, transfer: Transfer | None) -> bool:
    """Say whether books say of themselves that they were taken out on a day before a transfer."""
    made = snapshot.generated_on
    return bool(made and transfer and made < timezone.localdate(transfer.at))


def _exclude(entry: ClosingEntry, sought: Sought, match: Match, *, books: _NewBooks) -> bool:
    """Let the books count in the entry's place; say whether it still stood as it was read."""
    if not _moved(entry, Status.EXCLUDED):
        return False
    series, number = _place(match.voucher)
    if entry.status == Status.TRANSFERRING:
        numbers = tuple(value for _series, value in map(_place, (match.voucher, *match.others)) if value)
        is_as_sent = match.voucher.day == sought.day and not differing(sought, match.voucher)
        recognised.settle(entry, series, numbers, is_as_sent=is_as_sent)
    if number and (series, number) in books.taken:
        number = None
    _note(entry, series, number, actor=books.actor)
    if number:
        books.taken.add((series, number))
    log_entry(entry, Code.ENTRY_RECOGNISED, books.actor, voucher=str(match.voucher))
    return True


def _note(entry: ClosingEntry, series: str, number: int | None, *, actor: User | None) -> None:
    """Write down which voucher an entry is, unless that was known."""
    if _transfer_of(entry):
        if number:
            Transfer.objects.filter(entry=entry, number=None).update(series=series, number=number)
        return
    is_over_connection = entry.status == Status.TRANSFERRING
    Transfer.objects.create(
        entry=entry,
        fiscal_year=entry.fiscal_year,
        way=Transfer.Way.CONNECTION if is_over_connection else Transfer.Way.FILE,
        series=series,
        number=number,
        actor=actor,
    )


def _place(voucher: Seen) -> tuple[str, int | None]:
    """Give series and number as a transfer keeps them; the standard sets no limit for either."""
    if len(voucher.series) > LONGEST_SERIES:
        return "", None
    return voucher.series, voucher.number_value if 0 < voucher.number_value <= HIGHEST_NUMBER else None


def _moved(entry: ClosingEntry, status: ClosingEntry.Status) -> bool:
    """Move an entry from the state it was read in; `entry` itself keeps telling that state."""
    standing = ClosingEntry.objects.filter(pk=entry.pk, status=entry.status)
    return bool(standing.update(status=status, version=F("version") + 1))
