"""Tests of amounts as Fortnox writes them."""

import json
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from integrations.fortnox.client.amounts import AmountError, hundredths, rate, text_of


@pytest.mark.parametrize(
    ("value", "ore"),
    [
        ("1 713,94", 171394),
        ("1\N{NO-BREAK SPACE}713,94", 171394),
        ("-12\N{NARROW NO-BREAK SPACE}345\N{NARROW NO-BREAK SPACE}678,9", -1234567890),
        ("1250.00", 125000),
        ("1250", 125000),
        ("0,5", 50),
        ("-0", 0),
        (0, 0),
        (375, 37500),
        (Decimal("-1234.5"), -123450),
        (Decimal("0.10"), 10),
        (Decimal("1250.000"), 125000),
        (Decimal("1E+3"), 100000),
        (Decimal("0E-999999"), 0),
        ("92233720368547758.07", 2**63 - 1),
    ],
)
def test_amount_is_read_exactly(value: object, ore: int) -> None:
    assert hundredths(value) == ore


@pytest.mark.parametrize(
    "value",
    [
        None,
        "",
        " ",
        "x",
        True,
        1.5,
        [],
        {},
        "1.713,94",
        "1,713.94",
        "1 71,94",
        "1  713",
        "1713,945",
        "+5",
        "5-",
        "1e3",
        "\N{MINUS SIGN}5",
        "5 kr",
        "٣",
        "5\n",
        Decimal("0.005"),
        Decimal("NaN"),
        Decimal("Infinity"),
        Decimal("1E999999999"),
        Decimal("1E-999999999"),
        Decimal("0." + "1" * 60),
        10**400,
        "92233720368547758.08",
    ],
)
def test_anything_else_is_refused(value: object) -> None:
    with pytest.raises(AmountError):
        hundredths(value)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(min_value=-(10**15), max_value=10**15))
def test_amount_comes_back_from_every_way_of_writing_it(ore: int) -> None:
    sign, kronor, rest = "-" if ore < 0 else "", *divmod(abs(ore), 100)
    plain = f"{sign}{kronor}.{rest:02d}"
    swedish = f"{sign}{kronor:,}".replace(",", " ") + f",{rest:02d}"

    found = {hundredths(plain), hundredths(swedish), hundredths(json.loads(plain, parse_float=Decimal))}

    assert found == {ore}


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(min_value=0, max_value=10**15))
def test_amount_is_written_as_a_number_of_json(ore: int) -> None:
    assert hundredths(json.loads(text_of(ore), parse_float=Decimal)) == ore


@pytest.mark.parametrize(
    ("value", "found"),
    [("1", Decimal(1)), ("11,2345", Decimal("11.2345")), (10, Decimal(10)), (Decimal("0.9"), Decimal("0.9"))],
)
def test_rate_is_read(value: object, found: Decimal) -> None:
    assert rate(value) == found


@pytest.mark.parametrize("value", [None, "", "0", 0, -1, "-1", "x", True, Decimal("NaN"), Decimal("1E999"), "1 000"])
def test_rate_that_is_none_is_refused(value: object) -> None:
    with pytest.raises(AmountError):
        rate(value)
