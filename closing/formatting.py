"""The only way from öre to kronor on a page, and the filters for dates and organisation numbers.

The figures look the same in both languages of the interface: a Swedish reader of an English page still checks them
against a Swedish voucher. The filters and tags are built in, so templates load nothing.
"""

import re
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from closing.icons import CHIP_ICONS, PATHS

register = template.Library()

NO_BREAK_SPACE = "\u00a0"
MINUS = "\u2212"
NOTHING = "–"
ORE_PER_KRONA = 100
BYTES_PER_KB, BYTES_PER_MB = 1024, 1024**2
MOST_ORE = 10**17
"""Amounts stay well inside a 64-bit integer, also when a few thousand of them are added."""

_SPACES = dict.fromkeys(map(ord, "\u00a0\u202f\u2009\t"), " ")
_MINUS_SIGNS = dict.fromkeys(map(ord, "\u2212\u2013"), "-")
_PLAIN = r"(?P<whole>\d+)"
_SPACED = r"(?P<whole>\d{1,3}(?: \d{3})+)"
_READABLE = tuple(
    re.compile(rf"(?P<sign>-?) ?{whole}{fraction}")
    for whole, fraction in (
        (_PLAIN, r"(?:[.,](?P<fraction>\d{1,2}))?"),
        (_SPACED, r"(?:[.,](?P<fraction>\d{1,2}))?"),
        (r"(?P<whole>\d{1,3}(?:\.\d{3})+)", r",(?P<fraction>\d{1,2})"),
        (r"(?P<whole>\d{1,3}(?:,\d{3})+)", r"\.(?P<fraction>\d{1,2})"),
    )
)
_AMBIGUOUS = re.compile(r"-? ?\d{1,3}([.,])\d{3}(\1\d{3})*")


class AmountError(ValueError):
    """A text that is not an amount.

    Attributes:
        code: "empty", "ambiguous", "unreadable" or "too_large".
    """

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)

    @property
    def sentence(self) -> str:
        """Say what is wrong and how to write it instead."""
        return {
            "empty": _("Enter an amount."),
            "ambiguous": _("This can be read in two ways. Write two decimals, as in 1234,00."),
            "too_large": _("The amount is too large."),
        }.get(self.code, _("Write the amount as 1234,56."))


def parse_kr(text: str) -> int:
    """Read an amount in kronor as a person writes it.

    Accepts `1 234,56`, `1234.56`, `1.234,56`, no-break spaces and both minus signs; refuses `1,234`, which is one
    amount to a Swede and another to an American.

    Returns:
        The amount in öre.

    Raises:
        AmountError: nothing is written, or it cannot be read, or in more than one way.
    """
    plain = text.translate(_SPACES).translate(_MINUS_SIGNS).strip().removesuffix("kr").strip()
    if not plain:
        raise AmountError("empty")
    found = next(filter(None, (pattern.fullmatch(plain) for pattern in _READABLE)), None)
    if found is None or not plain.isascii():
        raise AmountError("ambiguous" if _AMBIGUOUS.fullmatch(plain) else "unreadable")
    whole = re.sub(r"\D", "", found["whole"]).lstrip("0")
    ore = int((found["fraction"] or "").ljust(2, "0"))
    if len(whole) > len(str(MOST_ORE // ORE_PER_KRONA)):
        raise AmountError("too_large")
    amount = int(whole or "0") * ORE_PER_KRONA + ore
    if amount > MOST_ORE:
        raise AmountError("too_large")
    return -amount if found["sign"] else amount


@register.filter
def kr(ore: int | None) -> str:
    """Write öre as kronor, `1 234,56`; nothing is a dash."""
    if ore is None:
        return NOTHING
    whole, rest = divmod(abs(ore), ORE_PER_KRONA)
    return f"{_sign(ore)}{_grouped(whole)},{rest:02}"


@register.filter
def motsatt(ore: int) -> int:
    """Turn the sign, for a column that shows credit as positive."""
    return -ore


@register.filter
def hkr(ore: int | None) -> str:
    """Write öre as whole kronor, half a krona away from zero; nothing is a dash."""
    if ore is None:
        return NOTHING
    whole = (abs(ore) + ORE_PER_KRONA // 2) // ORE_PER_KRONA
    return f"{_sign(ore) if whole else ''}{_grouped(whole)}"


@register.filter
def antal(number: int | None) -> str:
    """Write a count with its thousands apart, `1 234`."""
    return NOTHING if number is None else f"{_sign(number)}{_grouped(abs(number))}"


@register.filter
def storlek(size: int) -> str:
    """Write the size of a file, `12 kB` or `4,7 MB`; rounded up, so that nothing over a limit looks within it."""
    if size < BYTES_PER_MB:
        return f"{-(-size // BYTES_PER_KB)}{NO_BREAK_SPACE}kB"
    whole, tenths = divmod(-(-size * 10 // BYTES_PER_MB), 10)
    return f"{_grouped(whole)},{tenths}{NO_BREAK_SPACE}MB"


@register.filter
def datum(value: date | None) -> str:
    """Write a date, `2025-12-31`."""
    if value is None:
        return NOTHING
    return (timezone.localtime(value) if isinstance(value, datetime) else value).strftime("%Y-%m-%d")


@register.filter
def tid(value: datetime | None) -> str:
    """Write a point in time in Swedish time, `2025-12-31 14:02`."""
    return (
        NOTHING if value is None else timezone.localtime(value).strftime("%Y-%m-%d %H:%M").replace(" ", NO_BREAK_SPACE)
    )


@register.filter
def orgnr(digits: str) -> str:
    """Write an organisation number with its hyphen, `556677-8899`; anything else as it stands."""
    return f"{digits[:-4]}-{digits[-4:]}" if re.fullmatch(r"\d{10}|\d{12}", digits) else digits


@register.filter
def procent(value: Decimal | float | None) -> str:
    """Write per cent with at most one decimal, `12,5 %`."""
    if value is None:
        return NOTHING
    rounded = Decimal(str(value)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    text = f"{abs(rounded):f}".removesuffix(".0").replace(".", ",")
    return f"{MINUS if rounded < 0 else ''}{text}{NO_BREAK_SPACE}%"


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw an icon; it never speaks for itself, so a word stands beside it."""
    return format_html(
        '<svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">{}</svg>',
        mark_safe(PATHS[name]),  # noqa: S308 -- our own constant
    )


@register.simple_tag
def chip(state: str, text: str, name: str = "") -> SafeString:
    """Show a state (good, bad, warn, info, mute) as icon and word."""
    return format_html('<span class="chip {}">{}{}</span>', state, icon(name or CHIP_ICONS[state]), text)


@register.simple_tag
def amount(ore: int | None) -> SafeString:
    """Show öre as kronor in a span that colours what is negative."""
    return format_html('<span class="amount{}">{}</span>', " neg" if (ore or 0) < 0 else "", kr(ore))


def _grouped(whole: int) -> str:
    return f"{whole:,}".replace(",", NO_BREAK_SPACE)


def _sign(number: int) -> str:
    return MINUS if number < 0 else ""
