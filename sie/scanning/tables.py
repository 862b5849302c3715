"""The distinct accounts, series, days and object lists of a file, numbered in the order in which they are met."""

import re

from sie.dates import date_from_text
from sie.encoding import Encoding
from sie.errors import SieFieldError, SieTooManyRecordsError
from sie.fields import pieces
from sie.items import pairs
from sie.notices import Notes
from sie.records import ObjectList
from sie.scanning.interning import UNCERTAIN, SpanNumbers, WordNumbers

NO_DAY = 0
"""The number of the day of a field that is empty."""

NO_LIST = 0
"""The number of the empty object list."""

MOST_ACCOUNTS = 100_000
MOST_SERIES = 10_000
MOST_DAYS = 100_000
MOST_OBJECTS = 100_000
"""How many distinct ones of a kind a file may use. No books come near; a file made to fill the memory is refused."""

_MOST_LISTS = 65_536
"""How many distinct object lists are remembered; after that one may be met as if for the first time."""

_DIMENSION = '(?:"[0-9]++"|[0-9]++)'
_CODE = '(?:"[0-9A-Za-z]++"|[0-9A-Za-z]++)'
_PAIR = f"{_DIMENSION} {_CODE}"
_PLAIN_LIST = re.compile(f"{{ ?+{_PAIR}(?: {_PAIR})*+ ?+}}", re.ASCII)
_ITEM = re.compile("[0-9A-Za-z]++", re.ASCII)
_ESCAPED = '\\"'


class Names:
    """Distinct texts and their numbers."""

    def __init__(self, most: int) -> None:
        """Begin with no text known; there may be at most so many."""
        self.texts: list[str] = []
        self._numbers: dict[str, int] = {}
        self._most = most

    def find(self, text: str) -> int:
        """Give the number of a text that is known, or UNCERTAIN."""
        return self._numbers.get(text, UNCERTAIN)

    def number_of(self, text: str) -> int:
        """Give the number of a text, a new one when it is new.

        Raises:
            SieTooManyRecordsError: there are too many.
        """
        number = self._numbers.setdefault(text, len(self.texts))
        if number == len(self.texts):
            if number == self._most:
                raise SieTooManyRecordsError(most=self._most)
            self.texts.append(text)
        return number


class ObjectLists:
    """Distinct object lists and their numbers; 0 is the empty one."""

    def __init__(self) -> None:
        """Begin with no list known but the empty one."""
        self.used: set[tuple[str, str]] = set()
        self._new: list[ObjectList] | None = None
        self._numbers: dict[ObjectList, int] = {(): NO_LIST}
        self._count = 1

    def number_of(self, objects: ObjectList) -> int:
        """Give the number of a list, a new one when it is new.

        Raises:
            SieTooManyRecordsError: too many distinct objects are in use.
        """
        number = self._numbers.get(objects)
        if number is None:
            if len(self._numbers) > _MOST_LISTS:
                self._numbers = {(): NO_LIST}
            number = self._numbers[objects] = self._count
            self._count += 1
            if self._new is not None:
                self._new.append(objects)
            self.used.update(objects)
            if len(self.used) > MOST_OBJECTS:
                raise SieTooManyRecordsError(most=MOST_OBJECTS)
        return number

    def take_new(self) -> list[ObjectList]:
        """Give the lists met since the last call, in the order of their numbers."""
        new, self._new = self._new or [], []
        return new

    def gather_new(self) -> None:
        """Keep from now on what `take_new` gives."""
        self._new = []


class Tables:
    """All tables of a scan, and the quick ways from characters to their numbers."""

    def __init__(self, encoding: Encoding) -> None:
        """Begin a file."""
        self._encoding = encoding
        self.accounts = Names(MOST_ACCOUNTS)
        self.series = Names(MOST_SERIES)
        self.days = Names(MOST_DAYS)
        self.days.number_of("")
        self.lists = ObjectLists()
        self.account_words = WordNumbers(lambda word: self.accounts.number_of(word.decode("ascii")))
        self.day_words = WordNumbers(self._day)
        self.series_spans = SpanNumbers(lambda span: self.series.number_of(self._text(span).strip()))
        self.list_spans = SpanNumbers(self._list)

    def _text(self, span: bytes) -> str:
        """Decode a field."""
        return self._encoding.decode(span).replace(_ESCAPED, '"')

    def _day(self, digits: bytes) -> int:
        """Number a day written YYYYMMDD, or nothing; one that is not in the calendar is uncertain."""
        if not digits.strip(b"0"):
            return NO_DAY
        try:
            day, _ = date_from_text(digits.decode("ascii"))
        except SieFieldError:
            return UNCERTAIN
        return self.days.number_of(day.isoformat())

    def _list(self, span: bytes) -> int:
        """Number an object list; one that is odd in any way is uncertain."""
        text = self._encoding.decode(span)
        if _PLAIN_LIST.fullmatch(text):
            items = _ITEM.findall(text)
            return self.lists.number_of(tuple(zip(items[::2], items[1::2], strict=True)))
        found = pieces(f"#TRANS 1 {text}")
        if len(found) != 1 or found[0].quirks or len(found[0].values) != len(("account", "list")):
            return UNCERTAIN
        value = found[0].values[1]
        notes = Notes()
        objects = pairs(value, fields=found[0], notes=notes) if isinstance(value, tuple) else ()
        return UNCERTAIN if notes.notices() else self.lists.number_of(objects)
