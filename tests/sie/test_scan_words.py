"""Arithmetic on words of eight characters, against the same on text."""

import re

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sie.scanning.strict.words import Words, leading_digits, leading_plain, number, overlapping, words_at

PADDING = b"\n" * 16
octets = st.one_of(st.binary(min_size=8, max_size=60), st.text('019. -"{}\t', min_size=8, max_size=60).map(str.encode))


def words_of(data: bytes) -> tuple[Words, list[bytes]]:
    """Give the words at all places of some bytes, and the bytes of each."""
    places = np.arange(len(data))
    words = words_at(overlapping(np.frombuffer(data + PADDING, np.uint8)), places)
    return words, [(data + PADDING)[place : place + 8] for place in places]


@given(octets)
def test_leading_digits_are_counted_and_kept(data: bytes) -> None:
    words, texts = words_of(data)

    counts, masks = leading_digits(words)

    expected = [re.match(b"[0-9]*", text)[0] for text in texts]  # type: ignore[index]
    assert counts.tolist() == [len(digits) for digits in expected]
    assert [word.tobytes() for word in words & masks] == [digits.ljust(8, b"\0") for digits in expected]


@given(octets)
def test_leading_plain_characters_are_counted(data: bytes) -> None:
    words, texts = words_of(data)

    expected = [len(re.match(b'[^\x00-\x20"{}]*', text)[0]) for text in texts]  # type: ignore[index]

    assert leading_plain(words).tolist() == expected


@given(st.lists(st.text("0123456789", max_size=8), min_size=1))
def test_number_is_what_the_digits_say(texts: list[str]) -> None:
    words = np.frombuffer(b"".join(text.ljust(8, ".").encode() for text in texts), np.uint64)

    found = number(words, np.array([len(text) for text in texts]))

    assert found.tolist() == [int(text or "0") for text in texts]
