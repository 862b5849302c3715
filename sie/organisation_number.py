"""Organisation numbers and the personal numbers that sole traders use as theirs (organisationsnummer, personnummer).

Ten digits, the last a check digit by Luhn's rule; the third is at least 2 for a legal person, otherwise the first six
are a date of birth, its day raised by 60 in a coordination number (samordningsnummer). The twelve-digit form puts 16
before a legal person's number and the century before a person's. `+` instead of `-` marks a person of a hundred years
or more. SIE writes `nnnnnn-nnnn` (SIE 4B/4C, #ORGNR).
"""

import datetime as dt
import re

from sie.errors import OrganisationNumberError

_FORM = re.compile(r"([0-9]{2})?([0-9]{6})([-+]?)([0-9]{4})", re.ASCII)
_DASHES = str.maketrans({"\N{EN DASH}": "-", "\N{NON-BREAKING HYPHEN}": "-", "\N{MINUS SIGN}": "-", "\N{HYPHEN}": "-"})
_BLANKS = re.compile(r"\s+")
_VAT = re.compile(r"SE([0-9]{10})01", re.ASCII)
_LEGAL_PERSON_FROM = "2"
_CENTURIES = (None, "16", "18", "19", "20")
_COORDINATION_DAYS = 60
_LEAP_CENTURY = 2000


def normalised(text: str) -> str:
    """Return the ten digits of a number in any of its forms.

    Args:
        text: ten or twelve digits, with or without hyphen or plus; a VAT number (SE…01) will do.

    Raises:
        OrganisationNumberError: it has another form. Whether the check digit is right is another question.
    """
    compact = _BLANKS.sub("", text).translate(_DASHES).upper()
    vat = _VAT.fullmatch(compact)
    if vat:
        return vat[1]
    parts = _FORM.fullmatch(compact)
    if parts is None or parts[1] not in _CENTURIES:
        raise OrganisationNumberError(found=text)
    return parts[2] + parts[4]


def is_valid(text: str) -> bool:
    """Tell whether it is a number with a right check digit, and a person's one a date that exists."""
    try:
        digits = normalised(text)
    except OrganisationNumberError:
        return False
    return check_digit(digits[:9]) == int(digits[9]) and (is_legal_person(digits) or _has_birthday(digits))


def is_legal_person(digits: str) -> bool:
    """Tell a legal person's ten digits from those of a person, which are personal data."""
    return digits[2] >= _LEGAL_PERSON_FROM


def are_equal(one: str, other: str) -> bool:
    """Tell whether two numbers in any form are the same; what is not a number equals nothing."""
    try:
        return normalised(one) == normalised(other)
    except OrganisationNumberError:
        return False


def with_hyphen(text: str) -> str:
    """Return the number as SIE writes it, `nnnnnn-nnnn`.

    Raises:
        OrganisationNumberError: it is not a number.
    """
    digits = normalised(text)
    return f"{digits[:6]}-{digits[6:]}"


def check_digit(digits: str) -> int:
    """Work out the digit that Luhn's rule puts after the nine given."""
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(digits))
    return -sum(number // 10 + number % 10 for number in doubled) % 10


def _has_birthday(digits: str) -> bool:
    """Tell whether the first six digits are a day of some century."""
    month, day = int(digits[2:4]), int(digits[4:6])
    day -= _COORDINATION_DAYS if day > _COORDINATION_DAYS else 0
    try:
        dt.date(_LEAP_CENTURY + int(digits[:2]), month, day)
    except ValueError:
        return False
    return True
