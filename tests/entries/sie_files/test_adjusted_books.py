"""The adjusted books as a SIE file: read back, they are the books and the entries."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

import sie
from closing.books import loading
from closing.books.models import Account, Snapshot
from closing.engagements.models import FiscalYear
from closing.entries.adjusted import sums
from closing.entries.models import ClosingEntry
from closing.entries.sie_files import adjusted_books, book_vouchers
from closing.entries.sie_files.adjusted_books import Stamp, series_beside
from closing.entries.sie_files.errors import BooksGoneError
from tests.books.made_books import HEAD, SALES, make_year, store_text
from tests.entries.made_entries import make_entry
from tests.factories import make_engagement, make_fiscal_year
from tests.sie.test_samples import SAMPLES

pytestmark = pytest.mark.django_db
Status = ClosingEntry.Status
LOST = "\ufffd"
"""Stands in one of the real files where the program that wrote it lost a letter."""
STAMP = Stamp(date(2026, 1, 20), "Bob Ask")
ADDED = """#VER B 2 20250301 "Rättad" 20250302 "BA"
{
#TRANS 5010 {} 10.00
#BTRANS 4711 {6 "P1"} 7.00 20250302 "struken" 2 "BA"
#RTRANS 1930 {} -10.00 20250303 "ny" 1 "BA"
#TRANS 1930 {} -10.00 20250303 "ny" 1 "BA"
}
"""


def write(snapshot: Snapshot, folder: Path) -> Path:
    """Write the adjusted books of a snapshot's year."""
    path = folder / "adjusted.se"
    replaced = adjusted_books.write(snapshot.fiscal_year, snapshot, path, stamp=STAMP)
    assert {one.found for one in replaced} <= {LOST}
    return path


def balances(head: sie.Head, year: int = 0) -> dict[str, int]:
    """Give the closing balances and results of a file, but those that are zero."""
    closing = (sie.BalanceKind.CLOSING, sie.BalanceKind.RESULT)
    found = {one.account: one.amount_ore for one in head.balances if one.year == year and one.kind in closing}
    return {account: ore for account, ore in found.items() if ore}


def expected(snapshot: Snapshot) -> dict[str, int]:
    """Add books and entries up, account by account."""
    totals = Counter(sums(snapshot.fiscal_year))
    totals.update(dict(Account.objects.filter(snapshot=snapshot).values_list("number", "closing_ore")))
    return {account: ore for account, ore in totals.items() if ore}


def told(vouchers: tuple[sie.Voucher, ...]) -> list[tuple[object, ...]]:
    """Give what stands in vouchers, by series and number; what says nothing is left out."""
    return sorted(
        (one.series, one.number, one.date, _kept(one.text), one.registered or one.date.min, one.sign, _rows(one))
        for one in vouchers
    )


def _kept(text: str) -> str:
    return text.replace(LOST, "?")


def _rows(voucher: sie.Voucher) -> list[tuple[str, ...]]:
    return [
        (
            row.kind.value,
            row.account,
            str(row.amount_ore),
            str(row.objects),
            str(row.date if row.date != voucher.date else None),
            _kept(row.text),
            row.quantity if row.quantity != "0" else "",
            row.sign,
        )
        for row in voucher.postings
        if row.kind is not sie.PostingKind.ADDED
    ]


@pytest.mark.parametrize("name", [one for one in SAMPLES if one.lower().endswith(".se")])
def test_real_books_come_back_with_the_entries(name: str, shared_data: Path, tmp_path: Path) -> None:
    scan = sie.scan(shared_data / "sie" / name)
    days = scan.head.years[0] if scan.head.years else sie.FiscalYear(0, date(2025, 1, 1), date(2025, 12, 31))
    year = make_fiscal_year(make_engagement(), days.start, days.end)
    snapshot = loading.store(year, reading=scan)
    make_entry(year, ("1930", 12_345), ("9998", -12_345))
    make_entry(year, ("1710", 5), ("1930", -5), kind=ClosingEntry.Kind.SYSTEM)
    ClosingEntry.objects.filter(kind="S").update(status=Status.TRANSFERRED)

    path = write(snapshot, tmp_path)

    again, original = sie.read(path), sie.read(shared_data / "sie" / name)
    ours = set(series_beside(snapshot.series).values())
    assert balances(again.head) == expected(snapshot)
    assert told(tuple(one for one in again.vouchers if one.series not in ours)) == told(original.vouchers)
    assert [one.series in ours for one in again.vouchers].count(True) == (2 if snapshot.has_vouchers else 0)
    assert _stored_again(path, tmp_path) == expected(snapshot)


def _stored_again(path: Path, folder: Path) -> dict[str, int]:
    """Import the file as the books of another company, and give the closing balances."""
    scan = sie.scan(path)
    days = scan.head.years[0]
    snapshot = loading.store(make_fiscal_year(make_engagement(), days.start, days.end), reading=scan)
    accounts = Account.objects.filter(snapshot=snapshot).values_list("number", "closing_ore")
    return {number: ore for number, ore in accounts if ore}


