"""The columns of a statement: which amounts stand in them, and where an amount leads. Pure but for the addresses."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from closing.books.balances import Span
from closing.statements.year_books import Standing, YearBooks


@dataclass(frozen=True, slots=True)
class Amounts:
    """A column of amounts by account, in öre, debit positive.

    Attributes:
        by_account: account number to öre.
        year: the fiscal year the amounts are of; None when its postings are not here to be looked at.
        first, last: the days they were booked on.
    """

    label: str
    by_account: Mapping[str, int]
    year: UUID | None = None
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """A column made of two others: how much the first differs from the second, in öre or in per cent."""

    label: str
    of: int
    against: int
    in_per_cent: bool = False


Column = Amounts | Change


def booked(label: str, books: YearBooks, span: Span) -> Amounts:
    """Give what was booked in a span."""
    return _amounts(label, books, span=span, amount=lambda one: one.booked(span))


def standing_at(label: str, books: YearBooks, span: Span) -> Amounts:
    """Give the balances at the end of a span that begins with the year."""
    return _amounts(label, books, span=span, amount=lambda one: one.opening_ore + one.booked(span))


def opening(label: str, books: YearBooks) -> Amounts:
    """Give the balances the year began with."""
    return Amounts(label, {one.number: one.opening_ore for one in books.standings}, books.year.pk)


def closed_last_year(label: str, books: YearBooks) -> Amounts:
    """Give last year's closing balances and results as the file of this year tells them."""
    return Amounts(label, {one.number: one.previous_closing_ore or 0 for one in books.standings})


def change(column: Change, values: list[int | None]) -> int | None:
    """Give the difference between two values of a row."""
    of, against = values[column.of], values[column.against]
    return None if of is None or against is None else of - against


def per_cent(column: Change, values: list[int | None]) -> Decimal | None:
    """Give the difference in per cent of the second value; None when that is zero."""
    of, against = values[column.of], values[column.against]
    return None if of is None or not against else Decimal(of - against) * 100 / abs(against)


def _amounts(label: str, books: YearBooks, *, span: Span, amount: Callable[[Standing], int]) -> Amounts:
    by_account = {one.number: amount(one) for one in books.standings}
    # The whole year holds what is dated outside it too, so that link names no days.
    days = () if span == books.whole else (span.start, span.end)
    return Amounts(label, by_account, books.year.pk, *days)
