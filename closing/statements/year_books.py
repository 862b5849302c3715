"""A year's books as the statements see them: every account with its opening and what was booked month by month.

Read from the balances stored at the import; postings are never added up for a page.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Sum

from closing.books.balances import RESULT_TRANSFER_STARTS, Span
from closing.books.models import Account, AccountMapping, Books, PeriodTotal, Snapshot
from closing.engagements.models import FiscalYear, Period
from closing.engagements.organisation import parts
from closing.statements.layout import Line, line_of

Months = Mapping[date, int]
"""The first day of a month to what was booked in it, in öre."""


@dataclass(frozen=True, slots=True)
class Standing:
    """An account and its balances, in öre, debit positive.

    Attributes:
        placed_as: the number it is read by: its reference account when somebody has chosen one, else its own.
    """

    number: str
    placed_as: str
    name: str
    kind: str
    is_balance: bool
    opening_ore: int
    closing_ore: int
    previous_closing_ore: int | None
    posting_count: int
    months: Months

    @property
    def is_result(self) -> bool:
        """Say whether it is one of the accounts whose sum is the result."""
        return not self.is_balance and not self.number.startswith(RESULT_TRANSFER_STARTS)

    @property
    def line(self) -> Line:
        """Give the line it stands on."""
        return line_of(self.placed_as, self.kind, is_balance=self.is_balance)

    @property
    def is_used(self) -> bool:
        """Say whether there is anything on it to look at."""
        return bool(self.posting_count or self.opening_ore or self.closing_ore or any(self.months.values()))

    def booked(self, span: Span) -> int:
        """Add what was booked in a span of months."""
        first = span.start.replace(day=1)
        return sum(ore for month, ore in self.months.items() if first <= month <= span.end)


@dataclass(frozen=True, slots=True)
class YearBooks:
    """The books of a fiscal year.

    Attributes:
        standings: its accounts in the order of their numbers.
        replaced: there were other books for the year before these, and they are still there to compare with.
    """

    year: FiscalYear
    snapshot: Snapshot
    standings: tuple[Standing, ...]
    replaced: bool = False

    @property
    def has_periods(self) -> bool:
        """Say whether months can be told apart."""
        return self.snapshot.has_months

    @property
    def whole(self) -> Span:
        """Give the whole year."""
        return Span(self.year.start, self.year.end)

    def part(self, period: Period) -> Span:
        """Give the months of a period; the whole year when months cannot be told apart."""
        return Span(period.start, period.end) if self.has_periods else self.whole

    def until(self, period: Period) -> Span:
        """Give the months from the beginning of the year to the end of a period."""
        return Span(self.year.start, period.end) if self.has_periods else self.whole

    def result(self, span: Span) -> int:
        """Give the result of a span in öre, profit positive."""
        return -sum(one.booked(span) for one in self.standings if one.is_result)

    def month_results(self) -> dict[date, int]:
        """Give the result of each month of the year in öre, profit positive."""
        return self._sums(one.months for one in self.standings if one.is_result)

    def month_sums(self, line: Line) -> dict[date, int]:
        """Give what each month of the year added to a line of the income statement, in öre, income positive."""
        return self._sums(one.months for one in self.standings if one.line is line)

    def difference(self) -> int:
        """Give how much assets differ from equity, liabilities and result; zero in sound books."""
        return sum(one.closing_ore for one in self.standings)

    def _sums(self, tables: Iterable[Months]) -> dict[date, int]:
        sums = {start.replace(day=1): 0 for start, _end in parts(self.year.start, self.year.end, 1)}
        for months in tables:
            for month, ore in months.items():
                sums[month] -= ore
        return sums


def books_of(year: FiscalYear) -> YearBooks | None:
    """Read the books of a year; None when nothing is imported."""
    pointer = Books.objects.select_related("current").filter(fiscal_year=year).first()
    if pointer is None:
        return None
    snapshot = pointer.current
    snapshot.fiscal_year = year
    return YearBooks(year, snapshot, tuple(_standings(snapshot)), replaced=pointer.previous_id is not None)


def result_of_year(year: FiscalYear) -> int | None:
    """Give the year's result in öre, profit positive; None when nothing is imported."""
    snapshot = Books.objects.filter(fiscal_year=year).values_list("current", flat=True).first()
    if snapshot is None:
        return None
    accounts = Account.objects.filter(snapshot=snapshot, is_balance=False)
    for start in RESULT_TRANSFER_STARTS:
        accounts = accounts.exclude(number__startswith=start)
    return -(accounts.aggregate(sum=Sum("closing_ore"))["sum"] or 0)


def _standings(snapshot: Snapshot) -> Iterator[Standing]:
    booked, chosen = _booked(snapshot), _reference_accounts(snapshot)
    for account in Account.objects.filter(snapshot=snapshot).order_by("number"):
        yield Standing(
            account.number,
            chosen.get(account.number, account.number),
            account.name,
            account.kind,
            is_balance=account.is_balance,
            opening_ore=account.opening_ore,
            closing_ore=account.closing_ore,
            previous_closing_ore=account.previous_closing_ore,
            posting_count=account.posting_count,
            months=booked.get(account.pk, {}),
        )


def _reference_accounts(snapshot: Snapshot) -> dict[str, str]:
    mappings = AccountMapping.objects.filter(engagement=snapshot.fiscal_year.engagement_id).exclude(
        reference_account=""
    )
    return dict(mappings.values_list("account_number", "reference_account"))


def _booked(snapshot: Snapshot) -> dict[int, dict[date, int]]:
    """Read what was booked on each account month by month; what lies outside the year is put at its ends."""
    year = snapshot.fiscal_year
    first, last = year.start.replace(day=1), year.end.replace(day=1)
    lowest, highest = snapshot.keys
    net = F("debit_ore") - F("credit_ore")
    totals = PeriodTotal.objects.filter(account_id__gte=lowest, account_id__lte=highest).order_by()
    booked: dict[int, dict[date, int]] = {}
    for account, month, ore in totals.values_list("account_id", "month", net):
        months = booked.setdefault(account, {})
        within = month if first <= month <= last else first if month < first else last
        months[within] = months.get(within, 0) + ore
    return booked
