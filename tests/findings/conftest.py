"""Swedish for the findings, from its source."""

import gettext
import io
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.utils.translation import trans_real

CATALOGUE = Path(__file__).resolve().parents[2] / "closing" / "locale" / "sv" / "LC_MESSAGES" / "django.po"


@pytest.fixture(scope="session", autouse=True)
def _swedish() -> None:
    """Read the Swedish texts from their source, whether or not the catalogue has been compiled."""
    with CATALOGUE.open("rb") as source:
        catalogue = read_po(source, locale="sv", domain="django")
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    trans_real.translation("sv").merge(gettext.GNUTranslations(compiled))
