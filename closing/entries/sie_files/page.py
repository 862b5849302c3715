"""What the pages of the files show: the entries that can go into one, the files made before, the adjusted books."""

from dataclasses import dataclass

from django.utils import timezone

from closing.books.models import Books, Snapshot
from closing.engagements.models import Engagement, FiscalYear
from closing.entries.models import ClosingEntry
from closing.entries.sie_files import large_books
from closing.entries.sie_files.adjusted_books import series_beside
from closing.entries.sie_files.forms import Offered
from closing.entries.sie_files.models import EntryFile, FiledEntry
from closing.entries.sie_files.texts import CHIPS, already_in, left_over
from closing.jobs.models import Job

Kind = ClosingEntry.Kind
State = EntryFile.State
FILES_SHOWN = 50


@dataclass(frozen=True, slots=True)
class EntryChoice:
    """An entry that can go into a file.

    Attributes:
        amount_ore: what it books in debit, in öre.
        notes: that it is in another file already.
    """

    entry: ClosingEntry
    amount_ore: int
    notes: tuple[str, ...]

    @property
    def key(self) -> str:
        """Give its key as it stands in the form."""
        return str(self.entry.pk)


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file made before, with its entries in its order."""

    file: EntryFile
    chip: str
    lines: tuple[FiledEntry, ...]

    @property
    def entries(self) -> str:
        """Name the entries in it."""
        return ", ".join(str(line.entry) for line in self.lines)

    @property
    def series(self) -> str:
        """Name the series it uses."""
        kinds = dict.fromkeys(line.entry.kind for line in self.lines)
        return ", ".join(dict.fromkeys(self.file.series_by_kind[kind] for kind in kinds))

    @property
    def left(self) -> tuple[str, ...]:
        """Say of each entry that was not marked why, and what to do."""
        return tuple(filter(None, map(left_over, self.lines)))

    @property
    def is_waiting(self) -> bool:
        """Say whether it has not been told what became of it."""
        return self.file.state == State.MADE

    @property
    def may_be_confirmed(self) -> bool:
        """Say whether there is an entry to mark."""
        waiting = any(line.outcome != FiledEntry.Outcome.MARKED for line in self.lines)
        return self.file.state != State.WITHDRAWN and waiting


@dataclass(frozen=True, slots=True)
class Adjusted:
    """The adjusted books as they can be downloaded.

    Attributes:
        has_vouchers: the books have vouchers, so that it is a SIE 4E.
        series: the series of the entries, by kind.
        is_large: a job makes the file.
        job: the one that makes it or made it.
        is_ready: the file it made can be downloaded.
    """

    has_vouchers: bool
    series: dict[str, str]
    is_large: bool = False
    job: Job | None = None
    is_ready: bool = False

    @property
    def avoids(self) -> bool:
        """Say whether V or S is taken by the books."""
        return any(kind != series for kind, series in self.series.items())


def choices_of(year: FiscalYear) -> tuple[EntryChoice, ...]:
    """List the entries of a year that can go into a file, V before S."""
    entries = ClosingEntry.objects.filter(fiscal_year=year, status=ClosingEntry.Status.NOT_TRANSFERRED)
    found = list(entries.order_by("-kind", "number").prefetch_related("rows"))
    filed = FiledEntry.objects.filter(entry__in=entries).exclude(file__state=State.WITHDRAWN)
    notes: dict[object, list[str]] = {}
    for line in filed.select_related("file", "entry").defer("file__content").order_by("file__created_at"):
        notes.setdefault(line.entry_id, []).append(already_in(line.entry, line.file))
    return tuple(EntryChoice(one, _debit(one), tuple(notes.get(one.pk, ()))) for one in found)


def offered(year: FiscalYear, choices: tuple[EntryChoice, ...]) -> Offered:
    """Say what the form begins with: every entry that is in no file, the series chosen last."""
    files = EntryFile.objects.filter(fiscal_year__engagement=year.engagement_id).defer("content")
    last = files.first()
    return Offered(
        entries=[one.entry.pk for one in choices],
        chosen=[one.entry.pk for one in choices if not one.notes],
        series=last.series_by_kind if last else {kind.value: kind.value for kind in Kind},
        seen=EntryFile.objects.filter(fiscal_year=year).count(),
    )


def files_of(year: FiscalYear) -> tuple[FileLine, ...]:
    """List the files made for a year, the latest first."""
    files = EntryFile.objects.filter(fiscal_year=year).defer("content").select_related("created_by", "settled_by")
    return tuple(line_of(one) for one in files.prefetch_related("lines__entry")[:FILES_SHOWN])


def line_of(file: EntryFile) -> FileLine:
    """Show a file with its entries."""
    return FileLine(file, CHIPS[file.state], tuple(file.lines.all()))


def current_books(year: FiscalYear) -> Snapshot | None:
    """Give the books of a year as they were imported last."""
    books = Books.objects.filter(fiscal_year=year).select_related("current__fiscal_year__engagement").first()
    return books.current if books else None


def adjusted_of(year: FiscalYear, snapshot: Snapshot | None) -> Adjusted | None:
    """Say how the adjusted books can be downloaded; None when there are no books."""
    if snapshot is None:
        return None
    is_large = large_books.is_large(snapshot)
    job = large_books.latest(year, snapshot) if is_large else None
    is_ready = not is_large or large_books.file_of(job) is not None
    return Adjusted(snapshot.has_vouchers, series_beside(snapshot.series), is_large, job, is_ready)


def series_of(snapshot: Snapshot | None) -> list[str]:
    """List the series of the books, to choose from."""
    return [series for series in snapshot.series if series] if snapshot else []


def file_name(engagement: Engagement, file: EntryFile) -> str:
    """Name a file as it is downloaded: company, year, when it was made."""
    made = timezone.localtime(file.created_at)
    of_year = f"{engagement.organisation_number}-{file.fiscal_year.end:%Y%m%d}"
    return f"bokslutsverifikationer-{of_year}-{made:%Y%m%d%H%M}.si"


def adjusted_name(engagement: Engagement, year: FiscalYear) -> str:
    """Name the adjusted books as they are downloaded."""
    return f"justerad-bokforing-{engagement.organisation_number}-{year.end:%Y%m%d}.se"


def _debit(entry: ClosingEntry) -> int:
    return sum(row.amount_ore for row in entry.rows.all() if row.amount_ore > 0)
