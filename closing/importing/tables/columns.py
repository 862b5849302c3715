"""Which column of a table is which: told by its heading, in Swedish or English, and else by what stands in it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from closing.importing.tables.amounts import ore_from_cell

Row = Sequence[str]


class Column(StrEnum):
    """What a column may hold, in the order they are shown."""

    ACCOUNT = "account"
    NAME = "name"
    OPENING = "opening"
    DEBIT = "debit"
    CREDIT = "credit"
    CLOSING = "closing"


ACCOUNT_CELL = re.compile(r"\s*([0-9]{4,6})(?:[\s:–-]+(.*\D.*))?\s*", re.ASCII)
"""An account number, perhaps with its name in the same cell."""

_ROWS_LOOKED_AT = 40
_SHARE_OF_ACCOUNTS = 0.5
_WORDS_OF_A_HEADING = 2
_HEADINGS: dict[Column, tuple[str, ...]] = {
    Column.ACCOUNT: ("kontonummer", "kontonr", "konto nr", "konto", "account number", "account no", "account"),
    Column.NAME: (
        "kontobenämning",
        "kontonamn",
        "kontotext",
        "benämning",
        "namn",
        "beskrivning",
        "text",
        "account name",
        "description",
        "name",
    ),
    Column.OPENING: ("ingående", "ing balans", "ing saldo", "ing bal", "ib", "opening"),
    Column.DEBIT: ("debet", "debit"),
    Column.CREDIT: ("kredit", "credit"),
    Column.CLOSING: ("utgående", "utg balans", "utg saldo", "utg bal", "ub", "closing", "saldo", "balans", "balance"),
}


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column is which, and where the rows begin.

    Attributes:
        places: what a column holds, to its place counted from 0; what the table lacks is not there.
        first_row: place of the first row beneath the headings.
        headings: the texts of the row of headings; made up when the table has none.
    """

    places: Mapping[Column, int] = field(default_factory=dict)
    first_row: int = 0
    headings: tuple[str, ...] = ()

    def cell(self, row: Row, column: Column) -> str:
        """Give what a row has in a column; empty when there is none."""
        place = self.places.get(column, -1)
        return row[place].strip() if 0 <= place < len(row) else ""


def recognise(rows: Sequence[Row]) -> Columns:
    """Recognise the columns of a table; what cannot be told is left for a person to say."""
    at, places = _headings(rows)
    first_row = at + 1 if places else 0
    below = rows[first_row : first_row + _ROWS_LOOKED_AT]
    width = max((len(row) for row in rows[: first_row + _ROWS_LOOKED_AT]), default=0)
    texts = tuple(rows[at]) if places else ()
    headings = tuple((texts[place].strip() if place < len(texts) else "") or _letter(place) for place in range(width))
    return Columns(_by_contents(places, below, width), first_row, headings)


def chosen(recognised: Columns, answers: Mapping[str, str]) -> Columns:
    """Put a person's choice in the place of what was recognised."""
    width = len(recognised.headings)
    places = {
        column: int(answers[column])
        for column in Column
        if answers.get(column, "").isdecimal() and int(answers[column]) < width
    }
    return Columns(places, recognised.first_row, recognised.headings)


def _headings(rows: Sequence[Row]) -> tuple[int, dict[Column, int]]:
    """Find the row that names most columns, among the first; a single word is not a row of headings."""
    best: tuple[int, dict[Column, int]] = (0, {})
    for at, row in enumerate(rows[:_ROWS_LOOKED_AT]):
        found = _named(row)
        if len(found) > max(len(best[1]), _WORDS_OF_A_HEADING - 1):
            best = (at, found)
    return best


def _named(row: Row) -> dict[Column, int]:
    """Say which columns a row of headings names: the best word of each, the leftmost of equals."""
    found: dict[Column, tuple[int, int]] = {}
    for place, text in enumerate(row):
        named = _column_of(text)
        if named and named[1] < found.get(named[0], (len(text) + 99, 0))[0]:
            found[named[0]] = (named[1], place)
    return {column: place for column, (_rank, place) in found.items()}


def _column_of(text: str) -> tuple[Column, int] | None:
    """Say what a heading names, and how good a word it is (0 the best); the longest word that fits decides."""
    words = re.sub(r"[^\w]+", " ", text).strip().casefold()
    fitting = [
        (len(word), column, rank)
        for column, known in _HEADINGS.items()
        for rank, word in enumerate(known)
        if words == word or words.startswith(f"{word} ")
    ]
    return max(fitting, key=lambda fit: fit[0])[1:] if fitting else None


def _by_contents(named: Mapping[Column, int], rows: Sequence[Row], width: int) -> dict[Column, int]:
    """Add what the headings do not tell and the contents do."""
    places = dict(named)
    cells = [[row[place].strip() if place < len(row) else "" for row in rows] for place in range(width)]
    if Column.ACCOUNT not in places:
        share, place = max(
            ((_share(map(ACCOUNT_CELL.fullmatch, column)), -place) for place, column in enumerate(cells)),
            default=(0.0, 0),
        )
        if share >= _SHARE_OF_ACCOUNTS:
            places[Column.ACCOUNT] = -place
    free = [place for place in range(width) if place not in places.values()]
    if Column.NAME not in places:
        texts = [place for place in free if _share(map(_is_words, cells[place])) > _SHARE_OF_ACCOUNTS]
        if texts:
            places[Column.NAME] = texts[0]
    amounts = [place for place in free if place not in places.values() and _is_amounts(cells[place])]
    if not places.keys() & {Column.OPENING, Column.CLOSING, Column.DEBIT, Column.CREDIT} and amounts:
        places[Column.CLOSING] = amounts[-1]
        if len(amounts) > 1:
            places[Column.OPENING] = amounts[0]
    return dict(sorted(places.items(), key=lambda pair: list(Column).index(pair[0])))


def _share(truths: Iterable[object]) -> float:
    found = [bool(truth) for truth in truths]
    return sum(found) / len(found) if found else 0.0


def _is_words(cell: str) -> bool:
    return sum(map(str.isalpha, cell)) > len(cell) / 2


def _is_amounts(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell]
    return bool(filled) and all(ore_from_cell(cell) is not None for cell in filled)


def _letter(place: int) -> str:
    """Name a column as a spreadsheet does: A, B … Z, AA."""
    name = ""
    place += 1
    while place:
        place, letter = divmod(place - 1, 26)
        name = chr(ord("A") + letter) + name
    return name