def test_file_is_sound_and_its_entries_stand_in_their_own_series(tmp_path: Path) -> None:
    snapshot = store_text(tmp_path, HEAD + SALES)
    year = snapshot.fiscal_year
    person, system = make_entry(year), make_entry(year, kind=ClosingEntry.Kind.SYSTEM)
    for status in (Status.DELETED, Status.EXCLUDED):
        ClosingEntry.objects.filter(pk=make_entry(year).pk).update(status=status)

    file = sie.read(write(snapshot, tmp_path))

    ours = [(one.series, one.number, one.text) for one in file.vouchers][3:]
    assert [(one.series, one.number) for one in file.vouchers][:3] == [("A", "1"), ("A", "2"), ("B", "1")]
    assert ours == [
        ("S", "1", f"Periodisering hyra [{system.marker}]"),
        ("V", "1", f"Periodisering hyra [{person.marker}]"),
    ]
    assert file.head.sietyp == "4"
    assert [notice.code for notice in file.notices if notice.code != "encoding-detected"] == []


def test_months_hold_what_books_and_entries_move(tmp_path: Path) -> None:
    snapshot = store_text(tmp_path, HEAD + SALES)
    make_entry(snapshot.fiscal_year, ("5010", -5_000), ("1710", 5_000))

    months = sie.read(write(snapshot, tmp_path)).head.period_balances

    found = {(one.account, one.period): one.amount_ore for one in months if one.account in ("5010", "1710")}
    assert found == {("5010", "202502"): 10_000, ("5010", "202512"): -5_000, ("1710", "202512"): 5_000}


def test_struck_and_added_rows_come_back_as_they_were(tmp_path: Path) -> None:
    snapshot = store_text(tmp_path, HEAD + SALES + ADDED)
    original = sie.read((HEAD + SALES + ADDED).encode("cp437"))

    file = sie.read(write(snapshot, tmp_path))

    assert file.vouchers == original.vouchers
    assert "4711" in {one.number for one in file.head.accounts}


def test_vouchers_ascend_within_their_series_however_the_books_order_them(tmp_path: Path) -> None:
    rows = "{{\n#TRANS 1930 {{}} {0}\n#TRANS 3001 {{}} -{0}\n}}\n"
    order = (("B", 2), ("A", 10), ("B", 1), ("A", 9))
    text = "".join(f'#VER {series} {one} 20250110 "{series}{one}"\n{rows.format(one)}' for series, one in order)
    snapshot = store_text(tmp_path, HEAD + text)

    file = sie.read(write(snapshot, tmp_path))

    found = [(one.series, one.number, one.text, one.postings[0].amount_ore) for one in file.vouchers]
    assert found == [("A", "9", "A9", 900), ("A", "10", "A10", 1000), ("B", "1", "B1", 100), ("B", "2", "B2", 200)]


def test_books_are_read_piece_by_piece_to_the_same_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    snapshot, done = store_text(tmp_path, HEAD + SALES + ADDED), list[int]()
    whole = list(book_vouchers.vouchers_of(snapshot))
    monkeypatch.setattr(book_vouchers, "VOUCHERS_AT_A_TIME", 3)

    pieces = list(book_vouchers.vouchers_of(snapshot, told=done.append))

    assert (pieces, done) == (whole, [3, 4])


@pytest.mark.parametrize(
    ("taken", "series"),
    [
        ([], {"V": "V", "S": "S"}),
        (["A", "V"], {"V": "VK", "S": "S"}),
        (["S", "SK", "SK2"], {"V": "V", "S": "SK3"}),
    ],
)
def test_series_of_entries_keep_clear_of_those_of_the_books(taken: list[str], series: dict[str, str]) -> None:
    assert series_beside(taken) == series


def test_year_before_is_told_when_its_days_are_known(tmp_path: Path) -> None:
    snapshot = store_text(tmp_path, HEAD + SALES)
    unknown = sie.read(write(snapshot, tmp_path)).head
    make_fiscal_year(snapshot.fiscal_year.engagement, date(2024, 5, 1), date(2024, 12, 31))

    known = sie.read(write(snapshot, tmp_path)).head

    assert ([one.index for one in unknown.years], balances(unknown, -1)) == ([0], {})
    assert [(one.index, one.start) for one in known.years] == [(0, date(2025, 1, 1)), (-1, date(2024, 5, 1))]
    assert balances(known, -1) == {"1930": 100_000}


def test_books_without_vouchers_become_balances_that_count_the_entries(tmp_path: Path) -> None:
    text = '#FLAGGA 0\n#SIETYP 1\n#FNAMN "X"\n#RAR 0 20250101 20251231\n#KONTO 1930 "Bank"\n#KONTO 5010 "Hyra"\n'
    snapshot = store_text(tmp_path, text + "#IB 0 1930 10.00\n#UB 0 1930 4.00\n#RES 0 5010 6.00\n")
    make_entry(snapshot.fiscal_year, ("1710", 100), ("5010", -100))

    file = sie.read(write(snapshot, tmp_path))

    assert (file.head.sietyp, file.vouchers) == ("1", ())
    assert balances(file.head) == {"1710": 100, "1930": 400, "5010": 500}


def test_year_without_books_of_its_own_takes_none_of_another(tmp_path: Path) -> None:
    snapshot, other = store_text(tmp_path, HEAD + SALES), make_year()
    make_entry(other)

    file = sie.read(write(snapshot, tmp_path))

    assert len(file.vouchers) == 3
    assert FiscalYear.objects.count() == 2


def test_books_removed_while_they_are_written_are_no_file(tmp_path: Path) -> None:
    snapshot = store_text(tmp_path, HEAD + SALES)

    def remove(_done: int) -> None:
        Snapshot.objects.update(state=Snapshot.State.DISCARDED)

    with pytest.raises(BooksGoneError):
        adjusted_books.write(snapshot.fiscal_year, snapshot, tmp_path / "a.se", stamp=STAMP, told=remove)
