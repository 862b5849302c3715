"""Storing a file as a snapshot."""

import os
from datetime import date
from pathlib import Path

import pytest

from closing.books import loading
from closing.books.errors import LoadIncompleteError, LoadLostError
from closing.books.models import (
    Account,
    BookObject,
    Dimension,
    ObjectList,
    PeriodTotal,
    Posting,
    PostingDetail,
    Snapshot,
    StruckPosting,
    Voucher,
)
from closing.books.rows import Repairs
from tests.books.made_books import HEAD, SALES, make_year, read_text, store_text

pytestmark = pytest.mark.django_db


def test_store_keeps_vouchers_in_the_order_of_the_file(tmp_path: Path) -> None:
    snapshot = store_text(tmp_path, HEAD + SALES)

    fields = ("series", "number", "number_value", "date", "text", "row_count")
    assert list(Voucher.objects.filter(snapshot=snapshot).order_by("id").values_list(*fields)) == [
        ("A", "1", 1, date(2025, 1, 10), "Kontantförsäljning", 2),
        ("A", "2", 2, date(2025, 2, 15), "Faktura Åkerlund", 2),
        ("B", "1", 1, date(2025, 2, 20), "Hyra februari", 2),
    ]


def test_store_gives_postings_the_date_of_their_voucher(tmp_path: Path) -> None:
    snapshot = store_text(tmp_path, HEAD + SALES)

    fields = ("account__number", "voucher__series", "date", "amount_ore")
    assert list(Posting.objects.filter(pk__range=snapshot.keys).order_by("id").values_list(*fields)) == [
        ("1930", "A", date(2025, 1, 10), 50_000),
        ("3001", "A", date(2025, 1, 10), -50_000),
        ("1510", "A", date(2025, 2, 15), 25_000),
        ("3001", "A", date(2025, 2, 15), -25_000),
        ("5010", "B", date(2025, 2, 20), 10_000),
        ("1930", "B", date(2025, 2, 20), -10_000),
    ]


def test_store_keeps_what_the_file_says_of_itself(tmp_path: Path) -> None:
    snapshot = store_text(tmp_path, HEAD + SALES)

    snapshot.refresh_from_db()
    assert snapshot.state == Snapshot.State.READY
    assert (snapshot.sietyp, snapshot.program, snapshot.generated_on) == ("4", "Prov 1.0", date(2026, 1, 15))
    assert (snapshot.voucher_count, snapshot.posting_count, snapshot.debit_ore) == (3, 6, 85_000)
    assert (snapshot.series, snapshot.source_name, len(snapshot.source_sha256)) == (["A", "B"], "books.se", 64)
    assert (snapshot.has_vouchers, snapshot.has_months, snapshot.has_objects) == (True, True, True)


def test_store_keeps_balances_of_accounts(tmp_path: Path) -> None:
    snapshot = store_text(tmp_path, HEAD + SALES)

    fields = ("number", "name", "opening_ore", "movement_ore", "closing_ore", "previous_closing_ore", "posting_count")
    assert list(snapshot.accounts.order_by("number").values_list(*fields)) == [
        ("1510", "Kundfordringar", 0, 25_000, 25_000, None, 1),
        ("1930", "Bank", 100_000, 40_000, 140_000, 100_000, 2),
        ("2440", "Leverantörsskulder", -100_000, 0, -100_000, None, 0),
        ("3001", "Försäljning", 0, -75_000, -75_000, None, 2),
        ("5010", "Lokalhyra", 0, 10_000, 10_000, None, 1),
    ]


def test_store_keeps_monthly_totals(tmp_path: Path) -> None:
    snapshot = store_text(tmp_path, HEAD + SALES)

    totals = PeriodTotal.objects.filter(account__snapshot=snapshot, account__number="1930").order_by("month")
    assert list(totals.values_list("month", "debit_ore", "credit_ore", "posting_count")) == [
        (date(2025, 1, 1), 50_000, 0, 1),
        (date(2025, 2, 1), 0, 10_000, 1),
    ]


def test_store_parts_added_and_struck_rows(tmp_path: Path) -> None:
    voucher = """#VER A 1 20250110 "Rättad"
{
#TRANS 1930 {} 500.00
#TRANS 3001 {} -500.00
#RTRANS 1930 {} 7.00 20250111 "Tillagd" 2 "EVA"
#TRANS 1930 {} 7.00 20250111 "Tillagd" 2 "EVA"
#RTRANS 3001 {} -7.00
#TRANS 3001 {} -7.00
#BTRANS 5010 {} 9.00 20250112 "Struken" 3 "EVA"
}
"""

    snapshot = store_text(tmp_path, HEAD + voucher)

    amounts = Posting.objects.filter(pk__range=snapshot.keys).order_by("id").values_list("amount_ore", flat=True)
    details = PostingDetail.objects.filter(pk__gte=snapshot.first_key).order_by("posting_id")
    struck = StruckPosting.objects.filter(pk__range=snapshot.keys)
    assert list(amounts) == [50_000, -50_000, 700, -700]
    assert list(details.values_list("posting__amount_ore", "own_date", "quantity", "sign", "is_added")) == [
        (700, date(2025, 1, 11), "2", "EVA", True),
        (-700, None, "", "", True),
    ]
    assert list(struck.values_list("account_number", "amount_ore", "own_date", "text", "quantity", "sign")) == [
        ("5010", 900, date(2025, 1, 12), "Struken", "3", "EVA")
    ]


