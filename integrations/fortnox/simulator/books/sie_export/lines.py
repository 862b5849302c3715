"""The lines of Fortnox's SIE files: how it writes texts, amounts and objects.

Source: real exports. Texts stand in quotes, codes only when they need them; amounts have no zeros at their end;
quantities are 0, and rows have no date of their own.
"""

import re
from datetime import date

from sie.transliteration import Transliteration

_BARE = re.compile(r"[0-9A-Za-z]+", re.ASCII)


class Lines:
    """Writes the lines of one file in code page 437.

    What code page 437 lacks is written as something alike; what Fortnox does then is not known.
    """

    def __init__(self) -> None:
        """Begin a file."""
        self._transliteration = Transliteration()

    def text(self, text: str) -> str:
        """Write a text."""
        return '"' + self._transliteration.text(text).replace('"', '\\"') + '"'

    def word(self, word: str) -> str:
        """Write a number or the code of a series."""
        return word if _BARE.fullmatch(word) else self.text(word)

    def objects(self, cost_centre: str, project: str) -> str:
        """Write the objects of a row: the cost centre is of dimension 1, the project of dimension 6."""
        pairs = [(dimension, code) for dimension, code in (("1", cost_centre), ("6", project)) if code]
        return "{" + " ".join(f"{dimension} {self.text(code)}" for dimension, code in pairs) + "}"


def amount(ore: int) -> str:
    """Write öre as kronor without zeros at the end: 1234.5, -100, 0."""
    kronor, rest = divmod(abs(ore), 100)
    decimals = f".{rest:02d}".rstrip("0") if rest else ""
    return f"{'-' if ore < 0 else ''}{kronor}{decimals}"


def day(when: date) -> str:
    """Write a day as 20251231."""
    return day_of_text(when.isoformat())


def day_of_text(text: str) -> str:
    """Write a day, or the day of a moment, of the storage as 20251231."""
    return text[:10].replace("-", "")
