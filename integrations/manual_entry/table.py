"""The typed table as a text: a row for each account, its four fields apart by tabs."""

from collections.abc import Iterable, Sequence

from closing.importing.tables.columns import Column, Columns

FIELDS = (Column.ACCOUNT, Column.NAME, Column.OPENING, Column.CLOSING)
COLUMNS = Columns({column: place for place, column in enumerate(FIELDS)}, 0, ("Konto", "Benämning", "IB", "UB"))
FILE_NAME = "manuell-inmatning.txt"
MAX_ROWS = 480
"""Rows of four fields that one form can send (`DATA_UPLOAD_MAX_NUMBER_FIELDS`); larger tables come as a file."""

_WHITE = str.maketrans(dict.fromkeys("\t\r\n\0", " "))


def rows_of(text: str) -> list[list[str]]:
    """Read the rows of a typed or pasted table; rows without anything in them are left out."""
    rows = [line.split("\t")[: len(FIELDS)] for line in text.splitlines()[: MAX_ROWS * 2]]
    return [row for row in rows if any(cell.strip() for cell in row)]


def text_of(rows: Iterable[Sequence[str]]) -> str:
    """Write rows as a text that is read back equal."""
    return "".join("\t".join(cell.translate(_WHITE).strip() for cell in row) + "\n" for row in rows)
