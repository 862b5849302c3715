"""The income statement and the balance sheet: lines of accounts with their sums, ready to be shown."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from closing.statements.columns import Amounts, Change, Column, change, per_cent
from closing.statements.layout import (
    ASSETS,
    EQUITY,
    INCOME,
    LIABILITIES,
    Line,
    Section,
)
from closing.statements.year_books import Standing, YearBooks

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

AccountUrl = Callable[[Amounts, str], str]
"""Gives the page of an account where the postings behind an amount of that column stand; empty when there is none."""


@dataclass(frozen=True, slots=True)
class Cell:
    """An amount of a row in öre, where it leads, or a change in per cent; empty when there is none."""

    ore: int | None = None
    url: str = ""
    percent: Decimal | None = None
    is_percent: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a statement: a section's heading, a line with its sum, an account, a total."""

    kind: str
    label: "StrPromise | str"
    number: str = ""
    cells: tuple[Cell, ...] = ()


class Statement:
    """Puts accounts on lines, and adds them up column by column."""

    def __init__(
        self, columns: Sequence[Column], accounts: Iterable[Standing], *, url: AccountUrl, with_accounts: bool
    ) -> None:
        self.columns = columns
        self._url = url
        self._with_accounts = with_accounts
        self._on_line: dict[str, list[Standing]] = {}
        for account in accounts:
            if any(self._values([account.number])):
                self._on_line.setdefault(account.line.code, []).append(account)

    def section(self, section: Section, sign: int) -> Iterator[Row]:
        """Give the rows of a section's lines; nothing when no account of them has an amount."""
        lines = [line for line in section.lines if self._on_line.get(line.code)]
        if not lines:
            return
        if len(section.lines) > 1:
            yield Row("section", section.label)
        for line in lines:
            yield from self._line(line, sign)

    def total(self, label: "StrPromise", sections: Sequence[Section], sign: int, *, kind: str = "total") -> Row:
        """Give the sum of sections."""
        return Row(kind, label, cells=self.cells(self.sum_of(sections), sign))

    def sum_of(self, sections: Sequence[Section]) -> list[int | None]:
        """Add up sections, debit positive."""
        codes = [line.code for section in sections for line in section.lines]
        return self._values([account.number for code in codes for account in self._on_line.get(code, ())])

    def cells(self, values: list[int | None], sign: int, account: str = "") -> tuple[Cell, ...]:
        """Set a row's sums of the amount columns into its cells, and reckon the others from them."""
        signed = [None if value is None else value * sign for value in values]
        return tuple(
            self._cell(column, place, values=signed, account=account) for place, column in enumerate(self.columns)
        )

    def _line(self, line: Line, sign: int) -> Iterator[Row]:
        accounts = self._on_line[line.code]
        yield Row("line", line.label, cells=self.cells(self._values([one.number for one in accounts]), sign))
        if self._with_accounts:
            for one in accounts:
                yield Row("account", one.name, one.number, self.cells(self._values([one.number]), sign, one.number))

    def _values(self, numbers: Sequence[str]) -> list[int | None]:
        return [
            sum(column.by_account.get(number, 0) for number in numbers) if isinstance(column, Amounts) else None
            for column in self.columns
        ]

    def _cell(self, column: Column, place: int, *, values: list[int | None], account: str) -> Cell:
        if isinstance(column, Change):
            if column.in_per_cent:
                return Cell(percent=per_cent(column, values), is_percent=True)
            return Cell(change(column, values))
        return Cell(values[place], self._url(column, account) if account in column.by_account else "")


def listed(*books: YearBooks | None) -> list[Standing]:
    """List the accounts of several years' books once each, in the order of their numbers; the first name holds."""
    accounts: dict[str, Standing] = {}
    for one in (one for year in books if year for one in year.standings):
        accounts.setdefault(one.number, one)
    return [accounts[number] for number in sorted(accounts)]


def income_rows(statement: Statement) -> list[Row]:
    """Give the rows of an income statement; income positive, and every sum of all that stands above it."""
    rows: list[Row] = []
    for place, section in enumerate(INCOME, start=1):
        found = list(statement.section(section, -1))
        rows += found
        is_last = place == len(INCOME)
        if found or is_last:
            summed = INCOME[:place] if section.is_running else (section,)
            rows.append(statement.total(section.total, summed, -1, kind="grand" if is_last else "total"))
    return rows


def balance_rows(statement: Statement, unbooked: list[int | None]) -> list[Row]:
    """Give the rows of a balance sheet; assets positive, and equity and liabilities too.

    Args:
        statement: the balance accounts on their lines.
        unbooked: for every column the result that no voucher has moved to equity yet, debit positive.
    """
    rows = [Row("heading", _("Assets"))]
    for section in ASSETS:
        rows += _with_total(statement, section, 1)
    rows += [statement.total(_("Total assets"), ASSETS, 1, kind="grand"), Row("heading", _("Equity and liabilities"))]
    rows += statement.section(EQUITY, -1)
    if any(unbooked):
        rows.append(Row("unbooked", _("Calculated result (not booked)"), cells=statement.cells(unbooked, -1)))
    rows.append(Row("total", EQUITY.total, cells=statement.cells(_added(statement.sum_of([EQUITY]), unbooked), -1)))
    for section in LIABILITIES:
        rows += _with_total(statement, section, -1)
    owed = _added(statement.sum_of([EQUITY, *LIABILITIES]), unbooked)
    rows.append(Row("grand", _("Total equity and liabilities"), cells=statement.cells(owed, -1)))
    return rows


def _with_total(statement: Statement, section: Section, sign: int) -> list[Row]:
    rows = list(statement.section(section, sign))
    if rows and len(section.lines) > 1:
        rows.append(statement.total(section.total, [section], sign))
    return rows


def _added(first: list[int | None], second: list[int | None]) -> list[int | None]:
    return [None if one is None or other is None else one + other for one, other in zip(first, second, strict=True)]
