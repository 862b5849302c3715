"""Excel workbooks, honest and hostile."""

import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook

from integrations.trial_balance import workbook
from integrations.trial_balance.errors import TableTooLargeError, TableUnreadableError

ROWS: list[list[object]] = [
    ["Konto", "Benämning", "IB", "UB"],
    [1930, "Bank", 1000, 1250.5],
    [3001, "Försäljning", None, -250.5],
]


def _book(path: Path, *sheets: Sequence[Sequence[object]]) -> Path:
    book = Workbook()
    book.remove(book.worksheets[0])
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(list(row))
    book.save(path)
    return path


def test_cells_are_read_as_a_person_sees_them(tmp_path: Path) -> None:
    rows = workbook.rows_of(_book(tmp_path / "rb.xlsx", ROWS))

    assert [row[:4] for row in rows] == [
        ["Konto", "Benämning", "IB", "UB"],
        ["1930", "Bank", "1000", "1250.50"],
        ["3001", "Försäljning", "", "-250.50"],
    ]


def test_numbers_of_floating_point_are_rounded_to_ore(tmp_path: Path) -> None:
    rows = workbook.rows_of(_book(tmp_path / "rb.xlsx", [[1930, 0.1 + 0.2, 1234.5600000001, 1e15, 2.675]]))

    assert rows[0][:5] == ["1930", "0.30", "1234.56", "1000000000000000", "2.68"]


def test_formula_is_never_evaluated(tmp_path: Path) -> None:
    rows = workbook.rows_of(_book(tmp_path / "rb.xlsx", [[1930, '=HYPERLINK("http://example.se")']]))

    assert rows == [["1930"]]


def test_first_sheet_with_anything_in_it_is_read(tmp_path: Path) -> None:
    rows = workbook.rows_of(_book(tmp_path / "rb.xlsx", [], ROWS, [["Annat"]]))

    assert rows[1][0] == "1930"


def test_empty_workbook_has_no_rows(tmp_path: Path) -> None:
    assert workbook.rows_of(_book(tmp_path / "rb.xlsx", [])) == []


def test_more_rows_than_a_chart_has_are_refused(tmp_path: Path) -> None:
    path = _book(tmp_path / "rb.xlsx", [[1930, number] for number in range(workbook.MAX_ROWS + 1)])

    with pytest.raises(TableTooLargeError) as refused:
        workbook.rows_of(path)

    assert refused.value.limit == 20_000


def test_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"\0" * (workbook.MAX_UNPACKED_BYTES + 1))

    with pytest.raises(TableUnreadableError) as refused:
        workbook.rows_of(path)

    assert refused.value.reason == "unpacked"
    assert path.stat().st_size < 100_000


def test_archive_of_very_many_parts_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "many.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(workbook.MAX_PARTS + 1):
            archive.writestr(f"{number}", b"")

    with pytest.raises(TableUnreadableError) as refused:
        workbook.rows_of(path)

    assert refused.value.reason == "unpacked"


def _with_sheet(path: Path, sheet: bytes) -> Path:
    """Put a sheet of one's own into a workbook."""
    honest = _book(path.with_suffix(".orig.xlsx"), ROWS)
    with zipfile.ZipFile(honest) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, sheet if name.endswith("sheet1.xml") else source.read(name))
    return path


def test_entities_are_refused(tmp_path: Path) -> None:
    laughs = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>'

    with pytest.raises(TableUnreadableError) as refused:
        workbook.rows_of(_with_sheet(tmp_path / "rb.xlsx", laughs))

    assert refused.value.reason == "damaged"


@pytest.mark.parametrize("sheet", [b"", b"<worksheet", b"not xml at all"])
def test_damaged_sheet_is_refused(tmp_path: Path, sheet: bytes) -> None:
    with pytest.raises(TableUnreadableError) as refused:
        workbook.rows_of(_with_sheet(tmp_path / "rb.xlsx", sheet))

    assert refused.value.reason == "damaged"


def test_size_that_a_sheet_claims_is_not_believed(tmp_path: Path) -> None:
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:XFD1048576"/>'
        b'<sheetData><row r="1"><c r="A1"><v>1930</v></c></row></sheetData></worksheet>'
    )

    assert workbook.rows_of(_with_sheet(tmp_path / "rb.xlsx", sheet)) == [["1930"]]


def test_half_a_workbook_is_refused(tmp_path: Path) -> None:
    path = _book(tmp_path / "rb.xlsx", ROWS)
    path.write_bytes(path.read_bytes()[:1000])

    with pytest.raises(TableUnreadableError) as refused:
        workbook.rows_of(path)

    assert refused.value.reason == "damaged"


def test_archive_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "rb.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("hej.txt", b"hej")

    with pytest.raises(TableUnreadableError) as refused:
        workbook.rows_of(path)

    assert refused.value.reason == "damaged"


def test_workbook_is_known_by_its_bytes(tmp_path: Path) -> None:
    text, old = tmp_path / "rb.xlsx", tmp_path / "rb.xls"
    text.write_bytes(b"Konto;UB\r\n")
    old.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")

    assert workbook.is_workbook(text) is False
    assert workbook.is_workbook(_book(tmp_path / "rb.csv", ROWS)) is True
    with pytest.raises(TableUnreadableError):
        workbook.is_workbook(old)
