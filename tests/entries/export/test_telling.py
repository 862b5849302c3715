"""How the activity log words why an entry was not booked."""

import pytest
from django.utils import translation

from closing.activity.words import written


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("obstacle", "It would be refused, so it was not sent"),
        ("account-inactive", "An account is not active in Fortnox"),
        ("“Kontot är inte aktivt.” (2000550)", "“Kontot är inte aktivt.” (2000550)"),
    ],
)
def test_reason_in_the_log_is_told_in_words(reason: str, words: str) -> None:
    with translation.override("en"):
        assert written("entry:refused", "reason", reason).startswith(words)
