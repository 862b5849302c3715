"""Memory does not grow with the file, whatever fills it."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.sie.sample import HEAD, VOUCHER

pytestmark = pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="The peak of memory is read from /proc.")

MEASURE = """
import pathlib, re, sys
import sie
try:
    print(sie.scan(sys.argv[1]).figures.postings, end=" ")
except sie.SieError as error:
    print(error.code, end=" ")
print(re.search(r"VmHWM:\\s+(\\d+) kB", pathlib.Path("/proc/self/status").read_text())[1])
"""
MOST_KB = 220_000
MOST_GROWTH_KB = 40_000
"""Nothing grows but the list of runs of voucher numbers, by sixteen bytes for a gap."""

BEGINNING = (HEAD + "#VER A 1 20250131\n{\n").encode("cp437")
END = b"}\n"


def regular(size: int) -> bytes:
    """Fill a file with vouchers."""
    return HEAD.encode("cp437") + VOUCHER.encode("cp437") * (size // len(VOUCHER))


def one_voucher(size: int) -> bytes:
    """Fill a file with one voucher."""
    row = b'#TRANS 1930 {} 1.00 "" "text"\n#TRANS 1930 {} -1.00 "" "text"\n'
    return BEGINNING + row * (size // len(row)) + END


def odd_lines(size: int) -> bytes:
    """Fill a file with rows that only the plain tokenizer takes."""
    row = b'#trans 1930 {} 1,00 "" "te"xt"\n#trans 1930 {} -1,00 "" "te"xt"\n'
    return BEGINNING + row * (size // len(row)) + END


def different_objects(size: int) -> bytes:
    """Fill a file with rows that each have an object list of their own, of few objects."""
    rows = (
        b'#TRANS 1930 {1 "%d" 2 "%d" 3 "%d" 4 "%d"} 0\n' % (n % 30, n // 30 % 30, n // 900 % 30, n // 27000)
        for n in range(size // 45)
    )
    return BEGINNING + b"".join(rows) + END


def blank_lines(size: int) -> bytes:
    """Fill a file with nothing."""
    return BEGINNING + b"\n" * size + END


def one_line(size: int) -> bytes:
    """Fill a file with one line."""
    return BEGINNING + b"x" * size


def descending_numbers(size: int) -> bytes:
    """Fill a file with vouchers whose numbers leave a gap before each."""
    numbers = range(9_999_999, 0, -2)
    vouchers = (b"#VER A %d 20250101\n{\n}\n" % number for number, _ in zip(numbers, range(size // 31), strict=False))
    return HEAD.encode("cp437") + b"".join(vouchers)


def measured(path: Path) -> tuple[str, int]:
    """Scan a file in a process of its own; give what came of it, and the peak of its memory in kB."""
    done = subprocess.run([sys.executable, "-c", MEASURE, path], capture_output=True, text=True, check=True)
    result, peak = done.stdout.split()
    return result, int(peak)


@pytest.mark.parametrize(
    "filled", [regular, one_voucher, odd_lines, different_objects, blank_lines, one_line, descending_numbers]
)
def test_memory_does_not_grow_with_the_file(tmp_path: Path, filled: Callable[[int], bytes]) -> None:
    size = 2_000_000 if filled is odd_lines else 9_000_000
    small, large = tmp_path / "small.se", tmp_path / "large.se"
    small.write_bytes(filled(size))
    large.write_bytes(filled(size * 3))

    (_, before), (_, after) = measured(small), measured(large)

    assert after < MOST_KB
    assert after - before < MOST_GROWTH_KB


def test_line_without_end_is_refused_before_it_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "books.se"
    path.write_bytes(one_line(40_000_000))

    result, peak = measured(path)

    assert result == "line-too-long"
    assert peak < 120_000
