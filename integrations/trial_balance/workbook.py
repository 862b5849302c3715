"""Reading an Excel workbook as rows of texts, with a guard against what a small file can unpack into."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from decimal import ROUND_HALF_UP, Decimal
from itertools import islice
from pathlib import Path
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook import Workbook

from integrations.trial_balance.errors import TableTooLargeError, TableUnreadableError

MAX_ROWS = 20_000
MAX_COLUMNS = 60
MAX_CELL_CHARACTERS = 300
MAX_UNPACKED_BYTES = 60_000_000
"""A workbook of 20 000 rows and six columns unpacks to about 8 MB; a bomb of a few kilobytes to gigabytes."""

MAX_PARTS = 2_000

_ZIP_MARK = b"PK\x03\x04"
_OLD_EXCEL_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ORE = Decimal("0.01")


def is_workbook(path: Path) -> bool:
    """Say whether the file is a workbook of today's Excel.

    Raises:
        TableUnreadableError: it is one of the Excel before 2007, or locked with a password, which looks the same.
    """
    with path.open("rb") as file:
        start = file.read(len(_OLD_EXCEL_MARK))
    if start == _OLD_EXCEL_MARK:
        raise TableUnreadableError("xls")
    return start.startswith(_ZIP_MARK)


def rows_of(path: Path) -> list[list[str]]:
    """Read the first sheet that has anything in it.

    Raises:
        TableUnreadableError: no workbook, damaged, or one that unpacks into more than it may.
        TableTooLargeError: more rows than MAX_ROWS.
    """
    _guard(path)
    try:
        with path.open("rb") as file, closing(load_workbook(file, read_only=True, data_only=True)) as book:
            return next((rows for rows in _sheets(book) if rows), [])
    except (BadZipFile, InvalidFileException, ParseError, OSError, EOFError) as error:
        raise TableUnreadableError("damaged") from error
    except (KeyError, ValueError, TypeError, AttributeError, IndexError) as error:
        # openpyxl reads a workbook with parts missing until it stumbles over what it lacks; defusedxml's refusal of
        # entities is a ValueError too.
        raise TableUnreadableError("damaged") from error


def _guard(path: Path) -> None:
    """Refuse an archive that says it unpacks into more than a table can need; zipfile holds it to what it says."""
    try:
        with ZipFile(path) as archive:
            parts = archive.infolist()
    except BadZipFile as error:
        raise TableUnreadableError("damaged") from error
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
        raise TableUnreadableError("unpacked")
    if any(part.flag_bits & 1 for part in parts):
        raise TableUnreadableError("locked")


def _sheets(book: Workbook) -> Iterator[list[list[str]]]:
    for sheet in book.worksheets:
        # The size a sheet says it has can be anything; it is read as far as it goes.
        sheet.reset_dimensions()
        found = sheet.iter_rows(max_col=MAX_COLUMNS, values_only=True)
        rows = [_texts(row) for row in islice(found, MAX_ROWS + 1)]
        if len(rows) > MAX_ROWS:
            raise TableTooLargeError(MAX_ROWS)
        yield rows if any(any(row) for row in rows) else []


def _texts(row: Sequence[object]) -> list[str]:
    """Write a row, without the empty cells it ends with."""
    texts = [_text(cell) for cell in row]
    while texts and not texts[-1]:
        texts.pop()
    return texts


def _text(cell: object) -> str:
    """Write a cell as a person reads it; a number with at most two decimals, because öre have no smaller parts."""
    if cell is None or isinstance(cell, bool):
        return ""
    if isinstance(cell, int | float | Decimal):
        number = Decimal(repr(cell)) if isinstance(cell, float) else Decimal(cell)
        if not number.is_finite():
            return ""
        whole = number == number.to_integral_value()
        return f"{number:.0f}" if whole else f"{number.quantize(_ORE, ROUND_HALF_UP):f}"
    return str(cell)[:MAX_CELL_CHARACTERS].replace("\0", "")
