"""Entries that stand in SI files: whoever sends them otherwise has to know."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from closing.entries.models import ClosingEntry
from closing.entries.sie_files.models import EntryFile, FiledEntry


def in_files(entries: Iterable[ClosingEntry]) -> frozenset[UUID]:
    """Give the keys of those entries that stand in a file which may have been read in."""
    return frozenset(_lines(entries).values_list("entry", flat=True))


def series_filed(entry: ClosingEntry) -> frozenset[str]:
    """Give the voucher series that files which may have been read in give an entry."""
    series = _lines([entry]).values_list("file__series_by_kind", flat=True)
    return frozenset(str(by_kind[entry.kind]) for by_kind in series)


def _lines(entries: Iterable[ClosingEntry]) -> QuerySet[FiledEntry]:
    filed = FiledEntry.objects.filter(entry__in=[entry.pk for entry in entries])
    return filed.exclude(file__state=EntryFile.State.WITHDRAWN).order_by()
