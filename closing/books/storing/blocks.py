"""Rows made ready for a database: a statement with the columns it takes, or with the text of a COPY.

Nothing here needs Django, so that the process that reads a file makes them ready beside the one that stores.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

Cells = Sequence[str] | Sequence[int] | Sequence[int | None]
"""The cells of a column. In a column that may be null, None and the empty text are null."""

Columns = Mapping[str, Cells | int]
"""Names to columns of equal length, or to the number that all rows have."""

Block = tuple[str, "list[Cells] | str", int]
"""A statement, the columns or the text that it takes, and how many rows they are."""

ROWS_IN_A_BLOCK = 12_000
"""With their index entries SQLite takes them in about 0.04 s, for which another writer may have to wait."""

_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
_NULL = "\\N"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; `longest` is how many characters it holds, 0 for any number."""

    name: str
    is_null: bool = False
    is_text: bool = False
    longest: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """A table, and the way its database takes rows: as one text (PostgreSQL's COPY), or row by row (SQLite)."""

    name: str
    columns: Mapping[str, Column]
    is_copied: bool = False

    def blocks(self, columns: Columns) -> Iterator[Block]:
        """Make rows ready, so many at a time as one short transaction takes.

        Texts are cut to what their column holds; NUL, which PostgreSQL does not store, is left out.
        """
        same = {name: value for name, value in columns.items() if isinstance(value, int)}
        cells = {name: self._fitted(name, value) for name, value in columns.items() if not isinstance(value, int)}
        length = max(map(len, cells.values()), default=0)
        for start in range(0, length, ROWS_IN_A_BLOCK):
            part = {name: column[start : start + ROWS_IN_A_BLOCK] for name, column in cells.items()}
            yield self._copied(same, part) if self.is_copied else self._inserted(same, part)

    def _inserted(self, same: Mapping[str, int], part: Mapping[str, Cells]) -> Block:
        """Make an insert for SQLite; binding None is slow, so null is made of the empty text in SQL."""
        values = [str(value) for value in same.values()]
        values += ["nullif(?, '')" if self.columns[name].is_null else "?" for name in part]
        statement = f"INSERT INTO {self._target(same, part)} VALUES ({', '.join(values)})"  # noqa: S608 -- our own names
        cells = list(part.values())
        return statement, cells, len(cells[0])

    def _copied(self, same: Mapping[str, int], part: Mapping[str, Cells]) -> Block:
        """Make a text for PostgreSQL's COPY."""
        line = "\t".join([*map(str, same.values()), *["%s"] * len(part)]) + "\n"
        cells = [self._escaped(name, column) for name, column in part.items()]
        text = "".join(map(line.__mod__, zip(*cells, strict=True)))
        return f"COPY {self._target(same, part)} FROM STDIN", text, len(cells[0])

    def _target(self, same: Mapping[str, int], part: Mapping[str, Cells]) -> str:
        names = ", ".join(f'"{self.columns[name].name}"' for name in (*same, *part))
        return f'"{self.name}" ({names})'

    def _fitted(self, name: str, column: Cells) -> Cells:
        """Cut texts to the column's length."""
        if not self.columns[name].is_text:
            return column
        texts = _texts(column)
        if "\0" in "".join(texts):
            texts = [text.replace("\0", "") for text in texts]
        longest = self.columns[name].longest
        if longest and max(map(len, texts), default=0) > longest:
            texts = [text[:longest] for text in texts]
        return texts

    def _escaped(self, name: str, column: Cells) -> Cells:
        """Write a column as COPY wants it."""
        if self.columns[name].is_null:
            return [_NULL if cell in {"", None} else str(cell) for cell in column]
        if self.columns[name].is_text:
            joined = "".join(_texts(column))
            if any(chr(character) in joined for character in _ESCAPES):
                return [text.translate(_ESCAPES) for text in _texts(column)]
        return column


def _texts(column: Cells) -> Sequence[str]:
    return cast("Sequence[str]", column)  # a column of text has cells of text
