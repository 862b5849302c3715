"""The list of accounts: found, sorted, grouped."""

from datetime import date

from closing.books.balances import Span
from closing.books.models import Snapshot
from closing.engagements.models import FiscalYear
from closing.statements import account_list
from closing.statements.account_list import AccountRow, Asked, Total, account_rows, grouped, total_of
from closing.statements.year_books import Standing, YearBooks

JANUARY, FEBRUARY = date(2025, 1, 1), date(2025, 2, 1)
YEAR = FiscalYear(start=date(2025, 1, 1), end=date(2025, 12, 31))
UNTIL_JANUARY = Span(date(2025, 1, 1), date(2025, 1, 31))


def _standing(number: str, name: str, opening: int = 0, *booked: int) -> Standing:
    months = dict(zip((JANUARY, FEBRUARY), booked, strict=False))
    return Standing(
        number,
        number,
        name,
        kind="",
        is_balance=number < "3",
        opening_ore=opening,
        closing_ore=opening + sum(booked),
        previous_closing_ore=None,
        posting_count=len(booked),
        months=months,
    )


BOOKS = YearBooks(
    YEAR,
    Snapshot(),
    (
        _standing("1510", "Kundfordringar", 100, 10, 20),
        _standing("1630", "Skattekonto"),
        _standing("1910", "Kassa", 5),
        _standing("1930", "Företagskonto", 50, -30),
        _standing("3010", "Försäljning", 0, -10),
    ),
)


def _numbers(rows: list[AccountRow]) -> list[str]:
    return [row.standing.number for row in rows]


def test_unused_accounts_are_left_out_until_asked_for() -> None:
    rows = account_rows(BOOKS, UNTIL_JANUARY, Asked())
    all_rows = account_rows(BOOKS, UNTIL_JANUARY, Asked(with_unused=True))

    assert _numbers(rows) == ["1510", "1910", "1930", "3010"]
    assert _numbers(all_rows) == ["1510", "1630", "1910", "1930", "3010"]


def test_accounts_are_found_by_the_beginning_of_the_number_or_a_part_of_the_name() -> None:
    assert _numbers(account_rows(BOOKS, UNTIL_JANUARY, Asked(words="19"))) == ["1910", "1930"]
    assert _numbers(account_rows(BOOKS, UNTIL_JANUARY, Asked(words="FÖRETAG"))) == ["1930"]
    assert _numbers(account_rows(BOOKS, UNTIL_JANUARY, Asked(words="93"))) == []


def test_balances_are_those_at_the_end_of_the_span() -> None:
    rows = account_rows(BOOKS, UNTIL_JANUARY, Asked(words="1510"))

    assert [(row.opening_ore, row.change_ore, row.closing_ore) for row in rows] == [(100, 10, 110)]


def test_what_closing_entries_booked_stands_apart_from_the_books() -> None:
    standing = _standing("1510", "Kundfordringar", 100, 10, 20).with_entries({JANUARY: -3, FEBRUARY: 7})

    rows = account_rows(YearBooks(YEAR, Snapshot(), (standing,)), UNTIL_JANUARY, Asked())

    assert [(row.change_ore, row.booked_ore, row.entered_ore, row.closing_ore) for row in rows] == [(10, 110, -3, 107)]
    assert total_of(rows) == Total(100, 10, -3)


def test_accounts_can_be_sorted_by_every_column() -> None:
    def sorted_by(sort: str, *, is_descending: bool = False) -> list[str]:
        return _numbers(account_rows(BOOKS, UNTIL_JANUARY, Asked(sort=sort, is_descending=is_descending)))

    assert sorted_by("number", is_descending=True) == ["3010", "1930", "1910", "1510"]
    assert sorted_by("name") == ["1930", "3010", "1910", "1510"]
    assert sorted_by("opening") == ["3010", "1910", "1930", "1510"]
    assert sorted_by("change") == ["1930", "3010", "1910", "1510"]
    assert sorted_by("closing", is_descending=True) == ["1510", "1930", "1910", "3010"]


def test_accounts_are_grouped_under_their_lines_with_sums() -> None:
    groups = grouped(account_rows(BOOKS, UNTIL_JANUARY, Asked()), 0, Asked())

    assert [(len(group.rows), group.total) for group in groups] == [
        (1, Total(100, 10, 0)),
        (2, Total(55, -30, 0)),
        (1, Total(0, -10, 0)),
    ]


def test_sorted_by_something_else_they_stand_in_one_group_without_heading() -> None:
    asked = Asked(sort="name")

    groups = grouped(account_rows(BOOKS, UNTIL_JANUARY, asked), 0, asked)

    assert [(group.label, len(group.rows), group.total) for group in groups] == [("", 4, None)]


def test_sum_of_a_group_stands_on_the_page_where_it_ends() -> None:
    last_on_page = account_list.ROWS_PER_PAGE
    many = [_standing(str(1900 + n), "Konto", 1, 0) for n in range(last_on_page + 1)]
    rows = account_rows(YearBooks(YEAR, Snapshot(), tuple(many)), UNTIL_JANUARY, Asked())

    first, second = grouped(rows, 0, Asked()), grouped(rows, last_on_page, Asked())

    assert [(len(group.rows), group.total) for group in (*first, *second)][-1] == (1, Total(1, 0, 0))
    assert sum(len(group.rows) for group in first) == last_on_page
