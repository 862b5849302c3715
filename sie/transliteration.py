r"""Texts into the characters a SIE file may hold, with a report of what had to be changed.

The standard allows code page 437 without control characters (SIE 4B/4C). It lacks the euro sign, long
dashes and curly quotes that every text program writes. And because `\"` is its only escape, no text can end with a
backslash.
"""

import unicodedata
from dataclasses import dataclass, field

UNKNOWN = "?"
"""Stands for a character that has no likeness at all; the report says which."""

_LIKENESS = {
    "€": "EUR",
    "–": "-",
    "—": "-",
    "‒": "-",
    "―": "-",
    "‐": "-",
    "‑": "-",
    "−": "-",
    "‘": "'",
    "’": "'",
    "‚": "'",
    "′": "'",
    "´": "'",
    "“": '"',
    "”": '"',
    "„": '"',
    "″": '"',
    "•": "*",
    "…": "...",
    "×": "x",
    "™": "TM",
    "®": "(R)",
    "©": "(C)",
    "ø": "ö",
    "Ø": "Ö",
    "ð": "d",
    "Ð": "D",
    "þ": "th",
    "Þ": "Th",
    "ł": "l",
    "Ł": "L",
    "đ": "d",
    "Đ": "D",
    "ı": "i",
    "œ": "oe",
    "Œ": "OE",
    "ẞ": "SS",
    "\u200b": "",
    "\u200c": "",
    "\u200d": "",
    "\ufeff": "",
    "\u00ad": "",
    "\ufffd": UNKNOWN,
}
_BACKSLASH = "\\"
_LIKE_BACKSLASH = "/"


@dataclass(frozen=True, slots=True)
class Replacement:
    """A character that could not be written, what stands in its place, and how often."""

    found: str
    written: str
    count: int


@dataclass(slots=True)
class Transliteration:
    """Makes texts writable in one encoding, and remembers what it changed."""

    encoding: str = "cp437"
    _written: dict[str, str] = field(default_factory=dict)
    _counts: dict[str, int] = field(default_factory=dict)

    def text(self, text: str) -> str:
        """Return the text as it can be written."""
        if text.isprintable() and not text.endswith(_BACKSLASH) and (text.isascii() or self._has_all_of(text)):
            return text
        written = "".join(map(self._character, text))
        if not written.endswith(_BACKSLASH):
            return written
        kept = written.rstrip(_BACKSLASH)
        self._count(_BACKSLASH, _LIKE_BACKSLASH, times=len(written) - len(kept))
        return kept + _LIKE_BACKSLASH * (len(written) - len(kept))

    def report(self) -> tuple[Replacement, ...]:
        """Return what was changed, in the order it first occurred."""
        return tuple(Replacement(found, self._written[found], count) for found, count in self._counts.items())

    def _character(self, char: str) -> str:
        """Return what is written for a character."""
        if self._is_writable(char):
            return char
        written = " " if char in "\t\n\r\v\f\x85\u2028\u2029" else self._likeness(char)
        self._count(char, written)
        return written

    def _likeness(self, char: str) -> str:
        """Find the nearest thing that can be written."""
        if char in _LIKENESS:
            return _LIKENESS[char]
        if unicodedata.category(char) in ("Cc", "Cf"):
            return ""
        plain = "".join(part for part in unicodedata.normalize("NFKD", char) if not unicodedata.combining(part))
        return plain if plain and all(map(self._is_writable, plain)) else UNKNOWN

    def _is_writable(self, char: str) -> bool:
        """Tell whether the encoding has the character and the standard allows it."""
        return not (char < " " or "\x7f" <= char < "\xa0" or char in "\ufeff\u2028\u2029") and self._has_all_of(char)

    def _has_all_of(self, text: str) -> bool:
        """Tell whether the encoding has every character of a text."""
        try:
            text.encode(self.encoding)
        except UnicodeEncodeError:
            return False
        return True

    def _count(self, found: str, written: str, *, times: int = 1) -> None:
        """Remember a change."""
        self._written[found] = written
        self._counts[found] = self._counts.get(found, 0) + times
