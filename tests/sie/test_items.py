"""Fields to vouchers and rows: every repair, and what cannot be repaired."""

import datetime as dt

import pytest

from sie.items import posting, voucher
from sie.notices import Notes
from sie.records import Notice, Posting, PostingKind, Voucher
from tests.sie.sample import codes, record

DAY = dt.date(2025, 1, 31)


def row_of(line: str) -> tuple[Posting | None, list[str]]:
    """Read a row, and tell what was noted."""
    notes = Notes()
    return posting(record(line), notes=notes), codes(notes)


def voucher_of(line: str) -> tuple[Voucher | None, list[str]]:
    """Read a voucher's head, and tell what was noted."""
    notes = Notes()
    return voucher(record(line), notes=notes), codes(notes)


@pytest.mark.parametrize(
    ("line", "row"),
    [
        ("#TRANS 1930 {} -85.50", Posting("1930", -8550)),
        ('#TRANS 1930 {} -85.50 "" "" 0', Posting("1930", -8550, quantity="0")),
        ('#TRANS 1510  {} 1063 20250131 "" ', Posting("1510", 106300, date=DAY)),
        ('#TRANS 7010 {1 "200"} 24150.00 "" "" 1.00', Posting("7010", 2415000, (("1", "200"),), quantity="1.00")),
        (
            '#TRANS 1 {"1" "4" "7" "47"} 1 20250131 "t" 2 "ÅÖ"',
            Posting("1", 100, (("1", "4"), ("7", "47")), DAY, "t", "2", "ÅÖ"),
        ),
        ("#TRANS 0351 {} -21040.00", Posting("0351", -2104000)),
        ('#RTRANS 1 {} 1 20250131 "r"', Posting("1", 100, (), DAY, "r", kind=PostingKind.ADDED)),
        ("#BTRANS 1 {} 1", Posting("1", 100, kind=PostingKind.STRUCK)),
        ("#TRANS 1 {} 1 00000000", Posting("1", 100)),
        ("#TRANS 2941 {}      17240    20250131 Återföring", Posting("2941", 1724000, (), DAY, "Återföring")),
    ],
)
def test_row_as_real_programs_write_it_is_read_without_a_word(line: str, row: Posting) -> None:
    assert row_of(line) == (row, [])


@pytest.mark.parametrize(
    ("line", "row", "noted"),
    [
        ('#TRANS 1910 {} -1000.00 "Kontant"', Posting("1910", -100000, text="Kontant"), ["text-in-date-position"]),
        ('#TRANS 1910 {} -1 "Kontant" 20250131', Posting("1910", -100, (), DAY, "Kontant"), ["text-in-date-position"]),
        (
            '#TRANS 1910 {} -1 "Kontant" 5',
            Posting("1910", -100, text="Kontant", quantity="5"),
            ["text-in-date-position"],
        ),
        ('#TRANS 1910 {} 1 2025-01-31 "t"', Posting("1910", 100, (), DAY, "t"), ["date-form"]),
        ('#TRANS 1910 {} 1 20250231 "t"', Posting("1910", 100, text="t"), ["date-ignored"]),
        ("#TRANS 1910 {} 1234,56", Posting("1910", 123456), ["amount-form"]),
        ('#TRANS 1910 {} "1 234,56"', Posting("1910", 123456), ["amount-form"]),
        ("#TRANS 1910 {} 1 234,56 20250131", Posting("1910", 123456, (), DAY), ["amount-form"]),
        ("#TRANS 1910 {} -1 234 567", Posting("1910", -123456700), ["amount-form"]),
        ("#TRANS 1910 {} 100.50-", Posting("1910", -10050), ["amount-form"]),
        ("#TRANS 1910 {} .20", Posting("1910", 20), ["amount-form"]),
        ("#TRANS 1910 {} 0.125", Posting("1910", 13), ["amount-rounded"]),
        ("#TRANS 1910 -500.00 20250131", Posting("1910", -50000, (), DAY), ["objects-missing"]),
        ('#TRANS 1910 "" -500.00 20250131', Posting("1910", -50000, (), DAY), ["objects-missing"]),
        ("#TRANS 1910 -500.00 {1 10}", Posting("1910", -50000, (("1", "10"),)), ["objects-missing"]),
        ('#TRANS 1910 {1 ""} 5', Posting("1910", 500), ["object-incomplete"]),
        ("#TRANS 1910 {6} 5", Posting("1910", 500), ["object-incomplete"]),
        ("#TRANS 1910 {1 10 6} 5", Posting("1910", 500, (("1", "10"),)), ["object-incomplete"]),
        (
            "#TRANS 1910 {} 5 20250131 Hyra för maj 3",
            Posting("1910", 500, (), DAY, "Hyra för maj", "3"),
            ["text-joined"],
        ),
        (
            '#TRANS 1910 {} 5 "" "t" 0 "s" "x" "y"',
            Posting("1910", 500, text="t", quantity="0", sign="s"),
            ["extra-fields"],
        ),
        ('#TRANS 1910 {} 5 "" "Köp av 5" skärm"', Posting("1910", 500, text='Köp av 5" skärm'), ["quote-inside"]),
        ('#TRANS 1910 {} 5 "" "Köp av', Posting("1910", 500, text="Köp av"), ["quote-unclosed"]),
    ],
)
def test_odd_row_is_repaired_and_told(line: str, row: Posting, noted: list[str]) -> None:
    assert row_of(line) == (row, noted)


