"""Closing entries in every balance: the year's books, its result, the statements, the lists and the account's page."""

from datetime import date

import pytest
from django.urls import reverse

from closing.books.balances import Span
from closing.engagements.models import Agency, FiscalYear
from closing.entries import writing
from closing.entries.models import ClosingEntry
from closing.statements.year_books import books_of, result_of_year
from closing.users.models import User
from tests.entries.made_entries import make_entry
from tests.factories import client_of, make_engagement, make_fiscal_year
from tests.statements.ledger_factory import Jotted, make_books

SALE = Jotted("A 1", date(2025, 1, 15), [("1930", "1000"), ("3010", "-1000")])
RENT = Jotted("A 2", date(2025, 12, 3), [("5010", "400"), ("1930", "-400")])
NOVEMBER = Span(date(2025, 1, 1), date(2025, 11, 30))


@pytest.fixture
def year(agency: Agency) -> FiscalYear:
    """Give a year with a sale in January and a rent in December."""
    year = make_fiscal_year(make_engagement(agency))
    make_books(year, [SALE, RENT])
    return year


def _closings(year: FiscalYear) -> dict[str, int]:
    books = books_of(year)
    assert books is not None
    return {one.number: one.closing_ore for one in books.standings}


def test_year_without_entries_is_the_books_alone(year: FiscalYear) -> None:
    books = books_of(year)

    assert books is not None
    assert (books.entries, [one.entered for one in books.standings]) == ("", [{}, {}, {}])
    assert _closings(year) == {"1930": 60_000, "3010": -100_000, "5010": 40_000}
    assert result_of_year(year) == 60_000


def test_entry_changes_the_balances_the_months_and_the_result(year: FiscalYear) -> None:
    make_entry(year, ("1710", 10_000), ("5010", -10_000))

    books = books_of(year)

    assert books is not None
    assert _closings(year) == {"1710": 10_000, "1930": 60_000, "3010": -100_000, "5010": 30_000}
    assert (books.result(books.whole), books.result(NOVEMBER), result_of_year(year)) == (70_000, 100_000, 70_000)
    assert books.month_results()[date(2025, 12, 1)] == -30_000
    assert (books.difference(), books.entries) == (0, "V1")


def test_what_the_books_say_is_kept_apart(year: FiscalYear) -> None:
    make_entry(year, ("1710", 10_000), ("5010", -10_000))

    books = books_of(year)

    assert books is not None
    rent = next(one for one in books.standings if one.number == "5010")
    assert (rent.booked(books.whole), rent.entered_in(books.whole), rent.entered_in(NOVEMBER)) == (30_000, -10_000, 0)


@pytest.mark.parametrize(
    ("number", "name", "is_balance"),
    [("1710", "Förutbetalda hyreskostnader", True), ("2510", "Skatteskulder", True), ("8910", None, False)],
)
def test_account_that_is_not_in_the_books_comes_with_its_reference_name(
    number: str, name: str | None, *, is_balance: bool, year: FiscalYear
) -> None:
    make_entry(year, (number, 5_000), ("1930", -5_000))

    books = books_of(year)

    assert books is not None
    found = next(one for one in books.standings if one.number == number)
    assert (found.is_balance, found.opening_ore, found.closing_ore, bool(found.name)) == (is_balance, 0, 5_000, True)
    assert name in {None, found.name}


def test_result_leaves_out_its_transfer_to_equity_by_an_entry(year: FiscalYear) -> None:
    make_entry(year, ("8999", 60_000), ("2099", -60_000))

    books = books_of(year)

    assert books is not None
    assert (result_of_year(year), books.result(books.whole)) == (60_000, 60_000)


@pytest.mark.parametrize("status", [ClosingEntry.Status.DELETED, ClosingEntry.Status.EXCLUDED])
def test_entry_that_no_longer_counts_leaves_no_trace_in_the_balances(status: str, year: FiscalYear) -> None:
    before = books_of(year)
    make_entry(year, ("1710", 10_000), ("5010", -10_000))
    ClosingEntry.objects.update(status=status)

    assert books_of(year) == before


