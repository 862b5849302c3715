"""Fortnox's own words, as they are repeated to the user."""

from integrations.fortnox.client.errors import FortnoxError


def fortnox_words(error: FortnoxError) -> str:
    """Give Fortnox's own sentence and code; empty when it gave none."""
    if not error.text:
        return "" if error.code is None else str(error.code)
    return f"“{error.text}”" if error.code is None else f"“{error.text}” ({error.code})"
