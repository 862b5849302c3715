"""What the pages of an import show: how it stands, what it asks, what was found; and what it changed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.cache import cache
from django.forms import Form
from django.http import QueryDict
from django.urls import reverse

from closing.books.changes import Changes, between, locked_spans
from closing.books.models import Books
from closing.engagements.access import EngagementRequest
from closing.engagements.models import FiscalYear
from closing.importing.findings import Severity
from closing.importing.forms import ColumnsForm, EncodingForm, ImportForm
from closing.importing.models import ImportFinding, ImportRun
from closing.importing.reading import MAX_FILE_BYTES
from closing.importing.sources import DataSource, SourceConnection
from closing.importing.texts.report import decisions, question, report


@dataclass(frozen=True, slots=True)
class Sent:
    """A form of the page as it was sent, when it is to be shown again with what is wrong in it."""

    accept: Form | None = None
    columns: Form | None = None
    encoding: Form | None = None

    @property
    def is_wrong(self) -> bool:
        """Say whether something is to be corrected."""
        return any(form and form.errors for form in (self.accept, self.columns, self.encoding))


@dataclass(frozen=True, slots=True)
class Dialog:
    """The form that begins an import, on whatever page it stands.

    Attributes:
        source: where the books come from.
        form: what is sent.
        connection: the connection the source needs; None when it needs none.
        page_before: a page to visit instead; empty when there is none.
        action: where the form is sent: to connect first, when there is no connection that can be used.
        max_bytes: how large a file may be.
    """

    source: DataSource
    form: ImportForm
    connection: SourceConnection | None
    page_before: str
    action: str
    max_bytes: int = MAX_FILE_BYTES

    @property
    def connects(self) -> bool:
        """Say whether the form leads to the source's own login first."""
        return self.connection is not None and not self.connection.is_usable


def dialog(request: EngagementRequest, source: DataSource, form: ImportForm | None = None) -> Dialog:
    """Gather the form that begins an import; one that was sent and refused is shown again."""
    engagement, user = request.engagement, request.user
    connection = source.connection(engagement, user)
    begins = reverse("importing:start", args=[engagement.pk])
    return Dialog(
        source,
        form or ImportForm(engagement=engagement, source=source, year=request.fiscal_year),
        connection,
        source.connect_url(engagement, user) or "",
        connection.connect_url if connection and not connection.is_usable else begins,
    )


def run_page(run: ImportRun, sent: Sent, *, may_work: bool) -> dict[str, Any]:
    """Gather what the page of an import shows.

    Args:
        run: the import.
        sent: a form that was sent and refused.
        may_work: whether the reader may import, and so answer.
    """
    files = list(run.files.select_related("fiscal_year", "made_from"))
    findings = list(run.findings.select_related("file"))
    is_waiting = run.outcome == ImportRun.State.WAITING
    asked = question(findings, run.accepted) if is_waiting else None
    # While the decisions stand in a form they need not stand in the report too.
    told = [one for one in findings if not (is_waiting and may_work and one.severity == Severity.DECISION)]
    return {
        "run": run,
        "files": files,
        "has_before": _has_before(run),
        "has_encodings": any(file.encoding for file in files),
        "sections": report(told, names_files=len(files) > 1),
        "asks": decisions(findings, run.accepted) if is_waiting else [],
        "accept_form": sent.accept,
        "question": asked,
        "columns_form": sent.columns or (columns_form(asked) if asked else None),
        "encoding_form": sent.encoding or EncodingForm(run=run),
        "may_work": may_work,
    }


def _has_before(run: ImportRun) -> bool:
    """Say whether the books of the import can be compared with those before them."""
    imported = run.files.values("snapshot")
    return Books.objects.filter(current__in=imported, previous__isnull=False).exists()


def columns_form(asked: ImportFinding, data: QueryDict | None = None) -> ColumnsForm:
    """Make the form that asks which column is which."""
    return ColumnsForm(data, headings=asked.facts["headings"], places=asked.facts["places"])


CHANGES_KEPT_FOR = timedelta(days=30)
"""How long a comparison is remembered; of the largest books one takes three seconds to make."""


@dataclass(frozen=True, slots=True)
class YearChanges:
    """What an import changed in the books of one year.

    Attributes:
        year: the fiscal year.
        is_first: there were no books before.
        is_outdated: a later import has taken the place of this one, and what was before it is no longer kept.
        changes: what changed; None in the two cases above.
    """

    year: FiscalYear
    is_first: bool = False
    is_outdated: bool = False
    changes: Changes | None = None


def year_changes(run: ImportRun) -> Iterator[YearChanges]:
    """Compare the books of each year of an import with those before it."""
    for file in run.files.exclude(fiscal_year=None).select_related("fiscal_year"):
        year = file.fiscal_year
        books = Books.objects.filter(fiscal_year=year).select_related("current", "previous").first()
        if year is None or books is None or books.current_id != file.snapshot_id:
            if year:
                yield YearChanges(year, is_outdated=True)
        elif books.previous is None:
            yield YearChanges(year, is_first=True)
        else:
            yield YearChanges(year, changes=_compared(books, year))


def _compared(books: Books, year: FiscalYear) -> Changes | None:
    """Compare, or remember a comparison; snapshots do not change, but periods may be locked in between."""
    if books.previous is None:
        return None
    locked = locked_spans(year)
    key = f"changes:{books.previous_id}:{books.current_id}:" + ",".join(str(span.start) for span in locked)
    known: Changes | None = cache.get(key)
    if known is None:
        known = between(books.previous, books.current, locked=locked)
        cache.set(key, known, CHANGES_KEPT_FOR.total_seconds())
    return known
