"""The overview of an engagement: its periods, its last import, its result month by month, what to do next."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from closing.books.balances import Span
from closing.books.chosen_period import month_labels, period_label
from closing.books.models import Account, AccountMapping, Books, Snapshot
from closing.engagements.access import EngagementRequest, Right, has_right
from closing.engagements.models import Engagement, FiscalYear, Period
from closing.importing.sources import DataSource, SourceConnection, chosen_source
from closing.overview.last_import import LastImport, last_import
from closing.overview.next_steps import Situation, Step, next_steps
from closing.statements.layout import NET_SALES
from closing.statements.pictures import BarChart, bar_chart
from closing.statements.year_books import YearBooks, books_of

STATE_CHIPS = {
    Period.State.NOT_STARTED: ("mute", "circle"),
    Period.State.ONGOING: ("good", "time"),
    Period.State.LOCKED: ("mute", "lock"),
    Period.State.PAUSED: ("warn", "pause"),
}
"""The state of a period as a chip and its icon."""


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """A period with what was booked in it; amounts in öre, None when months cannot be told apart."""

    period: Period
    label: str
    chip: str
    icon: str
    sales_ore: int | None
    result_ore: int | None
    accumulated_ore: int | None


@dataclass(frozen=True, slots=True)
class MonthResult:
    """The result of a calendar month, in öre."""

    first: date
    ore: int


@dataclass(frozen=True, slots=True)
class Overview:
    """What the page shows."""

    year: FiscalYear | None
    source: DataSource | None
    connection: SourceConnection | None
    last: LastImport | None
    books: YearBooks | None
    periods: list[PeriodRow]
    locked: int
    months: list[MonthResult]
    chart: BarChart | None
    steps: list[Step]


def overview(request: EngagementRequest, engagement: Engagement) -> Overview:
    """Gather what the page shows."""
    year = request.fiscal_year
    books = books_of(year) if year else None
    rows = list(_rows(year, books)) if year else []
    months = [MonthResult(*pair) for pair in books.month_results().items()] if books and books.has_periods else []
    source, last = chosen_source(engagement), last_import(engagement)
    connection = source.connection(engagement, request.user) if source else None
    situation = Situation(
        engagement,
        year,
        last,
        may_work=has_right(request.membership, Right.WORK),
        has_source=source is not None,
        has_books=books is not None,
        changed_by=books.snapshot.run_id if books and books.replaced else None,
        unconfirmed=unconfirmed_accounts(books.snapshot) if books else 0,
        is_balanced=books is None or not books.difference(),
        connection=connection,
        lacks_last_year=year is not None and _lacks_last_year(year),
    )
    locked = sum(row.period.state == Period.State.LOCKED for row in rows)
    chart = _chart(months)
    return Overview(year, source, connection, last, books, rows, locked, months, chart, next_steps(situation))


def _rows(year: FiscalYear, books: YearBooks | None) -> Iterator[PeriodRow]:
    results = books.month_results() if books else {}
    sales = books.month_sums(NET_SALES) if books else {}
    for period in year.periods.all():
        chip, icon = STATE_CHIPS[Period.State(period.state)]
        label = period_label(period)
        if books is None or not (books.has_periods or period.kind == Period.Kind.YEAR_END):
            yield PeriodRow(period, label, chip, icon, None, None, None)
            continue
        part, so_far = books.part(period), books.until(period)
        yield PeriodRow(
            period, label, chip, icon, _within(sales, part), _within(results, part), _within(results, so_far)
        )


def _within(months: Mapping[date, int], span: Span) -> int:
    return sum(ore for month, ore in months.items() if span.start.replace(day=1) <= month <= span.end)


def _chart(months: list[MonthResult]) -> BarChart | None:
    return bar_chart([(*month_labels(one.first), one.ore) for one in months])


def unconfirmed_accounts(snapshot: Snapshot) -> int:
    """Count the accounts of the books that nobody has said the meaning of."""
    confirmed = AccountMapping.objects.filter(engagement=snapshot.fiscal_year.engagement_id, is_confirmed=True)
    return Account.objects.filter(snapshot=snapshot).exclude(number__in=confirmed.values("account_number")).count()


def _lacks_last_year(year: FiscalYear) -> bool:
    before = year.engagement.fiscal_years.filter(end=year.start - timedelta(days=1)).first()
    return before is not None and not Books.objects.filter(fiscal_year=before).exists()
