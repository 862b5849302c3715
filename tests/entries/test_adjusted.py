"""What entries do to balances."""

from datetime import date

import pytest

from closing.entries.adjusted import Booked, booked, entries_on, named, sums
from closing.entries.models import ClosingEntry
from closing.entries.typed.offsets import suggested_offset
from tests.entries.made_entries import a_year, make_entry

pytestmark = pytest.mark.django_db
Status = ClosingEntry.Status


@pytest.mark.parametrize(
    ("status", "counts"),
    [
        (Status.NOT_TRANSFERRED, True),
        (Status.TRANSFERRED, True),
        (Status.NOT_APPLICABLE, True),
        (Status.EXCLUDED, False),
        (Status.DELETED, False),
    ],
)
def test_entry_counts_until_the_books_hold_it_or_it_is_deleted(status: str, *, counts: bool) -> None:
    year = a_year()
    make_entry(year, ("1710", 500), ("5010", -500))
    ClosingEntry.objects.update(status=status)

    day = date(2025, 12, 31)
    assert booked(year) == ((Booked("1710", day, 500, "V", 1), Booked("5010", day, -500, "V", 1)) if counts else ())


def test_sums_are_by_account_and_leave_out_what_comes_to_nothing() -> None:
    year = a_year()
    make_entry(year, ("5010", -500), ("1710", 500))
    make_entry(year, ("1710", 200), ("1930", -200))
    make_entry(year, ("1930", 200), ("2440", -200))

    assert sums(year) == {"1710": 700, "2440": -200, "5010": -500}
    assert sums(year, until=date(2025, 12, 30)) == {}


def test_offset_is_the_one_used_last_then_the_usual_one() -> None:
    year = a_year()
    engagement = year.engagement

    usual = suggested_offset(engagement, "2920")
    make_entry(year, ("2920", -100), ("7090", 100))
    make_entry(year, ("7210", 100), ("2920", -100))
    used = suggested_offset(engagement, "2920")

    assert (usual, used, suggested_offset(engagement, "1999")) == ("7090", "7210", "")


@pytest.mark.parametrize(
    ("entries", "name"),
    [
        ((), ""),
        ((("V", 1),), "V1"),
        ((("V", 2), ("V", 1), ("V", 1), ("V", 3)), "V1–V3"),
        ((("V", 1), ("V", 3), ("S", 1), ("S", 2), ("V", 4)), "S1–S2, V1, V3–V4"),
        ((("S", 1), ("V", 2)), "S1, V2"),
    ],
)
def test_entries_are_named_in_runs(entries: tuple[tuple[str, int], ...], name: str) -> None:
    rows = [Booked("1710", date(2025, 12, 31), 1, kind, number) for kind, number in entries]

    assert named(rows) == name


def test_entries_on_an_account_are_found_with_what_they_come_to() -> None:
    year = a_year()
    make_entry(year, ("1710", 500), ("5010", -500))
    make_entry(year, ("1710", 200), ("1930", -200))

    found = entries_on(year, "1710")

    assert [(str(row.entry), row.amount_ore) for row in found.rows] == [("V1", 500), ("V2", 200)]
    assert (found.total_ore, bool(found), bool(entries_on(year, "1999"))) == (700, True, False)
