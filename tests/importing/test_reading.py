"""Opening a file: size first, then whether it is compressed, then its bytes."""

import bz2
import gzip
import lzma
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from closing.importing.catalogue import finding
from closing.importing.reading import MAX_FILE_BYTES, open_file, refusal

BOOK = b'#FLAGGA 0\r\n#SIETYP 1\r\n#KONTO 1930 "Bank"\r\n'


def _zipped() -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("bok.se", BOOK)
    return packed.getvalue()


def test_file_one_byte_over_the_limit_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "stor.se"
    with path.open("wb") as file:
        file.truncate(MAX_FILE_BYTES + 1)

    assert refusal(path) == finding("file-too-large", size=104_857_601, limit=104_857_600)
    assert open_file(path).scan is None


def test_file_of_exactly_the_limit_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "stor.se"
    path.write_bytes(BOOK)

    assert refusal(path, limit=len(BOOK)) is None
    assert refusal(path, limit=len(BOOK) - 1) == finding("file-too-large", size=len(BOOK), limit=len(BOOK) - 1)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (gzip.compress(BOOK, mtime=0), "gzip"),
        (_zipped(), "zip"),
        (bz2.compress(BOOK), "bzip2"),
        (lzma.compress(BOOK), "xz"),
        (b"7z\xbc\xaf\x27\x1c" + BOOK, "7-Zip"),
        (b"Rar!\x1a\x07\x00" + BOOK, "RAR"),
    ],
)
def test_compressed_file_is_refused_with_its_kind(tmp_path: Path, content: bytes, kind: str) -> None:
    path = tmp_path / "bok.se"
    path.write_bytes(content)

    assert open_file(path).findings == (finding("file-compressed", kind=kind),)


def test_file_is_read_and_its_progress_told(tmp_path: Path) -> None:
    path = tmp_path / "bok.se"
    path.write_bytes(BOOK)
    told: list[tuple[int, int]] = []

    opened = open_file(path, progress=lambda done, vouchers: told.append((done, vouchers)))

    assert opened.scan
    assert opened.findings == ()
    assert [account.number for account in opened.scan.head.accounts] == ["1930"]
    assert [(0 < done <= len(BOOK), vouchers) for done, vouchers in told] == [(True, 0)]


def test_file_that_is_not_there_is_a_finding(tmp_path: Path) -> None:
    opened = open_file(tmp_path / "saknas.se")

    assert [one.code for one in opened.findings] == ["read-failed"]


def test_unreadable_lines_beyond_a_hundred_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "bok.se"
    path.write_bytes(BOOK + b"#IB 0 1930 mycket\r\n" * 250)

    found = open_file(path).findings

    odd = ["format-missing", "program-missing", "company-missing"]
    assert [one.code for one in found] == [*odd, *["amount-unreadable"] * 100, "more-of-kind"]
    assert found[-1] == finding("more-of-kind", code="amount-unreadable", count=150)


def test_encoding_can_be_said(tmp_path: Path) -> None:
    path = tmp_path / "bok.se"
    path.write_bytes(b'#FLAGGA 0\r\n#FNAMN "\xc5ke AB"\r\n')

    scan = open_file(path, encoding="latin-1").scan

    assert scan
    assert (scan.encoding, scan.head.company) == ("latin-1", "Åke AB")
