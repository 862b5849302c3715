"""A fact that is a code is kept as the code, and told in the language of whoever reads the log."""

from typing import Any

import pytest
from django.utils import translation

from closing.activity.models import Event
from closing.activity.texts import sentence
from closing.activity.words import check_words, written


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "Settings changed: name, tolerance in öre."),
        ("sv", "Inställningar ändrade: namn, tolerans i öre."),
    ],
)
def test_changed_settings_are_named_in_the_readers_language(language: str, told: str) -> None:
    event = Event(code="engagement:changed", facts={"what": ["name", "tolerance_ore"]})

    with translation.override(language):
        assert sentence(event) == told


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "The data source was changed from none to Trial balance (Excel or CSV)."),
        ("sv", "Datakällan ändrades från ingen till Råbalans (Excel/CSV)."),
    ],
)
def test_changed_source_is_named_in_the_readers_language(language: str, told: str) -> None:
    event = Event(code="source:changed", facts={"before": "", "after": "trial_balance"})

    with translation.override(language):
        assert sentence(event) == told


def test_accepted_decisions_are_told_without_their_codes() -> None:
    event = Event(code="import:accepted", facts={"codes": ["columns-recognised", "voucher-unbalanced"]})

    with translation.override("en"):
        told = sentence(event)

    assert told == "Confirmed for the import: the columns of the table, vouchers that do not balance."


def test_fact_that_nobody_words_is_told_as_it_stands() -> None:
    assert written("import:done", "files", ["bok.se", "bok 2.se"]) == "bok.se, bok 2.se"
    assert written("engagement:changed", "what", "a setting that is gone") == "a setting that is gone"


def test_role_is_told_by_its_name() -> None:
    with translation.override("en"):
        assert written("member:joined", "role", "manager") == "Manager"


def test_our_own_words_hold() -> None:
    assert check_words() == []


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ({"import:done": {"files": "closing.activity.words.written"}}, []),
        ({"import:sung": {"files": "closing.activity.words.written"}}, ["activity.E001"]),
        ({"import:done": {"files": "closing.activity.words.sung"}}, ["activity.E002"]),
        ({"import:done": {"files": "closing.nowhere.written"}}, ["activity.E002"]),
        ({"import:done": {"files": "closing.activity.reading.PAGE"}}, ["activity.E002"]),
    ],
)
def test_words_that_cannot_be_given_are_found(
    settings: Any, words: dict[str, dict[str, str]], found: list[str]
) -> None:
    settings.ACTIVITY_WORDS = words

    assert [message.id for message in check_words()] == found