def test_a_voucher_finds_all_its_rows_by_their_keys(tmp_path: Path) -> None:
    voucher = '#VER A 9 20250301 "Sist"\n{\n#TRANS 1930 {} 1.00\n#BTRANS 5010 {} 2.00\n#TRANS 3001 {} -1.00\n}\n'
    snapshot = store_text(tmp_path, HEAD + SALES + voucher)

    last = Voucher.objects.get(snapshot=snapshot, number="9")

    assert last.ordinal == 4
    assert [row.amount_ore for row in Posting.objects.filter(pk__range=last.rows).order_by("pk")] == [100, -100]
    assert [row.amount_ore for row in StruckPosting.objects.filter(pk__range=last.rows)] == [200]


def test_a_date_of_its_own_is_kept_only_where_it_differs(tmp_path: Path) -> None:
    voucher = """#VER A 1 20250110 "Datum"
{
#TRANS 1930 {} 1.00 20250110 "" 0
#TRANS 3001 {} -1.00 20250131
}
"""

    snapshot = store_text(tmp_path, HEAD + voucher)

    details = PostingDetail.objects.filter(pk__gte=snapshot.first_key)
    assert list(details.values_list("posting__amount_ore", "own_date")) == [(-100, date(2025, 1, 31))]


def test_store_keeps_dimensions_objects_and_their_combinations(tmp_path: Path) -> None:
    text = (
        HEAD
        + '#DIM 1 "Kostnadsställe"\n#OBJEKT 1 "K1" "Butiken"\n'
        + '#VER A 1 20250110\n{\n#TRANS 1930 {1 "K1" 6 "P2"} 1.00\n#TRANS 3001 {} -1.00\n}\n'
    )

    snapshot = store_text(tmp_path, text)

    objects = BookObject.objects.filter(dimension__snapshot=snapshot).order_by("code")
    posting = Posting.objects.get(account__snapshot=snapshot, account__number="1930")
    assert list(Dimension.objects.filter(snapshot=snapshot).values_list("number", "name")) == [
        ("1", "Kostnadsställe"),
        ("6", ""),
    ]
    assert list(objects.values_list("dimension__number", "code", "name")) == [("1", "K1", "Butiken"), ("6", "P2", "")]
    assert ObjectList.objects.get(pk=snapshot.first_key + posting.object_list).pairs == [["1", "K1"], ["6", "P2"]]


def test_objects_are_left_out_on_request(tmp_path: Path) -> None:
    text = (
        HEAD
        + '#OBJEKT 1 "K1" "Butiken"\n'
        + '#VER A 1 20250110\n{\n#TRANS 1930 {1 "K1"} 1.00\n#BTRANS 1930 {1 "K1"} 2.00\n#TRANS 3001 {} -1.00\n}\n'
    )

    snapshot = store_text(tmp_path, text, repairs=Repairs(keep_objects=False))

    rows = Posting.objects.filter(pk__range=snapshot.keys)
    assert sorted(rows.values_list("amount_ore", "object_list")) == [(-100, 0), (100, 0)]
    assert StruckPosting.objects.get(pk__range=snapshot.keys).object_list == 0
    assert (Dimension.objects.count(), BookObject.objects.count(), ObjectList.objects.count()) == (0, 0, 0)
    assert snapshot.has_objects is False


def test_missing_series_and_numbers_are_filled_in(tmp_path: Path) -> None:
    rows = "{\n#TRANS 1930 {} 1.00\n#TRANS 3001 {} -1.00\n}\n"
    text = HEAD + "".join(f"#VER {name} 20250110\n{rows}" for name in ("B 5", '"" 7', 'B ""', '"" ""', 'B ""'))

    snapshot = store_text(tmp_path, text, repairs=Repairs(series="A", last_numbers={"B": 5, "A": 7}))

    vouchers = Voucher.objects.filter(snapshot=snapshot).order_by("id")
    assert list(vouchers.values_list("series", "number", "number_value", "is_filled")) == [
        ("B", "5", 5, False),
        ("A", "7", 7, True),
        ("B", "6", 6, True),
        ("A", "8", 8, True),
        ("B", "7", 7, True),
    ]
    assert snapshot.series == ["A", "B"]


