"""What the stream refuses, it refuses in the same words as the whole reading."""

from pathlib import Path

import pytest

import sie
from sie.fields import MAX_LINE_CHARACTERS
from tests.sie.both_ways import SIZES, Refused, read_streaming, read_whole
from tests.sie.sample import HEAD, VOUCHER

UNREADABLE = "#VER A 2 20259999\n{\n#TRANS 1930 {} ett\n#TRANS {} 5\n}\n"

REFUSED = {
    "file-empty": b"",
    "not-sie": b"hello\n",
    "sie-xml": b'<?xml version="1.0"?><Sie xmlns="http://www.sie.se/sie5"/>',
    "wide-characters": "#FLAGGA 0\n".encode("utf-16"),
    "line-too-long": (HEAD + VOUCHER + '#PROSA "' + "x" * MAX_LINE_CHARACTERS + '"\n').encode("cp437"),
    "file-truncated": (HEAD + VOUCHER * 40 + VOUCHER.removesuffix("}\n")).encode("cp437"),
    "lines-unreadable": (HEAD + (VOUCHER * 20 + UNREADABLE) * 3).encode("cp437"),
}


@pytest.mark.parametrize("block_bytes", SIZES)
@pytest.mark.parametrize("code", REFUSED)
def test_file_is_refused_in_the_same_words_either_way(tmp_path: Path, code: str, block_bytes: int) -> None:
    path = tmp_path / "books.se"
    path.write_bytes(REFUSED[code])

    streamed = read_streaming(path, block_bytes=block_bytes)

    assert isinstance(streamed, Refused)
    assert streamed.code == code
    assert streamed == read_whole(path)


def test_unopened_sum_that_is_never_closed_is_a_missing_end(tmp_path: Path) -> None:
    path = tmp_path / "books.se"
    path.write_text("#FLAGGA 0\n#KSUMMA\n" + VOUCHER, encoding="cp437")

    with pytest.raises(sie.SieTruncatedError) as caught:
        sie.scan(path)

    assert (caught.value.line, caught.value.facts) == (2, {"label": "#KSUMMA"})


def test_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(sie.SieReadFailedError):
        sie.scan(tmp_path / "nowhere.se")


def test_unknown_encoding_is_told(tmp_path: Path) -> None:
    path = tmp_path / "books.se"
    path.write_text(HEAD, encoding="cp437")

    with pytest.raises(sie.SieEncodingUnknownError):
        sie.scan(path, encoding="klingon")


@pytest.mark.parametrize("character", ["ä", "€"])
def test_length_of_a_line_is_counted_in_characters(tmp_path: Path, character: str) -> None:
    path = tmp_path / "books.se"
    longest = f'#PROSA "{character * (MAX_LINE_CHARACTERS - len("#PROSA  ") - 1)}"'
    path.write_text(f"{longest}\n{VOUCHER}", encoding="utf-8")

    scan = sie.scan(path)

    assert len(longest) == MAX_LINE_CHARACTERS
    assert scan.figures.vouchers == 1


def test_more_accounts_than_any_books_have_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "books.se"
    rows = "".join(f"#TRANS {account} {{}} 1\n" for account in range(1, 100_002))
    path.write_text(HEAD + "#VER A 1 20250101\n{\n" + rows + "}\n", encoding="cp437")

    with pytest.raises(sie.SieTooManyRecordsError):
        sie.scan(path)
