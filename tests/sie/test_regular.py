"""The quick way through regular lines gives what the plain tokenizer gives."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sie
from sie.fields import pieces
from sie.items import posting, voucher
from sie.notices import Notes
from sie.records import Posting, Voucher
from sie.regular import RegularLines
from tests.sie.sample import codes
from tests.sie.test_samples import SAMPLES

BLANKS = st.sampled_from([" ", "  ", "\t", " \t "])
NO_BLANKS = st.sampled_from(["", " ", "\t"])
TEXTS = st.sampled_from(
    [
        '"Hyra"',
        '""',
        '"a \\"b\\" c"',
        '"x}y"',
        "Hyra",
        "Återföring",
        "100822//",
        "a#b",
        "#a",
        '"a"b"',
        '"c\\"',
        '"c\\d"',
        "{a",
        '"\x00"',
    ]
)
DATES = st.sampled_from(
    ['""', "20250131", '"20250131"', "20250229", "00000000", "2025-01-31", "0", '"Kontant"', "2025013"]
)
AMOUNTS = st.sampled_from(
    [
        "0",
        "-5",
        "5.5",
        "-85.50",
        "1234567890123456.78",
        "5,5",
        "5.555",
        ".5",
        "+5",
        "5-",
        "1 000",
        '"5"',
        "x",
        "99999999999999999999",
    ]
)
LISTS = st.sampled_from(
    [
        "{}",
        "{ }",
        '{1 "100"}',
        '{"1" "100"}',
        "{6 P1}",
        '{"6"\t"VERK"}',
        '{1 "a b"}',
        '{1 " a"}',
        "{1}",
        '{1 ""}',
        '{"1""2"}',
        '{1 "a\\"b"}',
        '{1 "a}b"}',
        "{1 2 3 4}",
        "{1\xa02}",
        '{\xa0 "a"}',
    ]
)
ACCOUNTS = st.sampled_from(["1930", "0351", '"1930"', "19 30", '""', "Bank", "1930x", "19.30"])
QUANTITIES = st.sampled_from(["0", "1.00", "-5", '""', '"5"', "fem", "1.2.3"])
LABELS = st.sampled_from(["#TRANS", "#RTRANS", "#BTRANS", "#trans"])
KEYS = st.sampled_from(["A", '"A"', '""', "1", "80001", '"LEV 1"', "#", "Å", "20250131"])


@st.composite
def row_lines(draw: st.DrawFn) -> str:
    """Make a row as programs write it, rightly or wrongly."""
    fields = [draw(LABELS), draw(ACCOUNTS), draw(LISTS), draw(AMOUNTS)]
    fields += [draw(rest) for rest in (DATES, TEXTS, QUANTITIES, TEXTS)[: draw(st.integers(0, 4))]]
    return draw(NO_BLANKS) + "".join(field + draw(BLANKS) for field in fields[:-1]) + fields[-1] + draw(NO_BLANKS)


@st.composite
def voucher_lines(draw: st.DrawFn) -> str:
    """Make the head of a voucher as programs write it, rightly or wrongly."""
    fields = [draw(st.sampled_from(["#VER", "#ver"])), draw(KEYS), draw(KEYS), draw(DATES)]
    fields += [draw(rest) for rest in (TEXTS, DATES, TEXTS)[: draw(st.integers(0, 3))]]
    return draw(NO_BLANKS) + "".join(field + draw(BLANKS) for field in fields[:-1]) + fields[-1] + draw(NO_BLANKS)


def quick_row(line: str) -> Posting | None:
    """Read a row the quick way."""
    beginning, brace, rest = line.partition("}")
    return RegularLines().row(beginning, rest, 7) if brace else None


def plain(line: str) -> tuple[Posting | Voucher | None, list[str]]:
    """Read a line the plain way, and tell what was noted."""
    notes = Notes()
    (fields,) = pieces(line, line=7)
    read = voucher if fields.label == "#VER" else posting
    found = read(fields, notes=notes)
    return found, codes(notes) + [one.code for one in notes.rejected()]


@settings(max_examples=400)
@given(row_lines())
def test_regular_row_is_what_the_tokenizer_makes_of_it_without_a_word(line: str) -> None:
    row = quick_row(line)

    assert row is None or plain(line) == (row, [])
    assert row is None or plain(line)[0].line == row.line  # type: ignore[union-attr]  # the line above has seen to it


@settings(max_examples=400)
@given(voucher_lines())
def test_regular_voucher_is_what_the_tokenizer_makes_of_it_without_a_word(line: str) -> None:
    head = RegularLines().voucher(line, 7)

    assert head is None or plain(line) == (head, [])


@pytest.mark.parametrize(
    "line",
    [
        '#TRANS 1930 {} -85.50 "" "" 0',
        '\t#TRANS 7010 {1 "200"} 24150.00 "" "" 1.00',
        '#TRANS 1510  {} 1063 20250131 "" ',
        "    #TRANS 1930 {} -32934",
        '#RTRANS 1 {"1" "4" "7" "47"} 1 20250131 "t" 2 "ÅÖ"',
        "\t#TRANS\t2941 {}      17240    20250131 Återföring",
        '#BTRANS 1930 { "1" "1"} 1.5 20250131 "Kvitto \\"A\\""',
    ],
)
def test_rows_of_common_programs_are_regular(line: str) -> None:
    row = quick_row(line)

    assert row is not None
    assert plain(line) == (row, [])


@pytest.mark.parametrize(
    "line",
    [
        '#VER A 1 20250131 "t" 20250131',
        '#VER "A" "1" 20250131 "Kvitto \\"A\\"" 20250131 "ÅSA"',
        '#VER "" "" 20250131 "Lön" 20250131',
        "#VER\tA 1 20250131 Återföring",
        '#VER A     1 20250131 "F" 20250131 SNI',
    ],
)
def test_vouchers_of_common_programs_are_regular(line: str) -> None:
    head = RegularLines().voucher(line, 7)

    assert head is not None
    assert plain(line) == (head, [])


@pytest.mark.parametrize("name", SAMPLES)
def test_real_file_read_without_the_quick_way_is_the_same(
    name: str, shared_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = shared_data / "sie" / name
    quick = sie.read(path)

    monkeypatch.setattr(RegularLines, "row", lambda *_: None)
    monkeypatch.setattr(RegularLines, "voucher", lambda *_: None)
    slow = sie.read(path)

    assert (slow, slow.notices) == (quick, quick.notices)
    assert lines_of(slow) == lines_of(quick)


def lines_of(file: sie.SieFile) -> list[int]:
    """List where the rows stand."""
    return [row.line for voucher in file.vouchers for row in voucher.postings]
