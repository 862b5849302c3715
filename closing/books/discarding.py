"""Takes snapshots away that no books point at, a little at a time, so that no writer waits."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import models, transaction
from django.db.models import Min, Q
from django.utils import timezone

from closing.books.errors import SnapshotInUseError
from closing.books.models import (
    Account,
    BookObject,
    Books,
    Dimension,
    LedgerLeaf,
    ObjectList,
    PeriodTotal,
    Posting,
    PostingDetail,
    Snapshot,
    StruckPosting,
    Voucher,
)
from closing.books.storing.tables import Load, long_load
from closing.engagements.models import FiscalYear
from closing.jobs.progress import Progress

ROWS_IN_A_TRANSACTION = 12_000
"""Rows deleted at a time; with their index entries that takes some hundredths of a second."""

LOAD_SILENT_FOR = timedelta(minutes=15)
"""A load writes several times a second; one that has been silent for so long is dead."""

READY_UNUSED_FOR = timedelta(days=1)
"""An import flips to its snapshot soon after it is ready; one that waits for so long has been forgotten."""

_TABLES: tuple[tuple[type[models.Model], str], ...] = (
    (Posting, "id"),
    (PostingDetail, "posting_id"),
    (StruckPosting, "id"),
    (Voucher, "id"),
    (ObjectList, "id"),
    (LedgerLeaf, "id"),
    (PeriodTotal, "account_id"),
    (Account, "id"),
)
"""The tables whose rows are found by the keys of the snapshot, in the order in which they can be emptied."""


def discard(snapshot: Snapshot, *, check: Callable[[], None] = lambda: None) -> None:
    """Delete a snapshot and all its rows; one that was deleted in part is deleted to the end.

    Args:
        snapshot: what goes.
        check: called between transactions; it may raise to stop, and the rest goes another time.

    Raises:
        SnapshotInUseError: the books of a year point at it.
    """
    with transaction.atomic():
        if Books.objects.filter(current=snapshot).exists():
            raise SnapshotInUseError(snapshot.pk)
        Snapshot.objects.filter(pk=snapshot.pk).update(state=Snapshot.State.DISCARDED)
        Books.objects.filter(previous=snapshot).update(previous=None)
    with long_load() as load:
        for model, key in _TABLES:
            _empty(snapshot, model, key=key, load=load, check=check)
    with transaction.atomic():
        BookObject.objects.filter(dimension__snapshot=snapshot).delete()
        Dimension.objects.filter(snapshot=snapshot).delete()
        Snapshot.objects.filter(pk=snapshot.pk).delete()


def forget(fiscal_year: FiscalYear) -> None:
    """Take all books of a year away: it is then as if nothing had been imported."""
    Books.objects.filter(fiscal_year=fiscal_year).delete()
    for snapshot in Snapshot.objects.filter(fiscal_year=fiscal_year):
        discard(snapshot)


def leftovers(now: datetime) -> list[Snapshot]:
    """List the snapshots that nothing will point at: discarded, or left behind by an import that died."""
    unused = Snapshot.objects.exclude(pk__in=Books.objects.values("current")).exclude(
        pk__in=Books.objects.filter(previous__isnull=False).values("previous")
    )
    states = Snapshot.State
    return list(
        unused.filter(
            Q(state=states.DISCARDED)
            | Q(state=states.LOADING, touched_at__lt=now - LOAD_SILENT_FOR)
            | Q(state=states.READY, touched_at__lt=now - READY_UNUSED_FOR)
        ).order_by("pk")
    )


def sweep(now: datetime, *, check: Callable[[], None] = lambda: None) -> int:
    """Delete all leftovers, and tell how many there were."""
    found = leftovers(now)
    for snapshot in found:
        discard(snapshot, check=check)
    return len(found)


def work(progress: Progress) -> dict[str, int]:
    """Sweep as a job, run now and then."""
    return {"discarded": sweep(timezone.now(), check=progress.check)}


def _empty(snapshot: Snapshot, model: type[models.Model], *, key: str, load: Load, check: Callable[[], None]) -> None:
    """Delete the snapshot's rows of one table, a run of keys at a time."""
    first, last = snapshot.keys
    every = model._default_manager.all()  # noqa: SLF001 -- Django's documented model API
    rows = every.filter(**{f"{key}__gte": first, f"{key}__lte": last})
    while (lowest := rows.aggregate(lowest=Min(key))["lowest"]) is not None:
        with transaction.atomic():
            rows.filter(**{f"{key}__lt": lowest + ROWS_IN_A_TRANSACTION}).delete()
        load.after_transaction()
        check()
