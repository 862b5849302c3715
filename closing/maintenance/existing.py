"""What an engagement holds today: its years with their books, and its latest imports."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from closing.books.models import Books
from closing.engagements.models import Engagement, FiscalYear, Membership, Period, Role
from closing.importing.models import ImportRun
from closing.maintenance.source_change import name_of

SHOWN_RUNS = 5


@dataclass(frozen=True, slots=True)
class YearLine:
    """A fiscal year and its books; without them only the year and its periods are known.

    Attributes:
        source: name of the source the books came from.
        is_free: the year can be moved or removed: it has no books, and work on it has not begun.
    """

    year: FiscalYear
    period_count: int
    is_free: bool
    imported_at: datetime | None = None
    source: str = ""
    source_key: str = ""
    file: str = ""
    program: str = ""
    vouchers: int = 0
    postings: int = 0


def years_of(engagement: Engagement) -> list[YearLine]:
    """List the fiscal years, the latest first."""
    years = list(engagement.fiscal_years.prefetch_related("periods"))
    books = {one.fiscal_year_id: one for one in Books.objects.filter(fiscal_year__in=years).select_related("current")}
    run_ids = [one.current.run_id for one in books.values() if one.current.run_id]
    sources = dict(ImportRun.objects.filter(pk__in=run_ids).values_list("pk", "source"))
    holding = set(engagement.fiscal_years.filter(snapshots__isnull=False).values_list("pk", flat=True))
    return [_line(year, books.get(year.pk), sources=sources, is_held=year.pk in holding) for year in years]


def members_of(engagement: Engagement) -> list[Membership]:
    """List who sees the engagement: the named members and the administrators, or all of the agency."""
    everyone = engagement.agency.memberships.select_related("user").order_by("user__name", "user__email")
    if not engagement.is_limited:
        return list(everyone)
    return list(everyone.filter(Q(named_engagements__engagement=engagement) | Q(role=Role.ADMINISTRATOR)).distinct())


def latest_runs(engagement: Engagement) -> list[ImportRun]:
    """List the latest imports, each with its files."""
    return list(engagement.import_runs.select_related("created_by", "job").prefetch_related("files")[:SHOWN_RUNS])


def _line(year: FiscalYear, books: Books | None, *, sources: Mapping[UUID, str], is_held: bool) -> YearLine:
    periods = list(year.periods.all())
    is_begun = any(period.state != Period.State.NOT_STARTED for period in periods)
    if books is None:
        return YearLine(year, len(periods), is_free=not is_held and not is_begun)
    snapshot = books.current
    key = sources.get(snapshot.run_id, "") if snapshot.run_id else ""
    return YearLine(
        year=year,
        period_count=len(periods),
        is_free=False,
        imported_at=books.flipped_at,
        source=name_of(key),
        source_key=key,
        file=snapshot.source_name,
        program=snapshot.program,
        vouchers=snapshot.voucher_count,
        postings=snapshot.posting_count,
    )
