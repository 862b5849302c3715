"""Amounts as they stand in tables: `1 234,56`, `1234.56`, `(12,00)`, `12,00-`."""

from closing.formatting import AmountError, parse_kr

_NOTHING = ("", "-", "–", "\N{MINUS SIGN}")
_MINUSES = ("-", "–", "\N{MINUS SIGN}")


def ore_from_cell(text: str) -> int | None:
    """Read a cell as öre; an empty one is zero, and one that is not an amount None."""
    written = text.strip().removesuffix("SEK").strip()
    if written in _NOTHING:
        return 0
    is_negative = False
    if written.startswith("(") and written.endswith(")"):
        written, is_negative = written[1:-1], True
    elif written.endswith(_MINUSES):
        written, is_negative = written[:-1], True
    try:
        ore = parse_kr(written)
    except AmountError:
        return None
    return -ore if is_negative else ore
