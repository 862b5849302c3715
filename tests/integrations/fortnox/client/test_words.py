"""Tests of how Fortnox's own words are repeated."""

import pytest

from integrations.fortnox.client.errors import FortnoxError, RefusedError
from integrations.fortnox.client.words import fortnox_words


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (RefusedError("vouchers", code=2000550, text="Konto är inte aktivt"), "“Konto är inte aktivt” (2000550)"),
        (RefusedError("vouchers", text="100 % (s) %(words)s"), "“100 % (s) %(words)s”"),
        (RefusedError("vouchers", code=2000550), "2000550"),
        (RefusedError("vouchers"), ""),
    ],
)
def test_words_are_the_sentence_and_the_code_as_far_as_there_are_any(error: FortnoxError, words: str) -> None:
    assert fortnox_words(error) == words
