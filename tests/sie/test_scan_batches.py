"""The batches hold every voucher and posting of the file, as the whole reading gives them."""

import os
import signal
from collections.abc import Iterable
from dataclasses import fields
from functools import partial, reduce
from operator import attrgetter, xor
from pathlib import Path
from zlib import crc32

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import sie
from sie.records import Posting, PostingKind, SieFile, Voucher
from sie.scanning.batches import ADDED, COUNTED, STRUCK, Batch, batches_of
from sie.scanning.process import Request, batches_from_process
from tests.sie.damage import damaged_files
from tests.sie.plain_figures import counted_of, twins_of
from tests.sie.sample import HEAD, VOUCHER
from tests.sie.strategies import export_files
from tests.sie.test_samples import SAMPLES

Row = tuple[object, ...]
WORDS = 1 << 64
ROWS_OF_SIZES = (1, 2_000, 35_000)
ANY_FILE = settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)


def text_of(day: object) -> str:
    """Write a date as the batches do."""
    return str(day) if day else ""


def expected_rows(file: SieFile) -> tuple[list[Row], list[Row]]:
    """Lay out the vouchers and postings of a file that was read whole."""
    vouchers: list[Row] = []
    postings: list[Row] = []
    for ordinal, voucher in enumerate(file.vouchers, 1):
        kept = kept_postings(voucher)
        keys = (ordinal, voucher.series, voucher.number, text_of(voucher.date), voucher.text)
        difference = sum(row.amount_ore for row in counted_of(voucher))
        rest = (text_of(voucher.registered), voucher.sign, voucher.line, difference)
        vouchers.append((*keys, *rest, len(postings) + 1, len(kept), plain_fingerprint(counted_of(voucher))))
        for row, kind in kept:
            booked = (row.account, row.objects, row.amount_ore, text_of(voucher.date), text_of(row.date))
            postings.append((len(postings) + 1, ordinal, *booked, row.text, row.quantity, row.sign, kind))
    return vouchers, postings


