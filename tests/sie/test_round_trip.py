"""What is written reads back equal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sie
from tests.sie.sample import codes
from tests.sie.strategies import export_files, import_files, year_balance_files

REPEATED = "duplicate-balance"


def read_back(file: sie.SieFile, kind: str, *, ksumma: bool) -> sie.SieFile:
    """Write a file and read it again; nothing may have to be changed, and nothing be odd about it."""
    written = sie.render(file, kind=kind, ksumma=ksumma)
    again = sie.read(written.content, encoding="cp437")

    assert written.replacements == ()
    assert set(codes(again)) <= {REPEATED, "encoding-mixed", "company-missing"}
    return again


@given(export_files(), st.booleans())
def test_export_is_read_back_equal(file: sie.SieFile, ksumma: bool) -> None:  # noqa: FBT001 -- drawn
    assert read_back(file, "4E", ksumma=ksumma) == file


@given(import_files(), st.booleans())
def test_import_file_is_read_back_equal(file: sie.SieFile, ksumma: bool) -> None:  # noqa: FBT001 -- drawn
    assert read_back(file, "4I", ksumma=ksumma) == file


@given(year_balance_files(), st.booleans())
def test_year_balances_are_read_back_equal(file: sie.SieFile, ksumma: bool) -> None:  # noqa: FBT001 -- drawn
    assert read_back(file, "1", ksumma=ksumma) == file


@pytest.mark.parametrize("encoding", sie.ENCODINGS)
def test_file_is_read_back_in_every_encoding(encoding: str) -> None:
    file = sie.read('#FLAGGA 0\n#FORMAT PC8\n#SIETYP 4\n#FNAMN "Räksmörgås Å Ä Ö é"\n'.encode())

    content = sie.dumps(file, encoding=encoding)

    assert sie.read(content, encoding=encoding) == file
