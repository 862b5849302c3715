"""The two statements for a period: their columns chosen, their rows reckoned."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from closing.books.chosen_period import period_label
from closing.engagements.models import FiscalYear, Period
from closing.statements.columns import Amounts, Change, Column, booked, closed_last_year, opening, standing_at
from closing.statements.comparison import Comparison, LastYear, last_year, period_before
from closing.statements.sheets import AccountUrl, Row, Statement, balance_rows, income_rows, listed
from closing.statements.year_books import Standing, YearBooks, books_of

PLACE_OF_NUMBER = "ACCOUNT-NUMBER"
CLOSING = 2
"""Where the closing balances stand among the columns of a balance sheet."""


@dataclass(frozen=True, slots=True)
class Page:
    """A statement to be shown: the labels of its columns, its rows, and what does not add up.

    Attributes:
        difference_ore: assets less equity and liabilities at the end of the period; zero in sound books.
        entries: the names of the closing entries that are counted in.
    """

    labels: list[str]
    rows: list[Row]
    has_periods: bool
    difference_ore: int = 0
    entries: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the reader asked for."""

    period: Period
    comparison: Comparison = Comparison.YEAR
    with_accounts: bool = True


def income_page(year: FiscalYear, wanted: Wanted) -> Page | None:
    """Make the income statement of a period; None when nothing is imported."""
    books = books_of(year)
    if books is None:
        return None
    before = last_year(year, wanted.period) if wanted.comparison == Comparison.YEAR else None
    columns = _income_columns(books, wanted, before)
    accounts = [one for one in listed(books, before.books if before else None) if one.is_result]
    statement = Statement(columns, accounts, url=account_url(year), with_accounts=wanted.with_accounts)
    return Page([column.label for column in columns], income_rows(statement), books.has_periods, entries=books.entries)


def balance_page(year: FiscalYear, wanted: Wanted) -> Page | None:
    """Make the balance sheet at the end of a period; None when nothing is imported."""
    books = books_of(year)
    if books is None:
        return None
    before = last_year(year, wanted.period) if wanted.comparison == Comparison.YEAR else None
    columns = _balance_columns(books, wanted, before)
    accounts = listed(books, before.books if before else None)
    on_sheet = [one for one in accounts if one.is_balance]
    statement = Statement(columns, on_sheet, url=account_url(year), with_accounts=wanted.with_accounts)
    rows = balance_rows(statement, _unbooked(columns, accounts))
    difference, labels = _sum(columns[CLOSING], accounts), [column.label for column in columns]
    return Page(labels, rows, books.has_periods, difference, books.entries)


def account_url(year: FiscalYear) -> AccountUrl:
    """Give the function that knows the page of an account; an address is reversed once, not once an amount."""
    patterns: dict[UUID, str] = {}

    def url(column: Amounts, number: str) -> str:
        if column.year is None:
            return ""
        if column.year not in patterns:
            patterns[column.year] = reverse(
                "statements:account", args=[year.engagement_id, column.year, PLACE_OF_NUMBER]
            )
        days = f"?since={column.first}&until={column.last}" if column.first and column.last else ""
        return patterns[column.year].replace(PLACE_OF_NUMBER, quote(number, safe="")) + days

    return url


def _income_columns(books: YearBooks, wanted: Wanted, before: LastYear | None) -> list[Column]:
    so_far = booked(_("Accumulated"), books, books.until(wanted.period))
    if _is_whole(books, wanted.period):
        so_far = booked(str(books.year), books, books.until(wanted.period))
        return [so_far, *_compared(_("Previous year"), books, before)]
    part = booked(period_label(wanted.period), books, books.part(wanted.period))
    if wanted.comparison == Comparison.PERIOD:
        return [part, *_part_before(books, wanted.period), so_far]
    if before is None or before.books is None or before.part is None:
        compared = _compared(_("Accumulated last year"), books, before)
        return [part, so_far, *_shifted(compared, 1)]
    part_then = booked(_("Same period last year"), before.books, before.part)
    compared = _compared(_("Accumulated last year"), books, before)
    return [part, part_then, so_far, *_shifted(compared, 2)]


def _balance_columns(books: YearBooks, wanted: Wanted, before: LastYear | None) -> list[Column]:
    until = books.until(wanted.period)
    closing = standing_at(_("Closing %(date)s") % {"date": until.end}, books, until)
    opened = opening(_("Opening %(date)s") % {"date": books.year.start}, books)
    columns: list[Column] = [opened, booked(_("Movement"), books, until), closing]
    earlier = period_before(books.year, wanted.period) if wanted.comparison == Comparison.PERIOD else None
    if earlier and books.has_periods:
        then = standing_at(_("Closing %(date)s") % {"date": earlier.end}, books, books.until(earlier))
    elif before:
        label = _("Closing %(date)s") % {"date": before.so_far.end}
        then = standing_at(label, before.books, before.so_far) if before.books else closed_last_year(label, books)
    else:
        return columns
    return [*columns, then, Change(_("Difference"), CLOSING, CLOSING + 1)]


def _compared(label: str, books: YearBooks, before: LastYear | None) -> list[Column]:
    """Give the year before in a column, and how much the column in front of it differs."""
    if before is None:
        return []
    then = booked(label, before.books, before.so_far) if before.books else closed_last_year(label, books)
    return [then, Change(_("Difference"), 0, 1), Change(_("Difference %"), 0, 1, in_per_cent=True)]


def _shifted(columns: list[Column], places: int) -> list[Column]:
    return [
        replace(one, of=one.of + places, against=one.against + places) if isinstance(one, Change) else one
        for one in columns
    ]


def _part_before(books: YearBooks, period: Period) -> list[Column]:
    earlier = period_before(books.year, period)
    if earlier is None:
        return []
    then = booked(period_label(earlier), books, books.part(earlier))
    return [then, Change(_("Difference"), 0, 1), Change(_("Difference %"), 0, 1, in_per_cent=True)]


def _is_whole(books: YearBooks, period: Period) -> bool:
    return period.kind == Period.Kind.YEAR_END or not books.has_periods


def _unbooked(columns: Sequence[Column], accounts: Sequence[Standing]) -> list[int | None]:
    """Add up, column by column, the result that no voucher has moved to equity yet."""
    income = [one for one in accounts if not one.is_balance]
    return [_sum(column, income) if isinstance(column, Amounts) else None for column in columns]


def _sum(column: Column, accounts: Sequence[Standing]) -> int:
    return sum(column.by_account.get(one.number, 0) for one in accounts) if isinstance(column, Amounts) else 0