def test_a_voucher_that_spans_batches_keeps_its_date(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = "".join(f'#TRANS 1930 {{}} {sign}1.00 "" "{"x" * 100}"\n' for sign in ("", "-") * 2_000)
    text = HEAD + f'#VER A 1 20250310 "Lång"\n{{\n{rows}}}\n' + SALES.replace("A 1", "A 3")

    monkeypatch.setattr(loading, "ROWS_IN_A_BATCH", 500)

    snapshot = store_text(tmp_path, text)

    dates = Posting.objects.filter(voucher__number="1", voucher__series="A", pk__range=snapshot.keys)
    assert set(dates.values_list("date", flat=True)) == {date(2025, 3, 10)}
    assert dates.count() == 4_000


def test_texts_survive_whatever_they_hold(tmp_path: Path) -> None:
    text = (
        HEAD + '#VER A 1 20250110 "C:\\temp\\new \\"x\\""\n{\n#TRANS 1930 {} 1.00 "" "\\N"\n#TRANS 3001 {} -1.00\n}\n'
    )

    snapshot = store_text(tmp_path, text)

    assert Voucher.objects.get(snapshot=snapshot).text == 'C:\\temp\\new "x"'
    assert Posting.objects.get(pk__range=snapshot.keys, amount_ore=100).text == "\\N"


def test_texts_are_cut_to_what_a_column_holds(tmp_path: Path) -> None:
    text = HEAD + f"#VER {'S' * 50} 1 20250110\n{{\n#TRANS 1930 {{}} 1.00\n#TRANS {'9' * 60} {{}} -1.00\n}}\n"

    snapshot = store_text(tmp_path, text)

    assert Voucher.objects.get(snapshot=snapshot).series == "S" * 40
    assert Account.objects.get(snapshot=snapshot, is_declared=False).number == "9" * 40


def test_progress_is_told_before_each_batch_and_the_ledgers_and_at_the_end(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    scan = read_text(tmp_path, HEAD + SALES)

    loading.store(make_year(), reading=scan, progress=lambda vouchers, rows: told.append((vouchers, rows)))

    assert told == [(0, 0), (3, 6), (3, 6)]


def test_a_load_that_is_stopped_leaves_a_discarded_snapshot(tmp_path: Path) -> None:
    scan = read_text(tmp_path, HEAD + SALES)

    def stop(_vouchers: int, _rows: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        loading.store(make_year(), reading=scan, progress=stop)

    assert list(Snapshot.objects.values_list("state", flat=True)) == [Snapshot.State.DISCARDED]


def test_rows_that_do_not_come_to_the_figures_are_refused(tmp_path: Path) -> None:
    scan = read_text(tmp_path, HEAD + SALES)

    scan.path.write_text(HEAD, encoding="cp437")

    with pytest.raises(LoadIncompleteError) as refused:
        loading.store(make_year(), reading=scan)

    assert refused.value.stored == {"vouchers": 0, "postings": 0, "struck": 0, "ore": 0}
    assert refused.value.expected == {"vouchers": 3, "postings": 6, "struck": 0, "ore": 0}


def test_a_load_whose_snapshot_was_swept_stops(tmp_path: Path) -> None:
    scan = read_text(tmp_path, HEAD + SALES)

    def sweep(_vouchers: int, _rows: int) -> None:
        Snapshot.objects.update(state=Snapshot.State.DISCARDED)

    with pytest.raises(LoadLostError):
        loading.store(make_year(), reading=scan, progress=sweep)

    assert Snapshot.objects.get().state == Snapshot.State.DISCARDED


def test_a_large_file_is_read_beside_and_stored_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = HEAD + "".join(SALES.replace("A ", f"S{number} ") for number in range(50))
    repairs = Repairs(series="X", last_numbers={"X": 3}, keep_objects=False)
    fields = ("series", "number", "text", "date", "fingerprint", "row_count")
    small = store_text(tmp_path, text, repairs=repairs)
    monkeypatch.setattr(loading, "SMALL_FILE_BYTES", 0)

    large = store_text(tmp_path, text, repairs=repairs)

    vouchers = [
        list(Voucher.objects.filter(snapshot=one).order_by("pk").values_list(*fields)) for one in (small, large)
    ]
    assert vouchers[0] == vouchers[1]
    assert len(vouchers[1]) == 150
    amounts = Posting.objects.filter(pk__range=large.keys).order_by("pk").values_list("account__number", "amount_ore")
    assert list(amounts[:2]) == [("1930", 50_000), ("3001", -50_000)]


def test_a_stopped_load_ends_the_process_that_reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "SMALL_FILE_BYTES", 0)
    scan = read_text(tmp_path, HEAD + SALES)
    strangers = child_processes()
    children: set[int] = set()

    def stop(_vouchers: int, _rows: int) -> None:
        children.update(child_processes() - strangers)
        raise InterruptedError

    with pytest.raises(InterruptedError):
        loading.store(make_year(), reading=scan, progress=stop)

    assert len(children) == 1
    assert children & child_processes() == set()


def child_processes() -> set[int]:
    """Find the processes that this one has started and not ended, the browser of other tests among them."""
    listed = Path(f"/proc/self/task/{os.getpid()}/children").read_text(encoding="ascii")
    return {int(child) for child in listed.split()}
