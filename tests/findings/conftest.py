"""Swedish for the findings, also for words that have not been gathered into the catalogue yet."""

import gettext
import io
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.utils.translation import trans_real

LOCALE = Path(__file__).resolve().parents[2] / "closing" / "locale"


@pytest.fixture(scope="session", autouse=True)
def _swedish() -> None:
    """Read the Swedish texts from their sources, whether or not the catalogue has been compiled."""
    for path in (LOCALE / "sv" / "LC_MESSAGES" / "django.po", *sorted((LOCALE / "pending").glob("*.po"))):
        with path.open("rb") as source:
            catalogue = read_po(source, locale="sv", domain="django")
        compiled = io.BytesIO()
        write_mo(compiled, catalogue)
        compiled.seek(0)
        trans_real.translation("sv").merge(gettext.GNUTranslations(compiled))
