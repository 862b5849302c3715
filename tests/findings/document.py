"""The catalogue of findings as a document: made of the catalogue, the sentences and the examples.

`python -m tests.findings.document` writes docs/findings.md anew; a test holds the two together.
"""

import os
import tomllib
from collections.abc import Iterator

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()

from closing.importing.catalogue import SEVERITIES
from closing.importing.findings import Severity
from tests.findings.examples import ALL_CODES, FOLDER, MADE, path_of

DOCUMENT = FOLDER.parents[1] / "docs" / "findings.md"
INTRODUCTION = """# What an import can find

Every finding has a code, a severity, and an example file under `tests/findings/` that gives it. All findings of a file
are shown at once, with line and voucher, in the reader's language, and kept with the import. The words below are those
that the example gives; facts such as amounts and numbers are of course those of the file.

An **error** stops the import, and nothing is changed. A **decision** stops it until somebody answers “Import anyway”
(on the command line `--accept CODE`); the answer is logged. A **warning** or a **notice** stops nothing.

*This file is made by `python -m tests.findings.document`.*
"""
HEAD_OF_TABLE = "| code | when (of the example) | what to do | example |\n|---|---|---|---|\n"
HEADINGS = {
    Severity.ERROR: "Errors",
    Severity.DECISION: "Decisions",
    Severity.WARNING: "Warnings",
    Severity.NOTICE: "Notices",
}


def document() -> str:
    """Write the document."""
    return INTRODUCTION + "".join(_section(severity) for severity in HEADINGS)


def _section(severity: Severity) -> str:
    codes = [code for code in ALL_CODES if SEVERITIES[code] == severity]
    rows = "".join(_rows(codes))
    return f"\n## {HEADINGS[severity]}\n\n{HEAD_OF_TABLE}{rows}"


def _rows(codes: list[str]) -> Iterator[str]:
    words = tomllib.loads((FOLDER / "words.toml").read_text(encoding="utf-8"))
    for code in codes:
        _where, what, what_to_do = (text.replace("|", "\\|") for text in words[code]["en"])
        example = "made by the test" if code in MADE else f"`{path_of(code).name}`"
        yield f"| `{code}` | {what} | {what_to_do} | {example} |\n"


if __name__ == "__main__":
    DOCUMENT.write_text(document(), encoding="utf-8")
