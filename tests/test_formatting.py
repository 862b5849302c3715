"""Kronor and dates as they stand on a page, and amounts as people write them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from closing.formatting import AmountError, antal, chip, datum, hkr, icon, kr, orgnr, parse_kr, procent, storlek, tid
from closing.icons import CHIP_ICONS, PATHS


@pytest.mark.parametrize(
    ("ore", "text"),
    [
        (0, "0,00"),
        (5, "0,05"),
        (-5, "−0,05"),
        (123456, "1\u00a0234,56"),
        (-123456789, "−1\u00a0234\u00a0567,89"),
        (None, "–"),
    ],
)
def test_kr_writes_kronor_with_no_break_spaces_and_a_true_minus(ore: int | None, text: str) -> None:
    assert kr(ore) == text


@pytest.mark.parametrize(
    ("ore", "text"), [(149, "1"), (150, "2"), (-150, "−2"), (-49, "0"), (123456789, "1\u00a0234\u00a0568"), (None, "–")]
)
def test_hkr_rounds_half_a_krona_away_from_zero(ore: int | None, text: str) -> None:
    assert hkr(ore) == text


def test_antal_sets_thousands_apart() -> None:
    assert [antal(1), antal(1670000), antal(None)] == ["1", "1\u00a0670\u00a0000", "–"]


def test_datum_writes_a_date_and_the_swedish_day_of_a_moment() -> None:
    new_year = datetime(2025, 12, 31, 23, 30, tzinfo=UTC)

    assert [datum(date(2025, 12, 31)), datum(new_year), datum(None)] == ["2025-12-31", "2026-01-01", "–"]


def test_tid_writes_swedish_time() -> None:
    assert tid(datetime(2025, 7, 1, 12, 2, tzinfo=UTC)) == "2025-07-01\u00a014:02"


@pytest.mark.parametrize(
    ("digits", "text"), [("5566778899", "556677-8899"), ("198001011234", "19800101-1234"), ("55667", "55667"), ("", "")]
)
def test_orgnr_sets_the_hyphen(digits: str, text: str) -> None:
    assert orgnr(digits) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (64, "64\u00a0%"),
        (12.5, "12,5\u00a0%"),
        (Decimal("-0.25"), "−0,3\u00a0%"),
        (-0.04, "0\u00a0%"),
        (100.0, "100\u00a0%"),
        (None, "–"),
    ],
)
def test_procent_writes_at_most_one_decimal(value: Decimal | float | None, text: str) -> None:
    assert procent(value) == text


@pytest.mark.parametrize(
    ("text", "ore"),
    [
        ("1 234,56", 123456),
        ("1234.56", 123456),
        ("1\u00a0234,56", 123456),
        ("1\u202f234,56 kr", 123456),
        ("1.234,56", 123456),
        ("1,234.56", 123456),
        ("-12,5", -1250),
        ("−12", -1200),
        ("- 12", -1200),
        (" 0 ", 0),
        ("-0", 0),
        ("007", 700),
        (",5".rjust(3, "0"), 50),
        ("1 000 000 000 000 000", 10**17),
    ],
)
def test_parse_kr_reads_what_people_write(text: str, ore: int) -> None:
    assert parse_kr(text) == ore


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        ("  kr ", "empty"),
        ("1,234", "ambiguous"),
        ("1.234", "ambiguous"),
        ("1.234.567", "ambiguous"),
        ("1,2345", "unreadable"),
        ("12 34", "unreadable"),
        ("1e5", "unreadable"),
        ("--1", "unreadable"),
        ("tolv", "unreadable"),
        ("١٢", "unreadable"),
        ("1 000 000 000 000 001", "too_large"),
        ("9" * 5000, "too_large"),
    ],
)
def test_parse_kr_refuses_what_it_cannot_read_for_certain(text: str, code: str) -> None:
    with pytest.raises(AmountError) as refusal:
        parse_kr(text)

    assert refusal.value.code == code
    assert refusal.value.sentence.endswith(".")


@given(st.integers(min_value=-(10**17), max_value=10**17))
def test_parse_kr_reads_what_kr_writes(ore: int) -> None:
    assert parse_kr(kr(ore)) == ore


def test_filters_and_tags_need_no_loading() -> None:
    template = Template('{{ ore|kr }} {{ number|orgnr }} {% chip "bad" "Fel" %}{% amount ore %}')

    page = template.render(Context({"ore": -100, "number": "5566778899"}))

    assert page.startswith('−1,00 556677-8899 <span class="chip bad"><svg')
    assert page.endswith('Fel</span><span class="amount neg">−1,00</span>')


def test_chip_escapes_its_text() -> None:
    assert chip("good", "<b>").endswith("&lt;b&gt;</span>")


def test_every_chip_has_an_icon() -> None:
    assert {name for name in CHIP_ICONS.values() if name not in PATHS} == set()


def test_icon_is_silent_to_a_screen_reader() -> None:
    drawing = icon("check")

    assert drawing.startswith('<svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false"><path d="')
    assert drawing.endswith("</svg>")


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (0, "0\xa0kB"),
        (1, "1\xa0kB"),
        (1024, "1\xa0kB"),
        (1025, "2\xa0kB"),
        (1_048_576, "1,0\xa0MB"),
        (10_485_760, "10,0\xa0MB"),
        (10_485_761, "10,1\xa0MB"),
    ],
)
def test_size_of_a_file_is_rounded_up(size: int, text: str) -> None:
    assert storlek(size) == text
