"""Amounts of invoices: from a currency into öre, and as Fortnox writes them."""

from decimal import ROUND_HALF_UP, Decimal

from integrations.fortnox.simulator.exchange import JsonValue


def ore_at(amount: int, *, rate: Decimal, unit: int) -> int:
    """Turn hundredths of a currency into öre, halves away from zero."""
    return int((amount * rate / unit).quantize(Decimal(1), ROUND_HALF_UP))


def share_of(amount: int, *, part: int, whole: int) -> int:
    """Give the share of an amount that a part is of a whole, rounded to the öre."""
    return int((Decimal(amount) * part / whole).quantize(Decimal(1), ROUND_HALF_UP)) if whole else 0


def rate_number(rate: str) -> JsonValue:
    """Write a rate as a number: 1, 11.25."""
    number = Decimal(rate)
    return int(number) if number == int(number) else float(number)


def amount_text(hundredths: int, *, is_swedish: bool) -> str:
    """Write an amount as the texts of supplier invoices: "1713.94", or "1 713,94".

    Both were seen; which company gets which is not known.
    """
    kronor, rest = divmod(abs(hundredths), 100)
    sign = "-" if hundredths < 0 else ""
    if is_swedish:
        grouped = f"{kronor:,}".replace(",", " ")
        return f"{sign}{grouped},{rest:02}"
    return f"{sign}{kronor}.{rest:02}"
