"""CSV files as programs write them."""

from pathlib import Path

import pytest

from integrations.trial_balance import delimited
from integrations.trial_balance.errors import TableTooLargeError, TableUnreadableError


@pytest.mark.parametrize(
    "text",
    [
        "Konto;Namn;UB\r\n1930;Bank;1 250,50\r\n",
        "Konto\tNamn\tUB\n1930\tBank\t1 250,50\n",
        'Konto,Namn,UB\n1930,Bank,"1 250,50"\n',
        '"Konto";"Namn";"UB"\r\n"1930";"Bank";"1 250,50"\r\n',
    ],
)
def test_columns_are_parted_whatever_parts_them(text: str) -> None:
    assert delimited.rows_of_text(text) == [["Konto", "Namn", "UB"], ["1930", "Bank", "1 250,50"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_text_is_read_in_its_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "rb.csv"
    path.write_bytes("Konto;Benämning\r\n3001;Försäljning\r\n".encode(encoding))

    assert delimited.rows_of(path) == [["Konto", "Benämning"], ["3001", "Försäljning"]]


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "rb.csv"
    path.write_bytes(b"Konto\0UB")

    with pytest.raises(TableUnreadableError) as refused:
        delimited.rows_of(path)

    assert refused.value.reason == "text"


def test_cell_longer_than_any_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "rb.csv"
    path.write_bytes(b'Konto;"' + b"x" * 200_000 + b'"')

    with pytest.raises(TableUnreadableError):
        delimited.rows_of(path)


def test_too_many_rows_or_bytes_are_refused(tmp_path: Path) -> None:
    rows, size = tmp_path / "rows.csv", tmp_path / "size.csv"
    rows.write_bytes(b"1930;1\n" * (delimited.MAX_ROWS + 1))
    with size.open("wb") as file:
        file.truncate(delimited.MAX_BYTES + 1)

    for path in (rows, size):
        with pytest.raises(TableTooLargeError):
            delimited.rows_of(path)


def test_empty_file_has_no_rows(tmp_path: Path) -> None:
    path = tmp_path / "rb.csv"
    path.write_bytes(b"")

    assert delimited.rows_of(path) == []