def test_entry_outside_a_year_that_was_moved_counts_at_its_end(year: FiscalYear) -> None:
    make_entry(year, ("1710", 10_000), ("5010", -10_000))
    ClosingEntry.objects.update(day=date(2026, 2, 1))

    books = books_of(year)

    assert books is not None
    assert books.month_results()[date(2025, 12, 1)] == -30_000


@pytest.mark.parametrize("page", ["income", "balance"])
def test_statement_says_which_entries_are_counted_in(page: str, year: FiscalYear, alice: User) -> None:
    User.objects.filter(pk=alice.pk).update(language="en")
    address, client = reverse(f"statements:{page}", args=[year.engagement_id, year.pk]), client_of(alice)
    without = client.get(address).text
    for _turn in range(3):
        make_entry(year, ("1710", 10_000), ("5010", -10_000))

    assert "Closing entries are included" not in without
    assert "Closing entries are included: V1–V3." in client.get(address).text


def test_income_statement_counts_the_entries_of_its_period(year: FiscalYear, alice: User) -> None:
    make_entry(year, ("1710", 10_000), ("5010", -10_000))
    address, client = reverse("statements:income", args=[year.engagement_id, year.pk]), client_of(alice)

    results = [client.get(f"{address}?period={n}&compare=none").context["page"].rows[-1].cells for n in (11, 12)]

    assert [[cell.ore for cell in cells] for cells in results] == [[0, 100_000], [-30_000, 70_000]]


def test_account_list_shows_books_entries_and_adjusted_when_there_are_any(year: FiscalYear, alice: User) -> None:
    User.objects.filter(pk=alice.pk).update(language="en")
    address, client = reverse("statements:accounts", args=[year.engagement_id]), client_of(alice)
    without = client.get(address).context
    make_entry(year, ("1710", 10_000), ("5010", -10_000))

    response = client.get(f"{address}?period=13&sort=-entered")

    assert [str(one.label) for one in without["headings"]] == ["Account", "Name", "Opening", "Movement", "Closing"]
    assert [str(one.label) for one in response.context["headings"]][-3:] == [
        "Closing in the books",
        "Closing entries",
        "Adjusted closing",
    ]
    rows = [row for group in response.context["groups"] for row in group.rows]
    assert [(row.standing.number, row.booked_ore, row.entered_ore, row.closing_ore) for row in rows] == [
        ("1710", 0, 10_000, 10_000),
        ("1930", 60_000, 0, 60_000),
        ("3010", -100_000, 0, -100_000),
        ("5010", 40_000, -10_000, 30_000),
    ]


def test_account_page_lists_its_entries_and_offers_another(year: FiscalYear, *, bob: User, rita: User) -> None:
    make_entry(year, ("1710", 10_000), ("5010", -10_000))
    address = reverse("statements:account", args=[year.engagement_id, year.pk, "5010"])

    of_bob, of_rita = client_of(bob).get(address), client_of(rita).get(address)

    new = f"{reverse('entries:new', args=[year.engagement_id, year.pk])}?account=5010"
    entered = of_bob.context["entered"]
    assert [(str(row.entry), row.amount_ore) for row in entered.rows] == [("V1", -10_000)]
    assert (entered.total_ore, of_bob.context["adjusted_ore"]) == (-10_000, 30_000)
    assert [new in page.text for page in (of_bob, of_rita)] == [True, False]


def test_account_that_entries_alone_have_booked_on_is_shown(year: FiscalYear, bob: User) -> None:
    client, address = client_of(bob), reverse("statements:account", args=[year.engagement_id, year.pk, "1710"])
    before = client.get(address)
    entry = make_entry(year, ("1710", 10_000), ("5010", -10_000))
    shown = client.get(address)
    writing.delete(entry, version=1, actor=bob)

    statuses = [before.status_code, shown.status_code, client.get(address).status_code]
    assert statuses == [404, 200, 404]
    assert "Periodisering hyra" in shown.text


@pytest.mark.parametrize("count", [1, 3])
def test_overview_shows_the_result_with_entries(count: int, year: FiscalYear, alice: User) -> None:
    for _turn in range(count):
        make_entry(year, ("1710", 10_000), ("5010", -10_000))

    response = client_of(alice).get(reverse("overview:engagement", args=[year.engagement_id]))

    assert response.context["frame"].result_ore == 60_000 + count * 10_000
