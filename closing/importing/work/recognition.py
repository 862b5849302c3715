"""The closing entries of the years that an import brings, held against its books; what differs is told."""

from collections.abc import Iterator, Sequence

from closing.books.models import Snapshot
from closing.entries.models import ClosingEntry
from closing.entries.recognition.matching import differing
from closing.entries.recognition.recognising import Told, What, recognise
from closing.importing.catalogue import Code, finding
from closing.importing.findings import LISTED_IN_FACTS, Fact, Finding
from closing.importing.models import ImportRun

_CODES = {
    What.FOUND: Code.ENTRY_FOUND,
    What.DATE_DIFFERS: Code.ENTRY_DATE_DIFFERS,
    What.ROWS_DIFFER: Code.ENTRY_ROWS_DIFFER,
    What.TWICE: Code.ENTRY_BOOKED_TWICE,
    What.DELETED: Code.DELETED_ENTRY_FOUND,
    What.GONE: Code.ENTRY_GONE,
}
_OF_SEVERAL = {What.NOT_YET: Code.ENTRIES_NOT_IN_BOOKS, What.NOT_COMPARED: Code.ENTRIES_NOT_COMPARED}


def recognised(run: ImportRun, stored: Sequence[Snapshot], entries: Sequence[ClosingEntry]) -> tuple[Finding, ...]:
    """Recognise entries among the vouchers of books that begin to count; in the transaction that ends the import.

    Args:
        run: the import.
        stored: its books.
        entries: of their years, as `hold` gave them.
    """
    told = recognise(stored, entries, actor=run.created_by)
    return (*(_of_one(one) for one in told if one.what in _CODES), *_of_several(told))


def _of_one(told: Told) -> Finding:
    return finding(_CODES[told.what], voucher=told.voucher, entry=told.entry, year=told.year, **_facts(told))


def _of_several(told: Sequence[Told]) -> Iterator[Finding]:
    """Tell of the entries of a year together."""
    for what, code in _OF_SEVERAL.items():
        for year in dict.fromkeys(one.year for one in told if one.what == what):
            entries: list[Fact] = [one.entry for one in told if (one.what, one.year) == (what, year)]
            yield finding(code, year=year, entries=entries[:LISTED_IN_FACTS], count=len(entries))


def _facts(told: Told) -> dict[str, Fact]:
    """Gather what the sentence about an entry needs beside its number."""
    if told.match is None:
        return {}
    if told.what == What.DATE_DIFFERS:
        return {"entry_day": str(told.sought.day), "voucher_day": str(told.match.voucher.day)}
    if told.what == What.ROWS_DIFFER:
        accounts: list[Fact] = [[*one] for one in differing(told.sought, told.match.voucher)]
        return {"differing": accounts[:LISTED_IN_FACTS], "count": len(accounts)}
    if told.what == What.TWICE:
        vouchers: list[Fact] = [str(one) for one in (told.match.voucher, *told.match.others)]
        return {"vouchers": vouchers[:LISTED_IN_FACTS], "count": len(vouchers)}
    return {}
