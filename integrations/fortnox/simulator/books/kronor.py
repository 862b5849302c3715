"""Amounts in JSON: kronor outside, öre inside.

Fortnox writes amounts as JSON numbers and takes numbers and texts with a point.
"""

from decimal import Decimal, InvalidOperation

from integrations.fortnox.simulator.books import refusals
from integrations.fortnox.simulator.exchange import JsonValue

LARGEST_KRONOR = Decimal(10) ** 12
"""A larger amount on one row is refused; invented."""


def kronor_of(ore: int) -> int | float:
    """Write öre as a number of kronor: whole when there are no öre, otherwise with its one or two decimals."""
    kronor, rest = divmod(ore, 100)
    return ore / 100 if rest else kronor


def decimal_of(value: JsonValue) -> Decimal:
    """Read an amount exactly as it was written; none at all, or an empty text, is 0.

    Raises:
        Refusal: it is no number, negative, or too large. That a negative amount is refused is invented.
    """
    if value is None or value == "":
        return Decimal(0)
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise refusals.not_numeric(value)
    try:
        amount = Decimal(value if isinstance(value, str) else repr(value))
    except InvalidOperation as error:
        raise refusals.not_numeric(value) from error
    if not (amount.is_finite() and 0 <= amount <= LARGEST_KRONOR):
        raise refusals.not_numeric(value)
    return amount


def ore_of(amount: Decimal) -> int:
    """Turn kronor into öre.

    Raises:
        Refusal: there are more than two decimals; invented.
    """
    ore = amount * 100
    if ore != int(ore):
        raise refusals.not_numeric(amount)
    return int(ore)
