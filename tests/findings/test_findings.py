"""Every finding has an example file that gives it, and says exactly these words in both languages."""

import tomllib
from pathlib import Path

import pytest
from django.utils import translation

from closing.importing.catalogue import SEVERITIES
from closing.importing.texts import SENTENCES, sentence, where
from tests.findings.document import DOCUMENT, document
from tests.findings.examples import ALL_CODES, FOLDER, MADE, TABLES, findings_of, path_of

WORDS: dict[str, dict[str, list[str]]] = tomllib.loads((FOLDER / "words.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("code", ALL_CODES)
def test_finding_is_told_in_exactly_these_words(code: str, tmp_path: Path) -> None:
    found = findings_of(code, tmp_path)

    told = {}
    for language in ("sv", "en"):
        with translation.override(language):
            told[language] = [where(found[0]), *sentence(found[0])]
    assert told == WORDS[code]


def test_every_code_has_severity_sentence_words_and_example() -> None:
    with_example = {code for code in ALL_CODES if path_of(code).exists() or code in MADE}

    assert set(SEVERITIES) == set(SENTENCES) == set(WORDS) == with_example == set(ALL_CODES)


def test_every_example_belongs_to_a_code() -> None:
    stems = {path.stem for path in FOLDER.iterdir() if path.suffix in {".se", ".csv", ".xls", ".xlsx", ".json"}}

    assert stems <= set(ALL_CODES)
    assert {str(code) for code in TABLES} <= set(ALL_CODES)


def test_catalogue_is_documented() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == document()