@pytest.mark.parametrize(
    ("line", "code", "found"),
    [
        ("#TRANS 1930 {} kronor", "amount-unreadable", "kronor"),
        ("#TRANS 1930 {}", "amount-unreadable", ""),
        ("#TRANS 1930", "amount-unreadable", ""),
        ("#TRANS 1930 {} 99999999999999999999", "amount-too-large", "99999999999999999999"),
        ('#TRANS "" {} 5', "account-missing", None),
    ],
)
def test_row_that_cannot_be_read_is_rejected_with_its_line(line: str, code: str, found: str | None) -> None:
    notes = Notes()

    row = posting(record(line), notes=notes)

    facts: dict[str, str | int] = {"label": "#TRANS", "text": line}
    if found is not None:
        facts["found"] = found
    assert row is None
    assert notes.rejected() == (Notice(code, 7, facts),)


@pytest.mark.parametrize(
    ("line", "head"),
    [
        ('#VER A 1 20250131 "Hyra" 20250131', Voucher("A", "1", DAY, "Hyra", DAY)),
        ('#VER "A" "1" 20250131 "Hyra" 20250131 "ÅSA"', Voucher("A", "1", DAY, "Hyra", DAY, "ÅSA")),
        ('#VER "" "" 20250131', Voucher("", "", DAY)),
        ("#VER # 1 20250131 Kaffebröd 20250131", Voucher("#", "1", DAY, "Kaffebröd", DAY)),
        ('#VER A     1 20250131 "F" 20250131 SNI', Voucher("A", "1", DAY, "F", DAY, "SNI")),
        ('#VER LEV1 80001 20250131 ""', Voucher("LEV1", "80001", DAY)),
    ],
)
def test_voucher_as_real_programs_write_it_is_read_without_a_word(line: str, head: Voucher) -> None:
    assert voucher_of(line) == (head, [])


@pytest.mark.parametrize(
    ("line", "head", "noted"),
    [
        ('#VER A 1 2025-01-31 "t"', Voucher("A", "1", DAY, "t"), ["date-form"]),
        ('#VER A 20250131 "t"', Voucher("A", "", DAY, "t"), ["voucher-field-missing"]),
        ('#VER 20250131 "t"', Voucher("", "", DAY, "t"), ["voucher-field-missing"]),
        ('#VER A 1 20250131 "t" i maj', Voucher("A", "1", DAY, "t", sign="maj"), ["date-ignored"]),
        ("#VER A 1 20250131 Hyra i maj", Voucher("A", "1", DAY, "Hyra i maj"), ["text-joined"]),
        ("#VER A 1 20250131 Hyra i maj 20250131 X", Voucher("A", "1", DAY, "Hyra i maj", DAY, "X"), ["text-joined"]),
        ('#VER A 1 20250131 "t" 20250131 "s" 5 6', Voucher("A", "1", DAY, "t", DAY, "s"), ["extra-fields"]),
    ],
)
def test_odd_voucher_is_repaired_and_told(line: str, head: Voucher, noted: list[str]) -> None:
    assert voucher_of(line) == (head, noted)


@pytest.mark.parametrize("line", ['#VER A 1 20250229 "t"', "#VER A 1", '#VER A 1 "" "t"', "#VER"])
def test_voucher_without_a_date_is_rejected(line: str) -> None:
    notes = Notes()

    head = voucher(record(line), notes=notes)

    assert head is None
    assert [one.code for one in notes.rejected()] == ["date-unreadable"]


def test_notice_of_a_rounded_amount_tells_what_was_read() -> None:
    notes = Notes()

    posting(record("#TRANS 1910 {} 0.125"), notes=notes)

    facts: dict[str, str | int] = {"label": "#TRANS", "found": "0.125", "read_ore": 13}
    assert notes.notices() == (Notice("amount-rounded", 7, facts),)
