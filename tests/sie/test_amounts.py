"""Amounts: text to öre and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sie.amounts import LARGEST_ORE, ore_from_text, text_from_ore
from sie.errors import SieFieldError


@pytest.mark.parametrize(
    ("text", "ore"),
    [
        ("0", 0),
        ("-0.00", 0),
        ("1", 100),
        ("1.5", 150),
        ("1.05", 105),
        ("-1063", -106300),
        ("-85.50", -8550),
        ("0100.00", 10000),
        ("1.000", 100),
        ("92233720368547758.07", LARGEST_ORE),
        ("-92233720368547758.07", -LARGEST_ORE),
    ],
)
def test_plain_amount_is_read_without_a_word(text: str, ore: int) -> None:
    assert ore_from_text(text) == (ore, None)


@pytest.mark.parametrize(
    ("text", "ore"),
    [
        (".20", 20),
        ("-.5", -50),
        ("100.", 10000),
        ("1234,56", 123456),
        ("1 234,56", 123456),
        ("1\N{NO-BREAK SPACE}234,56", 123456),
        ("1.234,56", 123456),
        ("1,234.56", 123456),
        ("1 234 567", 123456700),
        ("100-", -10000),
        ("100.50-", -10050),
        ("+100", 10000),
        ("\N{MINUS SIGN}100", -10000),
        (" 100.00 ", 10000),
        ("1'000.00", 100000),
    ],
)
def test_amount_of_another_form_is_read_and_told(text: str, ore: int) -> None:
    assert ore_from_text(text) == (ore, "amount-form")


@pytest.mark.parametrize(
    ("text", "ore"),
    [
        ("0.005", 1),
        ("-0.005", -1),
        ("0.004", 0),
        ("0.0049999", 0),
        ("1.995", 200),
        ("-1.995", -200),
        ("1,2345", 123),
    ],
)
def test_decimals_beyond_ore_are_rounded_half_away_from_zero(text: str, ore: int) -> None:
    assert ore_from_text(text) == (ore, "amount-rounded")


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "-",
        "+",
        ".",
        ",",
        "--1",
        "1-2",
        "1e5",
        "nan",
        "0x10",
        "1_000",
        "²",
        "١",
        "1.2.3",
        "1,2,3",
        "kr 5",
        "1/2",
    ],
)
def test_text_that_is_no_amount_cannot_be_read(text: str) -> None:
    with pytest.raises(SieFieldError) as caught:
        ore_from_text(text)

    assert (caught.value.notice_code, caught.value.found) == ("amount-unreadable", text)


@pytest.mark.parametrize("text", ["92233720368547758.08", "-92233720368547758.08", "9" * 20, "9" * 50_000])
def test_amount_beyond_64_bits_is_refused(text: str) -> None:
    with pytest.raises(SieFieldError) as caught:
        ore_from_text(text)

    assert caught.value.notice_code == "amount-too-large"


@pytest.mark.parametrize(("ore", "text"), [(0, "0.00"), (5, "0.05"), (-5, "-0.05"), (123456, "1234.56")])
def test_amount_is_written_with_two_decimals(ore: int, text: str) -> None:
    assert text_from_ore(ore) == text


@given(st.integers(-LARGEST_ORE, LARGEST_ORE))
def test_amount_written_and_read_is_the_same(ore: int) -> None:
    assert ore_from_text(text_from_ore(ore)) == (ore, None)
