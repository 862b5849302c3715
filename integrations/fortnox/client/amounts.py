"""Amounts and rates as Fortnox writes them, read exactly or not at all.

The same amount comes as a number, as "1250.00" or, from the supplier ledger, as "1 713,94". Source: Fortnox's OpenAPI
document against recorded answers.
"""

import re
from decimal import Decimal

from sie.amounts import LARGEST_ORE

_MOST_DIGITS = 40
_LARGEST_POWER = 17
_DECIMALS = 2
_PLAIN = re.compile(r"-?[0-9]{1,17}(?:[.,][0-9]{1,2})?", re.ASCII)
_GROUPED = re.compile(
    "-?[0-9]{1,3}(?:[ \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}][0-9]{3}){1,5}(?:,[0-9]{1,2})?", re.ASCII
)
_RATE = re.compile(r"[0-9]{1,12}(?:[.,][0-9]{1,12})?", re.ASCII)
_BLANKS = str.maketrans({" ": None, "\N{NO-BREAK SPACE}": None, "\N{NARROW NO-BREAK SPACE}": None, ",": "."})


class AmountError(Exception):
    """A value is no amount, or none that can be read with certainty."""


def hundredths(value: object) -> int:
    """Read an amount.

    Args:
        value: a text, or a number of JSON read without rounding.

    Returns:
        Öre, or hundredths of another currency, signed as it stands.

    Raises:
        AmountError: it is no amount, has more than two decimals, or is larger than the database holds.
    """
    number = _number(value)
    # Before anything is computed: a number such as 1E999999999 would fill the memory.
    is_bounded = -_DECIMALS <= number.adjusted() <= _LARGEST_POWER and len(number.as_tuple().digits) <= _MOST_DIGITS
    if number and not is_bounded:
        raise AmountError
    return _shifted(number)


def rate(value: object) -> Decimal:
    """Read a rate of exchange, or the unit it is for.

    Raises:
        AmountError: it is no number above zero.
    """
    if isinstance(value, str) and _RATE.fullmatch(value):
        number = Decimal(value.replace(",", "."))
    elif isinstance(value, int | Decimal) and not isinstance(value, bool):
        number = Decimal(value)
    else:
        raise AmountError
    if not number.is_finite() or number <= 0 or abs(number.adjusted()) > _LARGEST_POWER:
        raise AmountError
    return number


def text_of(ore: int) -> str:
    """Write öre that are not negative as kronor with two decimals, as a number of JSON."""
    kronor, rest = divmod(ore, 100)
    return f"{kronor}.{rest:02d}"


def _number(value: object) -> Decimal:
    """Take a value for a number.

    Raises:
        AmountError: it is none.
    """
    if isinstance(value, str) and (_PLAIN.fullmatch(value) or _GROUPED.fullmatch(value)):
        return Decimal(value.translate(_BLANKS))
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        number = Decimal(value)
        if number.is_finite():
            return number
    raise AmountError


def _shifted(number: Decimal) -> int:
    """Give the hundredths of a number of bounded size, without rounding.

    Raises:
        AmountError: it has thousandths, or is too large.
    """
    if not number:
        return 0
    sign, digits, exponent = number.as_tuple()
    power = int(exponent) + _DECIMALS
    whole = int("".join(map(str, digits)))
    scale: int = 10 ** abs(power)
    amount, rest = (whole * scale, 0) if power >= 0 else divmod(whole, scale)
    if rest or amount > LARGEST_ORE:
        raise AmountError
    return -amount if sign else amount
