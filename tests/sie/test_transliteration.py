"""Texts into the characters a SIE file may hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sie.transliteration import Replacement, Transliteration


@pytest.mark.parametrize("text", ["Räksmörgås", "ÅÄÖ é ü", "Hyra 5 % {1}", 'a "b"', "C:\\x y", "½ ² ° £ ¥"])
def test_text_of_the_encoding_is_left_alone(text: str) -> None:
    transliteration = Transliteration()

    assert transliteration.text(text) == text
    assert transliteration.report() == ()


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("5 €", "5 EUR"),
        ("maj – juni — juli", "maj - juni - juli"),
        ("’x’ “y” „z”", '\'x\' "y" "z"'),
        ("• punkt …", "* punkt ..."),
        ("São õ Š ž", "Sao o S z"),
        ("Søren", "Sören"),
        ("ﬁ ①", "fi 1"),
        ("rad\nett\ttvå\r\n", "rad ett två  "),
        ("a\x00b\x1ac\x7fd", "abcd"),
        ("slut\\", "slut/"),
        ("slut\\\\", "slut//"),
        ("日本", "??"),
        ("a\u200bb", "ab"),
        ("\ud800", "?"),
    ],
)
def test_other_characters_are_written_as_what_they_look_like(text: str, written: str) -> None:
    assert Transliteration().text(text) == written


def test_what_was_changed_is_reported_with_its_count() -> None:
    transliteration = Transliteration()

    transliteration.text("5 € – 6 €")
    transliteration.text("7 €\\")

    assert transliteration.report() == (
        Replacement("€", "EUR", 3),
        Replacement("–", "-", 1),
        Replacement("\\", "/", 1),
    )


def test_utf_8_keeps_every_letter_but_no_control_characters() -> None:
    assert Transliteration("utf-8").text("5 € 日本\n\x00") == "5 € 日本 "


@given(st.text(), st.sampled_from(["cp437", "cp1252", "utf-8"]))
def test_any_text_can_be_written_afterwards(text: str, encoding: str) -> None:
    transliteration = Transliteration(encoding)

    written = transliteration.text(text)

    assert written.encode(encoding).decode(encoding) == written
    assert transliteration.text(written) == written
    assert (written == text) is (transliteration.report() == ())
