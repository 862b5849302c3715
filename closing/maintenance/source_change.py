"""Changing where the bookkeeping comes from; everything done so far is kept."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from closing.books.models import Books
from closing.engagements.models import Engagement, FiscalYear
from closing.importing.models import ImportRun
from closing.importing.sources import DataSource, label_of, refusal_of_change, source_of, sources
from closing.maintenance import settings_log
from closing.maintenance.errors import SourceRefusedError
from closing.users.models import User


@dataclass(frozen=True, slots=True)
class SourceChoice:
    """A data source as it can be chosen: `refusal` says why it cannot, and is empty when it can."""

    source: DataSource
    is_current: bool
    refusal: str


def choices(engagement: Engagement) -> list[SourceChoice]:
    """List the data sources in the order of the start guide."""
    current = engagement.data_source
    return [SourceChoice(source, source.key == current, refusal(engagement, source)) for source in sources()]


def change_source(engagement: Engagement, key: str, *, actor: User) -> bool:
    """Change the data source; books, mappings and everything else stay as they are.

    Returns:
        Whether it was another one.

    Raises:
        UnknownSourceError: there is no such source.
        SourceRefusedError: it can be chosen only while an engagement is set up.
    """
    source = source_of(key)
    if words := refusal(engagement, source):
        raise SourceRefusedError(words)
    before = engagement.data_source
    if before == key:
        return False
    with transaction.atomic():
        engagement.data_source = key
        engagement.save(update_fields=["data_source"])
        settings_log.source_changed(engagement, actor, before=before, after=key)
    return True


def name_of(key: str) -> str:
    """Name a data source; one that is no longer there keeps its key, and none is said so."""
    return label_of(key) if key else _("none")


def source_of_books(year: FiscalYear | None) -> str:
    """Give the key of the source the year's books came from; empty when there are none."""
    run = Books.objects.filter(fiscal_year=year).values("current__run_id")
    return ImportRun.objects.filter(pk__in=run).values_list("source", flat=True).first() or ""


def outdated_source(engagement: Engagement, year: FiscalYear | None) -> str:
    """Give the key of the source the books came from when another is chosen by now; empty when they agree."""
    came_from = source_of_books(year)
    return came_from if engagement.data_source and came_from != engagement.data_source else ""


def refusal(engagement: Engagement, source: DataSource) -> str:
    """Say why the engagement cannot change to a source; empty when it can."""
    has_imported = Books.objects.filter(fiscal_year__engagement=engagement).exists()
    current = engagement.data_source or ("books" if has_imported else "")
    return str(refusal_of_change(current, source) or "")
