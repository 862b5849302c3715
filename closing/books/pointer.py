"""Which snapshot counts for a fiscal year."""

from django.db import transaction
from django.utils import timezone

from closing.books.errors import SnapshotNotReadyError
from closing.books.models import Books, Snapshot
from closing.engagements.models import FiscalYear


def current_books(fiscal_year: FiscalYear) -> Snapshot | None:
    """Give the snapshot that counts for a year; None when nothing is imported."""
    books = Books.objects.select_related("current__fiscal_year").filter(fiscal_year=fiscal_year).first()
    return books.current if books else None


def flip_books(fiscal_year: FiscalYear, snapshot: Snapshot) -> Books:
    """Let the snapshot count for the year from now on.

    Called inside the transaction that ends an import. The snapshot that counted is kept as the previous one, until the
    next import; the one before that is marked to be swept. Flipping twice to the same snapshot does nothing.

    Raises:
        SnapshotNotReadyError: it is not loaded to the end, was discarded, or is of another year.
    """
    with transaction.atomic():
        FiscalYear.objects.select_for_update().get(pk=fiscal_year.pk)
        ready = Snapshot.objects.filter(pk=snapshot.pk, fiscal_year=fiscal_year, state=Snapshot.State.READY)
        if not ready.exists():
            raise SnapshotNotReadyError(snapshot.pk)
        books = Books.objects.filter(fiscal_year=fiscal_year).first()
        if books is None:
            return Books.objects.create(fiscal_year=fiscal_year, current=snapshot)
        if books.current_id != snapshot.pk:
            _flip(books, snapshot)
        return books


def _flip(books: Books, snapshot: Snapshot) -> None:
    outdated = books.previous_id
    books.previous_id, books.current, books.flipped_at = books.current_id, snapshot, timezone.now()
    books.save()
    if outdated is not None:
        Snapshot.objects.filter(pk=outdated).update(state=Snapshot.State.DISCARDED)
