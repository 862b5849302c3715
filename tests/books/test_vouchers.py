"""A voucher's rows and neighbours."""

from pathlib import Path

import pytest

from closing.books.models import Snapshot, Voucher
from closing.books.vouchers import Neighbours, neighbours, rows_of
from tests.books.made_books import HEAD, store_text

pytestmark = pytest.mark.django_db

ROWS = "{\n#TRANS 1930 {} 1.00\n#TRANS 3001 {} -1.00\n}\n"


def vouchers(snapshot: Snapshot, series: str) -> dict[str, Voucher]:
    """Give the vouchers of a series by number."""
    return {one.number: one for one in Voucher.objects.filter(snapshot=snapshot, series=series)}


def test_neighbours_follow_the_numbers_of_the_series(tmp_path: Path) -> None:
    names = ("A 10", "B 1", "A 2", "A 9")
    snapshot = store_text(tmp_path, HEAD + "".join(f"#VER {name} 20250110\n{ROWS}" for name in names))
    found = vouchers(snapshot, "A")

    beside = [neighbours(found[number]) for number in ("2", "9", "10")]

    assert beside == [
        Neighbours(None, found["9"]),
        Neighbours(found["2"], found["10"]),
        Neighbours(found["9"], None),
    ]


def test_neighbours_tell_vouchers_of_the_same_number_apart(tmp_path: Path) -> None:
    snapshot = store_text(tmp_path, HEAD + f'#VER A 1 20250110 "Första"\n{ROWS}#VER A 1 20250111 "Andra"\n{ROWS}')
    first, second = Voucher.objects.filter(snapshot=snapshot).order_by("pk")

    beside = [neighbours(first), neighbours(second)]

    assert beside == [Neighbours(None, second), Neighbours(first, None)]


def test_neighbours_stay_in_their_snapshot(tmp_path: Path) -> None:
    text = HEAD + f"#VER A 1 20250110\n{ROWS}"
    first, _second = store_text(tmp_path, text), store_text(tmp_path, text)

    assert neighbours(vouchers(first, "A")["1"]) == Neighbours(None, None)


def test_rows_come_as_they_stand_in_the_file(tmp_path: Path) -> None:
    rows = "{\n#TRANS 1930 {} 1.00 20250111\n#BTRANS 5010 {} 7.00\n#TRANS 3001 {} -1.00\n}\n"
    snapshot = store_text(tmp_path, HEAD + f"#VER A 1 20250109\n{ROWS}#VER A 2 20250110\n{rows}")

    found = rows_of(vouchers(snapshot, "A")["2"])

    assert [(row.place, row.posting.account.number) for row in found if row.posting] == [(0, "1930"), (2, "3001")]
    assert [(row.place, row.struck.account_number) for row in found if row.struck] == [(1, "5010")]
    assert [row.detail is not None for row in found] == [True, False, False]


def test_rows_are_given_a_part_at_a_time(tmp_path: Path) -> None:
    rows = "".join(f"#TRANS 1930 {{}} {sign}{amount}.00\n" for amount in range(1, 6) for sign in ("", "-"))
    snapshot = store_text(tmp_path, HEAD + f"#VER A 1 20250110\n{{\n{rows}}}\n#VER A 2 20250110\n{ROWS}")

    found = rows_of(vouchers(snapshot, "A")["1"], first=8, most=5)

    assert [(row.place, row.posting.amount_ore) for row in found if row.posting] == [(8, 500), (9, -500)]
