"""The accounts of a year's books as a list: grouped by the lines of the statements, or sorted by a column. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby
from typing import TYPE_CHECKING
from urllib.parse import quote

from closing.books.balances import Span
from closing.paging import swedish_order
from closing.statements.pictures import Spark, sparkline
from closing.statements.year_books import Standing, YearBooks

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

ROWS_PER_PAGE = 200
SORTS = ("number", "name", "opening", "change", "booked", "entered", "closing")


@dataclass(frozen=True, slots=True)
class AccountRow:
    """An account with its balances at the end of a period, in öre.

    Attributes:
        change_ore: what the books say was booked; `entered_ore` comes on top of it.
        entered_ore: what closing entries booked.
        spark: the balance at the end of each month, or for an income account what is booked so far.
    """

    standing: Standing
    opening_ore: int
    change_ore: int
    spark: Spark | None
    entered_ore: int = 0

    @property
    def booked_ore(self) -> int:
        """Give the balance at the end as the books have it."""
        return self.opening_ore + self.change_ore

    @property
    def closing_ore(self) -> int:
        """Give the balance at the end with closing entries."""
        return self.booked_ore + self.entered_ore

    @property
    def quoted_number(self) -> str:
        """Give the number as an address holds it."""
        number = self.standing.number
        return number if number.isascii() and number.isalnum() else quote(number, safe="")


@dataclass(frozen=True, slots=True)
class Total:
    """The sums of some accounts, in öre."""

    opening_ore: int
    change_ore: int
    entered_ore: int

    @property
    def booked_ore(self) -> int:
        """Give the sum of the balances as the books have them."""
        return self.opening_ore + self.change_ore

    @property
    def closing_ore(self) -> int:
        """Give the sum of the balances with closing entries."""
        return self.booked_ore + self.entered_ore


@dataclass(frozen=True, slots=True)
class AccountGroup:
    """Accounts that stand on one line of a statement.

    Attributes:
        label: the line; empty when the list is sorted by something else than number.
        total: the sums over all accounts of the line; None when its last one stands on a later page.
    """

    label: "StrPromise | str"
    rows: tuple[AccountRow, ...]
    total: Total | None


@dataclass(frozen=True, slots=True)
class Asked:
    """What the reader asked for: words to look for, whether unused accounts too, the order."""

    words: str = ""
    with_unused: bool = False
    sort: str = "number"
    is_descending: bool = False


def account_rows(books: YearBooks, span: Span, asked: Asked) -> list[AccountRow]:
    """List the accounts that were asked for, in their order."""
    rows = [_row(one, span) for one in books.standings if _is_wanted(one, asked)]
    if asked.sort == "number":
        return rows[::-1] if asked.is_descending else rows
    return sorted(rows, key=lambda row: _sort_key(row, asked.sort), reverse=asked.is_descending)


def grouped(rows: Sequence[AccountRow], start: int, asked: Asked) -> list[AccountGroup]:
    """Give a page of rows that begins at `start`, under the lines they stand on."""
    shown = rows[start : start + ROWS_PER_PAGE]
    if asked.sort != "number":
        return [AccountGroup("", tuple(shown), None)]
    return list(_groups(rows, shown))


def _groups(rows: Sequence[AccountRow], shown: Sequence[AccountRow]) -> Iterator[AccountGroup]:
    whole = {code: list(group) for code, group in groupby(rows, key=_line_code)}
    for code, group in groupby(shown, key=_line_code):
        part = tuple(group)
        has_last = part[-1] is whole[code][-1]
        yield AccountGroup(part[0].standing.line.label, part, total_of(whole[code]) if has_last else None)


def total_of(rows: Sequence[AccountRow]) -> Total:
    """Add up accounts."""
    opening, change = sum(row.opening_ore for row in rows), sum(row.change_ore for row in rows)
    return Total(opening, change, sum(row.entered_ore for row in rows))


def _line_code(row: AccountRow) -> str:
    return row.standing.line.code


def _row(one: Standing, span: Span) -> AccountRow:
    balances = accumulate((one.months[month] for month in sorted(one.months)), initial=one.opening_ore)
    entered = one.entered_in(span)
    return AccountRow(one, one.opening_ore, one.booked(span) - entered, sparkline(list(balances)), entered)


def _is_wanted(one: Standing, asked: Asked) -> bool:
    words = asked.words.casefold()
    is_found = one.number.startswith(asked.words) or words in one.name.casefold()
    return is_found and (asked.with_unused or one.is_used)


def _sort_key(row: AccountRow, sort: str) -> tuple[int, str]:
    if sort == "name":
        return 0, swedish_order(row.standing.name)
    amounts = {
        "opening": row.opening_ore,
        "change": row.change_ore,
        "booked": row.booked_ore,
        "entered": row.entered_ore,
        "closing": row.closing_ore,
    }
    return amounts[sort], ""
