"""Amounts: the text of a SIE field to öre and back.

The standard knows `-?digits[.d[d]]` alone (SIE 4B/4C). Programs write more than that; what can be
understood with certainty is read and reported.
"""

import re

from sie.errors import SieFieldError
from sie.notices import NoticeCode

LARGEST_ORE = 2**63 - 1
"""What a signed 64-bit integer holds: 92 000 billion kronor."""

_DIGITS_OF_LARGEST = 19
_DECIMALS = 2
_PLAIN = re.compile(r"-?[0-9]{1,16}(?:\.[0-9]{1,2})?", re.ASCII)
_LIKE_THE_STANDARD = re.compile(r"-?[0-9]++(?:\.[0-9]++)?", re.ASCII)
_MINUSES = str.maketrans({"\N{MINUS SIGN}": "-", "\N{EN DASH}": "-", "\N{HYPHEN}": "-", "\N{NON-BREAKING HYPHEN}": "-"})
_THOUSANDS_BLANKS = str.maketrans(
    {" ": None, "\N{NO-BREAK SPACE}": None, "\N{THIN SPACE}": None, "\N{NARROW NO-BREAK SPACE}": None, "'": None}
)


def ore_from_text(text: str) -> tuple[int, NoticeCode | None]:
    """Read an amount.

    Args:
        text: the field as it stands, without its quotes.

    Returns:
        Öre, signed as in the file (debit positive), and the code of what was odd about the text, if anything:
        AMOUNT_FORM when it was not written as the standard says, AMOUNT_ROUNDED when it had more than two decimals.

    Raises:
        SieFieldError: no amount, or one that 64 bits of öre do not hold.
    """
    if _PLAIN.fullmatch(text):
        kronor, _, decimals = text.partition(".")
        return int(kronor + (decimals + "00")[:_DECIMALS]), None
    return _ore_from_odd_text(text)


def text_from_ore(ore: int) -> str:
    """Write an amount with a point and two decimals, as every reader understands it."""
    kronor, rest = divmod(abs(ore), 100)
    return f"{'-' if ore < 0 else ''}{kronor}.{rest:02d}"


def _ore_from_odd_text(text: str) -> tuple[int, NoticeCode | None]:
    """Read an amount that is not written plainly."""
    number = text.translate(_MINUSES).translate(_THOUSANDS_BLANKS).strip()
    negative, unsigned = _unsigned(number)
    kronor, _, decimals = _with_point(unsigned).partition(".")
    kronor, extra = kronor.lstrip("0"), decimals[_DECIMALS:]
    if not (kronor + decimals or "0" in unsigned) or not _all_digits(kronor + decimals):
        raise SieFieldError(NoticeCode.AMOUNT_UNREADABLE, text)
    if len(kronor) > _DIGITS_OF_LARGEST:
        raise SieFieldError(NoticeCode.AMOUNT_TOO_LARGE, text)
    ore = int(f"{kronor}{(decimals + '00')[:_DECIMALS]}")
    ore += extra[:1] >= "5"
    if ore > LARGEST_ORE:
        raise SieFieldError(NoticeCode.AMOUNT_TOO_LARGE, text)
    if extra.strip("0"):
        return -ore if negative else ore, NoticeCode.AMOUNT_ROUNDED
    return -ore if negative else ore, None if _LIKE_THE_STANDARD.fullmatch(text) else NoticeCode.AMOUNT_FORM


def _unsigned(number: str) -> tuple[bool, str]:
    """Take off one sign, before or after the digits."""
    if number[:1] in ("-", "+"):
        return number[0] == "-", number[1:]
    if number[-1:] in ("-", "+"):
        return number[-1] == "-", number[:-1]
    return False, number


def _with_point(number: str) -> str:
    """Turn a decimal comma into a point, and leave out thousands marks where both occur."""
    if "," not in number:
        return number
    if "." not in number:
        return number.replace(",", ".") if number.count(",") == 1 else number
    mark = min(",.", key=number.rfind)
    return number.replace(mark, "").replace(",", ".")


def _all_digits(text: str) -> bool:
    """Tell whether nothing but 0 to 9 is in the text; `str.isdigit` alone also takes ² and ٣."""
    return text.isascii() and (text.isdigit() or not text)
