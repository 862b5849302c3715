"""KSUMMA: the checksum a SIE file may carry over its own items.

It is the reflected CRC-32 with polynomial EDB88320, start FFFFFFFF and final inversion, over the label (with its `#`)
and the characters of every field in CP437: neither the blanks between fields, the quotes around them, braces, line
ends nor the backslash of an escaped quote take part. The items from the first #KSUMMA, itself not counted, up to the
last are summed (SIE 4B/4C).
"""

import codecs
import re
from zlib import crc32

from sie.errors import SieTruncatedError
from sie.fields import BLANKS, Fields, pieces
from sie.notices import Notes, NoticeCode

KSUMMA = "#KSUMMA"

_TO_CP437 = codecs.charmap_build(bytes(range(256)).decode("cp437"))
"""Python's own encoder for CP437 looks every character up in a dictionary and takes eight times as long."""

_ESCAPED_QUOTE_STAND_IN = "\0"
_NOT_SUMMED = dict.fromkeys(map(ord, " \t\n{}"))
_ODD_CHARACTER = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufeff]")
_FIELDS = r'(?:[ \t]++(?:[^\s\0{}#"]++|"))*+'
_LIST = r'\{[ \t]*+(?:(?:[^\s\0{}#"]++|")(?:[ \t]++|(?=\})))*+\}'
_WITH_LIST = rf"(?ai:[RB]?TRANS|O[IU]B|PSALDO|PBUDGET)(?=\s|\Z){_FIELDS}(?:[ \t]++{_LIST}{_FIELDS})?+"
_REGULAR = re.compile(rf'(?:[ \t]*+(?:#(?:{_WITH_LIST}|[^\s\0{{}}#"]++{_FIELDS})|[{{}}])?+[ \t]*+(?:\n|\Z))*+')
"""Lines that hold a record, a brace alone, or nothing, when one quote stands for every field in quotes."""


class Checksum:
    """Sums the items of a file as they come, both as CP437 and as the bytes they really are."""

    __slots__ = ("_as_cp437", "_as_stands", "_closed", "_encoding", "_opened", "_stated", "records")

    def __init__(self, encoding: str) -> None:
        """Begin for a file in the encoding named."""
        self._encoding = encoding
        self._as_cp437 = 0
        self._as_stands = 0
        self._opened = 0
        self._closed = 0
        self._stated = ""
        self.records = 0

    @property
    def is_open(self) -> bool:
        """Tell whether items are to be fed: after the opening record and before the closing one."""
        return bool(self._opened) and not self._closed

    @property
    def value(self) -> int:
        """Return the sum of what was fed, as the standard has it written."""
        return self._as_cp437

    def record(self, fields: Fields) -> None:
        """Take a #KSUMMA record: the opening one, or the closing one with its sum."""
        self.records += 1
        stated = fields.text_at(0).strip()
        if self._opened or stated:
            self._closed = fields.line
            self._stated = stated
        else:
            self._opened = fields.line

    def feed(self, fields: Fields) -> None:
        """Sum one record between the two #KSUMMA."""
        if fields.label in ("{", "}", ""):
            return
        parts = [_label_as_written(fields)]
        for value in fields.values:
            parts.extend((value,) if isinstance(value, str) else value)
        self.feed_text("".join(parts))

    def feed_lines(self, text: str) -> None:
        """Sum whole lines at once, those of a file between its two #KSUMMA."""
        regular = summed_text(text)
        if regular is not None:
            self.feed_text(regular)
        else:
            self.feed_record_lines(text)

    def feed_text(self, text: str) -> None:
        """Sum text from which everything that takes no part has been removed."""
        as_cp437, _ = codecs.charmap_encode(text, "replace", _TO_CP437)
        as_stands = as_cp437 if self._encoding == "cp437" else text.encode(self._encoding, errors="replace")
        self._as_cp437 = crc32(as_cp437, self._as_cp437)
        self._as_stands = crc32(as_stands, self._as_stands)

    def check_lines(self, lines: list[str], *, notes: Notes) -> None:
        """Sum the lines of a whole file between its two #KSUMMA, when it has them, and compare.

        Raises:
            SieTruncatedError: there is an opening record and no closing one.
        """
        if self._opened and self._closed:
            text = "\n".join(lines[self._opened : self._closed - 1])
            self.feed_lines(text)
            if not self._is_right():
                self._as_cp437 = self._as_stands = 0
                self.feed_record_lines(text)
        self.check(notes)

    def check(self, notes: Notes) -> None:
        """Compare with the sum the file states, when it states one.

        Raises:
            SieTruncatedError: there is an opening record and no closing one, so the end of the file is missing.
        """
        if self._opened and not self._closed:
            raise SieTruncatedError(self._opened, label=KSUMMA)
        if self._closed and not self._opened:
            notes.add(NoticeCode.KSUMMA_STRAY, line=self._closed, found=self._stated)
        elif self._closed and not self._is_right():
            notes.add(NoticeCode.KSUMMA_WRONG, line=self._closed, found=self._stated, computed=self._as_cp437)
        if self.records > 2:  # noqa: PLR2004 -- an opening and a closing one
            notes.add(NoticeCode.KSUMMA_REPEATED, line=self._closed, count=self.records)

    def feed_record_lines(self, text: str) -> None:
        """Sum lines record by record: slow, and right whatever stands in them."""
        for line in text.split("\n"):
            for fields in pieces(line):
                self.feed(fields)

    def _is_right(self) -> bool:
        """Tell whether the sum stated is that of the items, in CP437 or in the file's own bytes."""
        stated = self._stated.removeprefix("-")
        if not (stated.isascii() and stated.isdigit()) or len(stated) > 10:  # noqa: PLR2004 -- digits of 32 bits
            return False
        number = int(self._stated) % 2**32
        return number in (self._as_cp437, self._as_stands)


def _label_as_written(fields: Fields) -> str:
    """Give the label as it stands in the file: that is what was summed, be it in small letters."""
    written = fields.text.strip(BLANKS)[: len(fields.label)]
    return written if written.upper() == fields.label else fields.label


def summed_text(text: str) -> str | None:
    """Return what of whole lines takes part in the sum, when all that stands in them stands where it should.

    Args:
        text: lines with LF between them.

    Returns:
        Labels and fields without anything between them; None when the lines must be split one by one.
    """
    if _ODD_CHARACTER.search(text):
        return None
    parts = text.replace('\\"', _ESCAPED_QUOTE_STAND_IN).split('"')
    between = '"'.join(parts[::2])
    is_closed = len(parts) % 2 == 1
    if not is_closed or not _REGULAR.fullmatch(between) or any("\n" in inside for inside in parts[1::2]):
        return None
    parts[::2] = between.translate(_NOT_SUMMED).split('"')
    return "".join(parts).replace(_ESCAPED_QUOTE_STAND_IN, '"')
