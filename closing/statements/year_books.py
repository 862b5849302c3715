"""A year's books as the statements see them: every account with its opening and what was booked month by month.

Read from the balances stored at the import, and from the rows of the closing entries, which are few; postings are never
added up for a page.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from django.db.models import F, QuerySet, Sum

from closing.books.balances import RESULT_TRANSFER_STARTS, Span
from closing.books.models import Account, AccountMapping, Books, PeriodTotal, Snapshot
from closing.books.reference_accounts import reference_accounts
from closing.engagements.models import FiscalYear, Period
from closing.engagements.organisation import parts
from closing.entries.adjusted import Booked, booked, named, sums
from closing.statements.layout import Line, line_of

KINDS = {"1": "T", "2": "S", "3": "I"}
"""The type of an account by the first digit of its number in the BAS chart; the rest are costs.

Source: the SIE standard, #KTYP; the classes of the BAS chart.
"""
BALANCE_KINDS = "TS"

Months = Mapping[date, int]
"""The first day of a month to what was booked in it, in öre."""


@dataclass(frozen=True, slots=True)
class Standing:
    """An account and its balances, in öre, debit positive.

    Attributes:
        placed_as: the number it is read by: its reference account when somebody has chosen one, else its own.
        closing_ore: with what closing entries book, as `months` are too.
        entered: what closing entries booked on it month by month.
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
    entered: Months = field(default_factory=dict)

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
        is_booked = self.posting_count or self.entered or any(self.months.values())
        return bool(is_booked or self.opening_ore or self.closing_ore)

    def booked(self, span: Span) -> int:
        """Add what was booked in a span of months, in the books and by closing entries."""
        return _within(self.months, span)

    def entered_in(self, span: Span) -> int:
        """Add what closing entries alone booked in a span of months."""
        return _within(self.entered, span)

    def with_entries(self, entered: Months) -> "Standing":
        """Give it with what closing entries book on it month by month."""
        months = {month: self.months.get(month, 0) + entered.get(month, 0) for month in {*self.months, *entered}}
        return replace(self, months=months, entered=entered, closing_ore=self.closing_ore + sum(entered.values()))


@dataclass(frozen=True, slots=True)
class YearBooks:
    """The books of a fiscal year.

    Attributes:
        standings: its accounts in the order of their numbers, closing entries counted in.
        entries: the names of the closing entries that are counted in; empty when there are none.
        replaced: there were other books for the year before these, and they are still there to compare with.
    """

    year: FiscalYear
    snapshot: Snapshot
    standings: tuple[Standing, ...]
    replaced: bool = False
    entries: str = ""

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
    entered = booked(year)
    standings = tuple(_adjusted(_standings(snapshot), _by_month(entered, year)))
    is_replaced = pointer.previous_id is not None
    return YearBooks(year, snapshot, standings, replaced=is_replaced, entries=named(entered))


def result_of_year(year: FiscalYear) -> int | None:
    """Give the year's result in öre, closing entries counted in, profit positive; None when nothing is imported."""
    snapshot = Books.objects.filter(fiscal_year=year).values_list("current", flat=True).first()
    if snapshot is None:
        return None
    accounts = Account.objects.filter(snapshot=snapshot)
    income = accounts.filter(is_balance=False)
    for start in RESULT_TRANSFER_STARTS:
        income = income.exclude(number__startswith=start)
    return -(income.aggregate(sum=Sum("closing_ore"))["sum"] or 0) - _entered_result(year, accounts)


def _entered_result(year: FiscalYear, accounts: QuerySet[Account]) -> int:
    """Add what closing entries book on the accounts whose sum is the result, in öre, debit positive."""
    entered = sums(year)
    if not entered:
        return 0
    is_balance = {number: _kind(number) in BALANCE_KINDS for number in entered}
    is_balance |= dict(accounts.filter(number__in=entered).values_list("number", "is_balance"))
    result = (number for number in entered if not is_balance[number] and not number.startswith(RESULT_TRANSFER_STARTS))
    return sum(entered[number] for number in result)


def _adjusted(standings: Iterable[Standing], entered: Mapping[str, Months]) -> Iterator[Standing]:
    """Give the accounts of the books and those that closing entries alone have booked on, with what they book."""
    of_books = {one.number: one for one in standings}
    for number in sorted({*of_books, *entered}):
        one = of_books.get(number) or _of_reference(number)
        yield one.with_entries(entered[number]) if number in entered else one


def _standings(snapshot: Snapshot) -> Iterator[Standing]:
    months, chosen = _booked(snapshot), _reference_accounts(snapshot)
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
            months=months.get(account.pk, {}),
        )


def _of_reference(number: str) -> Standing:
    """Give an account that the books do not have, under the name it has in the BAS chart."""
    name, kind = reference_accounts().get(number, ""), _kind(number)
    return Standing(
        number,
        number,
        name,
        kind,
        is_balance=kind in BALANCE_KINDS,
        opening_ore=0,
        closing_ore=0,
        previous_closing_ore=None,
        posting_count=0,
        months={},
    )


def _kind(number: str) -> str:
    return KINDS.get(number[:1], "K")


def _by_month(entered: Iterable[Booked], year: FiscalYear) -> dict[str, dict[date, int]]:
    """Add up what entries book on each account month by month."""
    by_account: dict[str, dict[date, int]] = {}
    for one in entered:
        months = by_account.setdefault(one.account, {})
        month = _clamped(one.day, year)
        months[month] = months.get(month, 0) + one.amount_ore
    return by_account


def _clamped(day: date, year: FiscalYear) -> date:
    """Give the month of a day; what lies outside the year is put at its ends."""
    return min(max(day, year.start), year.end).replace(day=1)


def _within(months: Months, span: Span) -> int:
    first = span.start.replace(day=1)
    return sum(ore for month, ore in months.items() if first <= month <= span.end)


def _reference_accounts(snapshot: Snapshot) -> dict[str, str]:
    mappings = AccountMapping.objects.filter(engagement=snapshot.fiscal_year.engagement_id).exclude(
        reference_account=""
    )
    return dict(mappings.values_list("account_number", "reference_account"))


def _booked(snapshot: Snapshot) -> dict[int, dict[date, int]]:
    """Read what was booked on each account month by month."""
    year = snapshot.fiscal_year
    lowest, highest = snapshot.keys
    net = F("debit_ore") - F("credit_ore")
    totals = PeriodTotal.objects.filter(account_id__gte=lowest, account_id__lte=highest).order_by()
    by_account: dict[int, dict[date, int]] = {}
    for account, month, ore in totals.values_list("account_id", "month", net):
        months = by_account.setdefault(account, {})
        within = _clamped(month, year)
        months[within] = months.get(within, 0) + ore
    return by_account
