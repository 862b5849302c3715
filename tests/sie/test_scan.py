"""The stream gives what the whole reading gives, whatever the file and wherever it is cut."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import sie
from sie.scanning.figures import Figures
from tests.sie.both_ways import SIZES, Read, read_streaming, read_whole
from tests.sie.damage import damaged_files
from tests.sie.sample import HEAD, VOUCHER
from tests.sie.strategies import export_files, import_files
from tests.sie.test_samples import SAMPLES

ANY_FILE = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)

Shape = tuple[str, ...]
SHAPES: tuple[Shape, ...] = (
    (),
    ("--style", "visma", "--encoding", "utf-8"),
    ("--style", "mixed", "--encoding", "cp1252", "--eol", "lf"),
    ("--style", "visma", "--eol", "lf", "--rtrans", "0.3", "--objects", "0.9"),
)


def file_with(folder: Path, content: bytes | str) -> Path:
    """Write a file."""
    path = folder / "books.se"
    path.write_bytes(content.encode("cp437") if isinstance(content, str) else content)
    return path


def generated(shared_data: Path, folder: Path, *shape: str) -> tuple[Path, dict[str, Any]]:
    """Generate a file of half a megabyte, and give what is known to be in it."""
    script = shared_data.parent / "bench" / "gen_sie.py"
    if not script.is_file():
        pytest.skip("The generator of large SIE files is not here.")
    path = folder / "generated.se"
    subprocess.run([sys.executable, script, "--mb", "0.5", "--out", path, *shape], check=True, capture_output=True)
    return path, json.loads(path.with_suffix(".se.json").read_text())


@pytest.mark.parametrize("block_bytes", SIZES)
@pytest.mark.parametrize("name", SAMPLES)
def test_real_file_gives_the_same_either_way(shared_data: Path, name: str, block_bytes: int) -> None:
    path = shared_data / "sie" / name

    assert read_streaming(path, block_bytes=block_bytes) == read_whole(path)


@pytest.mark.parametrize("name", SAMPLES)
def test_real_file_has_the_figures_of_an_independent_reader(shared_data: Path, name: str) -> None:
    expected = json.loads((shared_data / "sie" / "expected.json").read_text())[name]

    scan = sie.scan(shared_data / "sie" / name)

    counts = expected["counts"]
    assert scan.sha256 == expected["sha256"]
    assert scan.figures.vouchers == counts["vouchers"]
    assert scan.figures.postings == counts["postings"]
    assert scan.figures.added == counts["added"]
    assert scan.figures.struck == counts["struck"]
    assert scan.figures.debit_ore == expected["debit_ore"]
    assert scan.figures.unbalanced.count == expected["unbalanced_vouchers"]


@pytest.mark.parametrize("shape", SHAPES, ids=" ".join)
def test_generated_file_has_the_figures_it_was_made_with(shared_data: Path, tmp_path: Path, shape: Shape) -> None:
    path, known = generated(shared_data, tmp_path, *shape)

    scan = sie.scan(path)

    figures = scan.figures
    assert scan.size == known["bytes"]
    assert scan.encoding == known["encoding"]
    assert figures.vouchers == known["vouchers"]
    assert figures.postings == known["transactions"]
    assert figures.added == known["rtrans"]
    assert figures.struck == known["btrans"]
    assert figures.debit_ore == known["debit_ore"]
    assert {name: one.count for name, one in figures.series.items()} == {k: n for k, n in known["series"].items() if n}
    assert (figures.unbalanced.count, figures.empty.count, figures.added_without_twin.count) == (0, 0, 0)
    assert [notice.code for notice in scan.notices] == ["encoding-detected"]


@pytest.mark.parametrize("shape", SHAPES, ids=" ".join)
def test_generated_file_gives_the_same_either_way(shared_data: Path, tmp_path: Path, shape: Shape) -> None:
    path, _ = generated(shared_data, tmp_path, *shape)

    assert read_streaming(path, block_bytes=40_000) == read_whole(path)


@ANY_FILE
@given(damaged_files(), st.tuples(st.sampled_from(SIZES), st.sampled_from([None, None, "cp437", "utf-8", "cp1252"])))
def test_damaged_file_gives_the_same_either_way(tmp_path: Path, content: bytes, manner: tuple[int, str | None]) -> None:
    path = file_with(tmp_path, content)
    block_bytes, encoding = manner

    assert read_streaming(path, encoding, block_bytes=block_bytes) == read_whole(path, encoding)


@ANY_FILE
@given(st.one_of(export_files(), import_files()), st.sampled_from(SIZES))
def test_written_file_gives_the_same_either_way(tmp_path: Path, file: sie.SieFile, block_bytes: int) -> None:
    path = file_with(tmp_path, sie.dumps(file, ksumma=True))

    streamed, whole = read_streaming(path, block_bytes=block_bytes), read_whole(path)

    assert isinstance(streamed, Read)
    assert streamed == whole


@ANY_FILE
@given(st.binary(max_size=400))
def test_any_bytes_give_the_same_either_way(tmp_path: Path, content: bytes) -> None:
    path = file_with(tmp_path, b"#FLAGGA 0\n" + content)

    assert read_streaming(path, block_bytes=100) == read_whole(path)


def test_scan_tells_path_size_sum_and_encoding(tmp_path: Path) -> None:
    content = (HEAD + VOUCHER).encode("cp437")
    path = file_with(tmp_path, content)

    scan = sie.scan(str(path))

    assert (scan.path, scan.size, scan.encoding) == (path, len(content), "cp437")
    assert scan.sha256 == hashlib.sha256(content).hexdigest()
    assert scan.head.company == "Räksmörgås AB"


def test_scan_takes_the_encoding_it_is_told(tmp_path: Path) -> None:
    path = file_with(tmp_path, HEAD + VOUCHER)

    assert sie.scan(path, encoding="cp850").encoding == "cp850"


def test_scan_of_a_file_without_vouchers_has_no_figures(tmp_path: Path) -> None:
    path = file_with(tmp_path, HEAD)

    assert sie.scan(path).figures == Figures()


def test_progress_is_told_and_may_stop_the_reading(tmp_path: Path) -> None:
    path = file_with(tmp_path, HEAD + VOUCHER * 3)
    told: list[tuple[int, int]] = []

    def stop(done: int, vouchers: int) -> None:
        told.append((done, vouchers))
        raise InterruptedError

    with pytest.raises(InterruptedError):
        sie.scan(path, progress=stop)

    assert told == [(path.stat().st_size, 3)]
