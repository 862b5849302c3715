"""Reading a CSV file as rows of texts: semicolon, comma or tab, UTF-8 or Windows-1252."""

import csv
import io
from itertools import islice
from pathlib import Path

from integrations.trial_balance.errors import TableTooLargeError, TableUnreadableError

MAX_BYTES = 10_000_000
MAX_ROWS = 20_000
MAX_CELL_CHARACTERS = 300

_DELIMITERS = "\t;,"
_LINES_LOOKED_AT = 50


def rows_of(path: Path) -> list[list[str]]:
    """Read the file.

    Raises:
        TableUnreadableError: it is not text.
        TableTooLargeError: more rows than MAX_ROWS.
    """
    return rows_of_text(_text(path))


def rows_of_text(text: str) -> list[list[str]]:
    """Read the rows of a text.

    Raises:
        TableUnreadableError: a cell is longer than any is.
        TableTooLargeError: more rows than MAX_ROWS.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        rows = list(islice(reader, MAX_ROWS + 1))
    except csv.Error as error:
        raise TableUnreadableError("text") from error
    if len(rows) > MAX_ROWS:
        raise TableTooLargeError(MAX_ROWS)
    return [[cell[:MAX_CELL_CHARACTERS] for cell in row] for row in rows]


def _text(path: Path) -> str:
    """Decode the file: what is not UTF-8 is what Windows writes in Sweden."""
    with path.open("rb") as file:
        content = file.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise TableTooLargeError(MAX_ROWS)
    if b"\0" in content:
        raise TableUnreadableError("text")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _delimiter(text: str) -> str:
    """Tell what divides the columns: what divides most of the first lines, a tab before a semicolon before a comma.

    A comma counts last, because it also stands inside amounts.
    """
    lines = [line for line in text.splitlines()[:_LINES_LOOKED_AT] if line.strip()]
    counts = {mark: sum(mark in line for line in lines) for mark in _DELIMITERS}
    return next((mark for mark in _DELIMITERS if counts[mark] * 2 > len(lines)), max(counts, key=lambda m: counts[m]))
