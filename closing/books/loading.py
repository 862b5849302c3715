"""Stores the books of a file as a snapshot, in many short transactions.

Nobody sees a snapshot before `pointer.flip_books` points at it. What a crash or a cancelled import leaves behind has no
pointer, and is swept (`discarding`).
"""

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Protocol, TypeVar
from uuid import UUID

from django.utils import timezone

from closing.books.errors import LoadIncompleteError, LoadLostError
from closing.books.models import LedgerLeaf, ObjectList, Posting, PostingDetail, Snapshot, StruckPosting, Voucher
from closing.books.rows import NO_REPAIRS, Repairs, RowMaker, Shipment, Tables
from closing.books.storing.chart import Chart, Reading, Year, chart_of
from closing.books.storing.chart_rows import store_chart, store_objects
from closing.books.storing.tables import Load, long_load, table_of
from closing.engagements.models import FiscalYear
from sie.scanning.batches import Batch

SMALL_FILE_BYTES = 2_000_000
"""To start a process and load numpy in it takes as long as to read and store about this much."""

ROWS_IN_A_BATCH = 20_000
"""Rows that travel at a time; more would take more memory, and fewer more transactions."""

Progress = Callable[[int, int], None]
"""Told how many vouchers and rows have been stored; what it raises stops the load."""


Shaped = TypeVar("Shaped")


class ReadableFile(Reading, Protocol):
    """A file that was read once and can be read again; `sie.Scan` is one."""

    @property
    def size(self) -> int:
        """Its bytes."""

    def batches(self, *, rows: int, objects: bool) -> Iterator[Batch]:
        """Read its vouchers again, here."""

    def shaped_from_process(
        self, shape: Callable[[Iterator[Batch]], Iterator[Shaped]], *, rows: int, objects: bool
    ) -> Iterator[Shaped]:
        """Read its vouchers again and have something made of the batches, in a process of its own."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a snapshot comes from: the name its file was sent under, and the import."""

    name: str = ""
    run_id: UUID | None = None


NOWHERE = Origin()


def store(
    fiscal_year: FiscalYear,
    *,
    reading: ReadableFile,
    origin: Origin = NOWHERE,
    repairs: Repairs = NO_REPAIRS,
    progress: Progress | None = None,
) -> Snapshot:
    """Store a file as a snapshot of the year's books, ready to be flipped to.

    Not to be called inside a transaction: it makes many short ones, so that no other writer waits for it.

    Args:
        fiscal_year: the year the file holds.
        reading: the file as it was read once; its vouchers are read from it a second time.
        origin: where it comes from.
        repairs: what is mended on the way.
        progress: told before each batch, and at the end, how far it has come.

    Raises:
        LoadIncompleteError: the second reading does not come to the figures of the first.
        SieFileError: the file is no longer what it was.
        LoadLostError: somebody discarded the snapshot meanwhile.
    """
    chart = chart_of(reading, Year(fiscal_year.start, fiscal_year.end), openings=repairs.openings)
    snapshot = _begin(fiscal_year, reading, chart=chart, origin=origin, repairs=repairs)
    with _discarded_unless_done(snapshot), long_load() as load:
        accounts = store_chart(snapshot, chart, load=load)
        if repairs.keep_objects:
            store_objects(snapshot, reading)
        maker = RowMaker(snapshot.pk, tables=_tables(), accounts=accounts, repairs=repairs)
        shipments = _shipments(reading, maker, objects=repairs.keep_objects)
        stored = _store_rows(snapshot, shipments, load=load, progress=progress)
        _check(stored, reading)
    return snapshot


@contextmanager
def _discarded_unless_done(snapshot: Snapshot) -> Iterator[None]:
    """Call the snapshot ready at the end of the load; whatever stops the load leaves it to be swept."""
    try:
        yield
        _still_loading(snapshot, state=Snapshot.State.READY, touched_at=timezone.now())
    except BaseException:
        Snapshot.objects.filter(pk=snapshot.pk).update(state=Snapshot.State.DISCARDED)
        raise
    snapshot.state = Snapshot.State.READY


def _begin(fiscal_year: FiscalYear, reading: Reading, *, chart: Chart, origin: Origin, repairs: Repairs) -> Snapshot:
    head, figures = reading.head, reading.figures
    return Snapshot.objects.create(
        fiscal_year=fiscal_year,
        run_id=origin.run_id,
        sietyp=head.sietyp[:2],
        program=" ".join(head.program)[:120],
        generated_on=head.generated,
        source_name=origin.name[:255],
        source_sha256=reading.sha256,
        has_vouchers=figures.vouchers > 0,
        has_months=chart.has_months,
        has_objects=repairs.keep_objects,
        series=sorted({name or repairs.series for name in figures.series}),
        voucher_count=figures.vouchers,
        posting_count=figures.postings,
        debit_ore=figures.debit_ore,
    )


def _tables() -> Tables:
    return Tables(
        vouchers=table_of(Voucher),
        postings=table_of(Posting),
        details=table_of(PostingDetail),
        struck=table_of(StruckPosting),
        object_lists=table_of(ObjectList),
        leaves=table_of(LedgerLeaf),
    )


def _shipments(reading: ReadableFile, maker: RowMaker, *, objects: bool) -> Generator[Shipment, None, None]:
    """Read the file once more: a large one in a process of its own, which a small one is not worth."""
    if reading.size < SMALL_FILE_BYTES:
        yield from maker.shipments(reading.batches(rows=ROWS_IN_A_BATCH, objects=objects))
    else:
        yield from reading.shaped_from_process(maker.shipments, rows=ROWS_IN_A_BATCH, objects=objects)


def _store_rows(
    snapshot: Snapshot, shipments: Generator[Shipment, None, None], *, load: Load, progress: Progress | None
) -> list[int]:
    """Write what comes, while the next is made ready; give vouchers, postings, struck rows and the postings' sum."""
    stored = [0, 0, 0, 0]
    with closing(shipments):
        for blocks, counts in shipments:
            load.settle()
            _still_loading(snapshot, touched_at=timezone.now())
            if progress:
                progress(stored[0], stored[1] + stored[2])
            load.begin(blocks)
            stored = [before + count for before, count in zip(stored, counts, strict=True)]
    load.settle()
    if progress:
        progress(stored[0], stored[1] + stored[2])
    return stored


def _still_loading(snapshot: Snapshot, **changes: object) -> None:
    """Change the snapshot's own row, and find out whether it is still ours to load.

    Raises:
        LoadLostError: it is not.
    """
    loading = Snapshot.objects.filter(pk=snapshot.pk, state=Snapshot.State.LOADING)
    if not loading.update(**changes):
        raise LoadLostError(snapshot.pk)


def _check(stored: Sequence[int], reading: Reading) -> None:
    """Compare what was stored with the first reading.

    Raises:
        LoadIncompleteError: they differ.
    """
    figures = reading.figures
    names = ("vouchers", "postings", "struck", "ore")
    found = dict(zip(names, stored, strict=True))
    expected = [figures.vouchers, figures.postings, figures.struck, sum(figures.movements.values())]
    if list(stored) != expected:
        raise LoadIncompleteError(found, dict(zip(names, expected, strict=True)))