def plain_fingerprint(rows: Iterable[Posting]) -> int:
    """Give what rows come to as a number, the plain way."""
    total = 0
    for row in rows:
        account, text = crc32(row.account.encode()), crc32(row.text.encode())
        parts = (account * 0x9E3779B97F4A7C15, row.amount_ore * 0xBF58476D1CE4E5B9, text * 0x94D049BB133111EB)
        stirred = reduce(xor, parts) % WORDS
        stirred = (stirred ^ stirred >> 31) * 0xD6E8FEB86659FD93 % WORDS
        total += stirred ^ stirred >> 32
    return (total + WORDS // 2) % WORDS - WORDS // 2


def kept_postings(voucher: Voucher) -> list[tuple[Posting, str]]:
    """Give the postings of a voucher with their kinds, the added rows left out."""
    twins, _ = twins_of(voucher)
    kinds = {True: ADDED, False: COUNTED}
    return [
        (row, STRUCK if row.kind is PostingKind.STRUCK else kinds[twin])
        for row, twin in zip(voucher.postings, twins, strict=True)
        if row.kind is not PostingKind.ADDED
    ]


def rows_of(batches: Iterable[Batch]) -> tuple[list[Row], list[Row]]:
    """Lay out what batches hold, with accounts and object lists instead of their indexes."""
    vouchers: list[Row] = []
    postings: list[Row] = []
    accounts: list[str] = []
    objects: list[sie.ObjectList] = [()]
    for batch in batches:
        accounts += batch.new_accounts
        objects += batch.new_objects
        vouchers += columns_of(batch.vouchers)
        for ordinal, voucher, account, listed, *rest in columns_of(batch.postings):
            assert isinstance(account, int)
            assert isinstance(listed, int)
            postings.append((ordinal, voucher, accounts[account], objects[listed], *rest))
    return vouchers, postings


def columns_of(lists: sie.VoucherLists | sie.PostingLists) -> list[Row]:
    """Turn columns of equal length into rows."""
    return list(zip(*(getattr(lists, column.name) for column in fields(lists)), strict=True))


@pytest.mark.parametrize("rows", ROWS_OF_SIZES)
@pytest.mark.parametrize("name", SAMPLES)
def test_batches_of_a_real_file_hold_all_of_it(shared_data: Path, name: str, rows: int) -> None:
    path = shared_data / "sie" / name

    assert rows_of(sie.scan(path).batches(rows=rows)) == expected_rows(sie.read(path))


@ANY_FILE
@given(damaged_files(), st.sampled_from(ROWS_OF_SIZES))
def test_batches_of_a_damaged_file_hold_all_that_was_read(tmp_path: Path, content: bytes, rows: int) -> None:
    path = tmp_path / "books.se"
    path.write_bytes(content * 20)
    try:
        scan = sie.scan(path)
    except sie.SieError as error:
        with pytest.raises(type(error)):
            sie.read(path)
        return

    assert rows_of(scan.batches(rows=rows)) == expected_rows(sie.read(path))


@ANY_FILE
@given(export_files(), st.sampled_from(["cp437", "utf-8"]))
def test_batches_of_a_written_file_hold_all_of_it(tmp_path: Path, file: SieFile, encoding: str) -> None:
    path = tmp_path / "books.se"
    path.write_bytes(sie.dumps(file, encoding=encoding))

    assert rows_of(sie.scan(path).batches()) == expected_rows(sie.read(path))


def large_file(folder: Path, vouchers: str) -> Path:
    """Write a file of several batches."""
    path = folder / "books.se"
    path.write_text(HEAD + vouchers, encoding="cp437")
    return path


def test_long_voucher_comes_with_the_batch_it_ends_in(tmp_path: Path) -> None:
    rows = "#TRANS 1930 {} 1\n#RTRANS 1930 {} 2\n#TRANS 1930 {} 2\n#TRANS 1930 {} -3\n" * 3_000
    path = large_file(tmp_path, VOUCHER + "#VER B 1 20250101\n{\n" + rows + "}\n" + VOUCHER)

    batches = list(sie.scan(path).batches(rows=1))

    assert len(batches) > 3
    assert [batch.vouchers.ordinal for batch in batches if batch.vouchers.ordinal] == [[1], [2, 3]]
    assert (batches[-1].vouchers.first_posting, batches[-1].vouchers.postings) == ([3, 9_003], [9_000, 2])
    assert rows_of(batches) == expected_rows(sie.read(path))


def test_bytes_read_grow_to_the_end_of_the_file(tmp_path: Path) -> None:
    path = large_file(tmp_path, VOUCHER * 2_000)

    told = [batch.bytes_read for batch in sie.scan(path).batches(rows=1)]

    assert told == sorted(set(told))
    assert told[-1] == path.stat().st_size


def test_batches_without_objects_name_none(tmp_path: Path) -> None:
    path = large_file(tmp_path, VOUCHER.replace("{}", '{1 "7"}'))

    (batch,) = sie.scan(path).batches(objects=False)

    assert (batch.new_objects, batch.postings.objects) == ([], [0, 0])


def test_batches_of_a_file_that_has_lost_its_end_are_refused(tmp_path: Path) -> None:
    path = large_file(tmp_path, VOUCHER * 2_000)
    scan = sie.scan(path)
    path.write_bytes(path.read_bytes()[:-2])

    with pytest.raises(sie.SieTruncatedError):
        list(scan.batches())


def test_batches_from_a_process_are_the_same(tmp_path: Path) -> None:
    path = large_file(tmp_path, VOUCHER.replace("{}", '{1 "7"}') * 4_000)
    scan = sie.scan(path)

    assert list(scan.batches_from_process(rows=2_000)) == list(scan.batches(rows=2_000))


def test_error_of_the_process_is_raised_as_it_was(tmp_path: Path) -> None:
    path = large_file(tmp_path, VOUCHER * 2_000)
    scan = sie.scan(path)
    path.write_bytes(path.read_bytes()[:-2])

    with pytest.raises(sie.SieTruncatedError) as caught:
        list(scan.batches_from_process(rows=2_000))

    with pytest.raises(sie.SieTruncatedError) as own:
        list(scan.batches())
    assert (caught.value.line, caught.value.facts) == (own.value.line, own.value.facts)


def children_of(process: int) -> list[int]:
    """List the processes that another has started."""
    return [int(child) for child in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="Children are found in /proc.")
def test_process_that_dies_is_an_error_and_never_the_end(tmp_path: Path) -> None:
    path = large_file(tmp_path, VOUCHER * 40_000)
    before = set(children_of(os.getpid()))
    batches = sie.scan(path).batches_from_process(rows=2_000)
    next(batches)
    (child,) = set(children_of(os.getpid())) - before

    os.kill(child, signal.SIGKILL)

    with pytest.raises(sie.SieReadFailedError) as caught:
        list(batches)
    assert caught.value.facts == {"reason": "the reading process ended with -9"}


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="Children are found in /proc.")
def test_process_ends_when_nobody_reads_on(tmp_path: Path) -> None:
    path = large_file(tmp_path, VOUCHER * 40_000)
    before = children_of(os.getpid())
    batches = sie.scan(path).batches_from_process(rows=2_000)
    next(batches)

    batches.close()  # type: ignore[attr-defined]  # it is a generator

    assert children_of(os.getpid()) == before


def test_request_for_a_missing_file_is_told(tmp_path: Path) -> None:
    path = large_file(tmp_path, VOUCHER)
    request = Request(tmp_path / "nowhere.se", sie.scan(path).detected, 100, objects=True)

    with pytest.raises(sie.SieReadFailedError):
        list(batches_from_process(request))

    with pytest.raises(sie.SieReadFailedError):
        list(batches_of(request.path, request.encoding, rows=100))


def test_a_fingerprint_is_of_the_rows_whatever_their_order(tmp_path: Path) -> None:
    rows = ['#TRANS 1930 {} 1.00 "" "Öre"\n', "#TRANS 3001 {} -1.00\n"]
    struck, other = "#BTRANS 5010 {} 7.00\n", '#TRANS 1930 {} 1.00 "" "Ore"\n'
    bodies: tuple[list[str], ...] = (rows, rows[::-1], [struck, *rows], [other, rows[1]], rows[:1], [])
    path = tmp_path / "books.se"
    text = HEAD + "".join(f"#VER A {number} 20250110\n{{\n{''.join(body)}}}\n" for number, body in enumerate(bodies, 1))
    found = []

    for encoding in ("cp437", "utf-8"):
        path.write_text(text, encoding=encoding)
        found += [one for batch in sie.scan(path).batches() for one in batch.vouchers.fingerprint]

    assert found[:6] == found[6:]
    assert [found.index(one) for one in found[:6]] == [0, 0, 0, 3, 4, 5]
    assert found[5] == 0


def test_what_is_made_of_batches_in_the_other_process_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "books.se"
    path.write_text(HEAD + VOUCHER * 3_000, encoding="cp437")
    scan = sie.scan(path)

    found = list(scan.shaped_from_process(partial(map, attrgetter("bytes_read", "new_accounts")), rows=2_000))

    assert found == [(batch.bytes_read, batch.new_accounts) for batch in scan.batches(rows=2_000)]
    assert len(found) > 1
