"""Amounts in JSON."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.fortnox.simulator.books.kronor import decimal_of, kronor_of, ore_of
from integrations.fortnox.simulator.exchange import JsonValue, Refusal


@pytest.mark.parametrize(
    ("ore", "written"),
    [
        (0, "0"),
        (100, "1"),
        (150, "1.5"),
        (-1, "-0.01"),
        (-12345, "-123.45"),
        (-100, "-1"),
        (1234567890123, "12345678901.23"),
    ],
)
def test_kronor_have_no_more_decimals_than_they_need(ore: int, written: str) -> None:
    assert json.dumps(kronor_of(ore)) == written


@given(st.integers(0, 10**14))
def test_amounts_are_read_as_they_were_written(ore: int) -> None:
    sent: JsonValue = json.loads(json.dumps(kronor_of(ore)))

    assert ore_of(decimal_of(sent)) == ore


@pytest.mark.parametrize(
    ("value", "expected"),
    [(None, "0"), ("", "0"), (5, "5"), (0.1 + 0.2, "0.30000000000000004"), ("1250.00", "1250.00"), (1e12, "1e12")],
)
def test_decimal_of_reads_every_digit(value: JsonValue, expected: str) -> None:
    assert decimal_of(value) == Decimal(expected)


@pytest.mark.parametrize("value", [True, [], {}, "x", "1 713,94", "NaN", "Infinity", -1, "-0.01", 1e13, float("inf")])
def test_decimal_of_refuses_what_is_no_amount(value: JsonValue) -> None:
    with pytest.raises(Refusal) as refused:
        decimal_of(value)

    assert refused.value.code == 2000108


def test_ore_of_refuses_parts_of_an_ore() -> None:
    with pytest.raises(Refusal):
        ore_of(Decimal("0.005"))
