"""KSUMMA as the stream sums it, block by block."""

from pathlib import Path
from zlib import crc32

import pytest

import sie
from sie.scanning.scan import scan_in_blocks
from tests.sie.sample import HEAD, VOUCHER

BODY = (
    HEAD
    + '#KONTO 1930 "Bank \\"Åäö\\" {x}"\n#konto\t1940  Kassa\n'
    + VOUCHER * 3
    + '#VER "B" "1" 20250131 "a \\"b\\"" 20250201 sign\n{\n\t#TRANS 1930 {1 "a b" 6 P} 100 "" "x } y" 1\n'
    + '#TRANS 1940 {} -100 "Kontant"\n}\n'
    + VOUCHER * 3
)
SUMMED = (
    "#PROGRAMProvprogram1.0#FORMATPC8#GEN20260115Åsa#SIETYP4#FNAMNRäksmörgås AB#RAR02025010120251231"
    '#KONTO1930Bank "Åäö" {x}#konto1940Kassa'
    + "#VERA120250131Hyra20250201#TRANS5010100.00#TRANS1930-100.00" * 3
    + '#VERB120250131a "b"20250201sign#TRANS19301a b6P100x } y1#TRANS1940-100Kontant'
    + "#VERA120250131Hyra20250201#TRANS5010100.00#TRANS1930-100.00" * 3
)


def codes(path: Path, block_bytes: int) -> list[str]:
    """List what is said about the sum of a file."""
    scan = scan_in_blocks(path, encoding=None, progress=None, block_bytes=block_bytes)
    return [notice.code for notice in scan.notices if notice.code.startswith("ksumma")]


def summed_file(path: Path, number: int, *, encoding: str = "cp437", line_end: str = "\n") -> Path:
    """Write a file that states this sum."""
    text = BODY.replace("#FLAGGA 0\n", "#FLAGGA 0\n#KSUMMA\n") + f"#KSUMMA {number}\n"
    path.write_bytes(text.replace("\n", line_end).encode(encoding))
    return path


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["cp437", "utf-8", "cp1252"])
def test_right_sum_is_passed_over(tmp_path: Path, encoding: str, line_end: str) -> None:
    number = crc32(SUMMED.encode("cp437"))
    path = summed_file(tmp_path / "books.se", number, encoding=encoding, line_end=line_end)

    assert [codes(path, block_bytes) for block_bytes in (100, 400, 1_000_000)] == [[], [], []]


def test_sum_of_the_bytes_as_they_are_is_right_too(tmp_path: Path) -> None:
    path = summed_file(tmp_path / "books.se", crc32(SUMMED.encode()), encoding="utf-8")

    assert codes(path, 400) == []


@pytest.mark.parametrize("block_bytes", [100, 400, 1_000_000])
def test_wrong_sum_is_told(tmp_path: Path, block_bytes: int) -> None:
    path = summed_file(tmp_path / "books.se", crc32(SUMMED.encode("cp437")) ^ 1)

    assert codes(path, block_bytes) == ["ksumma-wrong"]


def test_last_of_several_sums_holds(tmp_path: Path) -> None:
    path = tmp_path / "books.se"
    number = crc32(b"#KSUMMA5#PROSAx")
    path.write_text(f"#FLAGGA 0\n#KSUMMA\n#KSUMMA 5\n#PROSA x\n#KSUMMA {number}\n", encoding="cp437")

    assert codes(path, 1_000) == ["ksumma-repeated"]
    assert [notice.code for notice in sie.read(path).notices if "ksumma" in notice.code] == ["ksumma-repeated"]


def test_sums_of_a_large_file_are_right_whatever_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "books.se"
    sie.write(sie.read((HEAD + VOUCHER * 500).encode("cp437")), path, ksumma=True)

    assert codes(path, 3_000) == []
