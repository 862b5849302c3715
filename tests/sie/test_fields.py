"""A line of a SIE file to its fields."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sie.fields import Fields, pieces, split
from tests.sie.sample import record


@pytest.mark.parametrize(
    ("line", "values"),
    [
        ("#FNAMN Bolaget", ("Bolaget",)),
        ('#FNAMN "Bolaget AB"', ("Bolaget AB",)),
        ('#KONTO\t1930\t"Bank"', ("1930", "Bank")),
        ("#KONTO   1930 \t Bank  ", ("1930", "Bank")),
        ('#FNAMN "a \\"b\\" c"', ('a "b" c',)),
        ('#FNR "C:\\temp\\x" 5', ("C:\\temp\\x", "5")),
        ('#FNR "C:\\Bolag\\"', ("C:\\Bolag\\",)),
        ('#FNAMN "ends with \\\\"" x', ('ends with \\"', "x")),
        ('#VER "" "" 20250101', ("", "", "20250101")),
        ("#VER # 1 20250101", ("#", "1", "20250101")),
        ("#TRANS 1930 {} -5", ("1930", (), "-5")),
        ("#TRANS 1930 { } -5", ("1930", (), "-5")),
        ('#TRANS 1930 {1 "100"} -5', ("1930", ("1", "100"), "-5")),
        ('#TRANS 1930 {"1" "100"} -5', ("1930", ("1", "100"), "-5")),
        ('#TRANS 1930 { "1" "1"} -5', ("1930", ("1", "1"), "-5")),
        ("#TRANS 1930 {6 P1} -5", ("1930", ("6", "P1"), "-5")),
        ('#TRANS 1930 {"6"\t"VERK"} -5', ("1930", ("6", "VERK"), "-5")),
        ('#TRANS 1930 {"1" "456" "7" "47"} -5', ("1930", ("1", "456", "7", "47"), "-5")),
        ('#TRANS 1930 {1 "a}b{c"} -5 "" "x{y}"', ("1930", ("1", "a}b{c"), "-5", "", "x{y}")),
        ("#TRANS 1930{}-5", ("1930", (), "-5")),
        ("#PROSA {inte en lista}", ("{inte", "en", "lista}")),
        ('#FNAMN"Bolaget AB"', ("Bolaget AB",)),
        ("#trans 1930 {} -5", ("1930", (), "-5")),
    ],
)
def test_line_is_split_as_the_standard_says(line: str, values: tuple[str | tuple[str, ...], ...]) -> None:
    fields = record(line)

    assert fields.values == values
    assert fields.quirks == ()


@pytest.mark.parametrize(
    ("line", "values", "quirk"),
    [
        ('#KONTO 1480 "F"rskott till leverant"re"', ("1480", 'F"rskott till leverant"re'), "quote-inside"),
        ('#KONTO 1288 "F"rskott till Lind" Park"', ("1288", 'F"rskott till Lind" Park'), "quote-inside"),
        ('#OBJEKT 1 3 Milj"', ("1", "3", 'Milj"'), "quote-inside"),
        ('#KONTO 1510 "Kundfordringar och', ("1510", "Kundfordringar och"), "quote-unclosed"),
        ('#TRANS 1930 {1 "100" -5', ("1930", ("1", "100", "-5")), "objects-unclosed"),
        ("#FNAMN Bo\x00laget", ("Bolaget",), "control-characters"),
        ('#FNAMN "Bolag\x1aet"', ("Bolaget",), "control-characters"),
    ],
)
def test_odd_line_is_taken_as_meant_and_the_quirk_told(
    line: str, values: tuple[str | tuple[str, ...], ...], quirk: str
) -> None:
    fields = record(line)

    assert fields.values == values
    assert fields.quirks == (quirk,)


def test_quote_before_a_quoted_field_closes_its_own() -> None:
    fields = record('#TRANS 1930 {} 5 "" "text" 0 "ANNA"')

    assert fields.values == ("1930", (), "5", "", "text", "0", "ANNA")


def test_byte_order_mark_is_no_part_of_the_label() -> None:
    fields = record("\ufeff#FLAGGA 0")

    assert (fields.label, fields.values) == ("#FLAGGA", ("0",))


@pytest.mark.parametrize("line", ["", "   ", "\t", "\x1a", "\x00\x00"])
def test_line_without_contents_has_no_pieces(line: str) -> None:
    assert pieces(line) == ()


def test_line_without_label_keeps_its_text() -> None:
    (fields,) = pieces("fortsättning av en text", line=3)

    assert fields == Fields("", text="fortsättning av en text", line=3)


@pytest.mark.parametrize(
    ("line", "labels"),
    [
        ("{", ["{"]),
        ("  }  ", ["}"]),
        ('#VER A 1 20250101 "x" {', ["#VER", "{"]),
        ('#VER A 1 20250101 "x"{', ["#VER", "{"]),
        ("#VER A 1 20250101 Hyra{", ["#VER", "{"]),
        ("{#TRANS 1930 {} 5", ["{", "#TRANS"]),
        ("#TRANS 1930 {} 5 }", ["#TRANS", "}"]),
        ("#TRANS 1930 {} 5}", ["#TRANS", "}"]),
        ("} #VER A 2 20250101", ["}", "#VER"]),
        ("#VER A 1 20250101 { #TRANS 1930 {} 5 #TRANS 1910 {} -5 }", ["#VER", "{", "#TRANS", "#TRANS", "}"]),
    ],
)
def test_braces_beside_records_are_pieces_of_their_own(line: str, labels: list[str]) -> None:
    assert [piece.label for piece in pieces(line)] == labels


def test_split_leaves_braces_around_a_record_out() -> None:
    assert split("{#TRANS 1930 {} 5", line=4).values == ("1930", (), "5")


@given(
    st.lists(st.text(st.characters(blacklist_categories=["Cs", "Cc"], blacklist_characters="\\\ufeff"), max_size=20))
)
def test_quoted_texts_come_back_as_they_were(texts: list[str]) -> None:
    line = "#PROGRAM " + " ".join('"' + text.replace('"', '\\"') + '"' for text in texts)

    assert record(line).values == tuple(texts)
