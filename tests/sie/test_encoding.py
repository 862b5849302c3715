"""In which encoding a file is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sie
from sie.encoding import Encoding, detect, known_name
from sie.errors import SieEncodingUnknownError
from tests.sie.sample import HEAD, codes, only

TEXT = '#FNAMN "Räksmörgås AB"\n#KONTO 1930 "Företagskonto på bank"\n#KONTO 3001 "Försäljning"\n'


@pytest.mark.parametrize("name", ["cp437", "utf-8", "cp1252"])
def test_encoding_is_told_from_the_bytes(name: str) -> None:
    found = detect([TEXT.encode(name)])

    assert found.name == name
    assert found.words == ("Räksmörgås", "Företagskonto", "på")
    assert found.decode(TEXT.encode(name)) == TEXT


def test_byte_order_mark_means_utf_8_and_is_no_text() -> None:
    found = detect([TEXT.encode("utf-8-sig")])

    assert (found.name, found.bom, found.start) == ("utf-8", True, 3)


def test_file_of_ascii_is_read_as_the_standard_says() -> None:
    assert detect([b"#FLAGGA 0\n"]) == Encoding("cp437")


def test_name_late_in_a_large_file_decides() -> None:
    chunks = [b"#TRANS 1930 {} 5\n" * 1000, TEXT.encode("cp1252")]

    assert detect(chunks).name == "cp1252"


def test_letter_of_utf_8_may_fall_on_two_chunks() -> None:
    content = TEXT.encode()
    cut = content.index(b"\xc3") + 1

    assert detect([content[:cut], content[cut:]]).name == "utf-8"


def test_letters_between_which_only_code_page_850_has_an_o_with_stroke() -> None:
    text = TEXT + '#KONTO 1511 "Sørensen Ørsted"\n'

    found = detect([text.encode("cp850")])

    assert found.name == "cp850"
    assert found.decode(text.encode("cp850")) == text


def test_yen_and_cent_alone_leave_it_code_page_437() -> None:
    assert detect([(TEXT + '#PROSA "100 ¥, 5 ¢"\n').encode("cp437")]).name == "cp437"


def test_file_without_swedish_letters_is_told_by_others() -> None:
    assert detect(['#FNAMN "Müller É"\n'.encode("cp1252")]).name == "cp1252"
    assert detect(['#FNAMN "Müller É"\n'.encode("cp437")]).name == "cp437"


def test_windows_text_with_curly_quotes_and_dashes_is_windows() -> None:
    text = TEXT + '#PROSA "”Hyra” – maj …"\n'

    assert detect([text.encode("cp1252")]).decode(text.encode("cp1252")) == text


def test_text_of_utf_8_cut_within_a_letter_is_still_utf_8() -> None:
    content = TEXT.encode() + b'#KONTO 1 "F\xc3"\n'

    found = detect([content])

    assert (found.name, found.mixed > 0) == ("utf-8", True)
    assert found.decode(TEXT.encode()) == TEXT


@pytest.mark.parametrize("name", ["cp437", "cp1252"])
def test_line_of_utf_8_in_another_file_is_read_right_and_told(name: str) -> None:
    content = (TEXT * 3).encode(name) + '#KONTO 1 "Årets ränta på lån"\n'.encode()

    file = sie.read(HEAD.encode(name) + content)

    assert file.encoding == name
    assert file.head.accounts[-1].name == "Årets ränta på lån"
    assert only(file, "encoding-mixed").facts == {"encoding": name, "count": 4}


def test_letters_lost_before_the_export_are_told() -> None:
    file = sie.read((HEAD + '#KONTO 1 "F\N{REPLACEMENT CHARACTER}rs\N{REPLACEMENT CHARACTER}ljning"\n').encode())

    assert only(file, "characters-lost").facts == {"count": 2}


@pytest.mark.parametrize("name", sie.ENCODINGS)
def test_reader_may_say_which_encoding_it_is(name: str) -> None:
    content = HEAD.encode(name)

    file = sie.read(content, encoding=name)

    assert (file.encoding, file.head.company) == (name, "Räksmörgås AB")


def test_words_of_an_override_are_shown_as_it_reads_them() -> None:
    file = sie.read(HEAD.encode("cp437"), encoding="cp1252")

    assert only(file, "encoding-detected").facts == {"encoding": "cp1252", "words": "Åsa, R„ksm”rg†s"}


@pytest.mark.parametrize(
    ("spelling", "name"),
    [
        ("PC8", "cp437"),
        ("IBM437", "cp437"),
        ("utf8", "utf-8"),
        ("UTF-8-SIG", "utf-8"),
        ("windows-1252", "cp1252"),
        ("ISO-8859-1", "latin-1"),
        ("ibm850", "cp850"),
    ],
)
def test_encoding_goes_under_many_names(spelling: str, name: str) -> None:
    assert known_name(spelling) == name


@pytest.mark.parametrize("spelling", ["utf-16", "klingon", "", "rot13", "a\0b", "å" * 99])
def test_unknown_encoding_is_refused(spelling: str) -> None:
    with pytest.raises(SieEncodingUnknownError) as caught:
        known_name(spelling)

    assert caught.value.facts == {"encoding": spelling}


@given(st.lists(st.binary(max_size=40), max_size=5), st.sampled_from([None, *sie.ENCODINGS]))
def test_any_bytes_are_decoded_in_some_way(chunks: list[bytes], override: str | None) -> None:
    found = detect(chunks, override=override)

    assert found.name in sie.ENCODINGS
    assert isinstance(found.decode(b"".join(chunks)), str)


def test_file_in_the_standards_encoding_has_nothing_odd_about_it() -> None:
    assert codes(sie.read(HEAD.encode("cp437"))) == []
