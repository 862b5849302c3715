"""Figures at their edges: sums beyond 64 bits, years that come late, lists that are full."""

import datetime as dt
from pathlib import Path

import pytest

import sie
from sie.scanning.tallies.voucher_tally import MOST_UNBALANCED_LISTED
from tests.sie.both_ways import SIZES, read_streaming, read_whole
from tests.sie.sample import HEAD, VOUCHER

LARGEST = "92233720368547758.07"
OUTSIDE = "#VER B 7 20260101\n{\n#TRANS 1930 {} 1\n#TRANS 1930 {} -1\n}\n"


def scanned(folder: Path, text: str) -> sie.Figures:
    """Scan a text."""
    path = folder / "books.se"
    path.write_text(text, encoding="cp437")
    return sie.scan(path).figures


@pytest.mark.parametrize("amount", [LARGEST, "999999999999999.99"])
def test_sums_beyond_64_bits_are_exact(tmp_path: Path, amount: str) -> None:
    rows = f"#TRANS 1930 {{}} {amount}\n" * 200

    figures = scanned(tmp_path, f"{HEAD}#VER A 1 20250101\n{{\n{rows}}}\n{VOUCHER}")

    ore = int(amount.replace(".", ""))
    assert figures.debit_ore == 200 * ore + 10_000
    assert figures.movements["1930"] == 200 * ore - 10_000
    assert [mark.difference_ore for mark in figures.unbalanced.first] == [200 * ore]


@pytest.mark.parametrize("block_bytes", SIZES)
def test_year_that_comes_after_its_vouchers_still_bounds_them(tmp_path: Path, block_bytes: int) -> None:
    path = tmp_path / "books.se"
    path.write_text(OUTSIDE + VOUCHER * 20 + HEAD + OUTSIDE, encoding="cp437")

    streamed = read_streaming(path, block_bytes=block_bytes)

    assert streamed == read_whole(path)
    assert sie.scan(path).figures.outside_year.count == 2


def test_vouchers_outside_any_year_can_be_counted(tmp_path: Path) -> None:
    figures = scanned(tmp_path, HEAD + VOUCHER * 3 + OUTSIDE)

    assert figures.outside(dt.date(2025, 1, 1), dt.date(2025, 12, 31)) == 1
    assert figures.outside(dt.date(2024, 1, 1), dt.date(2024, 12, 31)) == 4
    assert (figures.first_date, figures.last_date) == (dt.date(2025, 1, 31), dt.date(2026, 1, 1))


def test_unbalanced_vouchers_beyond_the_most_are_counted(tmp_path: Path) -> None:
    figures = scanned(tmp_path, HEAD + VOUCHER.replace("-100", "-99") * (MOST_UNBALANCED_LISTED + 5))

    assert figures.unbalanced.count == MOST_UNBALANCED_LISTED + 5
    assert len(figures.unbalanced.first) == MOST_UNBALANCED_LISTED


def test_month_is_that_of_the_voucher_and_not_of_the_row(tmp_path: Path) -> None:
    text = "#VER A 1 20250131\n{\n#TRANS 1930 {} 5 20250201\n#TRANS 1930 {} -5 20241231\n}\n"

    figures = scanned(tmp_path, HEAD + text)

    assert figures.months == {("1930", "202501"): sie.MonthFigures(debit_ore=500, credit_ore=500, count=2)}


def test_accounts_that_are_odd_or_undeclared_are_told_with_their_lines(tmp_path: Path) -> None:
    rows = "".join(f"#TRANS {account} {{}} 0\n" for account in ("1930", "0351", "193", "1234567", "K1"))

    figures = scanned(tmp_path, f"#KONTO 1930 Bank\n#KONTO X Y\n#VER A 1 20250131\n{{\n{rows}}}\n")

    assert figures.undeclared == {"0351": 6, "193": 7, "1234567": 8, "K1": 9}
    assert figures.odd_accounts == {"X": 2, "0351": 6, "193": 7, "1234567": 8, "K1": 9}
